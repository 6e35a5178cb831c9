"""Feasts of several calendars fall on the civil days that almanacs print."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.lexicon.tables import rows
from tocsin.resolve.feasts import feast, feasts, last_of_feast, new_year_of
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
        ("hebrew-av", date(2022, 8, 7)),
        ("hebrew-av", date(2024, 8, 13)),
        ("iranian-01-01", date(2024, 3, 20)),
        ("iranian-09-30", date(2023, 12, 21)),
        ("2<iranian-01-01", date(2023, 3, 14)),
        ("5<islamic-10-01", date(2023, 4, 21)),
        ("ethiopian+0", date(2023, 9, 12)),
        ("ethiopian+0", date(2024, 9, 11)),
        ("sun-15@8", date(2024, 4, 4)),
        ("sun-270", date(2023, 12, 22)),
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


@pytest.mark.parametrize("row", rows("dates/holidays.tsv"), ids=lambda row: row["word"])
def test_every_feast_of_the_table_has_a_day(row: dict[str, str]) -> None:
    once = row["value"][:4].isdigit()
    found = [day for year in (2001, 2002) for day in feasts(row["value"], year)]
    assert found if not once else feast(row["value"], int(row["value"][:4]))


def test_some_feasts_come_twice_in_a_civil_year() -> None:
    assert [day.month for day in feasts("islamic-10-01", 2000)] == [1, 12]
    assert feasts("islamic-10-01|islamic-12-10", 2024) == (date(2024, 4, 10), date(2024, 6, 17))


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("chinese-01-01", "1990-01-27 1993-01-23 1996-02-19 1999-02-16 2001-01-24 2004-01-22"),
        ("chinese-01-01", "2007-02-18 2010-02-14 2013-02-10 2015-02-19 2018-02-16 2020-01-25"),
        ("chinese-01-01", "2021-02-12 2023-01-22 2024-02-10 2025-01-29 2026-02-17"),
        ("chinese-01-01@7", "1968-01-29 1985-01-21 2007-02-17 2024-02-10"),
        ("chinese-08-15@9", "2017-10-04 2020-10-01 2022-09-10 2023-09-29"),
        ("chinese-05-05", "2020-06-25 2023-06-22 2025-05-31"),
        ("hindu-07-30@18", "2001-11-14 2005-11-01 2012-11-13 2016-10-30 2019-10-27 2021-11-04"),
        ("hindu-07-30@18", "2022-10-24 2023-11-12"),
        ("hindu-12-15@18+1", "2019-03-21 2020-03-10 2021-03-29 2022-03-18 2024-03-25"),
        ("hindu-07-10@12", "2019-10-08 2022-10-05 2023-10-24"),
        ("hindu-02-15@6", "2019-05-18 2022-05-16 2023-05-05 2024-05-23"),
    ],
)
def test_feasts_of_the_moon_are_on_the_days_of_printed_almanacs(rule: str, days: str) -> None:
    for told in days.split():
        day = date.fromisoformat(told)
        assert feast(rule, day.year) == day


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("Shells fell on Eid al-Fitr.", date(2023, 4, 22), "2023-04-22", "2023-04-22"),
        ("It fell on the third day of Eid al-Adha.", date(2023, 7, 5), "2023-07-01", "2023-07-01"),
        ("It fell on the eve of Rosh Hashanah.", date(2023, 9, 20), "2023-09-15", "2023-09-15"),
        ("It fell on the first night of Hanukkah.", date(2023, 12, 20), "2023-12-07", "2023-12-07"),
        ("During Passover it fell.", date(2023, 5, 20), "2023-04-06", "2023-04-12"),
        ("They held it until the end of Ramadan.", date(2024, 5, 1), None, "2024-04-09"),
        ("Last Ramadan it fell.", date(2022, 6, 1), "2022-04-03", "2022-05-02"),
        ("Ramadan 1442 was bloody.", date(2022, 6, 1), "2021-04-13", "2021-05-12"),
        ("Eid began under fire.", date(2024, 6, 20), "2024-06-17", "2024-06-17"),
        ("They will meet before Diwali.", date(2023, 6, 1), "2023-11-12", "2023-11-12"),
        ("Tet 1968 was bloody.", date(2000, 1, 24), "1968-01-29", "1968-01-29"),
    ],
)
@pytest.mark.model
def test_feasts_in_a_text_are_the_nearest_that_its_tense_allows(
    text: str, published: date, first: str | None, last: str
) -> None:
    (timex,) = times_in(text, published=published)
    told = (timex.when.first, timex.when.last)
    assert told == (first and date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.model
@pytest.mark.parametrize("text", ["Ramadan Shallah spoke.", "The tet was heard.", "He was holi."])
def test_a_name_or_a_small_word_is_no_feast(text: str) -> None:
    assert times_in(text, published="2022-06-01") == ()
