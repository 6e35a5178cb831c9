"""The ledger is the same with any number of workers and after any stop; one bad text costs one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tocsin.config import settings
from tocsin.desk import connect
from tocsin.export import canonical

if TYPE_CHECKING:
    from pathlib import Path

    from tocsin.desk import Desk
    from tocsin.records import Progress

pytestmark = pytest.mark.model

TOWNS = ("Goris", "Sotk", "Jermuk", "Kapan", "Martuni", "Vardenis")
TEXT = (
    "Rebels shelled the village of {} at dawn on 14 May 2024, killing {} soldiers, the army said."
    " A spokesman of the fighters denied that they had shelled it."
)
HUGE = "Rebels shelled the village of Goris, the army said.\n\n" * 800_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports, copies of them, one in two places, and one that is empty."""
    found = tmp_path / "reports"
    found.mkdir()
    for n in range(14):
        text = TEXT.format(TOWNS[n % 6], n % 5 + 2) + " Snow fell." * (n % 2)
        (found / f"{n:02}.txt").write_text(text, "utf-8")
    (found / "05 empty.txt").write_bytes(b"")
    return found


def lines(desk: Desk) -> list[bytes]:
    desk.reconcile()
    return list(canonical.lines(desk._store))


@pytest.fixture
def alone(tmp_path: Path, folder: Path) -> list[bytes]:
    """What one process makes of them, without a stop."""
    with connect(tmp_path / "alone.db") as desk:
        desk.take_in([folder])
        return lines(desk)


@pytest.mark.parametrize("workers", [2, 8])
def test_any_number_of_workers_makes_the_same_ledger(
    tmp_path: Path, folder: Path, alone: list[bytes], workers: int
) -> None:
    with connect(tmp_path / "many.db") as desk:
        tally = desk.take_in([folder], workers=workers)
        assert lines(desk) == alone
    assert (tally.kept, tally.dropped_in_all) == (14, 1)


def test_after_a_stop_the_rest_is_read_and_the_ledger_is_the_same(
    tmp_path: Path, folder: Path, alone: list[bytes]
) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == 5:
            raise KeyboardInterrupt

    with connect(tmp_path / "stopped.db") as desk:
        with pytest.raises(KeyboardInterrupt):
            desk.take_in([folder], workers=2, progress=stop)
        tally = desk.take_in([folder], workers=2)
        assert (tally.unchanged, tally.kept) == (5, 9)
        assert lines(desk) == alone


def test_a_document_that_needs_too_much_memory_is_named_and_the_others_go_on(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "06 huge.txt").write_text(HUGE, "utf-8")
    tight = {"worker_megabytes": 380, "max_bytes": 100_000_000, "max_characters": 100_000_000}
    with connect(tmp_path / "tight.db", settings(**tight)) as desk:
        tally = desk.take_in([folder], workers=2)
    assert tally.kept == 14
    (huge,) = [one for one in tally.dropped if one.origin.endswith("huge.txt")]
    assert "emory" in huge.reason or "ended the process" in huge.reason
