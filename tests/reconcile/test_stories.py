"""Reports of one happening are put together by what few other reports name."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tocsin.reconcile import stories_of
from tocsin.reconcile.profiles import names_in, profile_of
from tocsin.reconcile.stories import Census, kinship, most_held

if TYPE_CHECKING:
    from tocsin.reconcile.profiles import Profile
    from tocsin.records import Reading

FIRST = (
    "Marlon Tesk, 34, was shot outside a bakery on Quill Street late on Monday, police in "
    "Karavel said. A second man fled towards the tannery."
)
SECOND = (
    "Neighbours laid flowers for Marlon Tesk on Tuesday. The baker, a father of two, died at "
    "Mercy Hospital after gunmen opened fire near Quill Street and the tannery, aged 34, "
    "relatives said. He was 34 years old."
)
OTHER = (
    "Ada Morvay, 52, was shot in a car park off Lamp Road on Monday, police in Karavel said. "
    "Officers found two shell casings by a dumpster."
)


def report(text: str, days: int = 0, **fields: Any) -> Reading:
    published = make.DAY + timedelta(days)
    return make.reading(make.document(text, origin=text[:20], published=published, **fields))


def together(*readings: Reading) -> list[set[str]]:
    origin = {one.document.id: one.document.text for one in readings}
    return [{origin[id_] for id_ in story.documents} for story in stories_of(readings)]


def test_reports_that_name_one_victim_and_street_are_one_story() -> None:
    assert together(report(FIRST), report(SECOND, 1), report(OTHER)) == [{FIRST, SECOND}]


def test_the_same_names_long_after_are_another_story() -> None:
    assert together(report(FIRST), report(SECOND, 401)) == []


def test_a_name_that_is_always_in_the_news_marks_no_story() -> None:
    weekly = [report(f"Marlon Tesk spoke. Item {n}.", 7 * n) for n in range(9)]
    marked = Census([profile_of(one) for one in weekly])
    (name,) = profile_of(weekly[0]).names
    assert not marked.is_rare(name)
    assert Census([profile_of(one) for one in weekly[:3]]).is_rare(name)


def test_days_that_fit_speak_for_one_story_and_days_apart_against_it() -> None:
    def told(origin: str, days: Any) -> Profile:
        document = make.document(f"{make.TEXT} {origin}", origin=origin)
        return profile_of(make.reading(document, make.shelling(document, days=days)))

    here = told("a", make.when())
    apart = make.when(make.DAY - timedelta(9))
    fits, unknown, other = (
        kinship(here, told(origin, days), 1, 2)
        for origin, days in (("b", make.when()), ("c", None), ("d", apart))
    )
    assert fits is not None
    assert unknown is not None
    assert other is not None
    assert fits > unknown > other


def test_stories_do_not_depend_on_the_order_of_reading() -> None:
    readings = [report(FIRST), report(SECOND, 1), report(OTHER), report(OTHER + " Again.", 2)]
    expected = stories_of(readings)
    for seed in range(4):
        random.Random(seed).shuffle(readings)  # noqa: S311 - not for secrets
        assert stories_of(readings) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Marlon Tesk's car stood in Quill Street.", ["marlon tesk", "quill street"]),
        ("Marlon J. Tesk fled.", ["marlon tesk"]),
        ("He fled. Tesk followed.", []),
        ("the Tesk brothers", []),
    ],
)
def test_names_are_neighbouring_words_with_capitals(text: str, names: list[str]) -> None:
    assert list(names_in(text)) == names


def test_the_more_is_read_the_more_reports_may_share_a_mark_to_an_end() -> None:
    assert [most_held(size) for size in (0, 1, 100, 1024, 4096, 20000)] == [3, 3, 3, 32, 32, 32]
