"""Whose blow is answered: whoever is hit in return did it, to whoever answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.grammar.reprisals import is_answered
from tocsin.records import Kind, Link, Reason
from tocsin.resolve.facing import INFERRED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.records import Actor, Parse, ResolvedClaim

    Parties = tuple[Link[Actor], ...]

RETURNED = "is answered by a blow"


def in_return(claims: tuple[ResolvedClaim, ...], parse: Parse) -> tuple[ResolvedClaim, ...]:
    """The claims, with doer and victim of what is answered taken from the answer of its sentence.

    "Israel bombed Gaza in response to rocket attacks": the rockets came from Gaza. What the claim
    itself names stays.
    """
    return tuple(
        _from(claim, answer) if (answer := _answer_to(claim, claims, parse)) else claim
        for claim in claims
    )


def _answer_to(
    claim: ResolvedClaim, claims: Iterable[ResolvedClaim], parse: Parse
) -> ResolvedClaim | None:
    """The blow of the same sentence that answers what `claim` tells."""
    trigger = claim.claim.first.trigger_token
    if claim.claim.first.kind is not Kind.ASSAULT or not is_answered(parse, trigger):
        return None
    sentence = parse.sentence_of(trigger)
    for other in claims:
        for mention in other.claim.mentions:
            at = mention.trigger_token
            blow = mention.kind is Kind.ASSAULT and not is_answered(parse, at)
            if blow and other is not claim and parse.sentence_of(at) == sentence:
                return other
    return None


def _from(claim: ResolvedClaim, answer: ResolvedClaim) -> ResolvedClaim:
    if {one.target.country for one in answer.actors} & {
        one.target.country for one in answer.recipients
    }:
        return claim
    actors = claim.actors if _names(claim, "actor") else _turned(answer.recipients, "actor", claim)
    recipients = (
        claim.recipients
        if _names(claim, "recipient")
        else _turned(answer.actors, "recipient", claim)
    )
    return replace(claim, actors=actors, recipients=recipients)


def _names(claim: ResolvedClaim, part: str) -> bool:
    return any(one.part == part for one in claim.claim.first.participants)


def _turned(links: Parties, part: str, claim: ResolvedClaim) -> Parties:
    """The parties of the answer in the other part, the first of each country that is known."""
    trigger = claim.claim.first.trigger
    known = {
        (link.target.country or link.target.id): link
        for link in reversed(links)
        if link.target.country or link.target.id
    }
    return tuple(
        replace(
            link,
            part=part,
            score=INFERRED,
            reasons=(
                Reason(feature=RETURNED, score=INFERRED, left=trigger.text, right=link.target.name),
            ),
        )
        for link in reversed(known.values())
    )
