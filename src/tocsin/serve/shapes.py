"""The shapes of the API's answers, for its OpenAPI document; `wire` makes what fits them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Keys may be added within a version, never taken away."""

    model_config = ConfigDict(extra="allow")


class ProblemShape(Shape):
    """An error (RFC 9457): `type` is stable, `detail` names the thing and the remedy."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class WhenShape(Shape):
    """Civil days, inclusive; `precision` is UCDP date_prec."""

    first: str | None
    last: str | None
    precision: int
    text: str


class PlaceShape(Shape):
    """A place, WGS 84; `precision` is UCDP where_prec, 1 (exact) to 7."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    precision: int


class PartyShape(Shape):
    """A party: `country` is ISO 3166 alpha-3."""

    name: str
    country: str | None
    role: str


class TollShape(Shape):
    """What one voice says one kind of harm amounts to."""

    harm: str
    whom: str
    low: int | None
    best: int | None
    high: int | None
    source: str


class IncidentShape(Shape):
    """One blow, one meeting, one statement that several claims are about."""

    id: str
    kind: str
    mode: str
    background: bool
    part_of: str | None
    when: WhenShape | None
    places: list[PlaceShape]
    actors: list[PartyShape]
    recipients: list[PartyShape]
    tolls: list[TollShape]
    asserted_by: list[str]
    confirmed_by: list[str]
    partly_confirmed_by: list[str]
    denied_by: list[str]
    independent_reports: int
    claims: list[str]


class SpanShape(Shape):
    """Characters of a document's text, Python code points."""

    start: int
    end: int


class DistanceShape(SpanShape):
    """How the text keeps aloof from a claim (doubted, false, quoted), and by which words."""

    how: str


class ClaimShape(Shape):
    """One happening as one voice tells it in one text."""

    id: str
    document: str
    kind: str
    mode: str
    reality: str
    stance: str
    denial: str | None
    background: bool
    hedged: bool
    distance: DistanceShape | None
    trigger: SpanShape
    answers: str | None
    rule: str


class DocumentShape(Shape):
    """A report without its text; `text` comes with the single document."""

    id: str
    origin: str
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None


class JudgementShape(Shape):
    """What a person said of two claims."""

    left: str
    right: str
    verdict: str
    why: str
    by: str
    at: str
    withdrawn_at: str | None


class IncidentPage(Shape):
    """Incidents; `next` is the cursor of the next page, null on the last, `total` counts all."""

    items: list[IncidentShape]
    next: str | None
    total: int


class ClaimPage(Shape):
    """Claims in the order of recording."""

    items: list[ClaimShape]
    next: str | None


class DocumentPage(Shape):
    """Documents in the order of recording."""

    items: list[DocumentShape]
    next: str | None


class JudgementPage(Shape):
    """Judgements, oldest first."""

    items: list[JudgementShape]
    next: str | None


class NamePage(Shape):
    """Names with how many incidents each is part of, the most frequent first."""

    items: list[dict[str, Any]]
    next: str | None


class FeaturePage(Shape):
    """GeoJSON."""

    type: str
    features: list[dict[str, Any]]


class Judging(BaseModel):
    """A judgement to be made: two claims (or incidents), what they are, and why."""

    model_config = ConfigDict(extra="forbid")

    left: str = Field(min_length=1, max_length=64)
    right: str = Field(min_length=1, max_length=64)
    verdict: str = Field(pattern="^(same|different|unsure)$")
    why: str = Field(min_length=1, max_length=2000)


PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": ProblemShape, "description": words}
    for code, words in (
        (400, "a filter or cursor cannot be meant"),
        (401, "no or a bad token"),
        (403, "the role or scope is too small"),
        (404, "nothing has this id"),
        (406, "no offered format is accepted"),
        (422, "a parameter has the wrong form"),
    )
}
