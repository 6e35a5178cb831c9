"""Mutual accusations: "each accused the other of shelling" is one claim of each side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.attest.sides import sides_of
from tocsin.grammar.subjects import with_conjuncts
from tocsin.records import Kind, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.attest.voices import Voice, Voices
    from tocsin.records import Mention, Parse

FIRSTS = {"each", "one", "the"}
OTHERS = {"other", "another"}


def told_by_each(
    mention: Mention, voices: Voices, before: Iterable[Mention]
) -> tuple[tuple[Mention, Voice], ...]:
    """The mention as each of two sides tells it of the other, or nothing where none does so.

    The sides are the coordinated subjects of the accusing verb; where it only says "both sides",
    they are the two actors of the last event that had two.
    """
    voice = voices.telling(mention)
    if mention.kind is Kind.ACCUSE or voice.act is None or not voice.chain:
        return ()
    if not any(_is_mutual(voices.parse, cue.start) for cue in voice.act.cue):
        return ()
    pair = _pair(voices, voice, before)
    if pair is None:
        return ()
    left, right = pair
    return (_of(mention, voice, left, right, voices), _of(mention, voice, right, left, voices))


def _is_mutual(parse: Parse, at: int) -> bool:
    verb = parse.token_at(at)
    for thing in parse.children_by(verb, "dobj", "pobj", "dative"):
        words = {thing.text.lower(), *(c.text.lower() for c in parse.children(thing.i))}
        if words & FIRSTS and words & OTHERS and words <= FIRSTS | OTHERS | {"of"}:
            return True
    return False


def _pair(voices: Voices, voice: Voice, before: Iterable[Mention]) -> tuple[int, int] | None:
    named = with_conjuncts(voices.parse, voice.chain[-1].head)
    if len(named) == 2:  # noqa: PLR2004 -- two sides
        return named[0], named[1]
    for mention in reversed(list(before)):
        heads = [p.head for p in mention.participants if p.part == "actor"]
        found = [sides_of(voices.phrases.span(head).text) for head in heads]
        if len(heads) == 2 and found[0] and found[1] and not found[0] & found[1]:  # noqa: PLR2004
            return heads[0], heads[1]
    return None


def _of(
    mention: Mention, voice: Voice, teller: int, doer: int, voices: Voices
) -> tuple[Mention, Voice]:
    phrases = voices.phrases
    span = phrases.span(teller)
    speaker = Speaker(span=span, referent=phrases.span(phrases.referent(teller)), head=teller)
    others = tuple(p for p in mention.participants if p.part != "actor")
    told = replace(mention, participants=(phrases.participant(doer, "actor"), *others))
    return told, replace(voice, chain=(*voice.chain[:-1], speaker))
