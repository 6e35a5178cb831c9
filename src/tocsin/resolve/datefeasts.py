"""Dates that name a feast: which year's is meant, and which of its days."""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.resolve.almanac import from_islamic, moved, week_value
from tocsin.resolve.dateanchors import Context, point_of
from tocsin.resolve.datecase import DATE, Case, Reading, day_number, on_day, to_int
from tocsin.resolve.datelexicon import symbol_of
from tocsin.resolve.feasts import feasts, last_of_feast

_LAST_HIJRI = 1600
_WHOLE = "whole"


def read_holiday(case: Case) -> Reading | None:
    """Read "Christmas Day 1914", "Easter week", "the eve of Passover", "during Ramadan"."""
    phrase = case.phrase
    rule = _rule_of(case)
    day = _first_day(case, rule)
    if day is None:
        return Reading(DATE, "XXXX-XX-XX")
    last = last_of_feast(rule, day)
    if phrase.has("o") or phrase.has("eve"):
        there = _day_within(case, day, last)
        return on_day(phrase, there) if there else Reading(DATE, "XXXX-XX-XX")
    if last > day and _is_told_whole(case, rule):
        return Reading(DATE, f"{day}/{last}", point_of(day))
    if phrase.has("wk"):
        return Reading(DATE, week_value(day), point_of(day))
    return on_day(phrase, day)


def _rule_of(case: Case) -> str:
    """The rule of a feast; of a month of the Hijri calendar the whole month."""
    piece = case.phrase.parts["h"][0]
    holy = piece.symbol == symbol_of("holy-month")
    return f"islamic-{int(piece.value):02}" if holy else piece.value


def _is_told_whole(case: Case, rule: str) -> bool:
    """Whether a feast of many days is told as a time: "during Passover", "Ramadan"."""
    before = case.phrase.before
    return "*" not in rule or (before is not None and before.value == _WHOLE)


def _day_within(case: Case, first: date, last: date) -> date | None:
    """The day of "the third day of Eid", "the last night of Hanukkah", "the eve of Passover"."""
    phrase = case.phrase
    if phrase.has("eve"):
        return moved(first, -1)
    if phrase.value("od") not in {"D", "N"}:
        return None
    if phrase.parts["o"][0].symbol == symbol_of("last"):
        return last
    there = first + timedelta(days=day_number(phrase, "o") - 1)
    night = phrase.value("od") == "N" and phrase.value("h").startswith("hebrew")
    return there - timedelta(days=night)


def _first_day(case: Case, rule: str) -> date | None:
    phrase, context = case.phrase, case.context
    base = context.text if context.narrative else context.speech
    told = to_int(phrase.value("y"))
    if phrase.has("y"):
        if told < _LAST_HIJRI and rule.startswith("islamic"):
            return from_islamic(told, int(rule.split("-")[1]), 1)
        return next(iter(feasts(rule, told)), None)
    if base is None or base.bc:
        return None
    here = base.civil
    if context.narrative or here is None:
        return next(iter(feasts(rule, base.year)), None)
    return _nearest(case, rule, here, context)


def _nearest(case: Case, rule: str, here: date, context: Context) -> date | None:
    """The feast that a text of this day means: by pointing words, tense and nearness."""
    years = range(here.year - 1, here.year + 2)
    days = [day for year in years for day in feasts(rule, year)]
    by = to_int(case.phrase.value("point0"))
    if by:
        there = [day for day in days if (day < here if by < 0 else day > here)]
        return (max if by < 0 else min)(there, default=None)
    return min(days, key=lambda day: context.away(day, case.direction), default=None)
