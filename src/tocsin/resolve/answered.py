"""Whose deed an answer speaks of: a denial that names no doer has the one of its claim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.records import Kind, Reason, Role, Stance
from tocsin.resolve.facing import INFERRED

if TYPE_CHECKING:
    from tocsin.records import Actor, Link, ResolvedClaim

    Parties = tuple[Link[Actor], ...]

ANSWERED = "did what is answered"
PARTISAN = frozenset({Role.GOV, Role.MIL, Role.REB})


def as_answered(claims: tuple[ResolvedClaim, ...]) -> tuple[ResolvedClaim, ...]:
    """The claims, where an answer to violence names nobody with the doer of what it answers.

    "Police found no casualties" denies the raid of whoever was said to have made it. What is only
    inferred of the answer's doer gives way to what the answered claim tells; a witness who vouches
    for a blow names nobody.
    """
    known = {claim.claim.id: claim for claim in claims}
    return tuple(
        _from(claim, known[claim.claim.answers]) if claim.claim.answers in known else claim
        for claim in claims
    )


def _from(claim: ResolvedClaim, told: ResolvedClaim) -> ResolvedClaim:
    if claim.claim.first.kind is not Kind.ASSAULT or not _speaks_of_doers(claim):
        return claim
    if any(link.score > INFERRED for link in claim.actors) or _speaks_of_itself(claim):
        return claim
    stated = tuple(link for link in told.actors if link.score > INFERRED)
    doers = stated or (() if claim.actors else told.actors)
    if not doers:
        return claim
    return replace(claim, actors=tuple(_lent(link, claim) for link in doers))


def _speaks_of_doers(claim: ResolvedClaim) -> bool:
    """Whether an answer is for or against somebody: a denial, or what a party admits."""
    if claim.claim.stance is Stance.DENIES:
        return True
    return bool(claim.speakers) and claim.speakers[-1].target.role in PARTISAN


def _speaks_of_itself(claim: ResolvedClaim) -> bool:
    """Whether a voice is taken to speak of a deed of its own: no side denies that of its foe."""
    own = {link.target.country for link in claim.speakers[-1:]} - {None}
    return bool(own & {link.target.country for link in claim.actors})


def _lent(link: Link[Actor], claim: ResolvedClaim) -> Link[Actor]:
    trigger = claim.claim.first.trigger
    reason = Reason(feature=ANSWERED, score=INFERRED, left=trigger.text, right=link.target.name)
    return replace(link, score=min(link.score, INFERRED), reasons=(*link.reasons, reason))
