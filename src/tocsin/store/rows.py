"""Records to rows and back: whole records as canonical JSON, beside columns for queries."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tocsin.records import (
    Actor,
    Correction,
    Document,
    Dropped,
    Flag,
    Incident,
    Judgement,
    Link,
    Place,
    Reading,
    Reason,
    ResolvedClaim,
    Verdict,
    When,
)
from tocsin.store import canon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = dict[str, Any]


def stamp(moment: datetime) -> str:
    """A moment as UTC text of fixed width, so that text order is time order.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        msg = f"{moment.isoformat()} has no time zone; give one"
        raise ValueError(msg)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """The moment that `stamp` wrote."""
    return datetime.fromisoformat(text)


def folded(name: str) -> str:
    """A name without case and accents, for look-ups: "Şuşa" and "susa" are one."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def document_row(reading: Reading) -> Row:
    """The document of a reading, and its flags, as one row."""
    document = reading.document
    return {
        "id": document.id,
        "origin": document.origin,
        "outlet": document.outlet,
        "title": document.title,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "digest": document.digest,
        "text": document.text,
        "flags": canon.dump(reading.flags),
    }


def document_of(row: Mapping[str, Any]) -> Document:
    """The document that `document_row` wrote."""
    return Document(
        id=row["id"],
        origin=row["origin"],
        outlet=row["outlet"],
        title=row["title"],
        text=row["text"],
        language=row["language"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        digest=row["digest"],
    )


def claim_row(told: ResolvedClaim) -> Row:
    """A claim as one row: itself in `payload`, what is asked for in columns."""
    first = told.claim.first
    return {
        "id": told.id,
        "kind": first.kind.value,
        "mode": first.mode,
        "stance": told.claim.stance.value,
        "reality": first.reality.value,
        "background": int(first.background),
        **_days(told.when),
        "payload": canon.dump(told),
    }


def claim_of(row: Mapping[str, Any]) -> ResolvedClaim:
    """The claim that `claim_row` wrote."""
    return canon.load(row["payload"], ResolvedClaim)


def reading_of(row: Mapping[str, Any], claims: Iterable[Mapping[str, Any]]) -> Reading:
    """The reading whose document and claims were written as these rows."""
    return Reading(
        document=document_of(row),
        claims=tuple(claim_of(one) for one in claims),
        flags=canon.load_all(row["flags"], Flag),
    )


def claim_terms(told: ResolvedClaim) -> set[tuple[str, str]]:
    """What a claim is found by, as (field, term): its parties' and places' countries and names."""
    parties: tuple[Link[Actor], ...] = (*told.actors, *told.recipients)
    terms = _terms((link.target for link in parties), (link.target for link in told.places))
    return terms | {("place", folded(link.mention.text)) for link in told.places}


def incident_row(incident: Incident) -> Row:
    """An incident as one row."""
    return {
        "sort": "incident",
        "id": incident.id,
        "kind": incident.kind.value,
        **_days(incident.when),
        "payload": canon.dump(incident),
    }


def incident_terms(incident: Incident) -> set[tuple[str, str]]:
    """What an incident is found by, as (field, term); its claims too."""
    parties = (*incident.actors, *incident.recipients)
    return _terms(parties, incident.places) | {("claim", claim) for claim in incident.claims}


def judgement_row(judgement: Judgement) -> Row:
    """A judgement as one row; its withdrawal is a row of its own."""
    return {
        "left_id": judgement.left,
        "right_id": judgement.right,
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "reasons": canon.dump(judgement.reasons),
        "made_by": judgement.by,
        "recorded_at": stamp(judgement.at),
    }


def judgement_of(row: Mapping[str, Any]) -> Judgement:
    """The judgement of a row joined with `withdrawn_at`, which may be None."""
    return Judgement(
        left=row["left_id"],
        right=row["right_id"],
        verdict=Verdict(row["verdict"]),
        score=row["score"],
        reasons=canon.load_all(row["reasons"], Reason),
        by=row["made_by"],
        at=moment_of(row["recorded_at"]),
        withdrawn_at=moment_of(row["withdrawn_at"]) if row["withdrawn_at"] else None,
    )


def correction_row(correction: Correction) -> Row:
    """A correction as one row; its withdrawal is a row of its own."""
    return {
        "anchor": correction.anchor,
        "field": correction.field,
        "old": correction.old,
        "new": correction.new,
        "why": correction.why,
        "made_by": correction.by,
        "recorded_at": stamp(correction.at),
    }


def correction_of(row: Mapping[str, Any]) -> Correction:
    """The correction of a row joined with `withdrawn_at`, which may be None."""
    return Correction(
        anchor=row["anchor"],
        field=row["field"],
        old=row["old"],
        new=row["new"],
        why=row["why"],
        by=row["made_by"],
        at=moment_of(row["recorded_at"]),
        withdrawn_at=moment_of(row["withdrawn_at"]) if row["withdrawn_at"] else None,
    )


def dropped_of(row: Mapping[str, Any]) -> Dropped:
    """The dropped input of a row."""
    return Dropped(origin=row["origin"], step=row["step"], reason=row["reason"])


def _days(when: When | None) -> Row:
    first, last = (when.first, when.last) if when else (None, None)
    return {
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
    }


def _terms(parties: Iterable[Actor], places: Iterable[Place]) -> set[tuple[str, str]]:
    parties, places = tuple(parties), tuple(places)
    countries = {one.country for one in parties} | {one.country for one in places}
    return {("country", code) for code in countries if code} | {
        ("place", folded(place.name)) for place in places
    }
