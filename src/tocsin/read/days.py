"""The civil day of a stamp, as it is written: no time zone moves it, nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from tocsin.lexicon.tables import rows

_YEAR = r"(?P<year>(?:1[89]|2\d)\d\d)"
_ISO = re.compile(rf"{_YEAR}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)")
_COMPACT = re.compile(rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{{6}}Z?)?$")
_WORDS = (
    re.compile(rf"(?P<day>\d\d?)(?:st|nd|rd|th)?[ -](?P<word>[A-Za-z]{{3,9}})\.?,?[ -]{_YEAR}"),
    re.compile(rf"(?P<word>[A-Za-z]{{3,9}})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? {_YEAR}"),
)
_FIGURES = re.compile(rf"(?P<one>\d\d?)[/.](?P<two>\d\d?)[/.]{_YEAR}")
_YEAR_END = 12


def civil_day(stamp: str | None) -> date | None:
    """The day that a feed's, a table's or a header's stamp names; None where none is certain.

    "2022-09-13T23:55:00-08:00" and "Tue, 13 Sep 2022 00:05:00 +0400" are both 13 September, and
    nobody knows when "9/10/2022" is.
    """
    text = (stamp or "").strip()
    found = _ISO.match(text) or _COMPACT.match(text)
    if found is not None:
        return _day(found["year"], found["month"], found["day"])
    for pattern in _WORDS:
        found = pattern.search(text)
        month = _months().get(found["word"].casefold()) if found else None
        if found is not None and month is not None:
            return _day(found["year"], month, found["day"])
    found = _FIGURES.match(text)
    return None if found is None else _told_apart(found)


def _told_apart(found: re.Match[str]) -> date | None:
    """A day in figures where only one order of day and month is possible."""
    one, two = int(found["one"]), int(found["two"])
    if one == two or two > _YEAR_END:
        return _day(found["year"], one, two)
    return _day(found["year"], two, one) if one > _YEAR_END else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {
        row["word"]: int(row["value"])
        for row in rows("dates/months.tsv")
        if row["class"].startswith("month")
    }
