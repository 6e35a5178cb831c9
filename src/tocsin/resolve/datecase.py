"""A phrase to be read, and what every reader asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tocsin.resolve.dateanchors import Context, Point, point_of, shifted
from tocsin.resolve.datelexicon import symbol_of
from tocsin.resolve.datewords import Phrase

if TYPE_CHECKING:
    from tocsin.resolve.datewords import Piece


DATE, TIME, DURATION, SET = "DATE", "TIME", "DURATION", "SET"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with its type, and the point that the text has thereby come to, if any.

    `days` are the first and last day where the value alone does not tell them.
    """

    type: str
    value: str
    point: Point | None = None
    days: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase to be read: its context, the tense of its clause, and a neighbour's day.

    `country` is the country beside a fiscal year, alpha-3 or "".
    """

    phrase: Phrase
    context: Context
    direction: int
    borrowed: Point | None
    base: Point | None
    modal: bool = False
    country: str = ""


def to_int(piece: str) -> int:
    """The whole number of a piece's value, 0 if it has none."""
    return int(float(piece)) if piece else 0


def clock_tail(pieces: tuple[Piece, ...]) -> str:
    """T05:30 of the pieces of a clock time."""
    told = next((p.value for p in pieces if p.value and p.value not in {"am", "pm"}), "")
    hour, _, minute = told.partition(":")
    half = next((p.value for p in pieces if p.value in {"am", "pm"}), "")
    hours = to_int(hour)
    if half == "pm" and hours < 12:  # noqa: PLR2004
        hours += 12
    elif half == "am" and hours == 12:  # noqa: PLR2004
        hours = 0
    return f"T{hours:02}:{minute or '00'}"


def day_tail(phrase: Phrase) -> str:
    """The T.. tail of a phrase with a clock or a part of day, else an empty string."""
    for name in ("clock", "clock2"):
        if phrase.has(name):
            return clock_tail(phrase.parts[name])
    for name in ("part", "part2"):
        if phrase.has(name):
            code = phrase.value(name)
            return "T" + ("NI" if code == "N" else code)
    if phrase.has("night"):
        return "TNI"
    return ""


def on_day(phrase: Phrase, day: date) -> Reading:
    """A whole day, with the clock time or part of the day that the phrase names."""
    tail = day_tail(phrase)
    return Reading(TIME if tail else DATE, day.isoformat() + tail, point_of(day))


def pointed_year(case: Case) -> int | None:
    """The year of "January last year", "August of that year"."""
    phrase, context = case.phrase, case.context
    if phrase.has("pu2"):
        return context.text.year if context.text else None
    if phrase.value("pu") != "Y":
        return None
    by = to_int(phrase.value("point"))
    name = phrase.parts["point"][0].symbol
    from_text = name in {symbol_of(k) for k in ("that", "previous", "following")}
    base = context.text if from_text else context.speech
    return base.year + by if base else None


def year_for(case: Case, month: int, day: int | None) -> int | None:
    """The year of a month: told, pointed at, borrowed from a neighbour, or from the context."""
    phrase = case.phrase
    if phrase.has("y"):
        return to_int(phrase.value("y"))
    if phrase.has("pu") or phrase.has("pu2"):
        return pointed_year(case)
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
    by = to_int(case.phrase.value("point0"))
    here = speech.month or month
    if by < 0:
        return speech.year - (month >= here - 1)
    if by > 0:
        return speech.year + (month <= here)
    return speech.year


def day_number(phrase: Phrase, part: str) -> int:
    """The number of a day or ordinal that may follow an article; 0 without one."""
    return next((to_int(piece.value) for piece in phrase.parts.get(part, ()) if piece.value), 0)


def before_christ(case: Case) -> bool:
    """Whether a date counts back: told so, or as its neighbour or the story does."""
    told = case.context.told
    if any(piece.value in {"BC", "AD"} for piece in case.phrase.pieces):
        return before_christ_in(case.phrase)
    if case.borrowed:
        return case.borrowed.bc
    return bool(told and told.bc and not case.phrase.has("y"))


def before_christ_in(phrase: Phrase) -> bool:
    """Whether a phrase itself says BC."""
    return any(piece.value == "BC" for piece in phrase.pieces)


def vague_of(phrase: Phrase) -> str:
    """What a vague quantity says: X, or 2 for a couple."""
    return next((p.value for p in phrase.parts["v"] if p.symbol == symbol_of("vague")), "X")


def unknown_value(unit: str) -> str:
    """The value of a date of this grain that cannot be told."""
    return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "E": "XXX", "C": "XX"}.get(
        unit, "XXXX-XX-XX"
    )


def point_from(value: str) -> Point | None:
    """The point of a value we made ourselves; None for weeks, nights and the like."""
    bc = value.startswith("BC")
    parts = value.removeprefix("BC").split("-")
    if not all(part.isdigit() for part in parts) or len(parts[0]) != 4:  # noqa: PLR2004
        return None
    year, *rest = (int(part) for part in parts)
    month, day, *_ = (*rest, None, None)
    return Point(year, month, day, bc=bc)


def amount_of(phrase: Phrase) -> float | None:
    """The number of "two", "2 1/2", "half an", "a couple of", "a"; None where it is vague."""
    if phrase.has("v"):
        told = vague_of(phrase)
        return None if told == "X" else float(told)
    if not phrase.has("n"):
        return None
    pieces = phrase.parts["n"]
    half = symbol_of("half")
    if pieces[0].symbol == half:
        return 0.5
    whole = float(pieces[0].value)
    return whole + 0.5 * any(piece.symbol == half for piece in pieces[1:])


def shift_by(base: Point | None, unit: str, by: int) -> Reading:
    """The reading of a time some units away from a base, at the grain of the unit."""
    if unit.startswith("T"):
        return Reading(DURATION, f"PT1{unit[1:]}")
    value = shifted(base, unit, by) if base else ""
    if value and unit in {"E", "C"}:
        value = value[:-1] if unit == "E" else value[:-2]
    if not value:
        return Reading(DATE, unknown_value(unit))
    return Reading(TIME if unit == "N" else DATE, value, point_from(value))
