"""Who, where and when after resolution, and the reasons for each link."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from tocsin.records.document import Document, Span
from tocsin.records.event import Claim, Flag, Toll

Target_co = TypeVar("Target_co", covariant=True)


RUNNER_UP = "runner-up"
FIRM, MARGIN = 0.5, 0.2


class Role(StrEnum):
    """The function in which an actor takes part."""

    GOV = "GOV"
    MIL = "MIL"
    REB = "REB"
    CVL = "CVL"
    IGO = "IGO"
    NGO = "NGO"
    MED = "MED"
    OPP = "OPP"
    PTY = "PTY"
    LEG = "LEG"
    JUD = "JUD"
    UNK = "UNK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party or voice: `country` is ISO 3166 alpha-3 or None, `id` stable or None if unknown."""

    id: str | None
    name: str
    country: str | None
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on earth (WGS 84 degrees); `precision` is UCDP where_prec, 1 (exact) to 7."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    precision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One feature that was compared, its score, and the two values."""

    feature: str
    score: float
    left: str
    right: str


def is_uncertain(score: float, reasons: tuple[Reason, ...]) -> bool:
    """Whether a choice scores under `FIRM` or leads its runner-up by less than `MARGIN`.

    The reason with the feature `RUNNER_UP` holds the lead as its score, the chosen as `left`, the
    next best as `right`.
    """
    return score < FIRM or any(r.feature == RUNNER_UP and r.score < MARGIN for r in reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Civil days from `first` to `last`, both inclusive; None is open or unknown.

    `precision` is UCDP date_prec (1 day .. 5 longer than a month); unknown dates keep their `text`.
    `reasons` say why these days were chosen; they do not make two times different.
    """

    first: date | None
    last: date | None
    precision: int
    text: str
    reasons: tuple[Reason, ...] = field(default=(), compare=False)

    @property
    def uncertain(self) -> bool:
        """Whether a person should look at the choice; a time that nobody tells is not chosen."""
        chosen = (r.score for r in self.reasons if r.feature != RUNNER_UP)
        return is_uncertain(min(chosen, default=1.0), self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression: `type` and `value` as in TimeML's TIMEX3, `when` for the ledger."""

    span: Span
    type: str
    value: str
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Generic[Target_co]):
    """A phrase tied to what it names; `part` is actor, recipient, speaker, at, target or origin.

    `score` runs from 0 (only the words are kept) to 1 (named outright).
    """

    mention: Span
    part: str
    target: Target_co
    score: float
    reasons: tuple[Reason, ...]

    @property
    def uncertain(self) -> bool:
        """Whether a person should look at it: inferred, unknown, or hardly ahead of another."""
        return is_uncertain(self.score, self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedClaim:
    """A claim with its parties, voices, places and time looked up.

    `speakers` runs as the claim's chain: outermost first, the origin last.
    """

    claim: Claim
    actors: tuple[Link[Actor], ...]
    recipients: tuple[Link[Actor], ...]
    speakers: tuple[Link[Actor], ...]
    places: tuple[Link[Place], ...]
    when: When | None

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def doubtful(self) -> tuple[Link[Actor] | Link[Place], ...]:
        """The links that a person should look at."""
        return tuple(link for link in self.links if link.uncertain)

    @property
    def links(self) -> tuple[Link[Actor] | Link[Place], ...]:
        """All that was looked up, parties before voices before places."""
        found: list[Link[Actor] | Link[Place]] = []
        for parties in (self.actors, self.recipients, self.speakers):
            found += parties
        return (*found, *self.places)

    def country_of(self, toll: Toll) -> str | None:
        """Whose losses these are: of the party that the figure counts, or of all the harmed.

        None where they are of several countries, or of one that is not known.
        """
        counted = {
            link.target.country
            for link in (*self.recipients, *self.actors)
            if link.mention.start < toll.span.end and toll.span.start < link.mention.end
        }
        found = counted or {link.target.country for link in self.recipients}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything one document gave: its claims and what is wrong in its text."""

    document: Document
    claims: tuple[ResolvedClaim, ...]
    flags: tuple[Flag, ...]
