"""Old ledgers come up to date with all that they hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import MetaData, Table, create_engine, inspect, make_url, text

from tests import factories as make
from tocsin.records import Attribution
from tocsin.store import canon, migrations, rows, tables
from tocsin.store.engines import MARK
from tocsin.store.ledger import Ledger
from tocsin.store.migrations import SERIAL
from tocsin.store.protocol import Query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

FIRST = dict(migrations.steps())[1]


def old_ledger(connection: Connection) -> None:
    """A ledger as the first version wrote it, with a document, a claim and an incident."""
    for statement in FIRST.replace("$serial", SERIAL[connection.dialect.name]).split(";"):
        if statement.strip():
            connection.execute(text(statement))
    connection.execute(text("CREATE TABLE tocsin_schema (version INTEGER PRIMARY KEY)"))
    connection.execute(text("INSERT INTO tocsin_schema VALUES (1)"))
    document, claim = make.document(), make.shelling()
    incident = make.incident(claim.id, denied_by=("Baku",))
    at = rows.stamp(make.NOON)
    _insert(
        connection,
        "documents",
        rows.document_row(make.reading(document))
        | {"version": 1, "input": "x", "rules": "1", "recorded_at": at},
    )
    old = {"id": claim.id, "kind": "ASSAULT", "mode": "artillery", "stance": "asserts"}
    old |= {"reality": "actual", "first_day": "2022-09-13", "last_day": "2022-09-13"}
    claim_row = old | {"document": 1, "background": 0, "payload": canon.dump(claim)}
    _insert(connection, "claims", claim_row)
    _insert(connection, "claim_terms", {"claim": 1, "field": "country", "term": "AZE"})
    for payload in (canon.dump(make.incident(claim.id)), canon.dump(incident)):
        old = {"sort": "incident", "id": incident.id, "kind": "ASSAULT", "payload": payload}
        _insert(connection, "derived", old | {"recorded_at": at})
    ended = {"sort": "incident", "id": "gone", "recorded_at": at}
    _insert(connection, "derived", ended | {"payload": canon.dump(make.incident("x", id="gone"))})
    _insert(connection, "derived", ended)


def _insert(connection: Connection, name: str, row: Mapping[str, object]) -> None:
    table = Table(f"tocsin_{name}", MetaData(), autoload_with=connection)
    connection.execute(table.insert(), row)


@pytest.fixture
def old(where: str) -> str:
    """The place of a ledger of the first version, in each kind of database."""
    if "://" in where:
        engine = create_engine(make_url(where).set(drivername="postgresql+psycopg"))
    else:
        engine = create_engine(f"sqlite:///{where}")
    with engine.begin() as connection:
        old_ledger(connection)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {MARK}")
    engine.dispose()
    return where


def test_an_old_ledger_is_brought_up_to_date_with_all_it_holds(old: str) -> None:
    ledger = Ledger(old)
    assert ledger.version() == migrations.newest()
    (incident,) = ledger.incidents(Query(disputed=True, sides=("AZE",), source="baku"))
    assert list(ledger.incidents(Query())) == [incident]
    assert ledger.incident_page(Query(since=make.DAY), limit=5).items == (incident,)
    assert list(ledger.claims(Query(source="example times"))) == [make.shelling()]
    assert [one.document for one in ledger.search("shelled")] == [make.document()]
    ledger.close()


def test_a_ledger_that_missed_a_step_gets_it(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = migrations.steps()
    later = (999, "CREATE TABLE tocsin_later (number $serial)")
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "steps", lambda: (known[0], later))
        patch.setattr("tocsin.store.engines.refill", lambda _: None)
        Ledger(old).close()
    monkeypatch.setattr(migrations, "steps", lambda: (*known, later))
    ledger = Ledger(old)
    assert len(list(ledger.incidents(Query(disputed=True)))) == 1
    ledger.close()


def test_a_step_that_fails_changes_nothing(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Connection) -> None:
        message = "out of ideas"
        raise RuntimeError(message)

    with monkeypatch.context() as patch:
        patch.setattr("tocsin.store.engines.refill", fail)
        with pytest.raises(RuntimeError, match="out of ideas"):
            Ledger(old)
    ledger = Ledger(old)
    assert ledger.version() == migrations.newest()
    assert len(list(ledger.claims(Query()))) == 1
    ledger.close()


def test_the_schema_has_the_tables_that_the_code_knows(where: str) -> None:
    Ledger(where).close()
    url = where if "://" in where else f"sqlite:///{where}"
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    found = inspect(engine)
    for table in tables.metadata.tables.values():
        columns = {column["name"] for column in found.get_columns(table.name)}
        assert columns == {column.name for column in table.columns}, table.name
    engine.dispose()


def test_steps_are_numbered_each_once_in_order() -> None:
    numbers = [number for number, _ in migrations.steps()]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1


def test_a_record_that_was_written_before_a_field_came_takes_its_default() -> None:
    spoken = make.attribution(make.at(0, "a"), make.at(0, "b"), make.at(0, "c"))
    old = json.loads(canon.dump(spoken))
    del old["form"]
    assert canon.load(json.dumps(old), Attribution) == spoken
    del old["stance"]
    with pytest.raises(ValueError, match="stance"):
        canon.load(json.dumps(old), Attribution)
