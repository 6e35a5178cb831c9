"""Cells that several formats share: sides, places, days, codes and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.errors import LexiconError
from tocsin.export.columns import one_line
from tocsin.lexicon.codes import codes_of
from tocsin.lexicon.countries import countries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tocsin.export.cases import Case
    from tocsin.lexicon.codes import Codes
    from tocsin.lexicon.countries import Country
    from tocsin.records import Actor, Incident, Place, ResolvedClaim, When


def first_day(when: When | None) -> date | None:
    """The first day, or the last where only that is known."""
    return (when.first or when.last) if when else None


def last_day(when: When | None) -> date | None:
    """The last day, or the first where only that is known."""
    return (when.last or when.first) if when else None


def best_place(places: Iterable[Place]) -> Place | None:
    """The place that is known most exactly and has coordinates, else the first."""
    held = tuple(places)
    placed = [one for one in held if one.lat is not None and one.lon is not None]
    return min(placed, key=lambda one: one.precision, default=held[0] if held else None)


def sides(incident: Incident) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who acts and whom it is done to; of a clash without a side that began, one and the rest."""
    if incident.recipients or len(incident.actors) < 2:  # noqa: PLR2004 - a pair
        return incident.actors, incident.recipients
    return incident.actors[:1], incident.actors[1:]


def incident_codes(incident: Incident) -> Codes | None:
    """The codes of ACLED, UCDP and CAMEO; None for a mode that the tables no longer have."""
    try:
        return codes_of(
            incident.kind,
            incident.mode,
            actors=[one.role for one in incident.actors],
            recipients=[one.role for one in incident.recipients],
        )
    except LexiconError:
        return None


def claim_codes(claim: ResolvedClaim) -> Codes | None:
    """As `incident_codes`, for one claim."""
    first = claim.claim.first
    try:
        return codes_of(
            first.kind,
            first.mode,
            actors=[link.target.role for link in claim.actors],
            recipients=[link.target.role for link in claim.recipients],
        )
    except LexiconError:
        return None


def country_of(incident: Incident) -> Country | None:
    """The country where it happened; of the harmed, then of the doer, where no place tells."""
    place = best_place(incident.places)
    codes = [place.country if place else None]
    codes += [one.country for one in (*incident.recipients, *incident.actors)]
    return next((countries()[code] for code in codes if code and code in countries()), None)


def names(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Each party's name once."""
    return tuple(dict.fromkeys(one.name for one in actors))


def codes(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Each party's country once."""
    return tuple(dict.fromkeys(one.country for one in actors if one.country))


def roles(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Each party's role once."""
    return tuple(dict.fromkeys(one.role.value for one in actors))


def sentences(case: Case) -> tuple[str, ...]:
    """The sentences of the claims, each once, the oldest first."""
    return tuple(dict.fromkeys(one_line(one.sentence) for one in case.told))
