"""Times told by their distance from another: ago, later, last, next, the same."""

from __future__ import annotations

from tocsin.resolve.dateanchors import Point, shifted
from tocsin.resolve.datecase import (
    DATE,
    DURATION,
    Case,
    Reading,
    amount_of,
    point_from,
    shift_by,
    to_int,
    unknown_value,
    vague_of,
)
from tocsin.resolve.datelengths import read_span
from tocsin.resolve.datelexicon import symbol_of


def read_ago(case: Case) -> Reading | None:
    """Read "Two years ago"."""
    phrase = case.phrase
    if phrase.has("v") and not phrase.value("v").isdigit() and vague_of(phrase) == "X":
        return Reading(DATE, "PAST_REF")
    quarter = _a_year_before(case)
    return quarter or _moved_by(case, -1, case.context.speech, "PAST_REF")


def _a_year_before(case: Case) -> Reading | None:
    """Read "A year ago" beside the figures of a quarter is the same quarter of the year before."""
    phrase, context = case.phrase, case.context
    if (
        context.narrative
        or not context.quarter
        or phrase.value("u") != "Y"
        or amount_of(phrase) != 1
    ):
        return None
    year, _, rest = context.quarter.partition("-")
    return Reading(DATE, f"{int(year) - 1:04}-{rest}")


def read_shift(case: Case) -> Reading | None:
    """Read "Two days later", "a week before"."""
    phrase = case.phrase
    way = phrase.parts["way"][0]
    if case.base is None and _is_length(case):
        return read_span(case)
    sign = -1 if way.symbol == symbol_of("earlier") else 1
    if sign < 0 and case.base is None and (quarter := _a_year_before(case)):
        return quarter
    base = case.base or (
        case.context.speech if way.symbol == symbol_of("hence") else case.context.text
    )
    return _moved_by(case, sign, base, "PAST_REF" if sign < 0 else "FUTURE_REF")


def _is_length(case: Case) -> bool:
    """Whether news tells how long before or after a happening it was (a week after the raid)."""
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
    if phrase.has("v") and vague_of(phrase) == "X":
        return Reading(DATE, vaguely)
    amount = amount_of(phrase) if phrase.has("n") or phrase.has("v") else 1
    if amount is None or amount != int(amount):
        return Reading(DATE, vaguely)
    value = shifted(base, unit, sign * int(amount)) if base else ""
    if not value:
        return Reading(DATE, unknown_value(unit))
    return Reading(DATE, value, point_from(value))


_POINTERS_TEXT = ("that", "previous", "following", "same")


def read_pointed(case: Case) -> Reading | None:
    """Read "Last week", "the following day", "that year"."""
    phrase, context = case.phrase, case.context
    pointer, unit = phrase.parts["point"][0], phrase.value("u")
    by = to_int(pointer.value if pointer.value.lstrip("-").isdigit() else "0")
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
    return shift_by(base, unit, by)


def read_same(case: Case) -> Reading | None:
    """Read "The same day"."""
    base, unit = case.context.text, case.phrase.value("u")
    if unit in {"D", "N", "W"}:
        base = case.context.day or base
    return shift_by(base, unit, 0)


def read_in_the(case: Case) -> Reading | None:
    """Read "Later in the year"."""
    context, unit = case.context, case.phrase.value("u")
    base = context.text if context.narrative else context.speech
    if unit not in {"Y", "M", "W", "D", "E", "C"}:
        return None
    return shift_by(base, unit, 0)


def read_edge_of(case: Case) -> Reading | None:
    """Read "The end of the year"."""
    if case.phrase.value("edge") == "":
        return None
    return read_in_the(case)


def read_fixed(case: Case) -> Reading | None:
    """Read "Now", "the future"."""
    return Reading(DATE, case.phrase.value("x"))


def read_loose(case: Case) -> Reading | None:
    """Read "Former", "current"."""
    value = case.phrase.value("x")
    return Reading(DATE, value) if value else None


def read_sametime(case: Case) -> Reading | None:
    """Read "At that time": the time last told."""
    told = case.context.told
    return Reading(DATE, case.phrase.value("x") or (told.value if told else "PAST_REF"))


def read_past(_: Case) -> Reading | None:
    """Read "The past"."""
    return Reading(DATE, "PAST_REF")


_SATURDAY = 6


def read_latest(case: Case) -> Reading | None:
    """The quarter or period that business news speaks of; a bare "the week" names nothing."""
    phrase, context = case.phrase, case.context
    unit = phrase.value("u")
    base = context.speech
    if context.narrative or base is None:
        return None
    if unit == "WE":
        here = base.civil
        return shift_by(base, "WE", -1 if here and here.isoweekday() < _SATURDAY else 0)
    if unit == "Y":
        ended = phrase.after is not None and phrase.after.symbol == symbol_of("ended")
        whole = ended or phrase.has("k")
        return Reading(DURATION, "P1Y") if whole else Reading(DATE, f"{base.year:04}")
    return Reading(DATE, context.quarter or shifted(base, "Q", -1))


def read_year_ago(case: Case) -> Reading | None:
    """Read "The year-ago quarter": the quarter told, or the whole year, of the year before."""
    context = case.context
    if context.quarter:
        year, _, rest = context.quarter.partition("-")
        return Reading(DATE, f"{int(year) - 1:04}-{rest}")
    return Reading(DATE, f"{context.speech.year - 1:04}") if context.speech else None
