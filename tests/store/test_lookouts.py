"""What the watch keeps: alerts and outside series, whatever database keeps them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests import factories as make
from tocsin.records import (
    Alert,
    Cited,
    Dyad,
    Episode,
    OutsideImport,
    OutsideMonth,
    OutsideTally,
    Sort,
    State,
    Subject,
    Unmapped,
)
from tocsin.store.lookouts import Lookouts

if TYPE_CHECKING:
    from tocsin.store.protocol import Store

LATER = make.NOON + timedelta(days=1)


def alert(id_: str = "a1", **fields: object) -> Alert:
    chosen: dict[str, object] = {
        "dyad": Dyad(a="ARM", b="AZE"),
        "day": make.DAY,
        "detector": "exceedance",
        "state": State.FLARING,
        "observed": 3.0,
        "expected": 0.5,
        "score": 2.5,
        "probability": None,
        "after": Episode(state=State.WAR, first=date(2020, 9, 27), last=make.DAY, deaths=9.0),
        "reasons": (make.reason("violence"),),
        "incidents": ("i1",),
        "cited": (
            Cited(
                incident="i1",
                claim="c1",
                document="d1",
                outlet=None,
                published=make.DAY,
                voice="Yerevan",
                sentence="Guns shelled the town.",
            ),
        ),
    } | fields
    return Alert(id=id_, **chosen)  # type: ignore[arg-type]


def taken(label: str = "ged", day: int = 0) -> OutsideImport:
    tally = OutsideTally(
        rows=2, mapped=1, unmapped=(Unmapped(reason="no day", rows=1, example="x"),)
    )
    return OutsideImport(
        label=label,
        format="ged",
        origin="ged.csv",
        digest="0" * 64,
        tally=tally,
        recorded_at=make.NOON + timedelta(days=day),
    )


def month(best: float) -> OutsideMonth:
    subject = Subject(sort=Sort.COUNTRY, name="ARM")
    return OutsideMonth(
        subject=subject, month=date(2022, 9, 1), events=1.0, low=0.0, best=best, high=best
    )


def test_alerts_come_back_as_they_were_the_newest_first(store: Store) -> None:
    room = store.room(Lookouts)
    newer = alert("a2", day=make.DAY + timedelta(days=1))
    assert room.ring([alert(), newer], at=make.NOON) == 2
    assert room.alerts() == (newer, alert())


def test_an_alert_rings_once(store: Store) -> None:
    room = store.room(Lookouts)
    room.ring([alert()], at=make.NOON)
    assert room.ring([alert()], at=LATER) == 0
    assert len(room.alerts()) == 1


def test_alerts_of_later_are_not_known_before(store: Store) -> None:
    room = store.room(Lookouts)
    room.ring([alert()], at=LATER)
    assert room.alerts(make.NOON) == ()
    assert room.alerts(LATER) == (alert(),)


def test_a_label_is_replaced_and_its_past_stays(store: Store) -> None:
    room = store.room(Lookouts)
    room.keep(taken(), [month(5)])
    room.keep(taken(day=1), [month(7)])
    room.keep(taken("acled"), [])
    assert room.outside("ged") == (month(7),)
    assert room.outside("ged", make.NOON) == (month(5),)
    assert room.outside("views") == ()
    assert room.imports() == (taken("acled"), taken(day=1))
