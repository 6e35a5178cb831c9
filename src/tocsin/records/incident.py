"""Reports that are copies, claims that are about one happening, and the judgements behind both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tocsin.records.document import Span
from tocsin.records.entity import Actor, Place, Reason, When
from tocsin.records.event import Kind


class Verdict(StrEnum):
    """What a judge says of two records."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One comparison of two records, by machine or person; never changed, only withdrawn."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]
    by: str
    at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's edit of one field, anchored to a text's digest and span."""

    anchor: str
    field: str
    old: str
    new: str
    why: str
    by: str
    at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two documents that are copies of one text, with the reasons."""

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Documents that descend from one text: a wire story, its respin, its translation."""

    id: str
    documents: tuple[str, ...]
    edges: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Documents that report one happening, each in its own words; copies are among them."""

    id: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TollRange:
    """What one voice says one kind of harm amounts to (UCDP low / best / high bounds)."""

    harm: str
    whom: str
    low: int | None
    best: int | None
    high: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TollDay:
    """What was known of losses at the end of one day of publication; None is an unknown day."""

    day: date | None
    tolls: tuple[TollRange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two passages of copies, or of claims about one happening, that cannot both be right.

    `kind` says what differs: number, date, place, actor, victim, means, name or quote. `why` says
    it in a sentence; of a garbled quote `left` is the garbled one and `right` what to read instead.
    """

    kind: str
    left: Span
    right: Span
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two claims of which the machine cannot tell whether they are about one happening.

    `left` and `right` are claims, `incidents` where each stands now; a person's judgement ends it.
    """

    left: str
    right: str
    incidents: tuple[str, str]
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One blow, one meeting, one statement that several claims are about.

    `asserted_by`, `partly_confirmed_by` ... name the first sources ("the publisher" speaks through
    its outlet's name); `independent_reports` counts connected components over (family, first
    source).
    """

    id: str
    claims: tuple[str, ...]
    kind: Kind
    mode: str
    when: When | None
    places: tuple[Place, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    tolls: tuple[TollRange, ...]
    asserted_by: tuple[str, ...]
    confirmed_by: tuple[str, ...]
    partly_confirmed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    independent_reports: int
    part_of: str | None
    background: bool
