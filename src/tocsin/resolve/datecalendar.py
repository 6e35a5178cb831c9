"""Dates that name their month, season, year or decade."""

from __future__ import annotations

from tocsin.resolve.almanac import civil, from_iranian, from_islamic, week_value
from tocsin.resolve.dateanchors import Point, point_of
from tocsin.resolve.datecase import (
    DATE,
    TIME,
    Case,
    Reading,
    before_christ,
    before_christ_in,
    day_number,
    day_tail,
    on_day,
    pointed_year,
    to_int,
    year_for,
)
from tocsin.resolve.datelexicon import symbol_of


def read_numeric(case: Case) -> Reading | None:
    """2004-05-12 and 12/5/2004."""
    value = case.phrase.value("iso")
    if not value:
        return None
    year, month, day = (int(part) for part in value.split("-"))
    return Reading(DATE, value, Point(year, month, day))


def read_date(case: Case) -> Reading | None:
    """Read "17 June", "June 17, 1991", with a clock time or part of the day."""
    phrase = case.phrase
    month, day = to_int(phrase.value("m")), day_number(phrase, "d")
    if day > 31 or (case.context.narrative is False and civil(2000, month, day) is None):  # noqa: PLR2004
        return None
    year = year_for(case, month, day)
    tail = day_tail(phrase)
    kind = TIME if tail else DATE
    if year is None:
        return Reading(kind, f"XXXX-{month:02}-{day:02}{tail}")
    point = Point(year, month, day, bc=before_christ(case))
    return Reading(kind, point.value + tail, point)


def read_month(case: Case) -> Reading | None:
    """Read "June", "early June 1991", "June last year"."""
    phrase = case.phrase
    month = to_int(phrase.value("m"))
    year = to_int(phrase.value("yb")) or year_for(case, month, None)
    if year is None:
        return Reading(DATE, f"XXXX-{month:02}")
    point = Point(year, month, bc=before_christ(case))
    return Reading(DATE, point.value, point)


def read_night_range(case: Case) -> Reading | None:
    """Read "The night of 12 to 13 September" is the night that begins on the 12th."""
    phrase = case.phrase
    if phrase.value("night") != "N":
        return None
    month = to_int(phrase.value("m") or phrase.value("mm"))
    day = day_number(phrase, "d") or day_number(phrase, "dd")
    told = phrase.value("y") or phrase.value("yy")
    year = to_int(told) if told else case.context.year_of(month, day, case.direction)
    if year is None:
        return Reading(TIME, f"XXXX-{month:02}-{day:02}TNI")
    point = Point(year, month, day)
    return Reading(TIME, point.value + "TNI", point)


_LAST_HIJRI = 2000


def read_local(case: Case) -> Reading | None:
    """A day in another calendar or tongue: 22 Bahman 1357."""
    phrase = case.phrase
    piece = phrase.parts["lm"][0]
    month, day, year = to_int(piece.value), to_int(phrase.value("d")), to_int(phrase.value("y"))
    if piece.symbol == symbol_of("local-month"):
        told = year or case.context.year_of(month, day, case.direction)
        found = civil(told, month, day) if told else None
    elif not 0 < year < _LAST_HIJRI:
        found = None
    else:
        convert = from_iranian if piece.symbol == symbol_of("iranian") else from_islamic
        found = convert(year, month, day)
    return on_day(phrase, found) if found else Reading(DATE, "XXXX-XX-XX")


def read_season(case: Case) -> Reading | None:
    """Read "The summer of 1942", "last winter"."""
    phrase = case.phrase
    season = phrase.value("s")
    if phrase.has("y") or phrase.has("yb"):
        year: int | None = to_int(phrase.value("y") or phrase.value("yb"))
    elif phrase.has("pu"):
        year = pointed_year(case)
    elif case.borrowed:
        year = case.borrowed.year
    else:
        year = _season_year(case, season)
    if year is None:
        return Reading(DATE, f"XXXX-{season}")
    point = Point(year, season=season, bc=before_christ(case))
    return Reading(DATE, point.value, point)


_SEASON_MONTHS = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}
_DECEMBER, _FEBRUARY = 12, 2


def _season_year(case: Case, season: str) -> int | None:
    context, by = case.context, to_int(case.phrase.value("point0"))
    base = context.text if context.narrative else context.speech
    if base is None:
        return None
    month, here = _SEASON_MONTHS[season], base.month or 6
    if season == "WI":
        return _winter_year(base.year, here, by)
    if by < 0:
        return base.year - (here <= month + 1)
    if by > 0:
        return base.year + (here >= month)
    return base.year


def _winter_year(year: int, here: int, by: int) -> int:
    """The year in which the winter before (-1) or after (1) a month begins; else the year."""
    if by > 0:
        return year + (here >= _DECEMBER)
    return year - 1 - (here <= _FEBRUARY) if by < 0 else year


def read_year(case: Case) -> Reading | None:
    """Read "1939", "the second half of 1939"."""
    phrase = case.phrase
    year = to_int(phrase.value("y"))
    bc = before_christ_in(phrase)
    half = phrase.value("edge") if phrase.value("edge") in {"H1", "H2"} else ""
    point = Point(year, bc=bc, season=half)
    return Reading(DATE, point.value, point)


def read_year_era(case: Case) -> Reading | None:
    """Read "490 BC", "AD 70"."""
    phrase = case.phrase
    year = to_int(phrase.value("y") or phrase.value("y2"))
    era = phrase.value("era") or phrase.value("era2")
    point = Point(year, bc=era == "BC")
    return Reading(DATE, point.value, point)


def read_decade(case: Case) -> Reading | None:
    """Read "The 1980s", "the late eighties"."""
    phrase = case.phrase
    if phrase.has("dd"):
        told = phrase.value("dd")
        value = told if len(told) > 1 else "19" + told
    elif phrase.has("dw"):
        value = "19" + phrase.value("dw")
    else:
        year = phrase.value("y")
        if not year.endswith("0"):
            return None
        value = year[:3]
    if phrase.value("era") == "BC":
        return Reading(DATE, f"BC{value:0>3}")
    return Reading(DATE, value)


def read_century(case: Case) -> Reading | None:
    """Read "The 12th century"."""
    phrase = case.phrase
    if phrase.value("u") != "C":
        return None
    number = day_number(phrase, "o") or 2
    before = phrase.value("era") == "BC"
    return Reading(DATE, ("BC" if before else "") + f"{number - 1:02}")


def read_quarter(case: Case) -> Reading | None:
    """Read "The third quarter of 1997"; without a year the last that has begun."""
    phrase, context = case.phrase, case.context
    if phrase.value("u") != "Q":
        return None
    number = day_number(phrase, "o") or 2
    if number > 4:  # noqa: PLR2004
        return None
    told = phrase.value("y2") or phrase.value("y")
    base = context.speech
    if told:
        year = to_int(told)
    elif base is None:
        return Reading(DATE, f"XXXX-Q{number}")
    elif phrase.has("point"):
        year = base.year + to_int(phrase.value("point"))
    else:
        year = base.year - (number * 3 - 2 > (base.month or 12) and case.direction <= 0)
    return Reading(DATE, f"{year:04}-Q{number}", Point(year, number * 3))


def read_range_day(case: Case) -> Reading | None:
    """A day whose month stands beside it: the 12 of "12-14 July", the 14 of "July 12-14"."""
    near = case.borrowed
    if near is None or near.month is None:
        return None
    day = day_number(case.phrase, "d")
    point = Point(near.year, near.month, day, bc=near.bc)
    return Reading(DATE, point.value, point)


def read_range_year(case: Case) -> Reading | None:
    """A year told short or before its era: the 94 of 1990-94, the 499 of 499-493 BC."""
    phrase = case.phrase
    if phrase.has("era"):
        point = Point(to_int(phrase.value("yb")), bc=phrase.value("era") == "BC")
        return Reading(DATE, point.value, point)
    near, told = case.context.told, phrase.value("y")
    if near is None or len(told) != 2:  # noqa: PLR2004
        return None
    year = near.year // 100 * 100 + to_int(told)
    return Reading(DATE, f"{year:04}", Point(year)) if year > near.year else None


def read_week_of(case: Case) -> Reading | None:
    """Read "The week of March 6"."""
    found = read_date(case)
    day = found.point.civil if found and found.point else None
    return Reading(DATE, week_value(day), point_of(day)) if day else None


def read_short_year(case: Case) -> Reading | None:
    """'89: the year of the century last told, or of the twentieth."""
    told, text = case.phrase.value("y"), case.context.text
    century = text.year // 100 if case.context.narrative and text and not text.bc else 19
    return Reading(DATE, f"{century:02}{int(told):02}")
