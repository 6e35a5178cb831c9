"""Calendar arithmetic against days that are on record."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.resolve import almanac


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (1999, date(1999, 4, 4), date(1999, 4, 11)),
        (2000, date(2000, 4, 23), date(2000, 4, 30)),
        (2022, date(2022, 4, 17), date(2022, 4, 24)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
        (2025, date(2025, 4, 20), date(2025, 4, 20)),
    ],
)
def test_easter(year: int, western: date, orthodox: date) -> None:
    assert (almanac.easter(year), almanac.orthodox_easter(year)) == (western, orthodox)


def test_other_calendars() -> None:
    assert almanac.from_islamic(1445, 9, 1) == date(2024, 3, 11)
    assert almanac.from_iranian(1357, 11, 22) == date(1979, 2, 11)
    assert [almanac.from_iranian(year, 1, 1).day for year in (1399, 1400, 1403, 1404)] == [
        20,
        21,
        20,
        21,
    ]


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2024, 7, 6), date(2024, 7, 8)])
def test_a_day_lies_in_its_islamic_year(day: date) -> None:
    year = almanac.islamic_year(day)
    assert almanac.from_islamic(year, 1, 1) <= day < almanac.from_islamic(year + 1, 1, 1)


def test_going_back_stays_within_the_month() -> None:
    assert almanac.back(date(2024, 3, 31), "M", 1) == date(2024, 2, 29)
    assert almanac.back(date(2024, 2, 29), "Y", 1) == date(2023, 2, 28)
    assert almanac.back(date(2024, 3, 1), "W", 1) == date(2024, 2, 23)
    assert almanac.back(date(2024, 3, 1), "E", 1) is None


def test_weekdays() -> None:
    wednesday = date(2022, 9, 14)
    assert almanac.weekday_near(wednesday, 3, 0) == wednesday
    assert almanac.weekday_near(wednesday, 3, -1) == date(2022, 9, 7)
    assert almanac.weekday_near(wednesday, 3, 1) == date(2022, 9, 21)
    assert almanac.nth_weekday(2024, 5, 1, -1) == date(2024, 5, 27)
