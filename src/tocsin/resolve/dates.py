"""The dates of a text: every time expression with its TIMEX3 value and the civil days it covers.

The method is that of rule-based taggers (HeidelTime, Stroetgen and Gertz 2010): find expressions
by a grammar over word classes, then give relative ones a value from the day of speech in news, and
from the time last told in narratives. Days are civil days: no time zone ever moves one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tocsin.records import Timex, When
from tocsin.resolve.dateanchors import Context, Point
from tocsin.resolve.datecase import Case, Reading
from tocsin.resolve.datelexicon import symbol_of
from tocsin.resolve.datephrases import Phrase, phrases_in
from tocsin.resolve.datestory import asides_of, is_narrative
from tocsin.resolve.datevalues import read
from tocsin.resolve.timex import when_of_value

if TYPE_CHECKING:
    from tocsin.records import Document, Parse, Token

__all__ = ["times_in", "when_of_value"]

_NAMED = frozenset(
    {
        "date",
        "month",
        "season",
        "year",
        "decade",
        "century",
        "day-of-range",
        "range-day",
        "year-era",
        "range-year",
        "night-range",
    }
)
_FAR = 3
_GAP = 3


def times_in(parse: Parse, document: Document, anchor: date | None = None) -> tuple[Timex, ...]:
    """The time expressions of a document, in text order.

    `anchor` is the day from which news counts ("on Tuesday", "last week"); it defaults to the day of
    publication. Without either, relative expressions keep their words and have no days.
    """
    phrases = phrases_in(parse, document.text)
    day = anchor or document.published
    context = Context(day, is_narrative(phrases, day))
    asides = asides_of(phrases) if context.narrative else frozenset()
    found = []
    for at, phrase in enumerate(phrases):
        context.enter(parse.sentence_of(phrase.pieces[0].token))
        case = Case(
            phrase,
            context,
            _direction(parse, phrase),
            _borrowed(phrases, at, context),
            _base(phrases, at, context),
            _after_modal(parse, phrase),
        )
        if not _belongs(phrase, context):
            continue
        reading = read(case)
        if reading is None:
            continue
        if reading.value[4:6] == "-Q" and phrase.rule == "quarter":
            context.quarter = reading.value
        if reading.point and _moves(phrase, reading.point, context):
            context.tell(reading.point, aside=at in asides)
        found.append(_timex(phrase, reading, document))
    return tuple(found)


_STORIED = frozenset({"sametime", "nth", "night"})


def _belongs(phrase: Phrase, context: Context) -> bool:
    """Whether a loose word such as "former" or "at that time" is worth marking in such a text."""
    if phrase.rule in _STORIED:
        return context.narrative
    if phrase.rule == "loose" and phrase.parts["x"][0].symbol == symbol_of("former"):
        return context.narrative
    return True


def _direction(parse: Parse, phrase: Phrase) -> int:
    """The tense around a phrase; what stands before a noun ("a June deal") looks back."""
    last = parse.tokens[phrase.pieces[-1].token]
    if phrase.rule == "month" and last.dep in _BEFORE_NOUN and last.head > last.i:
        return -1
    return direction_of(parse, last.i)


_BEFORE_NOUN = frozenset({"compound", "nmod", "amod", "nummod"})


def direction_of(parse: Parse, token: int) -> int:
    """-1 if the clause around a token tells the past, 1 the future, 0 if that cannot be told."""
    planned = False
    for above in (parse.tokens[token], *parse.ancestors(token)):
        tag = above.tag
        if tag == "MD":
            return 1
        if not tag.startswith("VB"):
            continue
        helpers = [c for c in parse.children(above.i) if c.dep in {"aux", "auxpass"}]
        tags = {c.tag for c in helpers}
        if "MD" in tags:
            return 1
        if tag == "VBD" or "VBD" in tags:
            return -1
        if tag in {"VBZ", "VBP"} or tags & {"VBZ", "VBP"}:
            return _present(helpers, planned=planned)
        if tag == "VBN":
            return -1
        planned = planned or "TO" in tags
    return 0


def _present(helpers: list[Token], *, planned: bool) -> int:
    """The present tense looks back with "have", and ahead where it governs an infinitive."""
    if any(helper.lemma == "have" for helper in helpers):
        return -1
    return 1 if planned or any(helper.lemma == "be" for helper in helpers) else 0


def _after_modal(parse: Parse, phrase: Phrase) -> bool:
    token = phrase.pieces[0].token
    return token > 0 and parse.tokens[token - 1].tag == "MD"


def _borrowed(phrases: list[Phrase], at: int, context: Context) -> Point | None:
    """The year (and month) that a bare day or month takes from the date it is joined to."""
    phrase = phrases[at]
    if phrase.rule == "range-day":
        return context.told
    if phrase.has("y") or phrase.rule not in {"date", "month", "season", "day-of-range"}:
        return None
    for later in phrases[at + 1 : at + 4]:
        if not _joined(phrases[at], later, context):
            return None
        if later.has("y") and later.rule in {"date", "month", "season"}:
            bc = any(p.value == "BC" for p in later.pieces)
            month = int(later.value("m")) if later.has("m") else None
            return Point(int(later.value("y")), month, bc=bc)
        if phrase.rule == "day-of-range" and later.rule == "date":
            month = int(later.value("m"))
            year = context.year_of(month, None, 0)
            return Point(year, month, bc=bool(context.told and context.told.bc)) if year else None
        if later.rule not in {"date", "month", "season", "day-of-range"}:
            return None
        phrase_at = later
        at = phrases.index(phrase_at)
    return None


def _joined(left: Phrase, right: Phrase, context: Context) -> bool:
    return (
        right.first - left.last <= _GAP
        and left.after is not None
        and (
            right.first == left.last
            or left.after.symbol
            in {symbol_of(k) for k in ("hyphen", "to", "and", "slash", "comma")}
        )
    )


def _base(phrases: list[Phrase], at: int, context: Context) -> Point | None:
    """The date told right after "two days before" or "a week after"."""
    if phrases[at].rule not in {"shift", "day-before"} or at + 1 == len(phrases):
        return None
    later = phrases[at + 1]
    if later.first != phrases[at].last or later.rule not in {
        "date",
        "month",
        "year",
        "deictic",
        "weekday",
        "holiday",
    }:
        return None
    ahead = replace_context(context)
    reading = read(Case(later, ahead, 0, None, None))
    return reading.point if reading else None


def replace_context(context: Context) -> Context:
    """A copy of the context, so that reading ahead leaves no trace."""
    return replace(context)


def _moves(phrase: Phrase, point: Point, context: Context) -> bool:
    """Whether a date takes the story along, rather than naming a thing ("the 1975 treaty")."""
    if phrase.rule in {"decade", "century", "holiday"}:
        return False
    if phrase.rule in {"pointed", "shift"} and context.narrative:
        way = phrase.parts["way" if phrase.has("way") else "point"][0]
        return not (way.value == "-1" or way.symbol == symbol_of("earlier"))
    told = context.told
    if told is None or phrase.rule != "year":
        return True
    if told.bc == point.bc and abs(told.year - point.year) <= _FAR:
        return told.year != point.year or told.month is None
    return phrase.before is not None and phrase.before.symbol in {symbol_of("in"), symbol_of("to")}


def _timex(phrase: Phrase, reading: Reading, document: Document) -> Timex:
    span = document.span(phrase.pieces[0].start, phrase.pieces[-1].end)
    return Timex(
        span=span, type=reading.type, value=reading.value, when=_when(phrase, reading, span.text)
    )


def _when(phrase: Phrase, reading: Reading, text: str) -> When:
    found = when_of_value(reading.value, text)
    if found.first is None or found.last is None:
        return found
    if phrase.rule == "overnight":
        return replace(found, first=found.last - timedelta(days=1), precision=2)
    if phrase.rule == "night-range":
        day = found.first + timedelta(days=1)
        return replace(found, last=day, precision=2)
    return found
