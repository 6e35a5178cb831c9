"""Why an incident is what it is: its claims in their sentences, and what joined them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.reconcile.blocking import pairs_of
from tocsin.reconcile.differences import claims_at_odds, contradictions_in
from tocsin.reconcile.judge import Comparison, compare
from tocsin.reconcile.told import Told, sentence_around, told_of
from tocsin.reconcile.tolls import toll_history
from tocsin.reconcile.voices import voices_of
from tocsin.records import Contradiction, Incident, Judgement, ResolvedClaim, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.records import Family, Reading, TollDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One claim of an incident with where it was read.

    `sentence` holds the trigger; `trigger` are the trigger's offsets within `sentence.text`;
    `voice` is the first source; `rule` is what found the claim.
    """

    claim: ResolvedClaim
    origin: str
    outlet: str | None
    voice: str
    sentence: Span
    trigger: tuple[int, int]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An incident, its evidence, the comparisons behind it and what people judged.

    `contradictions` are what its claims, and the copies of its reports, tell differently.
    `comparisons` are those between its own claims, the strongest first; a reason's sentence for
    users is `explained(reason.feature)`.
    """

    incident: Incident
    evidence: tuple[Evidence, ...]
    comparisons: tuple[Comparison, ...]
    judgements: tuple[Judgement, ...]
    contradictions: tuple[Contradiction, ...] = ()


def explain(
    incident: Incident,
    readings: Iterable[Reading],
    families: Iterable[Family] = (),
    judgements: Iterable[Judgement] = (),
) -> Explanation:
    """The evidence for `incident` in the readings that hold its claims."""
    mine = set(incident.claims)
    readings, families = tuple(readings), tuple(families)
    told = [one for one in told_of(readings, families) if one.id in mine]
    found = (compare(a, b) for a, b in pairs_of(told))
    voices = voices_of(told)
    return Explanation(
        incident=incident,
        evidence=tuple(_evidence(one, voices[one.id]) for one in sorted(told, key=_order)),
        comparisons=tuple(sorted(found, key=lambda c: (-c.score, c.left, c.right))),
        judgements=tuple(one for one in judgements if one.left in mine or one.right in mine),
        contradictions=at_odds(incident, readings, families),
    )


def at_odds(
    incident: Incident, readings: Iterable[Reading], families: Iterable[Family]
) -> tuple[Contradiction, ...]:
    """Where the counts of its claims exclude each other, then what copies of its reports change.

    Of equal texts one is looked at, the first by origin.
    """
    ordered = sorted(readings, key=_origin, reverse=True)
    readings = tuple({one.document.digest: one for one in ordered}.values())
    held = {reading.document.id: reading for reading in readings}
    copies = (found for family in families for found in contradictions_in(family, held))
    return (*claims_at_odds(readings, incident.claims), *copies)


def history_of(
    incident: Incident, readings: Iterable[Reading], families: Iterable[Family] = ()
) -> tuple[TollDay, ...]:
    """How the losses of `incident` were told from day to day, by voice."""
    mine = set(incident.claims)
    told = [one for one in told_of(readings, families) if one.id in mine]
    voices = voices_of(told)
    carrying = (one for one in told if one.claim.claim.stance is not Stance.DENIES)
    return toll_history((voices[one.id], one) for one in carrying)


def _origin(reading: Reading) -> tuple[str, str]:
    return reading.document.origin, reading.document.id


def _order(told: Told) -> tuple[str, str, int]:
    published = told.document.published
    return (
        published.isoformat() if published else "",
        told.document.origin,
        told.claim.claim.first.trigger.start,
    )


def _evidence(told: Told, voice: str) -> Evidence:
    trigger = told.claim.claim.first.trigger
    first, last = sentence_around(told.document.text, trigger.start, trigger.end)
    last = max(last, trigger.end)
    return Evidence(
        claim=told.claim,
        origin=told.document.origin,
        outlet=told.document.outlet,
        voice=voice,
        sentence=told.document.span(first, last),
        trigger=(trigger.start - first, trigger.end - first),
        rule=told.claim.claim.rule,
    )
