"""ACLED: the 31 columns of its files, in their order (ACLED codebook 2023)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.export.cases import loss_of
from tocsin.export.columns import Cell, Column, Sort, joined
from tocsin.export.parts import (
    best_place,
    country_of,
    first_day,
    incident_codes,
    sentences,
    sides,
)
from tocsin.lexicon.countries import countries
from tocsin.lexicon.tables import rows
from tocsin.records import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.export.cases import Case
    from tocsin.lexicon.countries import Country
    from tocsin.records import Actor, Place

NO_EVENT = "-"
TIME = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
GEO = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
HARM = "killed"
CIVILIAN = "Civilians"
STATE = {Role.GOV: "Government of", Role.MIL: "Military Forces of", Role.CVL: "Civilians"}


def is_event(case: Case) -> bool:
    """Whether ACLED has a type for it."""
    return _event(case) is not None


def _event(case: Case) -> str | None:
    found = incident_codes(case.incident)
    return found.acled_event if found and found.acled_event != NO_EVENT else None


def _sub_event(case: Case) -> str | None:
    found = incident_codes(case.incident)
    return found.acled_sub_event if found and found.acled_event != NO_EVENT else None


def _disorder(case: Case) -> str | None:
    types = (_sub_event(case), _event(case))
    held = {row["type"]: row["disorder"] for row in rows("acled_disorders.tsv")}
    return next((held[one] for one in types if one in held), None)


def _id(case: Case) -> str:
    country = country_of(case.incident)
    return f"{country.iso3 if country else ''}{case.incident.id}"


def _actors(case: Case, which: int) -> tuple[Actor, ...]:
    return sides(case.incident)[which]


def _name(actor: Actor) -> str:
    """As ACLED names actors: "Military Forces of Armenia", "Civilians (Syria)"."""
    country = countries().get(actor.country or "")
    if country and actor.role is Role.CVL:
        return f"Civilians ({country.name})"
    if country and actor.role in STATE:
        return f"{STATE[actor.role]} {country.name}"
    return actor.name


def _first(case: Case, which: int) -> str | None:
    held = _actors(case, which)
    return _name(held[0]) if held else None


def _others(case: Case, which: int) -> str | None:
    """All but the first, and the first one's own name where ACLED's is another."""
    held = _actors(case, which)
    if not held:
        return None
    named = dict.fromkeys(
        [held[0].name, *(name for one in held[1:] for name in (_name(one), one.name))]
    )
    others = [name for name in named if name != _name(held[0])]
    return joined(others) or None


def _inter(case: Case, which: int) -> str | None:
    held = _actors(case, which)
    known = {row["role"]: row["inter"] for row in rows("acled_roles.tsv")}
    return known.get(held[0].role.value) if held else None


def _interaction(case: Case) -> str | None:
    left, right = _inter(case, 0), _inter(case, 1)
    if left and right:
        return f"{left}-{right}"
    return f"Sole {left}" if left else None


def _targeting(case: Case) -> str | None:
    return "Civilian targeting" if _inter(case, 1) == CIVILIAN else None


def _notes(case: Case) -> str:
    return " ".join(sentences(case))


def _tags(case: Case) -> str | None:
    incident = case.incident
    tags = (
        ("disputed", bool(incident.denied_by)),
        ("confirmed", bool(incident.confirmed_by)),
        ("background", incident.background),
    )
    return joined(tag for tag, holds in tags if holds) or None


def _column(name: str, sort: Sort, meaning: str, of: Callable[[Case], Cell]) -> Column[Case]:
    return Column(name=name, sort=sort, meaning=meaning, of=of)


def _in(name: str, sort: Sort, meaning: str, of: Callable[[Country], Cell]) -> Column[Case]:
    def cell(case: Case) -> Cell:
        country = country_of(case.incident)
        return of(country) if country else None

    return _column(name, sort, meaning, cell)


def _at(name: str, sort: Sort, meaning: str, of: Callable[[Place], Cell]) -> Column[Case]:
    def cell(case: Case) -> Cell:
        place = best_place(case.incident.places)
        return of(place) if place else None

    return _column(name, sort, meaning, cell)


def _division(case: Case, precision: int) -> str | None:
    found = (one.name for one in case.incident.places if one.precision == precision)
    return next(found, None)


COLUMNS: tuple[Column[Case], ...] = (
    _column("event_id_cnty", Sort.TEXT, "Country code and the incident's id", _id),
    _column("event_date", Sort.DAY, "First day", lambda c: first_day(c.incident.when)),
    _column(
        "year",
        Sort.INTEGER,
        "Its year",
        lambda c: d.year if (d := first_day(c.incident.when)) else None,
    ),
    _column(
        "time_precision",
        Sort.INTEGER,
        "1 the day, 2 the week, 3 the month or longer",
        lambda c: TIME[c.incident.when.precision] if c.incident.when else None,
    ),
    _column("disorder_type", Sort.TEXT, "Type of disorder", _disorder),
    _column("event_type", Sort.TEXT, "Event type", _event),
    _column("sub_event_type", Sort.TEXT, "Sub-event type", _sub_event),
    _column("actor1", Sort.TEXT, "Who acts, as ACLED names it", lambda c: _first(c, 0)),
    _column("assoc_actor_1", Sort.TEXT, "Further names of that side", lambda c: _others(c, 0)),
    _column("inter1", Sort.TEXT, "Its sort", lambda c: _inter(c, 0)),
    _column("actor2", Sort.TEXT, "To whom it is done", lambda c: _first(c, 1)),
    _column("assoc_actor_2", Sort.TEXT, "Further names of that side", lambda c: _others(c, 1)),
    _column("inter2", Sort.TEXT, "Its sort", lambda c: _inter(c, 1)),
    _column("interaction", Sort.TEXT, "Both sorts", _interaction),
    _column("civilian_targeting", Sort.TEXT, "Whether civilians are the target", _targeting),
    _in("iso", Sort.INTEGER, "ISO 3166-1 numeric", lambda k: k.numeric),
    _in("region", Sort.TEXT, "ACLED's region", lambda k: k.acled_region or None),
    _in("country", Sort.TEXT, "Country", lambda k: k.name),
    _column("admin1", Sort.TEXT, "First-order division that is told", lambda c: _division(c, 4)),
    _column("admin2", Sort.TEXT, "Second-order division that is told", lambda c: _division(c, 3)),
    _column("admin3", Sort.TEXT, "Empty: the place index has none", lambda _: None),
    _at("location", Sort.TEXT, "The most exact place", lambda p: p.name),
    _at("latitude", Sort.NUMBER, "WGS 84 degrees", lambda p: p.lat),
    _at("longitude", Sort.NUMBER, "WGS 84 degrees", lambda p: p.lon),
    _at(
        "geo_precision",
        Sort.INTEGER,
        "1 the place, 2 near, 3 a wider area",
        lambda p: GEO[p.precision],
    ),
    _column(
        "source",
        Sort.TEXT,
        "The outlets",
        lambda c: joined(dict.fromkeys(d.outlet for d in c.documents if d.outlet)) or None,
    ),
    _column("source_scale", Sort.TEXT, "Empty: outlets are not classed", lambda _: None),
    _column("notes", Sort.TEXT, "The sentences that tell it", _notes),
    _column(
        "fatalities",
        Sort.INTEGER,
        "What most voices give; empty (not 0) where nobody counts",
        lambda c: loss_of(c.incident, HARM).best,
    ),
    _column("tags", Sort.TEXT, "disputed, confirmed, background", _tags),
    _column(
        "timestamp",
        Sort.INTEGER,
        "When the ledger last changed it, in Unix seconds",
        lambda c: int(c.recorded_at.timestamp()) if c.recorded_at else None,
    ),
)
