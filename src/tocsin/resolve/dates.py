"""The dates of a text: every time expression with its TIMEX3 value and the civil days it covers.

The method is that of rule-based taggers (HeidelTime, Stroetgen and Gertz 2010): find expressions
by a grammar over word classes, then give relative ones a value from the day of speech in news, and
from the time last told in narratives. Days are civil days: no time zone ever moves one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from tocsin.records import Timex, When
from tocsin.resolve.almanac import back
from tocsin.resolve.dateanchors import Context, Point
from tocsin.resolve.datecase import Case, Reading, amount_of
from tocsin.resolve.datefiscal import country_beside, year_ended
from tocsin.resolve.datelexicon import symbol_of, symbols
from tocsin.resolve.dateneighbours import base_after, borrowed
from tocsin.resolve.datephrases import phrases_in
from tocsin.resolve.datestory import asides_of, is_narrative
from tocsin.resolve.datetense import after_modal, direction_of
from tocsin.resolve.datevalues import read
from tocsin.resolve.timex import precision_of, when_of_value

if TYPE_CHECKING:
    from tocsin.records import Document, Parse
    from tocsin.resolve.datewords import Phrase

__all__ = ["times_in", "when_of_value"]

_FAR = 3
_HOUR, _DAY_HOURS, _FEW_HOURS = "TH", 24, 12
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
_STORIED = frozenset({"sametime", "nth", "night"})


def times_in(parse: Parse, document: Document, anchor: date | None = None) -> tuple[Timex, ...]:
    """The time expressions of a document, in text order.

    `anchor` is the day from which news counts ("on Tuesday", "last week"); by default the day of
    publication. Without either, or with a year that no news can have, relative expressions keep
    their words and have no days.
    """
    phrases = phrases_in(parse, document.text)
    day = anchor or document.published
    if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        day = None
    context = Context(day, is_narrative(phrases, day))
    asides = asides_of(phrases) if context.narrative else frozenset()
    found: list[Timex] = []
    kept: list[Phrase] = []
    for at, phrase in enumerate(phrases):
        context.enter(parse.sentence_of(phrase.pieces[0].token))
        reading = _read(parse, phrases, at, context)
        if reading is None:
            continue
        if phrase.rule == "quarter" and reading.point:
            context.quarter = reading.value
        if reading.point and _moves(phrase, reading.point, context):
            context.tell(reading.point, aside=at in asides)
        found.append(_timex(phrase, reading, document, context))
        kept.append(phrase)
        if len(found) > 1 and (year := year_ended(kept[-2], found, document.text)):
            found[-2] = year
    return tuple(found)


def _read(parse: Parse, phrases: list[Phrase], at: int, context: Context) -> Reading | None:
    phrase = phrases[at]
    if not context.narrative and _only_in_stories(phrase):
        return None
    return read(
        Case(
            phrase,
            context,
            direction_of(parse, phrase),
            borrowed(phrases, at, context),
            base_after(phrases, at, context),
            after_modal(parse, phrase),
            country_beside(parse, phrase) if phrase.rule == "fiscal" else "",
        )
    )


def _only_in_stories(phrase: Phrase) -> bool:
    """Whether a loose word such as "former" or "at that time" dates nothing in news."""
    return phrase.rule in _STORIED or (
        phrase.rule == "loose" and phrase.parts["x"][0].symbol in symbols("former", "future")
    )


def _moves(phrase: Phrase, point: Point, context: Context) -> bool:
    """Whether a date takes the story along, rather than naming a thing ("the 1975 treaty")."""
    if phrase.rule in {"decade", "century", "holiday"}:
        return False
    if phrase.rule in {"pointed", "shift"} and context.narrative:
        way = phrase.parts["way" if phrase.has("way") else "point"][0]
        return way.value != "-1" and way.symbol != symbol_of("earlier")
    told = context.told
    if told is None or phrase.rule != "year":
        return True
    if told.bc == point.bc and abs(told.year - point.year) <= _FAR:
        return told.year != point.year or told.month is None
    return phrase.before is not None and phrase.before.symbol in symbols("in", "to")


def _timex(phrase: Phrase, reading: Reading, document: Document, context: Context) -> Timex:
    span = document.span(phrase.pieces[0].start, phrase.pieces[-1].end)
    when = _rolling(phrase, context, span.text) or _hours_ago(phrase, context, span.text)
    when = when or _when(phrase, reading, span.text)
    when = _opened(phrase, when)
    return Timex(span=span, type=reading.type, value=reading.value, when=when)


def _rolling(phrase: Phrase, context: Context, text: str) -> When | None:
    """The days of "the past month", "the past two weeks" in news: up to the day of speech."""
    points = phrase.parts.get("point", ())
    here = None if context.narrative else context.anchor
    if here is None or not points or phrase.has("v"):
        return None
    unit, amount = phrase.value("u"), int((amount_of(phrase) if phrase.has("n") else 1) or 0)
    if unit == _HOUR and points[0].symbol in symbols("past", "last", "previous"):
        unit, amount = "D", -(-amount // _DAY_HOURS)
    elif points[0].symbol != symbol_of("past"):
        return None
    first = back(here, unit, amount)
    if first is None:
        return None
    return When(first=first, last=here, precision=precision_of(first, here), text=text)


def _hours_ago(phrase: Phrase, context: Context, text: str) -> When | None:
    """The day of speech for what news tells of as some hours or minutes old: "hours ago"."""
    here = None if context.narrative else context.anchor
    if here is None or phrase.rule != "ago" or not phrase.value("u").startswith("T"):
        return None
    if phrase.has("n") and (amount_of(phrase) or 0) > _FEW_HOURS:
        return None
    return When(first=here, last=here, precision=precision_of(here, here), text=text)


def _when(phrase: Phrase, reading: Reading, text: str) -> When:
    """The days of a reading; a night told as a whole has two."""
    if reading.days:
        first, last = reading.days
        return When(first=first, last=last, precision=precision_of(first, last), text=text)
    found = when_of_value(reading.value, text)
    if found.first is None or found.last is None:
        return found
    if phrase.rule == "overnight":
        return replace(found, first=found.last - timedelta(days=1), precision=2)
    if phrase.rule == "night-range" or _is_whole_night(reading, text):
        return replace(found, last=found.first + timedelta(days=1), precision=2)
    return found


def _is_whole_night(reading: Reading, text: str) -> bool:
    """Whether a night runs into the next day: "last night", "the night of June 15"."""
    if not reading.value.endswith("TNI"):
        return False
    words = text.casefold().split()
    return any(pair in {("last", "night"), ("night", "of")} for pair in pairwise(words))


def _opened(phrase: Phrase, when: When) -> When:
    """Leave open what is: "since Monday" has no end, "until Monday" no beginning."""
    side = phrase.before.value if phrase.before else ""
    if side == "open-end":
        return replace(when, last=None)
    return replace(when, first=None) if side == "open-start" else when
