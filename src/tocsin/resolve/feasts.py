"""Feasts of many calendars as civil days: fixed, movable, by the sun, by the moon, by both."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tocsin.resolve.almanac import (
    civil,
    easter,
    from_iranian,
    from_islamic,
    islamic_year,
    nth_weekday,
    orthodox_easter,
    weekday_near,
)
from tocsin.resolve.moons import chinese_day, hindu_day, sun_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FIRST_YEAR, _LAST_YEAR = 700, 9000
_MOONS = range(1800, 2200)
_EPOCH = -1373427  # the eve of 1 Tishri 1, as date.toordinal counts
_HEBREW_OFFSET = 3761
_IRANIAN_OFFSET = 621
_LONG_HESHVAN = 5
_SATURDAY = 6
_BEIJING = 8.0


@lru_cache(maxsize=4096)
def feasts(rule: str, year: int) -> tuple[date, ...]:
    """The days of a feast in a civil year, mostly one: the lunar year is shorter.

    `rule` is as in `lexicon/dates/holidays.tsv`.
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ()
    if "|" in rule:
        return tuple(sorted(day for each in rule.split("|") for day in feasts(each, year)))
    rule = rule.partition("*")[0]
    weekday, before, then = rule.partition("<")
    if before:
        return tuple(weekday_near(day, int(weekday), -1) for day in feasts(then, year))
    if rule.startswith("islamic"):
        month, day = (*(int(part) for part in rule.split("-")[1:]), 1)[:2]
        return _islamic_feasts(year, month, day)
    found = _reckoned(rule, year)
    return (found,) if found else ()


def feast(rule: str, year: int) -> date | None:
    """The day of a feast in a civil year, the first of two; None where it has none."""
    return next(iter(feasts(rule, year)), None)


def _reckoned(rule: str, year: int) -> date | None:
    """The day of a feast that every year has once."""
    name = rule.rstrip("0123456789+-@.") if rule[0].isalpha() else ""
    for family, reckon in _FAMILIES.items():
        if name.startswith(family):
            return reckon(rule.removeprefix(family), year)
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


def _islamic_feasts(year: int, month: int, day: int) -> tuple[date, ...]:
    start = islamic_year(date(year, 1, 1))
    found = (from_islamic(hijri, month, day) for hijri in (start, start + 1))
    return tuple(each for each in found if each.year == year)


def last_of_feast(rule: str, day: date) -> date:
    """The last day of a feast that begins on `day`: a whole month for "islamic-MM"."""
    days = rule.partition("*")[2]
    if days.isdigit():
        return day + timedelta(days=int(days) - 1)
    if not rule.startswith("islamic") or rule.count("-") > 1:
        return day
    year = islamic_year(day)
    month = int(rule.split("-")[1])
    return from_islamic(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _chinese(rest: str, year: int) -> date | None:
    """-MM-DD of the year that begins in `year`, at a meridian ("-01-01@7"), or n days before."""
    told, _, zone = rest.partition("@")
    month, day, *back = (int(part) for part in told.split("-")[1:])
    if year not in _MOONS:
        return None
    return chinese_day(year, month, day, float(zone or _BEIJING)) - timedelta(days=sum(back))


def _hindu(rest: str, year: int) -> date | None:
    """-MM-TT@HH: moon day TT of month MM as it rules at an hour in India; then days after it."""
    told, _, hour = rest.partition("@")
    hour, _, after = hour.partition("+")
    month, tithi = (int(part) for part in told.split("-")[1:])
    if year not in _MOONS:
        return None
    return hindu_day(year, month, tithi, float(hour)) + timedelta(days=int(after or 0))


def _sun(rest: str, year: int) -> date | None:
    """The day on which the sun comes to a longitude: "-15@8"."""
    longitude, _, zone = rest.removeprefix("-").partition("@")
    return sun_day(year, float(longitude), float(zone or 0)) if year in _MOONS else None


def _iranian(rest: str, year: int) -> date | None:
    month, day = (int(part) for part in rest.split("-")[1:])
    found = (from_iranian(year - _IRANIAN_OFFSET - back, month, day) for back in (0, 1))
    return next((each for each in found if each.year == year), None)


def _ethiopian(rest: str, year: int) -> date | None:
    """1 Meskerem, a day later before a leap year, and days after it."""
    return date(year, 9, 11 + ((year + 1) % 4 == 0)) + timedelta(days=int(rest or 0))


def _hebrew(rest: str, year: int) -> date | None:
    """A feast as days from 1 Tishri in a civil year: "+9"; "-pesach" counts back.

    "-kislev" is 25 Kislev, which the length of Heshvan moves; "-av" 9 Av, put off on a Sabbath.
    """
    new_year = new_year_of(year + _HEBREW_OFFSET)
    if rest.startswith("-pesach"):
        return new_year - timedelta(days=163 - int(rest.removeprefix("-pesach") or 0))
    if rest == "-kislev":
        length = (new_year_of(year + _HEBREW_OFFSET + 1) - new_year).days
        return new_year + timedelta(days=84 if length % 10 == _LONG_HESHVAN else 83)
    if rest == "-av":
        day = new_year - timedelta(days=51)
        return day + timedelta(days=day.isoweekday() == _SATURDAY)
    return new_year + timedelta(days=int(rest))


_FAMILIES: Mapping[str, Callable[[str, int], date | None]] = MappingProxyType(
    {
        "easter": lambda rest, year: easter(year) + timedelta(days=int(rest)),
        "orthodox": lambda rest, year: orthodox_easter(year) + timedelta(days=int(rest)),
        "hebrew": _hebrew,
        "chinese": _chinese,
        "hindu": _hindu,
        "sun": _sun,
        "iranian": _iranian,
        "ethiopian": _ethiopian,
    }
)


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
