"""The index of what belongs together, in each kind of database: grown, replayed, made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.store.kinship import Kinship
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tocsin.records import RawItem, Reading

STORY = (
    "Azerbaijan's army shelled Goris on Tuesday, the tannery of Marlon Tesk burned, and {} men of"
    " the sluice guild were carried to the quarry hospital before the granary road was cut at noon."
)


OTHER = "Jermuk was shelled by Azerbaijan's army on Tuesday as its ferry crossed the weir."


def reading_of(origin: str) -> Reading:
    """A copy of one story with a count of its own; "far" is another story of another place."""
    text = OTHER if origin == "far" else STORY.format(origin)
    document = make.document(text, origin=origin, outlet=origin)
    far = make.place("Jermuk", geonameid=3, lat=39.84, lon=45.67)
    places = (far,) if origin == "far" else (make.place(),)
    return make.reading(document, make.shelling(document, places=places))


def take(raw: RawItem, **given: Any) -> tuple[Reading, ...]:
    del given
    return (reading_of(raw.origin),)


@pytest.fixture
def desk(where: str, tmp_path: Path) -> Iterator[Desk]:
    chosen = Settings(ledger=tmp_path / "x.db", gazetteer=tmp_path, max_bytes=5000)
    with Desk(Ledger(where), chosen=chosen, take=take) as here:
        yield here


def add(desk: Desk, *origins: str) -> None:
    desk.take_in([make.raw_item(origin, origin=origin) for origin in origins])
    desk.reconcile()


def test_copies_and_incidents_grow_with_each_report(desk: Desk) -> None:
    add(desk, "two")
    add(desk, "three")
    (family,) = desk.families()
    assert len(family.documents) == 2
    (incident,) = desk.incidents()
    assert (len(incident.claims), incident.independent_reports) == (2, 1)
    kinship = desk._store.room(Kinship)
    homes = kinship.homes("incident", incident.claims)
    assert set(homes.values()) == {incident.id}
    assert set(kinship.homes("family", family.documents).values()) == {family.id}


def test_all_at_once_and_anew_end_in_the_same(desk: Desk) -> None:
    add(desk, "two", "far")
    add(desk, "three")
    before = desk.incidents()
    assert len(before) == 2
    assert desk.reconcile(anew=True) == 0
    assert desk.incidents() == before


def test_a_withdrawn_report_leaves_and_the_past_keeps_it(desk: Desk) -> None:
    add(desk, "two", "three")
    (both,) = desk.incidents()
    moment = desk._now()
    desk.withdraw("three", why="an error")
    desk.reconcile()
    (one,) = desk.incidents()
    assert (len(both.claims), len(one.claims)) == (2, 1)
    assert desk.incidents(as_of=moment) == (both,)


def test_a_persons_verdict_holds_until_it_is_taken_back(desk: Desk) -> None:
    add(desk, "two", "three")
    (both,) = desk.incidents()
    left, right = both.claims
    desk.judge(left, right, "different", why="two blows")
    desk.reconcile()
    assert len(desk.incidents()) == 2
    desk.withdraw_judgement(left, right)
    desk.reconcile()
    assert desk.incidents() == (both,)
