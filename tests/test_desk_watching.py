"""The watch at the desk: what a ledger knew on a day, as series."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tests.test_desk import Clock, Reader
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.errors import InputError
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    chosen = Settings(ledger=tmp_path / "l.db", gazetteer=tmp_path / "g.db")
    with Desk(Ledger(chosen.ledger), chosen=chosen, take=Reader(), clock=Clock()) as found:
        yield found


def test_series_count_what_the_ledger_holds(desk: Desk) -> None:
    desk.take_in([make.raw_item("The army shelled the town.", "a.txt")])
    desk.reconcile()
    (found,) = desk.series("dyad", step="day", until=make.DAY)
    assert found.subject.name == "ARM - AZE"
    assert [(one.day, one.events, one.reports) for one in found.points] == [(make.DAY, 1.0, 1)]


def test_series_leave_out_what_was_printed_later(desk: Desk) -> None:
    later = make.DAY + timedelta(days=9)
    desk.take_in([make.raw_item("The army shelled the town.", "a.txt")], published=later)
    desk.reconcile()
    assert desk.series(until=later - timedelta(days=1)) == ()
    assert desk.series(until=later) != ()


def test_series_leave_out_what_was_recorded_later(desk: Desk) -> None:
    desk.take_in([make.raw_item("The army shelled the town.", "a.txt")])
    desk.reconcile()
    assert desk.series(as_of=date(2022, 9, 12), until=make.DAY) == ()


def test_an_unknown_sort_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="'village' is none of dyad, actor, country, cell"):
        desk.series("village")
