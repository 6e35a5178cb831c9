"""Statements that a text reproduces: "our units" outside of any quotation is their author's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.quotes import quotes_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.attest.quotes import Quote
    from tocsin.records import Attribution, Parse

OWN = {"our", "we", "us", "ours"}
COUNTRY = "US"
REACH = 4


def reproduced(
    text: str, parse: Parse, attributions: Iterable[Attribution]
) -> dict[int, Attribution]:
    """The voice that goes on in each sentence after one in the first person, by its number.

    Reports that copy a ministry's statement name it once and slip into its "our"; from there on it
    is the ministry that speaks, until somebody else is quoted.
    """
    spoken, quotes = _spoken(parse, attributions), quotes_in(text)
    found: dict[int, Attribution] = {}
    voice: Attribution | None = None
    for number in range(len(parse.sentence_starts)):
        if number in spoken:
            voice = None
        elif voice is None and _is_own(parse, number, quotes):
            near = [n for n in spoken if 0 < number - n <= REACH]
            voice = spoken[max(near)] if near else None
        if voice is not None:
            found[number] = voice
    return found


def _spoken(parse: Parse, attributions: Iterable[Attribution]) -> dict[int, Attribution]:
    """The last named voice of each sentence that has one."""
    named = [a for a in attributions if a.source_head is not None and a.cue and not a.quoted]
    named.sort(key=lambda a: a.cue[0].start)
    return {parse.sentence_of(parse.token_at(a.cue[0].start)): a for a in named}


def _is_own(parse: Parse, number: int, quotes: tuple[Quote, ...]) -> bool:
    return any(
        token.text.lower() in OWN
        and token.text != COUNTRY
        and not any(q.covers(token.start) for q in quotes)
        for token in (parse.tokens[i] for i in parse.sentence(number))
    )
