"""Feasts of several calendars as civil days: fixed, movable, Islamic and Jewish."""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.resolve.almanac import (
    civil,
    easter,
    from_islamic,
    islamic_year,
    nth_weekday,
    orthodox_easter,
)

_FIRST_YEAR, _LAST_YEAR = 700, 9000
_EPOCH = -1373427  # the eve of 1 Tishri 1, as date.toordinal counts
_HEBREW_OFFSET = 3761
_LONG_HESHVAN = 5


def feast(rule: str, year: int) -> date | None:
    """The day of a feast in a year; `rule` as in `lexicon/dates/holidays.tsv`."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    for name, sunday in (("easter", easter), ("orthodox", orthodox_easter)):
        if rule.startswith(name):
            return sunday(year) + timedelta(days=int(rule.removeprefix(name)))
    if rule.startswith("islamic"):
        month, day = (*(int(part) for part in rule.split("-")[1:]), 1)[:2]
        return _islamic_feast(year, month, day)
    if rule.startswith("hebrew"):
        return _hebrew_feast(year, rule)
    return _fixed(rule, year)


def _fixed(rule: str, year: int) -> date | None:
    """A day of one year, of every year, or the nth weekday of a month."""
    first, _, rest = rule.partition("-")
    if len(first) == 4:  # noqa: PLR2004
        return date.fromisoformat(rule)
    weekday, _, nth = rest.partition("-")
    if nth:
        return nth_weekday(year, int(first), int(weekday), int(nth))
    return civil(year, int(first), int(weekday))


def _islamic_feast(year: int, month: int, day: int) -> date | None:
    start = islamic_year(date(year, 1, 1))
    for hijri in (start, start + 1):
        found = from_islamic(hijri, month, day)
        if found.year == year:
            return found
    return None


def last_of_feast(rule: str, day: date) -> date:
    """The last day of a feast that begins on `day`: a whole month for "islamic-MM"."""
    if not rule.startswith("islamic") or rule.count("-") > 1:
        return day
    year = islamic_year(day)
    month = int(rule.split("-")[1])
    return from_islamic(year, month + 1, 1) - timedelta(days=1)


def _hebrew_feast(year: int, rule: str) -> date:
    """A feast as days from 1 Tishri in a civil year: "hebrew+9"; "hebrew-pesach" counts back.

    "hebrew-kislev" is 25 Kislev, which the length of Heshvan moves.
    """
    new_year = new_year_of(year + _HEBREW_OFFSET)
    if rule.startswith("hebrew-pesach"):
        return new_year - timedelta(days=163 - int(rule.removeprefix("hebrew-pesach") or 0))
    if rule == "hebrew-kislev":
        length = (new_year_of(year + _HEBREW_OFFSET + 1) - new_year).days
        return new_year + timedelta(days=84 if length % 10 == _LONG_HESHVAN else 83)
    return new_year + timedelta(days=int(rule.removeprefix("hebrew")))


def new_year_of(year: int) -> date:
    """1 Tishri of a Jewish year (Reingold and Dershowitz, Calendrical Calculations, chapter 8)."""
    before, at, after = (_molad_day(y) for y in (year - 1, year, year + 1))
    delay = 2 if after - at == 356 else 1 if at - before == 382 else 0  # noqa: PLR2004 -- lengths that no year may have
    return date.fromordinal(_EPOCH + at + delay)


def _molad_day(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day  # noqa: PLR2004 -- no new year on three weekdays
