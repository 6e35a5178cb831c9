"""What a time takes from the times joined to it: 12 to 14 July, June and July 1944."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.resolve.dateanchors import Context, Point
from tocsin.resolve.datecase import Case, before_christ_in
from tocsin.resolve.datelexicon import symbols
from tocsin.resolve.datevalues import read

if TYPE_CHECKING:
    from tocsin.resolve.datewords import Phrase

_NEAR = 3
_LENDERS = frozenset({"date", "month", "season"})
_BORROWERS = frozenset({*_LENDERS, "day-of-range"})
_BASES = frozenset({"date", "month", "year", "deictic", "weekday", "holiday"})


def borrowed(phrases: list[Phrase], at: int, context: Context) -> Point | None:
    """The year (and month) that a bare day or month takes from the date it is joined to."""
    phrase = phrases[at]
    if phrase.rule == "range-day":
        return context.told
    if phrase.has("y") or phrase.rule not in _BORROWERS:
        return None
    for left, right in zip(
        phrases[at : at + _NEAR], phrases[at + 1 : at + 1 + _NEAR], strict=False
    ):
        if not _joined(left, right) or right.rule not in _BORROWERS:
            return None
        if right.has("y"):
            month = int(right.value("m")) if right.has("m") else None
            return Point(int(right.value("y")), month, bc=before_christ_in(right))
        if phrase.rule == "day-of-range" and right.rule == "date":
            return _month_of(right, context)
    return None


def _month_of(phrase: Phrase, context: Context) -> Point | None:
    month = int(phrase.value("m"))
    year = context.year_of(month, None, 0)
    return Point(year, month, bc=bool(context.told and context.told.bc)) if year else None


def _joined(left: Phrase, right: Phrase) -> bool:
    """Whether only a hyphen, "to", "and" or the like stands between two phrases."""
    if left.after is None or right.first - left.last > _NEAR:
        return False
    joins = symbols("hyphen", "to", "and", "slash", "comma")
    return right.first == left.last or left.after.symbol in joins


def base_after(phrases: list[Phrase], at: int, context: Context) -> Point | None:
    """The date told right after "two days before" or "a week after"."""
    if phrases[at].rule not in {"shift", "day-before"} or at + 1 == len(phrases):
        return None
    later = phrases[at + 1]
    if later.first != phrases[at].last or later.rule not in _BASES:
        return None
    reading = read(Case(later, replace(context), 0, None, None))
    return reading.point if reading else None
