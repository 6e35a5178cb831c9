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
    Family,
    Flag,
    Incident,
    Judgement,
    Link,
    Place,
    Reading,
    Reason,
    ResolvedClaim,
    Stance,
    Story,
    Verdict,
    When,
)
from tocsin.store import canon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Row = dict[str, Any]
UNDATED = "9999-99-99"  # sorts after every day
INCIDENT = "incident"
FAMILY = "family"
STORY = "story"
DERIVED: dict[str, type[Family | Story | Incident]] = {
    FAMILY: Family,
    STORY: Story,
    INCIDENT: Incident,
}


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
        "author": document.author,
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
        author=row["author"],
    )


def claim_row(told: ResolvedClaim, denied: Collection[str] = ()) -> Row:
    """A claim as one row: itself in `payload`, what is asked for in columns.

    `denied` are the ids of claims that another claim of the same text denies.
    """
    first = told.claim.first
    disputed = told.claim.stance is Stance.DENIES or told.id in denied
    return {
        "id": told.id,
        "kind": first.kind.value,
        "mode": first.mode,
        "stance": told.claim.stance.value,
        "reality": first.reality.value,
        "background": int(first.background),
        "disputed": int(disputed),
        **days_of(told.when),
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


def denied_in(claims: Iterable[ResolvedClaim]) -> set[str]:
    """The ids of the claims that another one of the same text denies."""
    answers = (one.claim.answers for one in claims if one.claim.stance is Stance.DENIES)
    return {id_ for id_ in answers if id_}


def claim_terms(told: ResolvedClaim, outlet: str | None = None) -> set[tuple[str, str]]:
    """What a claim is found by, as (field, term).

    `country` is of a party or place, `place` a place's name, `side` a party's name or country,
    `source` the name or country of its first source, which is the outlet where nobody is named.
    """
    parties: tuple[Link[Actor], ...] = (*told.actors, *told.recipients)
    terms = _terms((link.target for link in parties), (link.target for link in told.places))
    terms |= {("place", folded(link.mention.text)) for link in told.places}
    if told.speakers:
        return terms | {("source", name) for name in _names(told.speakers[-1].target)}
    return terms | ({("source", folded(outlet))} if outlet else set())


def incident_row(incident: Incident) -> Row:
    """An incident as one row."""
    return {
        "sort": INCIDENT,
        "id": incident.id,
        "kind": incident.kind.value,
        "background": int(incident.background),
        "disputed": int(bool(incident.denied_by)),
        "ended": 0,
        **days_of(incident.when),
        "payload": canon.dump(incident),
    }


def group_row(group: Family | Story) -> Row:
    """A family or a story as one row."""
    sort = FAMILY if isinstance(group, Family) else STORY
    blank = {"kind": None, "background": 0, "disputed": 0, "ended": 0, **days_of(None)}
    return {"sort": sort, "id": group.id, "payload": canon.dump(group)} | blank


def ended_row(sort: str, id_: str) -> Row:
    """That a derived record is no more."""
    blank = {"kind": None, "background": 0, "disputed": 0, "ended": 1, **days_of(None)}
    return {"sort": sort, "id": id_, "payload": None} | blank


def incident_terms(incident: Incident) -> set[tuple[str, str]]:
    """What an incident is found by, as (field, term): as `claim_terms`, and by its claims' ids.

    Its sources are all voices that assert, confirm or deny it.
    """
    parties = (*incident.actors, *incident.recipients)
    voices = (
        *incident.asserted_by,
        *incident.confirmed_by,
        *incident.partly_confirmed_by,
        *incident.denied_by,
    )
    terms = _terms(parties, incident.places)
    terms |= {("claim", claim) for claim in incident.claims}
    return terms | {("source", folded(voice)) for voice in voices}


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


def days_of(when: When | None) -> Row:
    """The columns of days: as told, and closed for order and filters (`day`, `recent`)."""
    first, last = (when.first, when.last) if when else (None, None)
    start, end = first or last, last or first
    return {
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
        "day": start.isoformat() if start else UNDATED,
        "recent": end.isoformat() if end else "",
    }


def _names(actor: Actor) -> set[str]:
    return {folded(name) for name in (actor.name, actor.country) if name}


def _terms(parties: Iterable[Actor], places: Iterable[Place]) -> set[tuple[str, str]]:
    parties, places = tuple(parties), tuple(places)
    countries = {one.country for one in parties} | {one.country for one in places}
    return (
        {("country", code) for code in countries if code}
        | {("place", folded(place.name)) for place in places}
        | {("side", name) for party in parties for name in _names(party)}
    )
