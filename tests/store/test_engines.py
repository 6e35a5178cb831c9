"""A ledger that cannot be used says which one it is and what to do."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from tests import factories as make
from tocsin.errors import LedgerError, MissingPartError
from tocsin.store import engines, tables
from tocsin.store.engines import open_engine
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Query, Receipt

if TYPE_CHECKING:
    from pathlib import Path

RECEIPT = Receipt(origin="a.txt", digest="d", rules="1", asked="")


def fill(path: Path) -> None:
    ledger = Ledger(path)
    ledger.add(make.reading(make.document(), make.shelling()), receipt=RECEIPT, at=make.NOON)
    ledger.close()


def test_a_file_of_another_kind_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, but long enough to look like one. " * 40)
    with pytest.raises(LedgerError, match=r"notes\.txt is no ledger"):
        Ledger(path)
    assert path.read_text().startswith("Not a database")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE documents (id)")
    connection.close()
    with pytest.raises(LedgerError, match="another program"):
        Ledger(path)


@pytest.mark.parametrize("scheme", ["mysql", "sqlite"])
def test_a_database_of_another_sort_is_refused_and_no_file_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LedgerError, match=f"no ledger can be at a {scheme}:// URL") as caught:
        Ledger(f"{scheme}://ana:secret@host/war")
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_may_be_called_after_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Ledger("postgresql.db").close()
    assert (tmp_path / "postgresql.db").is_file()


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerError, match=r"war\.db.*another path"):
        Ledger(tmp_path / "file" / "war.db")


def test_a_ledger_of_a_newer_schema_is_refused(tmp_path: Path) -> None:
    fill(tmp_path / "war.db")
    with sqlite3.connect(tmp_path / "war.db") as connection:
        connection.execute("INSERT INTO tocsin_schema (version) VALUES (999)")
    connection.close()
    with pytest.raises(LedgerError, match=r"war\.db has schema 999.*newer tocsin"):
        Ledger(tmp_path / "war.db")


def test_a_read_only_ledger_is_read_but_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "war.db"
    fill(path)
    monkeypatch.setattr(engines, "_writable", lambda _: False)
    ledger = Ledger(path)
    assert len(list(ledger.claims(Query()))) == 1
    with pytest.raises(LedgerError, match=r"war\.db is read-only; make"):
        ledger.withdraw("a.txt", why="x", by="ana", at=make.NOON)


def test_an_old_ledger_that_may_not_be_written_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "war.db"
    fill(path)
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM tocsin_schema WHERE version > 1")
    connection.close()
    monkeypatch.setattr(engines, "_writable", lambda _: False)
    with pytest.raises(LedgerError, match=r"war\.db is read-only; make"):
        Ledger(path)


def test_a_full_disk_loses_nothing_that_was_added(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    fill(path)
    ledger = Ledger(path)
    long = make.reading(make.document("word " * 200_000, origin="long.txt"))
    _let_it_grow_no_more(ledger)
    with pytest.raises(LedgerError, match="disk is full"):
        ledger.add(long, receipt=RECEIPT, at=make.NOON)
    assert [one.origin for one in ledger.documents()] == ["a.txt"]


def _let_it_grow_no_more(ledger: Ledger) -> None:
    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(ledger._engine, "connect", limit)
    ledger._engine.dispose()


def test_a_killed_transaction_leaves_no_trace(tmp_path: Path) -> None:
    fill(tmp_path / "war.db")
    engine, name = open_engine(tmp_path / "war.db")

    def die_half_way() -> None:
        with engines.writing(engine, name) as connection:
            connection.execute(tables.dropped.insert(), _drop_row())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        die_half_way()
    assert not list(Ledger(tmp_path / "war.db").dropped())


def _drop_row() -> dict[str, str]:
    return dict.fromkeys(("origin", "step", "reason", "input", "recorded_at"), "x")


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    fill(tmp_path / "war.db")
    ledger = Ledger(tmp_path / "war.db")
    assert len(list(ledger.documents())) == 1


def test_a_malformed_address_never_shows_the_password() -> None:
    with pytest.raises((LedgerError, MissingPartError)) as caught:
        Ledger("postgresql://ana:secret@localhost:1/none")
    assert "secret" not in str(caught.value)
