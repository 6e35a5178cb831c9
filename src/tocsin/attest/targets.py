"""Which claim another one answers: the signs that speak for a target, weighed by the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.attest.sides import agree, sides, sides_of
from tocsin.attest.voices import Voice
from tocsin.attest.weights import weigh
from tocsin.records import Reality, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.attest.drafts import Draft
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


def signs_of(old: Draft, answer: Answering, parse: Parse) -> dict[str, float]:
    """The signs that `old` is what an answer is about, each 1.0 where it holds; see the table."""
    voice = side_of(old.voice)
    blamed = answer.side | answer.actors
    gap = parse.sentence_of(answer.at) - parse.sentence_of(old.first.trigger_token)
    return {
        "accuser": float(bool(voice & answer.accusers)),
        "blames": float(bool(old.actors & blamed)),
        "blames by name": float(bool(sides(old.first.participants, "actor") & blamed)),
        "same victim": float(bool(old.recipients & answer.recipients)),
        "same mode": float(old.first.mode == answer.mode),
        "same place": float(bool(places_of(old) & answer.places)),
        "voiced": float(bool(old.voice.chain)),
        "own side": float(bool(voice & answer.side)),
        "background": float(old.first.background),
        "not told as done": float(old.first.reality is not Reality.ACTUAL),
        "told later": float(gap < 0),
        "distance": float(abs(gap)),
    }
