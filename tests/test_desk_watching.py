"""The watch at the desk: what a ledger knew on a day, as series, alerts and forecasts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tests.test_desk import Clock
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.errors import InputError
from tocsin.records import State
from tocsin.store import canon
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tocsin.records import RawItem, Reading

GED = (
    "side_a,side_b,date_start,date_end,country,low,best,high\n"
    "Government of Azerbaijan,Government of Armenia,2022-09-13,2022-09-13,Armenia,1,5,9\n"
    "Government of Azerbaijan,Government of Armenia,2022-05-02,2022-05-02,Armenia,1,2,9\n"
    "Government of Azerbaijan,Government of Armenia,soon,2022-05-02,Armenia,1,2,9\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    chosen = Settings(ledger=tmp_path / "l.db", gazetteer=tmp_path / "g.db")
    with Desk(Ledger(chosen.ledger), chosen=chosen, take=read, clock=Clock()) as found:
        yield found


def read(
    raw: RawItem,
    *,
    settings: Settings,  # noqa: ARG001 - part of the interface
    published: date | None = None,
    outlet: str | None = None,
) -> tuple[Reading, ...]:
    """A pipeline that finds a shelling of the town that the file is named after, on the 13th."""
    town = raw.origin.removesuffix(".txt")
    document = make.document(
        raw.payload.decode(), origin=raw.origin, outlet=outlet, published=published
    )
    place = make.place(town, lat=39.0 + len(town) / 2, geonameid=len(town))
    return (make.reading(document, make.shelling(document, places=(place,))),)


def shell(desk: Desk, day: date, *towns: str) -> None:
    """One text a town, printed on `day`."""
    items = [make.raw_item(f"The army shelled {one}.", f"{one}.txt") for one in towns or ("Goris",)]
    desk.take_in(items, published=day)
    desk.reconcile()


TOWNS = ("Goris", "Jermuk", "Vardenis")


def ago(days: int) -> date:
    return make.DAY - timedelta(days=days)


def test_series_count_what_the_ledger_holds(desk: Desk) -> None:
    shell(desk, make.DAY)
    (found,) = desk.series("dyad", step="day", until=make.DAY)
    assert found.subject.name == "ARM - AZE"
    assert [(one.day, one.events, one.reports) for one in found.points] == [(make.DAY, 1.0, 1)]


def test_series_leave_out_what_was_printed_later(desk: Desk) -> None:
    later = make.DAY + timedelta(days=9)
    shell(desk, later)
    assert desk.series(until=later - timedelta(days=1)) == ()
    assert desk.series(until=later) != ()


def test_series_leave_out_what_was_recorded_later(desk: Desk) -> None:
    shell(desk, make.DAY)
    assert desk.series(as_of=date(2022, 9, 12), until=make.DAY) == ()


def test_an_unknown_sort_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="'village' is none of dyad, actor, country, cell"):
        desk.series("village")


def test_a_replay_rings_on_the_day_that_it_was_in_print(desk: Desk) -> None:
    shell(desk, make.DAY + timedelta(days=2), *TOWNS)
    found = desk.watching.replay(ago(5), make.DAY + timedelta(days=5))
    assert [one.day for one in found] == [make.DAY + timedelta(days=2)]
    assert {one.sentence for one in found[0].cited} == {f"The army shelled {t}." for t in TOWNS}


def test_a_replay_is_the_same_every_time(desk: Desk) -> None:
    shell(desk, make.DAY, *TOWNS)
    first = canon.dump(desk.watching.replay(ago(5), make.DAY))
    assert first != "[]"
    assert first == canon.dump(desk.watching.replay(ago(5), make.DAY))


def test_news_of_later_changes_nothing_before(desk: Desk) -> None:
    shell(desk, make.DAY, *TOWNS)
    first = canon.dump(desk.watching.replay(ago(5), make.DAY))
    shell(desk, make.DAY + timedelta(days=1), "Kapan City", "Sisian Village")
    assert canon.dump(desk.watching.replay(ago(5), make.DAY)) == first


def test_backward_days_are_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="the earlier day first"):
        desk.watching.replay(make.DAY, ago(1))


def test_what_rings_today_is_kept_and_is_mute_tomorrow(desk: Desk) -> None:
    shell(desk, make.DAY, *TOWNS)
    (alert,) = desk.watching.watch()
    assert desk.watching.watch() == ()
    assert desk.alerts() == (alert,) == desk.alerts("ARM") == desk.alerts("ARM - AZE")
    assert desk.alerts("SDN") == ()


def test_a_look_at_a_past_day_keeps_nothing(desk: Desk) -> None:
    shell(desk, make.DAY, *TOWNS)
    assert desk.watching.watch(as_of=make.DAY) != ()
    assert desk.alerts() == ()


def test_states_name_every_hostile_dyad(desk: Desk) -> None:
    shell(desk, make.DAY)
    ((dyad, state, chance),) = desk.watching.states()
    assert (dyad.name, state) == ("ARM - AZE", State.SIMMERING)
    assert 0 < chance < 0.2


def test_outside_series_are_kept_apart_and_compared(desk: Desk, tmp_path: Path) -> None:
    shell(desk, make.DAY)
    file = tmp_path / "ged.csv"
    file.write_text(GED, "utf-8")
    taken = desk.watching.outside.take_in(file)
    assert (taken.label, taken.tally.mapped, taken.tally.unmapped[0].reason) == ("ged", 2, "no day")
    assert [one.source for one in desk.series("country", "ARM")] == ["ledger"]
    found = desk.watching.compare("ARM - AZE", "ged")
    assert [(one.month, one.outside) for one in found.months] == [(date(2022, 9, 1), 5.0)]
    assert desk.watching.monthly("ARM", source="ged").points[0].best == 2.0


def test_the_ledgers_own_label_cannot_be_taken(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ged.csv"
    file.write_text(GED, "utf-8")
    with pytest.raises(InputError, match="the ledger's own"):
        desk.watching.outside.take_in(file, "ledger")


def test_an_unknown_label_is_named(desk: Desk) -> None:
    with pytest.raises(InputError, match="'views'; there are none"):
        desk.watching.outside.months("views")


def test_a_forecast_begins_with_the_running_month(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ged.csv"
    file.write_text(GED, "utf-8")
    desk.watching.outside.take_in(file)
    found = desk.watching.forecast("ARM", source="ged", months=2)
    assert [one.month for one in found] == [date(2022, 9, 1), date(2022, 10, 1)]
    assert all(len(one.draws) == 1000 for one in found)
    assert found[0].quantile(0.95) >= found[0].quantile(0.5) >= 0


def test_nobody_forecasts_what_is_not_known(desk: Desk) -> None:
    shell(desk, make.DAY)
    with pytest.raises(InputError, match="nothing is known of 'SDN'"):
        desk.watching.forecast("SDN")
    with pytest.raises(InputError, match="cannot forecast 99 months"):
        desk.watching.forecast("ARM", months=99)
