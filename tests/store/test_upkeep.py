"""Ledgers are checked, copied and made small, whatever keeps them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests import factories as make
from tocsin.errors import LedgerError
from tocsin.export import canonical
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Query, Receipt
from tocsin.store.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RECEIPT = Receipt(origin="a.txt", digest="d1", rules="1", asked="")


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """A ledger with a bit of everything."""
    made = Ledger(where)
    document = make.document()
    claim = make.anchored(make.shelling(document))
    made.add(make.reading(document, claim, flags=[make.flag()]), receipt=RECEIPT, at=make.NOON)
    made.finish(RECEIPT, at=make.NOON)
    made.settle((make.incident(claim.id),), (make.family(document.id, "x"),), at=make.NOON)
    made.judge(make.judgement(claim.id, "other"))
    made.drop(make.dropped("b.txt"), receipt=RECEIPT, at=make.NOON)
    yield made
    made.close()


def faults(ledger: Ledger) -> list[str]:
    return [one.what for one in ledger.room(Upkeep).check()]


def damage(ledger: Ledger, *statements: str) -> None:
    with ledger._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.execute(text(statement))


def everything(ledger: Ledger) -> bytes:
    return b"".join(canonical.lines(ledger))


def test_a_sound_ledger_has_no_faults(ledger: Ledger) -> None:
    assert faults(ledger) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE tocsin_documents SET text = text || ' And more.'", "text was changed"),
        ("UPDATE tocsin_documents SET text = 'x ' || text", "does not stand at"),
        ("UPDATE tocsin_documents SET id = 'other'", "points into document"),
        ("UPDATE tocsin_documents SET flags = '[{}]'", "flags"),
        ("UPDATE tocsin_claims SET payload = '{}'", "unreadable"),
        ("UPDATE tocsin_claims SET kind = 'AID'", "columns kind say other"),
        ("UPDATE tocsin_derived SET day = '2001-01-01' WHERE sort = 'incident'", "columns day"),
        ("UPDATE tocsin_derived SET payload = '{}' WHERE sort = 'incident'", "unreadable"),
        ("UPDATE tocsin_claims SET id = 'c9'", "is missing"),
    ],
)
def test_damage_is_found_and_told(ledger: Ledger, statement: str, fault: str) -> None:
    damage(ledger, statement)
    assert any(fault in what for what in faults(ledger))


def test_rows_without_their_owner_are_found(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "war.db")
    document = make.document()
    reading = make.reading(document, make.shelling(document))
    ledger.add(reading, receipt=RECEIPT, at=make.NOON)
    raw = ledger._engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys = OFF")
    raw.cursor().execute("DELETE FROM tocsin_documents")
    raw.close()
    assert any("rows of tocsin_documents 1, which is missing" in what for what in faults(ledger))
    ledger.close()


def test_a_backup_is_the_very_ledger_and_never_overwrites(ledger: Ledger, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    ledger.room(Upkeep).backup(target)
    copy = Ledger(target)
    assert everything(copy) == everything(ledger)
    assert copy.last_recorded() == ledger.last_recorded()
    assert copy.finished(RECEIPT)
    assert [one.document for one in copy.search("shelled")] == [make.document()]
    copy.close()
    with pytest.raises(LedgerError, match="exists already"):
        ledger.room(Upkeep).backup(target)
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_a_ledger_moves_to_postgresql_and_goes_on_there(
    ledger: Ledger, database: str, where: str, tmp_path: Path
) -> None:
    if where == database:
        ledger.room(Upkeep).backup(tmp_path / "copy.db")
        ledger.close()
        return
    ledger.room(Upkeep).backup(database)
    copy = Ledger(database)
    assert everything(copy) == everything(ledger)
    later = make.NOON + timedelta(1)
    copy.add(make.reading(make.document("New.", origin="n")), receipt=RECEIPT, at=later)
    assert copy.size().documents == 2
    assert [one.document.origin for one in copy.search("new")] == ["n"]
    with pytest.raises(LedgerError, match="holds a ledger already"):
        ledger.room(Upkeep).backup(database)
    copy.close()


def test_compacting_mends_what_is_worked_out_and_loses_nothing(ledger: Ledger) -> None:
    before = everything(ledger)
    damage(
        ledger,
        "UPDATE tocsin_claims SET kind = 'AID', day = ''",
        "UPDATE tocsin_derived SET disputed = 1",
        "DELETE FROM tocsin_derived_terms",
    )
    assert faults(ledger)
    sizes = ledger.room(Upkeep).compact()
    assert min(sizes) > 0
    assert faults(ledger) == []
    assert everything(ledger) == before
    assert len(list(ledger.incidents(Query(country="ARM", disputed=False)))) == 1
    assert len(ledger.search("shelled")) == 1


def test_a_backup_is_made_while_somebody_reads(ledger: Ledger, tmp_path: Path) -> None:
    stream = ledger.readings()
    next(stream)
    ledger.room(Upkeep).backup(tmp_path / "copy.db")
    assert list(stream) == []
