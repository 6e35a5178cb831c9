"""An incident with what it rests on: its claims, their documents and the sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from tocsin.grammar.sentences import sentence_bounds
from tocsin.records import Document, Incident, ResolvedClaim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.store.protocol import Query, Store

BATCH = 100
Evidence = Callable[[tuple[str, ...]], Iterable[tuple[ResolvedClaim, Document]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim with the document that tells it; `mask` takes private names out of its words."""

    claim: ResolvedClaim
    document: Document
    mask: Callable[[str], str] = str

    @property
    def bounds(self) -> tuple[int, int]:
        """Start and end of the sentence that holds the claim's trigger."""
        trigger = self.claim.claim.first.trigger
        return sentence_bounds(self.document.text, trigger.start, trigger.end)

    @property
    def sentence(self) -> str:
        """The sentence as it stands in the text, but for what is masked."""
        start, end = self.bounds
        return self.mask(self.document.text[start:end])

    @property
    def title(self) -> str | None:
        """The headline, but for what is masked."""
        return self.mask(self.document.title) if self.document.title else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An incident, when it was last changed in the ledger, and its claims, the oldest first."""

    incident: Incident
    recorded_at: datetime | None
    told: tuple[Told, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that tell it, each once, the oldest first."""
        return tuple({one.document.id: one.document for one in self.told}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One harm over all voices: `best` is what most of them say, of equals the lowest.

    None is unknown. `low` and `high` are the lowest and highest figure that anybody gives.
    """

    low: int | None
    best: int | None
    high: int | None


def cases(store: Store, query: Query) -> Iterator[Case]:
    """The incidents that meet `query`, by first day, some in memory at a time."""
    return with_evidence(store.settled(query), lambda ids: store.evidence(ids, query.as_of))


def with_evidence(
    settled: Iterable[tuple[Incident, datetime | None]], evidence: Evidence
) -> Iterator[Case]:
    """Incidents with their claims and documents, as `evidence` finds them by the claims' ids."""
    stream = iter(settled)
    while batch := list(islice(stream, BATCH)):
        wanted = {claim for incident, _ in batch for claim in incident.claims}
        held: dict[str, list[Told]] = {}
        for claim, document in evidence(tuple(sorted(wanted))):
            held.setdefault(claim.id, []).append(Told(claim=claim, document=document))
        for incident, recorded_at in batch:
            told = [one for id_ in incident.claims for one in held.get(id_, ())]
            yield Case(
                incident=incident, recorded_at=recorded_at, told=tuple(sorted(told, key=_age))
            )


def _age(told: Told) -> tuple[date, str, str]:
    return told.document.published or date.max, told.document.origin, told.claim.id


def loss_of(incident: Incident, harm: str, whom: str | None = None) -> Loss:
    """What all voices together say of one harm; with `whom`, only of groups worded so."""
    ranges = [
        one for one in incident.tolls if one.harm == harm and (whom is None or one.whom == whom)
    ]
    lows = [_first(one.low, one.best, one.high) for one in ranges]
    bests = [_first(one.best, one.low, one.high) for one in ranges]
    highs = [_first(one.high, one.best, one.low) for one in ranges]
    return Loss(low=_least(lows), best=_commonest(bests), high=_most(highs))


def _first(*figures: int | None) -> int | None:
    return next((one for one in figures if one is not None), None)


def _least(figures: Iterable[int | None]) -> int | None:
    return min((one for one in figures if one is not None), default=None)


def _most(figures: Iterable[int | None]) -> int | None:
    return max((one for one in figures if one is not None), default=None)


def _commonest(figures: Iterable[int | None]) -> int | None:
    counted = Counter(one for one in figures if one is not None)
    return min(counted, key=lambda one: (-counted[one], one), default=None)
