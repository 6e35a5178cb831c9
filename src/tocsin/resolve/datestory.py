"""How a text tells its time: as news from a day of speech, or as a narrative with asides."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tocsin.resolve.datewords import Phrase

_SPOKEN = frozenset({"weekday", "deictic", "ago", "part"})
_FEWEST = 6
_LOOK = 3
_LEAP = 2


def is_narrative(phrases: list[Phrase], anchor: date | None) -> bool:
    """Whether a text tells the past by its dates: years outnumber days counted from today."""
    years = [year for phrase in phrases if (year := year_of(phrase)) is not None]
    past = sum(1 for year in years if anchor is None or year < anchor.year - 1)
    spoken = sum(phrase.rule in _SPOKEN for phrase in phrases)
    return past >= _FEWEST and past > 3 * spoken


def year_of(phrase: Phrase) -> int | None:
    """The year that a phrase names itself, negative before Christ."""
    told = phrase.value("y") or phrase.value("y2") or phrase.value("yb") or phrase.value("yy")
    if not told or phrase.rule in {"short-year", "decade", "local"}:
        return None
    before = any(piece.value == "BC" for piece in phrase.pieces) or phrase.value("era") == "BC"
    if phrase.rule == "range-year" and not before:
        return None
    return -int(float(told)) if before else int(float(told))


def asides_of(phrases: list[Phrase]) -> frozenset[int]:
    """The phrases whose year leaves the story for a sentence, as those that follow return to it.

    A leap ahead is an aside if one of the next years is back before it, a step back if one of the
    next years is again at least where the story was.
    """
    told = [
        (at, year) for at, phrase in enumerate(phrases) if (year := year_of(phrase)) is not None
    ]
    found = set()
    here: int | None = None
    for place, (at, year) in enumerate(told):
        ahead = [later for _, later in told[place + 1 : place + 1 + _LOOK]]
        if here is not None and _leaves(here, year, ahead):
            found.add(at)
        else:
            here = year
    return frozenset(found)


def _leaves(here: int, year: int, ahead: list[int]) -> bool:
    if year - here >= _LEAP:
        return any(here <= later < year for later in ahead)
    return year < here and any(here <= later < here + _LEAP for later in ahead)
