"""Which claim another one answers: the signs that speak for a target, weighed by the table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.sides import agree, sides, sides_of
from tocsin.attest.voices import Voice
from tocsin.attest.weights import weigh
from tocsin.grammar.classes import members
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.attest.draft import Draft
    from tocsin.records import Parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """What is known of an answer before its target is: its place, its side and what it names."""

    at: int
    voice: Voice
    side: frozenset[str]
    accusers: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    mode: str = ""
    places: frozenset[str] = frozenset()
    hit: tuple[int, ...] = ()


def answering(draft: Draft, accusers: frozenset[str] = frozenset()) -> Answering:
    """A draft as an answer that looks for its target."""
    return Answering(
        at=draft.first.trigger_token,
        voice=draft.voice,
        side=side_of(draft.voice),
        accusers=accusers,
        actors=draft.actors,
        recipients=draft.recipients,
        mode=draft.first.mode,
        places=places_of(draft),
        hit=_hit(draft),
    )


def side_of(voice: Voice) -> frozenset[str]:
    """The side that a voice speaks for, as far as its words tell."""
    return sides_of(voice.chain[-1].referent.text) if voice.chain else frozenset()


def places_of(draft: Draft) -> frozenset[str]:
    """The places that a claim names, in lower case."""
    return frozenset(place.span.text.casefold() for m in draft.mentions for place in m.place)


def best(
    question: str, answer: Answering, candidates: Iterable[Draft], parse: Parse
) -> Draft | None:
    """The candidate for which the signs speak most; the earlier one of two equals."""
    return max(candidates, key=lambda d: weigh(question, signs_of(d, answer, parse)), default=None)


def can_answer(old: Draft, answer: Answering) -> bool:
    """Whether `old` is another voice's claim whose parties can be those of the answer."""
    return (
        old.stance is not Stance.DENIES
        and old.voice.key != answer.voice.key
        and agree(old.actors, answer.actors)
        and agree(old.recipients, answer.recipients)
    )


def is_same_voice(left: Voice, right: Voice, parse: Parse) -> bool:
    """Whether two voices are one, by their words or side, or both "the army" of no named side."""
    if left.key == right.key:
        return True
    sides_known = side_of(left), side_of(right)
    if all(sides_known):
        return bool(sides_known[0] & sides_known[1])
    return bool(left.chain and right.chain) and (
        parse.tokens[left.chain[-1].head].lemma == parse.tokens[right.chain[-1].head].lemma
    )


def are_alike(left: Draft, right: Draft) -> bool:
    """Whether two claims are of one kind and their parties can be the same."""
    return (
        left.first.kind is right.first.kind
        and agree(left.actors, right.actors)
        and agree(left.recipients, right.recipients)
    )


def signs_of(old: Draft, answer: Answering, parse: Parse) -> dict[str, float]:
    """The signs that `old` is what an answer is about, each 1.0 where it holds; see the table."""
    voice = side_of(old.voice)
    blamed = answer.side | answer.actors
    gap = parse.sentence_of(answer.at) - parse.sentence_of(old.first.trigger_token)
    return {
        "accuser": float(bool((voice | _words(old.voice, parse)) & answer.accusers)),
        "blames": float(bool(old.actors & blamed)),
        "blames by name": float(bool(sides(old.first.participants, "actor") & blamed)),
        "same victim": float(bool(old.recipients & answer.recipients)),
        "same thing": float(bool(_things(_hit(old), parse) & _things(answer.hit, parse))),
        "same mode": float(old.first.mode == answer.mode),
        "same place": float(bool(places_of(old) & answer.places)),
        "violence": float(old.first.kind is Kind.ASSAULT),
        "charged": float(is_charge(old, parse)),
        "voiced": float(bool(old.voice.chain)),
        "own side": float(bool(voice & answer.side)),
        "background": float(old.first.background),
        "not told as done": float(old.first.reality is not Reality.ACTUAL),
        "told later": float(gap < 0),
        "distance": float(abs(gap)),
    }


def _hit(draft: Draft) -> tuple[int, ...]:
    """The heads of what a claim says was hit."""
    return tuple(p.head for m in draft.mentions for p in m.participants if p.part == "recipient")


def _things(heads: tuple[int, ...], parse: Parse) -> frozenset[str]:
    """The nouns by which phrases name what was hit: hospital, civilian, market."""
    counted = [
        thing.i
        for head in heads
        for tie in parse.children_by(head, "prep")
        if tie.lemma == "of"
        for thing in parse.children_by(tie.i, "pobj")
    ]
    words = (parse.tokens[i] for i in (*heads, *counted))
    return frozenset(w.lemma for w in words if w.pos == "NOUN") - members("measure")


def _words(voice: Voice, parse: Parse) -> frozenset[str]:
    """The lemmas of a voice's own phrase, to be met by "the rebel claims"."""
    if not voice.chain:
        return frozenset()
    head = voice.chain[-1].head
    return frozenset(t.lemma for t in (parse.tokens[head], *parse.children(head)))


def is_charge(draft: Draft, parse: Parse) -> bool:
    """Whether a claim is told by a verb that lays it at somebody's door: "accused X of ..."."""
    act = draft.voice.act
    return act is not None and any(
        parse.tokens[parse.token_at(cue.start)].lemma in blaming_verbs() for cue in act.cue
    )


@cache
def blaming_verbs() -> frozenset[str]:
    """Verbs that lay an event at somebody's door."""
    return frozenset(row["verb"] for row in rows("blame.tsv"))
