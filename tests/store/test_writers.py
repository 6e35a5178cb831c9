"""Writers of one ledger, each a process of its own, wait for one another or fail cleanly."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tocsin.store import engines
from tocsin.store.engines import open_engine, writing
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from pathlib import Path

EACH = 20
WRITER = f"""
import sys
from tests import factories as make
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt
where, name = sys.argv[1:]
ledger = Ledger(where)
for number in range({EACH}):
    origin = f"{{name}}{{number}}"
    document = make.document(origin=origin)
    receipt = Receipt(origin=origin, digest="d", rules="1", asked="")
    reading = make.reading(document, make.shelling(document))
    ledger.add(reading, receipt=receipt, at=make.NOON)
ledger.close()
"""
IMPATIENT = """
import sys
from tests import factories as make
from tocsin.errors import LedgerError
from tocsin.store import engines
engines.WAIT = 200
from tocsin.store.ledger import Ledger
ledger = Ledger(sys.argv[1])
try:
    ledger.withdraw("a.txt", why="x", by="ana", at=make.NOON)
except LedgerError as error:
    print(error)
"""


def started(script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)  # noqa: S603 - ourselves


def test_two_writers_lose_nothing_of_one_another(where: str) -> None:
    Ledger(where).close()
    writers = [started(WRITER, where, name) for name in ("left", "right")]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == ["", ""]
    ledger = Ledger(where)
    assert ledger.size().documents == 2 * EACH
    assert ledger.size().claims == 2 * EACH
    ledger.close()


def test_two_that_make_a_ledger_at_once_make_one(where: str) -> None:
    writers = [started(WRITER, where, name) for name in ("left", "right")]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == ["", ""]
    ledger = Ledger(where)
    assert ledger.size().documents == 2 * EACH
    ledger.close()


def test_who_waits_in_vain_is_told_why(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    engine, name = open_engine(path)
    with writing(engine, name):
        told, error = started(IMPATIENT, str(path)).communicate(timeout=60)
    assert error == ""
    assert "is being written by another program; wait" in told
    engine.dispose()


def test_a_reader_sees_one_state_while_others_write(where: str) -> None:
    ledger = Ledger(where)
    for origin in ("a", "b", "c"):
        receipt = Receipt(origin=origin, digest="d", rules="1", asked="")
        ledger.add(make.reading(make.document(origin=origin)), receipt=receipt, at=make.NOON)
    stream = ledger.documents()
    first = next(stream)
    ledger.withdraw("c", why="x", by="ana", at=make.NOON)
    assert [first.origin, *(one.origin for one in stream)] == ["a", "b", "c"]
    assert [one.origin for one in ledger.documents()] == ["a", "b"]
    ledger.close()


@pytest.mark.parametrize("code", ["SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_READONLY"])
def test_every_refusal_of_the_disk_names_the_remedy(code: str) -> None:
    error = OSError()
    error.sqlite_errorname = code  # type: ignore[attr-defined]
    told = engines._plain("war.db", error)
    assert told.startswith("ledger war.db ")
    assert "failed:" not in told
