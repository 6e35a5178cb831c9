"""Wire format, version 1: what `tocsin read --format json` and every other program's face gives.

Offsets are Python code points into `document.text`. Keys never go away within a version; what is
not known is null. The shapes are described in docs/reference and held by tests/serve/test_wire.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tocsin.records import (
        Actor,
        Distance,
        Document,
        Dropped,
        Flag,
        Incident,
        Link,
        Place,
        Reading,
        ResolvedClaim,
        Span,
        Toll,
        TollRange,
        When,
    )

Wire = dict[str, object]

SCHEMA = "tocsin/1"


def wire_of(reading: Reading, dropped: Iterable[Dropped] = ()) -> Wire:
    """One document with its claims and flags; `dropped` are parts of it that were not read."""
    return {
        "schema": SCHEMA,
        "document": _document(reading.document),
        "claims": [wire_of_claim(claim) for claim in reading.claims],
        "flags": [_flag(flag) for flag in reading.flags],
        "dropped": [{"step": one.step, "reason": one.reason} for one in dropped],
    }


def wire_of_claim(resolved: ResolvedClaim) -> Wire:
    """One claim; `source` is the origin of the claim, `chain` all voices, the outermost first."""
    claim, first = resolved.claim, resolved.claim.first
    return {
        "id": claim.id,
        "kind": first.kind.value,
        "mode": first.mode,
        "reality": first.reality.value,
        "stance": claim.stance.value,
        "denial": claim.denial.value if claim.denial else None,
        "background": first.background,
        "hedged": claim.hedged,
        "distance": _distance(claim.distance) if claim.distance else None,
        "trigger": _span(first.trigger),
        "mentions": [_span(mention.trigger) for mention in claim.mentions],
        "actors": [_party(link) for link in resolved.actors],
        "recipients": [_party(link) for link in resolved.recipients],
        "places": [_placed(link) for link in resolved.places],
        "when": _when(resolved.when),
        "source": _source(resolved.speakers),
        "cue": _span(claim.cue) if claim.cue else None,
        "quote": _ends(claim.quote) if claim.quote else None,
        "answers": claim.answers,
        "weapons": _weapons(resolved),
        "tolls": [_toll(toll, resolved.country_of(toll)) for toll in claim.tolls],
        "rule": claim.rule,
    }


def wire_of_incident(incident: Incident) -> Wire:
    """One incident: what, who, where, when, whose word it is and how many independent reports."""
    return {
        "id": incident.id,
        "kind": incident.kind.value,
        "mode": incident.mode,
        "background": incident.background,
        "part_of": incident.part_of,
        "when": _when(incident.when),
        "places": [_place(place) for place in incident.places],
        "actors": [_actor(actor) for actor in incident.actors],
        "recipients": [_actor(actor) for actor in incident.recipients],
        "tolls": [_range(toll) for toll in incident.tolls],
        "asserted_by": list(incident.asserted_by),
        "confirmed_by": list(incident.confirmed_by),
        "partly_confirmed_by": list(incident.partly_confirmed_by),
        "denied_by": list(incident.denied_by),
        "independent_reports": incident.independent_reports,
        "claims": list(incident.claims),
    }


def _document(document: Document) -> Wire:
    return {
        "id": document.id,
        "origin": document.origin,
        "outlet": document.outlet,
        "title": document.title,
        "published": _day(document.published),
        "language": document.language,
        "text": document.text,
    }


def _distance(distance: Distance) -> Wire:
    return {"how": distance.how.value, **_span(distance.span)}


def _span(span: Span) -> Wire:
    return {"start": span.start, "end": span.end, "text": span.text}


def _ends(span: Span) -> Wire:
    return {"start": span.start, "end": span.end}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _when(when: When | None) -> Wire | None:
    if when is None:
        return None
    return {
        "first": _day(when.first),
        "last": _day(when.last),
        "precision": when.precision,
        "text": when.text,
    }


def _actor(actor: Actor) -> Wire:
    return {"name": actor.name, "country": actor.country, "role": actor.role.value}


def _party(link: Link[Actor]) -> Wire:
    return _actor(link.target) | _ends(link.mention)


def _source(speakers: tuple[Link[Actor], ...]) -> Wire | None:
    if not speakers:
        return None
    chain = [_party(link) for link in speakers]
    return chain[-1] | {"chain": chain}


def _place(place: Place) -> Wire:
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "precision": place.precision,
    }


def _placed(link: Link[Place]) -> Wire:
    return _place(link.target) | {"role": link.part} | _ends(link.mention)


def _weapons(resolved: ResolvedClaim) -> list[str]:
    """The weapons of all mentions in the words of the text, each once."""
    words = (span.text for mention in resolved.claim.mentions for span in mention.weapons)
    return list(dict.fromkeys(words))


def _toll(toll: Toll, country: str | None) -> Wire:
    return {
        "harm": toll.harm,
        "whom": toll.whom,
        "country": country,
        "low": toll.low,
        "high": toll.high,
        "cumulative": toll.cumulative,
    } | _ends(toll.span)


def _range(toll: TollRange) -> Wire:
    return {
        "harm": toll.harm,
        "whom": toll.whom,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "source": toll.source,
    }


def _flag(flag: Flag) -> Wire:
    return {"kind": flag.kind} | _ends(flag.span) | {"why": flag.why}
