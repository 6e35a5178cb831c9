"""Feasts of several calendars fall on the civil days that almanacs print."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.lexicon.tables import rows
from tocsin.resolve.feasts import feast, last_of_feast, new_year_of
from tocsin.resolve.timex import days_of
from tocsin.texts import times_in


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("12-25", date(2022, 12, 25)),
        ("easter+0", date(2023, 4, 9)),
        ("orthodox+0", date(2023, 4, 16)),
        ("11-4-4", date(2023, 11, 23)),
        ("islamic-10-01", date(2023, 4, 22)),
        ("hebrew+9", date(1973, 10, 6)),
        ("hebrew+0", date(2023, 9, 16)),
        ("hebrew+21", date(2023, 10, 7)),
        ("hebrew-kislev", date(2023, 12, 8)),
        ("hebrew-kislev", date(2024, 12, 26)),
        ("hebrew-pesach+0", date(2024, 4, 23)),
        ("hebrew-pesach-30", date(2024, 3, 24)),
        ("hebrew-pesach+50", date(2023, 5, 26)),
    ],
)
def test_a_feast_is_on_its_day(rule: str, day: date) -> None:
    assert feast(rule, day.year) == day
    assert last_of_feast(rule, day) == day


def test_a_month_of_fasting_runs_to_its_end() -> None:
    first = feast("islamic-09", 2023)
    assert first == date(2023, 3, 23)
    assert last_of_feast("islamic-09", first) == date(2023, 4, 21)
    assert days_of("2023-03-23/2023-04-21") == (first, date(2023, 4, 21))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Last winter the army withdrew.", date(2022, 12, 1)),
        ("During Ramadan attacks grew.", date(2023, 3, 23)),
        ("On Yom Kippur rockets fell.", date(2022, 10, 5)),
        ("The Yom Kippur War changed much.", None),
    ],
)
def test_feasts_and_winters_are_read_as_of_the_day(text: str, first: date | None) -> None:
    found = times_in(text, published="2023-05-10")
    assert [timex.when.first for timex in found] == ([first] if first else [])


def test_the_jewish_new_year_keeps_its_weekdays() -> None:
    allowed = {0, 1, 3, 5}
    assert {new_year_of(year).weekday() for year in range(5700, 5900)} == allowed


def test_every_feast_of_the_table_has_a_day() -> None:
    for row in rows("dates/holidays.tsv"):
        assert any(feast(row["value"], year) for year in (1999, 2000)), row["word"]
