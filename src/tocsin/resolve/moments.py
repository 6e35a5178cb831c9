"""The event's day among the dates of the text, by syntax first and narrative order second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.records import When

if TYPE_CHECKING:
    from tocsin.records import Claim, Document, Mention, Parse, Timex

USABLE = {"DATE", "TIME"}


def when_of(
    claim: Claim, parse: Parse, times: tuple[Timex, ...], document: Document
) -> When | None:
    """When the claim says it happened; None where the text does not tell.

    A date in the clause of the trigger wins, then one in its sentence, then the last date that the
    text told before it within its paragraph's reach. News without any date is of the day it appeared.
    """
    usable = [t for t in times if t.type in USABLE]
    for mention in claim.mentions:
        found = _clausal(mention, usable) or _sentential(mention, parse, usable)
        if found is not None:
            return found.when
    if claim.first.background:
        return None
    earlier = _told_before(claim.first, parse, usable)
    if earlier is not None:
        return earlier.when
    if document.published is None:
        return None
    return When(first=document.published, last=document.published, precision=2, text="")


def _clausal(mention: Mention, times: list[Timex]) -> Timex | None:
    inside = [t for t in times if any(t.span.overlaps(span) for span in mention.time)]
    return min(inside, key=lambda t: _rank(t, mention), default=None)


def _sentential(mention: Mention, parse: Parse, times: list[Timex]) -> Timex | None:
    sentence = parse.sentence(parse.sentence_of(mention.trigger_token))
    start, end = parse.tokens[sentence.start].start, parse.tokens[sentence.stop - 1].end
    inside = [t for t in times if start <= t.span.start < end]
    return min(inside, key=lambda t: _rank(t, mention), default=None)


def _rank(timex: Timex, mention: Mention) -> tuple[bool, int]:
    return timex.when.first is None, abs(timex.span.start - mention.trigger.start)


def _told_before(mention: Mention, parse: Parse, times: list[Timex]) -> Timex | None:
    here = parse.sentence_of(mention.trigger_token)
    before = [
        t
        for t in times
        if t.span.start < mention.trigger.start
        and t.when.precision == 1
        and here - parse.sentence_of(parse.token_at(t.span.start)) <= 4
    ]
    return before[-1] if before else None
