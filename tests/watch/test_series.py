"""Series: nothing is booked twice, on the wrong day, or before it was known."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.watch.test_happenings import happening
from tocsin.records import Sort, Step
from tocsin.watch.series import series_of, steps, volume_of

FIRST, LAST = date(2022, 9, 1), date(2022, 10, 31)
NOBODY = volume_of([], Step.DAY)


def test_a_clash_of_four_days_is_spread_over_them() -> None:
    long = happening((8, "A"), when=make.when(date(2022, 9, 12), date(2022, 9, 15)))
    (found,) = series_of([long], NOBODY, sort=Sort.DYAD, step=Step.DAY, first=FIRST, last=LAST)
    assert found.subject.name == "ARM - AZE"
    assert {p.day.day: (p.events, p.best) for p in found.points if p.events} == {
        12: (0.25, 2.0),
        13: (0.25, 2.0),
        14: (0.25, 2.0),
        15: (0.25, 2.0),
    }


def test_points_have_no_gaps_and_weeks_begin_on_monday() -> None:
    (found,) = series_of(
        [happening()], NOBODY, sort=Sort.COUNTRY, step=Step.WEEK, first=FIRST, last=LAST
    )[:1]
    days = [point.day for point in found.points]
    assert days[0] == date(2022, 8, 29)
    assert {b - a for a, b in itertools.pairwise(days)} == {timedelta(days=7)}


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        (Sort.DYAD, ["ARM - AZE"]),
        (Sort.ACTOR, ["ARM", "AZE"]),
        (Sort.COUNTRY, ["ARM", "AZE"]),
        (Sort.CELL, ["39.5N 46.0E"]),
    ],
)
def test_every_sort_of_subject(sort: Sort, names: list[str]) -> None:
    found = series_of([happening()], NOBODY, sort=sort, step=Step.WEEK, first=FIRST, last=LAST)
    assert [one.subject.name for one in found] == names


def test_reports_are_counted_by_publication_day_and_outlet() -> None:
    documents = [make.document(origin=f"{n}.txt", outlet=f"Paper {n // 2}") for n in range(3)]
    volume = volume_of(documents, Step.DAY)
    (found,) = series_of(
        [happening()], volume, sort=Sort.DYAD, step=Step.DAY, first=make.DAY, last=make.DAY
    )
    assert (found.points[0].reports, found.points[0].outlets) == (3, 2)


@given(
    first=st.dates(FIRST, LAST),
    length=st.integers(0, 80),
    step=st.sampled_from(list(Step)),
)
def test_spreading_keeps_the_sum(first: date, length: int, step: Step) -> None:
    last = first + timedelta(days=length)
    long = happening((8, "A"), when=make.when(first, last))
    (found,) = series_of([long], NOBODY, sort=Sort.DYAD, step=step, first=first, last=last)
    assert sum(point.events for point in found.points) == pytest.approx(1)
    assert sum(point.best for point in found.points) == pytest.approx(8)
    assert [point.day for point in found.points] == list(steps(first, last, step))
