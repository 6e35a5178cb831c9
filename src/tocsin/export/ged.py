"""UCDP GED: the 49 columns of its CSV files, in their order (GED codebook 23.1)."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from tocsin.export.cases import loss_of
from tocsin.export.columns import Cell, Column, Sort, joined, one_line
from tocsin.export.parts import (
    best_place,
    country_of,
    first_day,
    incident_codes,
    last_day,
    sides,
)
from tocsin.lexicon.actors import head_at
from tocsin.lexicon.countries import countries
from tocsin.records import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.export.cases import Case
    from tocsin.lexicon.countries import Country
    from tocsin.records import Actor, Place

TYPES = {"state-based": 1, "non-state": 2, "one-sided": 3}
STATE = {Role.GOV, Role.MIL, Role.LEG, Role.JUD}
CELLS = 720  # of PRIO-GRID in a row of half degrees
CLEAR_PRECISION = 2
HARM = "killed"


def is_violence(case: Case) -> bool:
    """Whether GED would have it: UCDP counts the mode as violence, and it is told as a fact."""
    found = incident_codes(case.incident)
    return found is not None and found.ucdp_type in TYPES


def _type(case: Case) -> int | None:
    found = incident_codes(case.incident)
    return TYPES.get(found.ucdp_type or "") if found else None


def _id(case: Case) -> int:
    """A whole number, as GED has, from the incident's id."""
    digits = "".join(sign for sign in case.incident.id if sign in "0123456789abcdef")
    return int(digits[:14] or "0", 16)


def _side(case: Case, which: int) -> str | None:
    held = sides(case.incident)[which]
    return joined(dict.fromkeys(_name(one) for one in held)) if held else None


def _name(actor: Actor) -> str:
    """A state's forces and offices are its government, as UCDP names sides."""
    country = countries().get(actor.country or "")
    if country and actor.role in STATE:
        return f"Government of {country.name}"
    return "Civilians" if actor.role is Role.CVL else actor.name


def _gw(case: Case, which: int) -> int | None:
    states = (one for one in sides(case.incident)[which] if one.role in STATE)
    known = (countries().get(one.country or "") for one in states)
    return next((one.gw for one in known if one and one.gw), None)


def _dyad(case: Case) -> str | None:
    left, right = _side(case, 0), _side(case, 1)
    return f"{left} - {right}" if left and right else None


def _articles(case: Case) -> str:
    parts = (
        ",".join(
            (
                one.document.outlet or "",
                one.document.published.isoformat() if one.document.published else "",
                one_line(one.title or ""),
            )
        )
        for one in {told.document.id: told for told in case.told}.values()
    )
    return ";".join(f'"{part}"' for part in dict.fromkeys(parts))


def _dates(case: Case) -> str:
    return joined(dict.fromkeys(d.published.isoformat() for d in case.documents if d.published))


def _wkt(case: Case) -> str | None:
    place = best_place(case.incident.places)
    if place is None or place.lat is None or place.lon is None:
        return None
    return f"POINT ({place.lon} {place.lat})"


def _cell(case: Case) -> int | None:
    """The cell of PRIO-GRID 2, counted from the south-west in half degrees."""
    place = best_place(case.incident.places)
    if place is None or place.lat is None or place.lon is None:
        return None
    row = min(floor((place.lat + 90) * 2), CELLS // 2 - 1)
    return row * CELLS + min(floor((place.lon + 180) * 2), CELLS - 1) + 1


def _clarity(case: Case) -> int:
    """1 one event whose day is known, 2 a summary or less exactly known."""
    when = case.incident.when
    clear = when is not None and when.first is not None and when.precision <= CLEAR_PRECISION
    return 1 if clear else 2


def _deaths(case: Case, group: str) -> int | None:
    """Deaths by side, where the sides' roles tell whose they are."""
    by_group: dict[str, int] = {}
    for whom in {one.whom for one in case.incident.tolls if one.harm == HARM}:
        best = loss_of(case.incident, HARM, whom).best
        if best is not None:
            side = _group(case, whom)
            by_group[side] = max(by_group.get(side, 0), best)
    return by_group.get(group)


def _group(case: Case, whom: str) -> str:
    """Whose dead the words mean: a side that they name, civilians, or unknown."""
    words = set(whom.casefold().split())
    for side, actors in zip("ab", sides(case.incident), strict=True):
        for actor in actors:
            fighting = actor.role in STATE | {Role.REB}
            if fighting and words & set(actor.name.casefold().split()):
                return side
    return "civilians" if _are_civilians(whom) else "unknown"


def _are_civilians(whom: str) -> bool:
    words = whom.split()
    heads = (head_at(words, at) for at in range(len(words)))
    return any(found and found[0].role is Role.CVL for found in heads)


def _column(name: str, sort: Sort, meaning: str, of: Callable[[Case], Cell]) -> Column[Case]:
    return Column(name=name, sort=sort, meaning=meaning, of=of)


def _unknown(name: str, sort: Sort, meaning: str) -> Column[Case]:
    return _column(name, sort, f"{meaning}: empty, UCDP alone gives it", lambda _: None)


def _at(name: str, sort: Sort, meaning: str, of: Callable[[Place], Cell]) -> Column[Case]:
    def cell(case: Case) -> Cell:
        place = best_place(case.incident.places)
        return of(place) if place else None

    return _column(name, sort, meaning, cell)


def _in(name: str, sort: Sort, meaning: str, of: Callable[[Country], Cell]) -> Column[Case]:
    def cell(case: Case) -> Cell:
        country = country_of(case.incident)
        return of(country) if country else None

    return _column(name, sort, meaning, cell)


def _division(case: Case, precision: int) -> str | None:
    """The name of a place that is itself a division of this order."""
    found = (one.name for one in case.incident.places if one.precision == precision)
    return next(found, None)


COLUMNS: tuple[Column[Case], ...] = (
    _column("id", Sort.INTEGER, "The incident's id as a number", _id),
    _column("relid", Sort.TEXT, "The incident's id in the ledger", lambda c: c.incident.id),
    _column(
        "year",
        Sort.INTEGER,
        "Year of the first day",
        lambda c: d.year if (d := first_day(c.incident.when)) else None,
    ),
    _unknown("active_year", Sort.INTEGER, "Whether the conflict was active"),
    _column("code_status", Sort.TEXT, "Always machine-coded", lambda _: "Machine-coded"),
    _column("type_of_violence", Sort.INTEGER, "1 state-based, 2 non-state, 3 one-sided", _type),
    _unknown("conflict_dset_id", Sort.INTEGER, "UCDP's id of the conflict"),
    _unknown("conflict_new_id", Sort.INTEGER, "UCDP's id of the conflict"),
    _unknown("conflict_name", Sort.TEXT, "UCDP's name of the conflict"),
    _unknown("dyad_dset_id", Sort.INTEGER, "UCDP's id of the dyad"),
    _unknown("dyad_new_id", Sort.INTEGER, "UCDP's id of the dyad"),
    _column("dyad_name", Sort.TEXT, "Both sides", _dyad),
    _unknown("side_a_dset_id", Sort.INTEGER, "UCDP's id of side A"),
    _unknown("side_a_new_id", Sort.INTEGER, "UCDP's id of side A"),
    _column("side_a", Sort.TEXT, "Who acts", lambda c: _side(c, 0)),
    _unknown("side_b_dset_id", Sort.INTEGER, "UCDP's id of side B"),
    _unknown("side_b_new_id", Sort.INTEGER, "UCDP's id of side B"),
    _column("side_b", Sort.TEXT, "To whom it is done", lambda c: _side(c, 1)),
    _column(
        "number_of_sources",
        Sort.INTEGER,
        "Independent reports",
        lambda c: c.incident.independent_reports,
    ),
    _column("source_article", Sort.TEXT, "Outlet, day and headline of each report", _articles),
    _column(
        "source_office",
        Sort.TEXT,
        "The outlets",
        lambda c: joined(dict.fromkeys(d.outlet for d in c.documents if d.outlet)),
    ),
    _column("source_date", Sort.TEXT, "Days of publication", _dates),
    _column(
        "source_headline",
        Sort.TEXT,
        "The headlines",
        lambda c: joined(dict.fromkeys(one_line(t.title) for t in c.told if t.title)),
    ),
    _column(
        "source_original",
        Sort.TEXT,
        "The first sources that assert it",
        lambda c: joined(c.incident.asserted_by),
    ),
    _at("where_prec", Sort.INTEGER, "1 exact to 7 international waters", lambda p: p.precision),
    _at("where_coordinates", Sort.TEXT, "The place of the coordinates", lambda p: p.name),
    _column(
        "where_description",
        Sort.TEXT,
        "All places told",
        lambda c: joined(dict.fromkeys(p.name for p in c.incident.places)),
    ),
    _column("adm_1", Sort.TEXT, "First-order division that is told", lambda c: _division(c, 4)),
    _column("adm_2", Sort.TEXT, "Second-order division that is told", lambda c: _division(c, 3)),
    _at("latitude", Sort.NUMBER, "WGS 84 degrees", lambda p: p.lat),
    _at("longitude", Sort.NUMBER, "WGS 84 degrees", lambda p: p.lon),
    _column("geom_wkt", Sort.TEXT, "The point as well-known text", _wkt),
    _column("priogrid_gid", Sort.INTEGER, "Cell of PRIO-GRID", _cell),
    _in("country", Sort.TEXT, "Country", lambda k: k.name),
    _in("country_id", Sort.INTEGER, "Gleditsch and Ward's number", lambda k: k.gw),
    _in("region", Sort.TEXT, "UCDP's region", lambda k: k.ucdp_region or None),
    _column("event_clarity", Sort.INTEGER, "1 clear, 2 less exactly known", _clarity),
    _column(
        "date_prec",
        Sort.INTEGER,
        "1 the day to 5 longer than a month",
        lambda c: c.incident.when.precision if c.incident.when else None,
    ),
    _column("date_start", Sort.DAY, "First day", lambda c: first_day(c.incident.when)),
    _column("date_end", Sort.DAY, "Last day", lambda c: last_day(c.incident.when)),
    _column("deaths_a", Sort.INTEGER, "Deaths of side A, where told", lambda c: _deaths(c, "a")),
    _column("deaths_b", Sort.INTEGER, "Deaths of side B, where told", lambda c: _deaths(c, "b")),
    _column(
        "deaths_civilians",
        Sort.INTEGER,
        "Deaths of civilians, where told",
        lambda c: _deaths(c, "civilians"),
    ),
    _column(
        "deaths_unknown",
        Sort.INTEGER,
        "Deaths of others",
        lambda c: _deaths(c, "unknown"),
    ),
    _column(
        "best", Sort.INTEGER, "What most voices give", lambda c: loss_of(c.incident, HARM).best
    ),
    _column("high", Sort.INTEGER, "The highest figure", lambda c: loss_of(c.incident, HARM).high),
    _column("low", Sort.INTEGER, "The lowest figure", lambda c: loss_of(c.incident, HARM).low),
    _column("gwnoa", Sort.INTEGER, "Number of side A's state", lambda c: _gw(c, 0)),
    _column("gwnob", Sort.INTEGER, "Number of side B's state", lambda c: _gw(c, 1)),
)
