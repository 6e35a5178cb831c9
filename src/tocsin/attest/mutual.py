"""Mutual accusations: "each accused the other of shelling" is one claim of each side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.sides import sides_of
from tocsin.attest.voices import Voice
from tocsin.grammar.subjects import subjects, with_conjuncts
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Speaker, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.attest.voices import Voices
    from tocsin.records import Mention, Parse

FIRSTS = {"each", "one", "the"}
OTHERS = {"other", "another"}
NOMINAL = {"NOUN", "PROPN"}
TWO = 2


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words by which two sides accuse each other: the verb, and what stands for the other side."""

    verb: int
    other: int
    voice: Voice


def told_by_each(
    mention: Mention, voices: Voices, before: Iterable[Mention], after: Iterable[Mention] = ()
) -> tuple[tuple[Mention, Voice], ...]:
    """The mention as each of two sides tells it of the other, or nothing where none does so.

    The sides are the coordinated subjects of the accusing verb; where it only says "both sides",
    they are the two actors of the last event that had two, or else of the next.
    """
    if mention.kind is Kind.ACCUSE:
        return ()
    exchange = _accused(mention, voices) or _traded(mention, voices)
    pair = _pair(voices, exchange, before, after) if exchange is not None else None
    if exchange is None or pair is None:
        return ()
    left, right = pair
    return (
        _of(mention, exchange, (left, right), voices),
        _of(mention, exchange, (right, left), voices),
    )


def _accused(mention: Mention, voices: Voices) -> Exchange | None:
    """Each other accused: "blamed one another", "each accused the other"."""
    voice = voices.telling(mention)
    if voice.act is None or not voice.chain:
        return None
    for cue in voice.act.cue:
        verb = voices.parse.token_at(cue.start)
        other = _other(voices.parse, verb)
        if other is not None:
            return Exchange(verb, other, replace(voice, chain=voice.chain[:-1]))
    return None


def _other(parse: Parse, verb: int) -> int | None:
    for thing in parse.children_by(verb, "dobj", "pobj", "dative"):
        words = {thing.text.lower(), *(c.text.lower() for c in parse.children(thing.i))}
        words -= {c.text.lower() for c in parse.children_by(thing.i, "prep")}
        if words & FIRSTS and words & OTHERS and words <= FIRSTS | OTHERS:
            return thing.i
    return None


def _traded(mention: Mention, voices: Voices) -> Exchange | None:
    """Blame that goes both ways: "traded accusations over the shelling"."""
    parse = voices.parse
    for verb in parse.ancestors(mention.trigger_token):
        thing = parse.child(verb.i, "dobj")
        if thing is None or f"{verb.lemma} {thing.lemma}" not in _trades():
            continue
        outer = voices.at(voices.phrases.document.span(verb.start, verb.end), Kind.ACCUSE)
        cue = voices.phrases.document.span(verb.start, thing.end)
        rule = f"speech:{verb.lemma} {thing.lemma} [phrase]"
        voice = replace(outer, cue=cue, stance=Stance.ASSERTS, unnamed=False, rule=rule)
        return Exchange(verb.i, thing.i, voice)
    return None


@cache
def _trades() -> frozenset[str]:
    return frozenset(row["cue"] for row in rows("speech/traded.tsv"))


def _pair(
    voices: Voices, exchange: Exchange, before: Iterable[Mention], after: Iterable[Mention]
) -> tuple[int, int] | None:
    parse = voices.parse
    first = next(iter(subjects(parse, exchange.verb)), None)
    named = [] if first is None else with_conjuncts(parse, first)
    named = [i for i in named if parse.tokens[i].pos in NOMINAL]
    if len(named) == TWO:
        return named[0], named[1]
    for mention in (*reversed(list(before)), *after):
        heads = [p.head for p in mention.participants if p.part == "actor"]
        found = [sides_of(voices.phrases.span(head).text) for head in heads]
        if len(heads) == TWO and found[0] and found[1] and not found[0] & found[1]:
            return heads[0], heads[1]
    return None


def _of(
    mention: Mention, exchange: Exchange, pair: tuple[int, int], voices: Voices
) -> tuple[Mention, Voice]:
    """What the first of `pair` tells of the second, for which "the other" stands."""
    phrases, (teller, doer) = voices.phrases, pair
    span = phrases.span(teller)
    speaker = Speaker(span=span, referent=phrases.span(phrases.referent(teller)), head=teller)
    accused = replace(phrases.participant(doer, "actor"), span=phrases.span(exchange.other))
    others = tuple(p for p in mention.participants if p.part != "actor")
    voice = exchange.voice
    chain = (*voice.chain, speaker)
    return replace(mention, participants=(accused, *others)), replace(
        voice, chain=chain, teller=speaker
    )
