"""Export, bundle, search, revisions, withdrawal and upkeep from the command line."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tests.export.conftest import incidents, report, truce
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

GORIS = "https://example.org/goris"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "war.db"
    ledger = Ledger(made)
    for reading in (report(), truce()):
        receipt = Receipt(origin=reading.document.origin, digest="d", rules="1", asked="")
        ledger.add(reading, receipt=receipt, at=make.NOON)
    ledger.settle(incidents(), (), at=make.NOON)
    ledger.close()
    return made


def test_an_export_goes_to_a_file_or_to_a_pipe(
    tocsin: Callable[..., Ran], path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "incidents.csv"
    ran = tocsin("export", "--as", "csv", "--out", out, "--ledger", path, "--side", "ARM")
    assert (ran.code, ran.out) == (0, "")
    assert "2 records" in ran.err
    with out.open(newline="", encoding="utf-8") as found:
        assert [row["kind"] for row in csv.DictReader(found)] == ["ASSAULT", "AGREE"]


def test_what_an_export_cannot_hold_is_one_line(tocsin: Callable[..., Ran], path: Path) -> None:
    ran = tocsin("export", "claims", "--as", "ged", "--out", "x.csv", "--ledger", path)
    assert ran.code == 2
    assert "only incidents" in ran.err


def test_a_bundle_is_a_zip(tocsin: Callable[..., Ran], path: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.zip"
    ran = tocsin("bundle", incidents()[0].id, "--out", out, "--ledger", path)
    assert ran.code == 0
    assert "README.md" in zipfile.ZipFile(out).namelist()


def test_a_search_shows_passages_with_marks(tocsin: Callable[..., Ran], path: Path) -> None:
    ran = tocsin("search", "shelling", "goris", "--ledger", path)
    assert "[shelled]" in ran.out
    assert "1 report" in ran.out
    (found,) = json.loads(tocsin("search", "shelled", "--format", "json", "--ledger", path).out)
    start, end = found["marks"][0]
    assert found["snippet"][start:end] == "shelled"
    assert found["origin"] == GORIS


def test_a_withdrawn_report_counts_no_more_and_shows_why(
    tocsin: Callable[..., Ran], path: Path
) -> None:
    ran = tocsin("withdraw", GORIS, "--why", "retracted by the agency", "--ledger", path)
    assert ran.code == 0
    assert "is withdrawn" in ran.err
    claims = tocsin("claims", "--format", "jsonl", "--ledger", path).out
    assert claims.count("\n") == 1
    shown = tocsin("revisions", GORIS, "--ledger", path)
    assert "retracted by the agency" in shown.out
    again = tocsin("withdraw", GORIS, "--why", "x", "--ledger", path)
    assert (again.code, "nothing that counts" in again.err) == (2, True)
    (version,) = json.loads(tocsin("revisions", GORIS, "--format", "json", "--ledger", path).out)
    assert version["withdrawn"]["why"] == "retracted by the agency"


def test_a_ledger_is_checked_backed_up_compacted_and_migrated(
    tocsin: Callable[..., Ran], path: Path, tmp_path: Path
) -> None:
    assert "no faults" in tocsin("check", "--ledger", path).out
    copy = tmp_path / "copy.db"
    assert tocsin("backup", copy, "--ledger", path).code == 0
    assert json.loads(tocsin("check", "--ledger", copy, "--format", "json").out) == []
    assert tocsin("backup", copy, "--ledger", path).code == 2
    assert "MB now" in tocsin("compact", "--ledger", copy).err
    assert "the newest" in tocsin("migrate", "--ledger", copy).err


def test_nothing_is_made_by_looking(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    for command in (("export",), ("search", "x"), ("check",), ("compact",), ("migrate",)):
        ran = tocsin(*command, "--ledger", tmp_path / "none.db")
        assert (ran.code, "does not exist" in ran.err) == (2, True)
    assert io.StringIO(ran.out).read() == ""
