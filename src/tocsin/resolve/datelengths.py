"""Lengths of time and repeated times."""

from __future__ import annotations

from tocsin.resolve.datecase import DATE, DURATION, SET, Case, Reading, amount_of, to_int
from tocsin.resolve.datelexicon import symbol_of, symbols


def read_recent_span(_: Case) -> Reading | None:
    """Read "In recent weeks"."""
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


def read_span(case: Case) -> Reading | None:
    """Read "Two years", "several days", "half an hour"."""
    phrase = case.phrase
    unit = phrase.value("u")
    if not unit or unit == "X":
        return None
    if case.modal and unit == "D" and phrase.value("n") == "1":
        return Reading(DATE, "FUTURE_REF")
    if phrase.has("point") and not phrase.has("n") and not case.context.narrative:
        way = phrase.parts["point"][0].symbol
        if way == symbol_of("coming"):
            return Reading(DATE, "FUTURE_REF")
        if way in symbols("last", "past") and phrase.has("v"):
            return Reading(DATE, "PAST_REF")
    if phrase.has("n") or phrase.has("v"):
        amount = amount_of(phrase)
    else:
        amount = None if phrase.parts["u"][0].symbol == symbol_of("units") else 1.0
    if phrase.has("half") and amount is not None:
        amount += 0.5
    return Reading(DURATION, _length(unit, amount))


_CALENDAR_SETS = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P1Y": "XXXX"}


def read_set(case: Case) -> Reading | None:
    """Read "Daily", "every Friday"."""
    phrase = case.phrase
    if phrase.has("set"):
        value = phrase.value("set")
        return Reading(SET, _CALENDAR_SETS.get(value, value) if case.context.narrative else value)
    if phrase.has("u"):
        unit = phrase.value("u")
        return Reading(SET, _length(unit, 1))
    if phrase.has("m"):
        return Reading(SET, f"XXXX-{to_int(phrase.value('m')):02}")
    if phrase.has("s"):
        return Reading(SET, f"XXXX-{phrase.value('s')}")
    if phrase.has("part"):
        return Reading(SET, f"XXXX-XX-XXT{phrase.value('part')}")
    return Reading(SET, f"XXXX-WXX-{phrase.value('w')}")


def read_nth(case: Case) -> Reading | None:
    """Read "The first year of the war": a stretch of that length."""
    unit = case.phrase.value("u")
    if unit in {"D", "N", "C", "Q"} or not case.context.narrative:
        return None
    return Reading(DURATION, _length(unit, 1))


def read_vague_length(_: Case) -> Reading | None:
    """Read "For a long time"."""
    return Reading(DURATION, "PXX")
