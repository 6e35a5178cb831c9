"""Sun and moon stand where almanacs say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.resolve import moons


@pytest.mark.parametrize(
    ("longitude", "days"),
    [
        (0, "1999-03-21 2012-03-20 2024-03-20"),
        (90, "1999-06-21 2012-06-20 2024-06-20"),
        (180, "1999-09-23 2012-09-22 2024-09-22"),
        (270, "1999-12-22 2012-12-21 2024-12-21"),
        (315, "2017-02-03 2021-02-03"),
    ],
)
def test_seasons_begin_on_their_days(longitude: float, days: str) -> None:
    for told in days.split():
        day = date.fromisoformat(told)
        assert moons.sun_day(day.year, longitude, 0) == day


@pytest.mark.parametrize(
    "told", ["1999-08-11", "2006-03-29", "2008-08-01", "2017-08-21", "2020-06-21", "2024-04-08"]
)
def test_the_moon_is_new_on_days_of_eclipses(told: str) -> None:
    day = date.fromisoformat(told)
    assert moons.day_at(moons.new_moon(moons.months_from(day, 0)), 0) == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 23))
def test_a_moment_lies_on_its_day(day: date, hour: int) -> None:
    assert moons.day_at(moons.moment_of(day, hour + 0.5, 8), 8) == day


@settings(max_examples=40, deadline=None)
@given(st.integers(1900, 2100))
def test_a_lunar_year_has_twelve_or_thirteen_months_and_begins_in_winter(year: int) -> None:
    first, after = moons.lunar_new_year(year), moons.lunar_new_year(year + 1)
    assert after - first in {12, 13}
    assert date(year, 1, 20) <= moons.day_at(moons.new_moon(first), 8) <= date(year, 2, 21)
