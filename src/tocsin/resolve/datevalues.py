"""What each kind of time expression means: from a phrase and its context to a TIMEX3 value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.resolve.almanac import (
    civil,
    feast,
    from_iranian,
    from_islamic,
    moved,
    week_value,
    weekday_near,
)
from tocsin.resolve.dateanchors import Context, Point, point_of, shifted
from tocsin.resolve.datelexicon import symbol_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tocsin.resolve.datephrases import Phrase
    from tocsin.resolve.datewords import Piece

DATE, TIME, DURATION, SET = "DATE", "TIME", "DURATION", "SET"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with its type, and the point that the text has thereby come to, if any."""

    type: str
    value: str
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase to be read: its context, the tense of its clause, and a neighbour's day."""

    phrase: Phrase
    context: Context
    direction: int
    borrowed: Point | None
    base: Point | None
    modal: bool = False


def read(case: Case) -> Reading | None:
    """The reading of a phrase, or None where it turns out to be no time expression."""
    return _READERS[case.phrase.rule](case)


def _int(piece: str) -> int:
    return int(float(piece)) if piece else 0


def _clock(pieces: tuple[Piece, ...]) -> str:
    """T05:30 of the pieces of a clock time."""
    told = next((p.value for p in pieces if p.value and p.value not in {"am", "pm"}), "")
    hour, _, minute = told.partition(":")
    half = next((p.value for p in pieces if p.value in {"am", "pm"}), "")
    hours = _int(hour)
    if half == "pm" and hours < 12:  # noqa: PLR2004
        hours += 12
    elif half == "am" and hours == 12:  # noqa: PLR2004
        hours = 0
    return f"T{hours:02}:{minute or '00'}"


def _time_of(phrase: Phrase) -> str:
    """The T.. tail of a phrase with a clock or a part of day, else an empty string."""
    for name in ("clock", "clock2"):
        if phrase.has(name):
            return _clock(phrase.parts[name])
    for name in ("part", "part2"):
        if phrase.has(name):
            code = phrase.value(name)
            return "T" + ("NI" if code == "N" else code)
    if phrase.has("night"):
        return "TNI"
    return ""


def _on(phrase: Phrase, day: date) -> Reading:
    tail = _time_of(phrase)
    return Reading(TIME if tail else DATE, day.isoformat() + tail, point_of(day))


def _numeric(case: Case) -> Reading | None:
    value = case.phrase.value("iso")
    if not value:
        return None
    year, month, day = (int(part) for part in value.split("-"))
    return Reading(DATE, value, Point(year, month, day))


def _pointed_year(case: Case) -> int | None:
    """The year of "January last year", "August of that year"."""
    phrase, context = case.phrase, case.context
    if phrase.has("pu2"):
        return context.text.year if context.text else None
    if phrase.value("pu") != "Y":
        return None
    by = _int(phrase.value("point"))
    name = phrase.parts["point"][0].symbol
    from_text = name in {symbol_of(k) for k in ("that", "previous", "following")}
    base = context.text if from_text else context.speech
    return base.year + by if base else None


def _year_for(case: Case, month: int, day: int | None) -> int | None:
    phrase = case.phrase
    if phrase.has("y"):
        return _int(phrase.value("y"))
    if phrase.has("pu") or phrase.has("pu2"):
        return _pointed_year(case)
    if case.borrowed:
        borrowed = case.borrowed
        late = bool(borrowed.month and month > borrowed.month)
        return borrowed.year + (late if borrowed.bc else -late)
    if phrase.has("point0"):
        return _pointed_month_year(case, month)
    return case.context.year_of(month, day, case.direction)


def _pointed_month_year(case: Case, month: int) -> int | None:
    speech = case.context.speech
    if speech is None:
        return None
    by = _int(case.phrase.value("point0"))
    here = speech.month or month
    if by < 0:
        return speech.year - (month >= here - 1)
    if by > 0:
        return speech.year + (month <= here)
    return speech.year


def _date(case: Case) -> Reading | None:
    phrase = case.phrase
    month, day = _int(phrase.value("m")), _day_of(phrase, "d")
    if day > 31 or (case.context.narrative is False and civil(2000, month, day) is None):  # noqa: PLR2004
        return None
    year = _year_for(case, month, day)
    tail = _time_of(phrase)
    kind = TIME if tail else DATE
    if year is None:
        return Reading(kind, f"XXXX-{month:02}-{day:02}{tail}")
    point = Point(year, month, day, bc=_bc(case))
    return Reading(kind, point.value + tail, point)


def _day_of(phrase: Phrase, part: str) -> int:
    return next((_int(piece.value) for piece in phrase.parts.get(part, ()) if piece.value), 0)


def _bc(case: Case) -> bool:
    told = case.context.told
    if any(piece.value in {"BC", "AD"} for piece in case.phrase.pieces):
        return any(piece.value == "BC" for piece in case.phrase.pieces)
    if case.borrowed:
        return case.borrowed.bc
    return bool(told and told.bc and not case.phrase.has("y"))


def _month(case: Case) -> Reading | None:
    phrase = case.phrase
    month = _int(phrase.value("m"))
    year = _int(phrase.value("yb")) or _year_for(case, month, None)
    if year is None:
        return Reading(DATE, f"XXXX-{month:02}")
    point = Point(year, month, bc=_bc(case))
    return Reading(DATE, point.value, point)


def _night_range(case: Case) -> Reading | None:
    phrase = case.phrase
    if phrase.value("night") != "N":
        return None
    month = _int(phrase.value("m") or phrase.value("mm"))
    day = _day_of(phrase, "d") or _day_of(phrase, "dd")
    told = phrase.value("y") or phrase.value("yy")
    year = _int(told) if told else case.context.year_of(month, day, case.direction)
    if year is None:
        return Reading(TIME, f"XXXX-{month:02}-{day:02}TNI")
    point = Point(year, month, day)
    return Reading(TIME, point.value + "TNI", point)


def _local(case: Case) -> Reading | None:
    phrase = case.phrase
    piece = phrase.parts["lm"][0]
    month, day, year = _int(piece.value), _int(phrase.value("d")), _int(phrase.value("y"))
    if piece.symbol == symbol_of("local-month"):
        told = year or case.context.year_of(month, day, case.direction)
        found = civil(told, month, day) if told else None
    elif not year:
        found = None
    else:
        convert = from_islamic if piece.symbol == symbol_of("islamic") else from_iranian
        found = convert(year, month, day)
    return _on(phrase, found) if found else Reading(DATE, "XXXX-XX-XX")


def _season(case: Case) -> Reading | None:
    phrase, context = case.phrase, case.context
    season = phrase.value("s")
    if phrase.has("y") or phrase.has("yb"):
        year: int | None = _int(phrase.value("y") or phrase.value("yb"))
    elif phrase.has("pu"):
        year = _pointed_year(case)
    elif case.borrowed:
        year = case.borrowed.year
    else:
        year = _season_year(case, season)
    if year is None:
        return Reading(DATE, f"XXXX-{season}")
    return Reading(
        DATE, Point(year, season=season, bc=_bc(case)).value, _season_point(year, season, case)
    )


_SEASON_MONTHS = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


def _season_point(year: int, season: str, case: Case) -> Point:
    return Point(year, season=season, bc=_bc(case))


def _season_year(case: Case, season: str) -> int | None:
    context, by = case.context, _int(case.phrase.value("point0"))
    base = context.text if context.narrative else context.speech
    if base is None:
        return None
    month, here = _SEASON_MONTHS[season], base.month or 6
    if by < 0:
        return base.year - (here <= month + 1)
    if by > 0:
        return base.year + (here >= month)
    if season == "WI" and here >= 9:  # noqa: PLR2004
        return base.year + (0 if base.bc else 0)
    return base.year


def _year(case: Case) -> Reading | None:
    phrase = case.phrase
    year = _int(phrase.value("y"))
    bc = any(piece.value == "BC" for piece in phrase.pieces)
    half = phrase.value("edge") if phrase.value("edge") in {"H1", "H2"} else ""
    point = Point(year, bc=bc, season=half)
    return Reading(DATE, point.value, point)


def _year_era(case: Case) -> Reading | None:
    phrase = case.phrase
    year = _int(phrase.value("y") or phrase.value("y2"))
    era = phrase.value("era") or phrase.value("era2")
    point = Point(year, bc=era == "BC")
    return Reading(DATE, point.value, point)


def _decade(case: Case) -> Reading | None:
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


def _century(case: Case) -> Reading | None:
    phrase = case.phrase
    if phrase.value("u") != "C":
        return None
    number = _day_of(phrase, "o") or 2
    before = phrase.value("era") == "BC"
    return Reading(DATE, ("BC" if before else "") + f"{number - 1:02}")


def _weekday(case: Case) -> Reading | None:
    phrase, context = case.phrase, case.context
    weekday = _int(phrase.value("w"))
    tail = _time_of(phrase)
    kind = TIME if tail else DATE
    pointer = phrase.parts["point0"][0] if phrase.has("point0") else None
    if pointer and pointer.symbol == symbol_of("each"):
        return Reading(SET, f"XXXX-WXX-{weekday}{tail}")
    from_text = context.narrative or (
        pointer and pointer.symbol in {symbol_of(k) for k in ("that", "previous", "following")}
    )
    base = context.day if from_text else context.speech
    here = base.civil if base else None
    if here is None:
        return Reading(kind, f"XXXX-WXX-{weekday}{tail}")
    found = weekday_near(here, weekday, _way(case, pointer, here, weekday))
    return Reading(kind, found.isoformat() + tail, point_of(found))


def _way(case: Case, pointer: Piece | None, here: date, weekday: int) -> int:
    if case.phrase.has("next2"):
        return 1
    if pointer and pointer.value in {"1", "-1"}:
        return int(pointer.value)
    same = here.isoweekday() == weekday
    if pointer and not same and pointer.symbol == symbol_of("this"):
        return case.direction or 1
    return 0 if same else max(case.direction, 0)


def _weekdays(case: Case) -> Reading | None:
    return Reading(SET, f"XXXX-WXX-{case.phrase.value('w')}")


def _deictic(case: Case) -> Reading | None:
    phrase, context = case.phrase, case.context
    by = _int(phrase.value("d"))
    tail = "TNI" if phrase.has("tonight") and not phrase.has("clock") else _time_of(phrase)
    kind = TIME if tail else DATE
    if context.narrative and by == 0:
        return Reading(DATE, "PRESENT_REF")
    base = context.day if context.narrative else context.speech
    here = base.civil if base else None
    there = moved(here, by) if here else None
    if there is None:
        return Reading(kind, f"XXXX-XX-XX{tail}")
    return Reading(kind, there.isoformat() + tail, point_of(there))


def _part(case: Case) -> Reading | None:
    phrase, context = case.phrase, case.context
    if phrase.has("night") and phrase.value("night") != "N":
        return None
    tail, by = _time_of(phrase), _int(phrase.value("point0"))
    pointer = phrase.parts["point0"][0].symbol if phrase.has("point0") else ""
    definite = any(piece.symbol == symbol_of("the") for piece in phrase.pieces)
    spoken = (
        pointer in {symbol_of("this"), symbol_of("last"), symbol_of("next"), ""} and not definite
    )
    base = context.speech if spoken and not context.narrative else context.day or context.speech
    here = base.civil if base else None
    there = moved(here, by) if here else None
    if there is None or (not pointer and not definite and context.narrative):
        return Reading(TIME, f"XXXX-XX-XX{tail}")
    return Reading(TIME, there.isoformat() + tail, point_of(there))


def _night(case: Case) -> Reading | None:
    return Reading(TIME, "XXXX-XX-XXTNI") if case.phrase.value("night") == "N" else None


def _overnight(case: Case) -> Reading | None:
    base = case.context.day if case.context.narrative else case.context.speech
    here = base.civil if base else None
    return Reading(TIME, f"{here.isoformat()}TNI" if here else "XXXX-XX-XXTNI")


def _clock_time(case: Case) -> Reading | None:
    phrase, context = case.phrase, case.context
    tail = (
        _clock(phrase.parts["clock"])
        if phrase.has("clock")
        else f"T{_int(phrase.value('h')):02}:00"
    )
    if phrase.value("part") in {"AF", "EV"} and int(tail[1:3]) < 12:  # noqa: PLR2004
        tail = f"T{int(tail[1:3]) + 12:02}{tail[3:]}"
    base = case.borrowed or (context.day if context.narrative else context.day or context.speech)
    here = base.civil if base else None
    return Reading(TIME, (here.isoformat() if here else "XXXX-XX-XX") + tail)


def _holiday(case: Case) -> Reading | None:
    phrase, context = case.phrase, case.context
    rule = phrase.value("h")
    base = context.text if context.narrative else context.speech
    if phrase.has("y"):
        year: int | None = _int(phrase.value("y"))
    elif base is None or base.bc:
        year = None
    else:
        year = _feast_year(case, rule, base)
    day = feast(rule, year) if year else None
    if day is None:
        return Reading(DATE, "XXXX-XX-XX")
    if phrase.has("wk"):
        return Reading(DATE, week_value(day), point_of(day))
    return _on(phrase, day)


def _feast_year(case: Case, rule: str, base: Point) -> int:
    here, by = base.civil, _int(case.phrase.value("point0"))
    day = feast(rule, base.year)
    if here is None or day is None:
        return base.year
    if day >= here and (by < 0 or (case.direction < 0 and not case.context.narrative)):
        return base.year - 1
    if day < here and (by > 0 or case.direction > 0):
        return base.year + 1
    return base.year


def _ago(case: Case) -> Reading | None:
    phrase = case.phrase
    if phrase.has("v") and not phrase.value("v").isdigit() and _vague(phrase) == "X":
        return Reading(DATE, "PAST_REF")
    quarter = _a_year_before(case)
    return quarter or _moved_by(case, -1, case.context.speech, "PAST_REF")


def _a_year_before(case: Case) -> Reading | None:
    """ "A year ago" beside the figures of a quarter is the same quarter of the year before."""
    phrase, context = case.phrase, case.context
    if context.narrative or not context.quarter or phrase.value("u") != "Y" or _amount(phrase) != 1:
        return None
    year, _, rest = context.quarter.partition("-")
    return Reading(DATE, f"{int(year) - 1:04}-{rest}")


def _vague(phrase: Phrase) -> str:
    return next((p.value for p in phrase.parts["v"] if p.symbol == symbol_of("vague")), "X")


def _shift(case: Case) -> Reading | None:
    phrase = case.phrase
    way = phrase.parts["way"][0]
    if case.base is None and _is_length(case):
        return _span(case)
    sign = -1 if way.symbol == symbol_of("earlier") else 1
    if sign < 0 and case.base is None and (quarter := _a_year_before(case)):
        return quarter
    base = case.base or (
        case.context.speech if way.symbol == symbol_of("hence") else case.context.text
    )
    return _moved_by(case, sign, base, "PAST_REF" if sign < 0 else "FUTURE_REF")


def _is_length(case: Case) -> bool:
    """Whether news tells how long before or after a happening it was ("two weeks after the raid")."""
    phrase = case.phrase
    if phrase.rule != "shift":
        return False
    if phrase.value("u").startswith("T"):
        return not case.context.narrative
    told = phrase.has("n") or phrase.has("v") or phrase.parts["u"][0].symbol == symbol_of("units")
    spoken = phrase.parts["way"][0].value == "before-after"
    return told and spoken and not case.context.narrative


def _moved_by(case: Case, sign: int, base: Point | None, vaguely: str) -> Reading | None:
    phrase, unit = case.phrase, case.phrase.value("u")
    if phrase.rule != "day-before" and not phrase.has("n") and not phrase.has("v"):
        return Reading(DATE, vaguely)
    if phrase.has("v") and _vague(phrase) == "X":
        return Reading(DATE, vaguely)
    amount = _amount(phrase) if phrase.has("n") or phrase.has("v") else 1
    if amount is None or amount != int(amount):
        return Reading(DATE, vaguely)
    value = shifted(base, unit, sign * int(amount)) if base else ""
    if not value:
        return Reading(DATE, _unknown(unit))
    return Reading(DATE, value, _point_from(value))


def _unknown(unit: str) -> str:
    return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "E": "XXX", "C": "XX"}.get(
        unit, "XXXX-XX-XX"
    )


def _point_from(value: str) -> Point | None:
    """The point of a value we made ourselves; None for weeks, nights and the like."""
    bc = value.startswith("BC")
    parts = value.removeprefix("BC").split("-")
    if not all(part.isdigit() for part in parts) or len(parts[0]) != 4:  # noqa: PLR2004
        return None
    return Point(*(int(part) for part in parts), bc=bc)


def _amount(phrase: Phrase) -> float | None:
    """The number of "two", "2 1/2", "half an", "a couple of", "a"; None where it is vague."""
    if phrase.has("v"):
        told = _vague(phrase)
        return None if told == "X" else float(told)
    if not phrase.has("n"):
        return None
    pieces = phrase.parts["n"]
    half = symbol_of("half")
    if pieces[0].symbol == half:
        return 0.5
    whole = float(pieces[0].value)
    return whole + 0.5 * any(piece.symbol == half for piece in pieces[1:])


_POINTERS_TEXT = ("that", "previous", "following", "same")


def _pointed(case: Case) -> Reading | None:
    phrase, context = case.phrase, case.context
    pointer, unit = phrase.parts["point"][0], phrase.value("u")
    by = _int(pointer.value if pointer.value.lstrip("-").isdigit() else "0")
    definite = any(piece.symbol == symbol_of("the") for piece in phrase.pieces)
    if phrase.parts["u"][0].symbol == symbol_of("period"):
        return Reading(DATE, "null")
    kinds = {symbol_of(kind) for kind in _POINTERS_TEXT}
    from_text = pointer.symbol in kinds or (definite and by > 0)
    if definite and by < 0 and not from_text and unit in {"E", "C"}:
        return Reading(DURATION, {"E": "P10Y", "C": "P100Y"}[unit])
    base = context.text if from_text or context.narrative else context.speech
    if unit in {"D", "N", "W"} and from_text and (base is None or base.day is None):
        base = context.day or base
    return _shift_by(base, unit, by)


def _shift_by(base: Point | None, unit: str, by: int) -> Reading:
    if unit.startswith("T"):
        return Reading(DURATION, f"PT1{unit[1:]}")
    value = shifted(base, unit, by) if base else ""
    if value and unit in {"E", "C"}:
        value = value[:-1] if unit == "E" else value[:-2]
    if not value:
        return Reading(DATE, _unknown(unit))
    return Reading(TIME if unit == "N" else DATE, value, _point_from(value))


def _same(case: Case) -> Reading | None:
    base, unit = case.context.text, case.phrase.value("u")
    if unit in {"D", "N", "W"}:
        base = case.context.day or base
    return _shift_by(base, unit, 0)


def _in_the(case: Case) -> Reading | None:
    context, unit = case.context, case.phrase.value("u")
    base = context.text if context.narrative else context.speech
    if unit not in {"Y", "M", "W", "D", "E", "C"}:
        return None
    return _shift_by(base, unit, 0)


def _edge_of(case: Case) -> Reading | None:
    if case.phrase.value("edge") == "":
        return None
    return _in_the(case)


def _recent_span(case: Case) -> Reading | None:
    return Reading(DATE, "PAST_REF")


_LENGTHS = {
    "E": (10, "Y"),
    "C": (100, "Y"),
    "L": (1000, "Y"),
    "2W": (2, "W"),
    "6M": (6, "M"),
    "50Y": (50, "Y"),
    "WE": (1, "WE"),
    "N": (1, "N"),
}


def _length(unit: str, amount: float | None) -> str:
    """The duration value, such as P2D, PT30M, P2Y6M or PXM."""
    tail = unit.removeprefix("T")
    time = "T" if unit.startswith("T") else ""
    if amount is None:
        return f"P{time}X{ {'2W': 'W', '6M': 'M', '50Y': 'Y'}.get(tail, tail) }"
    scale, letter = _LENGTHS.get(unit, (1, tail))
    amount *= scale
    if amount == int(amount):
        return f"P{time}{int(amount)}{letter}"
    small = {
        "Y": (12, "M"),
        "D": (24, "H"),
        "H": (60, "M"),
        "M": (60, "S") if time else (30, "D"),
        "W": (7, "D"),
    }
    if letter not in small:
        return f"P{time}{amount:g}{letter}"
    count, lower = small[letter]
    whole, rest = int(amount), round((amount - int(amount)) * count)
    inner = "T" if letter == "D" else ""
    return f"P{time}{f'{whole}{letter}' if whole else ''}{inner}{rest}{lower}"


def _span(case: Case) -> Reading | None:
    phrase = case.phrase
    unit = phrase.value("u")
    if not unit or unit == "X":
        return None
    if case.modal and unit == "D" and phrase.value("n") == "1":
        return Reading(DATE, "FUTURE_REF")
    if phrase.has("n") or phrase.has("v"):
        amount = _amount(phrase)
    else:
        amount = None if phrase.parts["u"][0].symbol == symbol_of("units") else 1.0
    if phrase.has("half") and amount is not None:
        amount += 0.5
    return Reading(DURATION, _length(unit, amount))


def _quarter(case: Case) -> Reading | None:
    phrase, context = case.phrase, case.context
    if phrase.value("u") != "Q":
        return None
    number = _day_of(phrase, "o") or 2
    if number > 4:  # noqa: PLR2004
        return None
    told = phrase.value("y2") or phrase.value("y")
    base = context.speech
    if told:
        year = _int(told)
    elif base is None:
        return Reading(DATE, f"XXXX-Q{number}")
    elif phrase.has("point"):
        year = base.year + _int(phrase.value("point"))
    else:
        year = base.year - (number * 3 - 2 > (base.month or 12) and case.direction <= 0)
    return Reading(DATE, f"{year:04}-Q{number}", Point(year, number * 3))


def _nth_day(case: Case) -> Reading | None:
    if case.phrase.value("u") != "D":
        return None
    if case.context.narrative or case.context.anchor is None:
        return Reading(DATE, "XXXX-XX-XX")
    return Reading(DATE, case.context.anchor.isoformat())


def _range_day(case: Case) -> Reading | None:
    """A day whose month stands beside it: the 12 of "12-14 July", the 14 of "July 12-14"."""
    near = case.borrowed
    if near is None or near.month is None:
        return None
    day = _day_of(case.phrase, "d")
    point = Point(near.year, near.month, day, bc=near.bc)
    return Reading(DATE, point.value, point)


def _range_year(case: Case) -> Reading | None:
    """A year told short or before its era: the 94 of 1990-94, the 499 of 499-493 BC."""
    phrase = case.phrase
    if phrase.has("era"):
        point = Point(_int(phrase.value("yb")), bc=phrase.value("era") == "BC")
        return Reading(DATE, point.value, point)
    near, told = case.context.told, phrase.value("y")
    if near is None or len(told) != 2:  # noqa: PLR2004
        return None
    year = near.year // 100 * 100 + _int(told)
    return Reading(DATE, f"{year:04}", Point(year)) if year > near.year else None


_CALENDAR_SETS = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P1Y": "XXXX"}


def _set(case: Case) -> Reading | None:
    phrase = case.phrase
    if phrase.has("set"):
        value = phrase.value("set")
        return Reading(SET, _CALENDAR_SETS.get(value, value) if case.context.narrative else value)
    if phrase.has("u"):
        unit = phrase.value("u")
        return Reading(SET, _length(unit, 1))
    if phrase.has("m"):
        return Reading(SET, f"XXXX-{_int(phrase.value('m')):02}")
    if phrase.has("s"):
        return Reading(SET, f"XXXX-{phrase.value('s')}")
    if phrase.has("part"):
        return Reading(SET, f"XXXX-XX-XXT{phrase.value('part')}")
    return Reading(SET, f"XXXX-WXX-{phrase.value('w')}")


def _fixed(case: Case) -> Reading | None:
    return Reading(DATE, case.phrase.value("x"))


def _loose(case: Case) -> Reading | None:
    value = case.phrase.value("x")
    return Reading(DATE, value) if value else None


def _sametime(case: Case) -> Reading | None:
    told = case.context.told
    return Reading(DATE, case.phrase.value("x") or (told.value if told else "PAST_REF"))


def _past(case: Case) -> Reading | None:
    return Reading(DATE, "PAST_REF")


_SATURDAY = 6


def _latest(case: Case) -> Reading | None:
    """The quarter or period that business news speaks of; a bare "the week" names nothing."""
    phrase, context = case.phrase, case.context
    unit = phrase.value("u")
    base = context.speech
    if context.narrative or base is None:
        return None
    if unit == "WE":
        here = base.civil
        return _shift_by(base, "WE", -1 if here and here.isoweekday() < _SATURDAY else 0)
    if unit == "Y" and (
        phrase.has("latest") or (phrase.before and phrase.before.symbol == symbol_of("preposition"))
    ):
        return Reading(DATE, f"{base.year:04}")
    if unit == "Q" or (unit == "X" and phrase.has("latest")):
        return Reading(DATE, context.quarter or shifted(base, "Q", -1))
    return None


def _year_ago(case: Case) -> Reading | None:
    """ "The year-ago quarter": the quarter told, or the whole year, of the year before."""
    context = case.context
    if context.quarter:
        year, _, rest = context.quarter.partition("-")
        return Reading(DATE, f"{int(year) - 1:04}-{rest}")
    return Reading(DATE, f"{context.speech.year - 1:04}") if context.speech else None


def _week_of(case: Case) -> Reading | None:
    found = _date(case)
    day = found.point.civil if found and found.point else None
    return Reading(DATE, week_value(day), point_of(day)) if day else None


def _short_year(case: Case) -> Reading | None:
    """'89: the year of the century last told, or of the twentieth."""
    told, text = case.phrase.value("y"), case.context.text
    century = text.year // 100 if case.context.narrative and text and not text.bc else 19
    return Reading(DATE, f"{century:02}{int(told):02}")


def _nth(case: Case) -> Reading | None:
    """ "The first year of the war": a stretch of that length."""
    unit = case.phrase.value("u")
    if unit in {"D", "N", "C", "Q"} or not case.context.narrative:
        return None
    return Reading(DURATION, _length(unit, 1))


def _vague_length(case: Case) -> Reading | None:
    return Reading(DURATION, "PXX")


_READERS: dict[str, Callable[[Case], Reading | None]] = {
    "numeric": _numeric,
    "night-range": _night_range,
    "date": _date,
    "month": _month,
    "local": _local,
    "season": _season,
    "year": _year,
    "half-year": _year,
    "year-era": _year_era,
    "decade": _decade,
    "century": _century,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "deictic": _deictic,
    "part": _part,
    "night": _night,
    "overnight": _overnight,
    "clock": _clock_time,
    "holiday": _holiday,
    "ago": _ago,
    "shift": _shift,
    "day-before": _shift,
    "pointed": _pointed,
    "same": _same,
    "in-the": _in_the,
    "edge-of": _edge_of,
    "recent-span": _recent_span,
    "span-pointed": _span,
    "span": _span,
    "bare-span": _span,
    "quarter": _quarter,
    "nth-day": _nth_day,
    "day-of-range": _range_day,
    "range-day": _range_day,
    "range-year": _range_year,
    "set": _set,
    "fixed": _fixed,
    "loose": _loose,
    "sametime": _sametime,
    "vague-length": _vague_length,
    "past": _past,
    "latest": _latest,
    "short-year": _short_year,
    "year-ago": _year_ago,
    "week-of": _week_of,
    "nth": _nth,
}
