"""The columns of incidents in CSV, Parquet, GeoJSON and HXL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.export.cases import loss_of
from tocsin.export.circumstances import day_columns, place_columns
from tocsin.export.columns import Cell, Column, Sort
from tocsin.export.parts import (
    best_place,
    codes,
    incident_codes,
    names,
    roles,
    sentences,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.export.cases import Case, Loss
    from tocsin.lexicon.codes import Codes
    from tocsin.records import Place, When

HARMS = ("killed", "wounded", "captured", "missing", "displaced")
HXL_HARMS = {"wounded": "injured", "captured": "detained"}
BOUNDS = ("low", "best", "high")


def _column(
    name: str, sort: Sort, tag: str, meaning: str, of: Callable[[Case], Cell]
) -> Column[Case]:
    return Column(name=name, sort=sort, tag=tag, meaning=meaning, of=of)


def _when(case: Case) -> When | None:
    return case.incident.when


def _place(case: Case) -> Place | None:
    return best_place(case.incident.places)


def _code(name: str, tag: str, meaning: str, of: Callable[[Codes], Cell]) -> Column[Case]:
    def cell(case: Case) -> Cell:
        found = incident_codes(case.incident)
        return of(found) if found else None

    return _column(name, Sort.TEXT, tag, meaning, cell)


def _loss(harm: str, bound: str) -> Column[Case]:
    words = {
        "low": "the lowest figure that a voice gives",
        "best": "the figure that most voices give, of equals the lowest",
        "high": "the highest figure that a voice gives",
    }

    def cell(case: Case) -> Cell:
        loss: Loss = loss_of(case.incident, harm)
        return {"low": loss.low, "best": loss.best, "high": loss.high}[bound]

    tag = f"#affected+{HXL_HARMS.get(harm, harm)}+{bound}"
    meaning = f"People {harm}: {words[bound]}; empty where nobody counts"
    return _column(f"{harm}_{bound}", Sort.INTEGER, tag, meaning, cell)


COLUMNS: tuple[Column[Case], ...] = (
    _column("id", Sort.TEXT, "#event+id", "The incident's id", lambda c: c.incident.id),
    _column("kind", Sort.TEXT, "#event+kind", "PLOVER kind", lambda c: c.incident.kind.value),
    _column("mode", Sort.TEXT, "#event+mode", "How it was done", lambda c: c.incident.mode),
    *day_columns(_when),
    *place_columns(_place),
    _column(
        "places",
        Sort.SEVERAL,
        "#loc+list",
        "All places told",
        lambda c: tuple(dict.fromkeys(one.name for one in c.incident.places)),
    ),
    _column(
        "actors", Sort.SEVERAL, "#group+actor", "Who did it", lambda c: names(c.incident.actors)
    ),
    _column(
        "actor_countries",
        Sort.SEVERAL,
        "#group+actor+country",
        "Their countries, ISO 3166 alpha-3",
        lambda c: codes(c.incident.actors),
    ),
    _column(
        "actor_roles",
        Sort.SEVERAL,
        "#group+actor+role",
        "Their roles",
        lambda c: roles(c.incident.actors),
    ),
    _column(
        "recipients",
        Sort.SEVERAL,
        "#group+recipient",
        "To whom it was done",
        lambda c: names(c.incident.recipients),
    ),
    _column(
        "recipient_countries",
        Sort.SEVERAL,
        "#group+recipient+country",
        "Their countries, ISO 3166 alpha-3",
        lambda c: codes(c.incident.recipients),
    ),
    _column(
        "recipient_roles",
        Sort.SEVERAL,
        "#group+recipient+role",
        "Their roles",
        lambda c: roles(c.incident.recipients),
    ),
    *(_loss(harm, bound) for harm in HARMS for bound in BOUNDS),
    _column(
        "asserted_by",
        Sort.SEVERAL,
        "#meta+source+asserts",
        "First sources that assert it",
        lambda c: c.incident.asserted_by,
    ),
    _column(
        "confirmed_by",
        Sort.SEVERAL,
        "#meta+source+confirms",
        "Voices that confirm it",
        lambda c: c.incident.confirmed_by,
    ),
    _column(
        "partly_confirmed_by",
        Sort.SEVERAL,
        "#meta+source+partly",
        "Voices that admit a part of it",
        lambda c: c.incident.partly_confirmed_by,
    ),
    _column(
        "denied_by",
        Sort.SEVERAL,
        "#meta+source+denies",
        "Voices that deny it",
        lambda c: c.incident.denied_by,
    ),
    _column(
        "independent_reports",
        Sort.INTEGER,
        "#indicator+reports+num",
        "Reports that share neither a text nor a first source",
        lambda c: c.incident.independent_reports,
    ),
    _column(
        "background",
        Sort.FLAG,
        "#event+background",
        "Whether it is only told as an old story",
        lambda c: c.incident.background,
    ),
    _column(
        "part_of",
        Sort.TEXT,
        "#event+parent",
        "The larger incident's id",
        lambda c: c.incident.part_of,
    ),
    _code("acled_event", "#event+type+acled", "ACLED event type", lambda c: c.acled_event),
    _code(
        "acled_sub_event", "#event+subtype+acled", "ACLED sub-event", lambda c: c.acled_sub_event
    ),
    _code("ucdp_type", "#event+type+ucdp", "UCDP type of violence", lambda c: c.ucdp_type),
    _code("cameo", "#event+type+cameo", "CAMEO code", lambda c: c.cameo),
    _column(
        "outlets",
        Sort.SEVERAL,
        "#meta+outlet",
        "Who published the reports",
        lambda c: tuple(dict.fromkeys(one.outlet for one in c.documents if one.outlet)),
    ),
    _column(
        "origins",
        Sort.SEVERAL,
        "#meta+url",
        "Where the reports were read",
        lambda c: tuple(one.origin for one in c.documents),
    ),
    _column(
        "claims", Sort.SEVERAL, "#meta+claims", "Ids of its claims", lambda c: c.incident.claims
    ),
    _column("sentences", Sort.SEVERAL, "#description", "The sentences that tell it", sentences),
)
