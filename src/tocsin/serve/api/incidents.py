"""`/api/v1/incidents`: lists, the map's clusters, one incident, why it is and how it became so."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from tocsin.errors import InputError
from tocsin.records import Incident
from tocsin.serve.answers import (
    CSV,
    GEOJSON,
    JSON,
    RECORDS,
    answer,
    as_features,
    as_json,
    as_table,
    wanted,
)
from tocsin.serve.asking import Filters, Moment, moment_of, page_of
from tocsin.serve.clusters import Window, clustered
from tocsin.serve.door import Desk, Reader
from tocsin.serve.listing import Listed
from tocsin.serve.problems import missing
from tocsin.serve.shapes import PROBLEMS, FeaturePage, IncidentPage, IncidentShape
from tocsin.serve.wire import Wire, wire_of_incident
from tocsin.serve.wire_why import wire_of_explanation
from tocsin.store import canon
from tocsin.store.glances import Glance

router = APIRouter(prefix="/incidents", tags=["incidents"], responses=PROBLEMS)
COLUMNS = (
    "id", "kind", "mode", "first", "last", "date_precision", "place", "country", "lat", "lon",
    "place_precision", "actors", "recipients", "asserted_by", "confirmed_by",
    "partly_confirmed_by", "denied_by", "killed", "independent_reports", "claims",
)  # fmt: skip
EXACT = 12


@router.get("", responses={200: {"model": IncidentPage}}, response_class=Response)
def incidents(listed: Listed) -> Response:
    """Incidents that meet all filters, the newest first, as JSON, GeoJSON or CSV."""
    request, asked = listed.request, listed.asked
    kind = wanted(request, (JSON, GEOJSON, CSV, RECORDS))
    board = listed.office.desk.board(asked.moment)

    def make() -> bytes:
        found = board.sifted(asked.sieve)
        page, then = page_of(found, listed.after, listed.limit)
        more: Wire = {"next": then, "total": len(found)}
        told = [one.incident for one in page]
        if kind == GEOJSON:
            return as_features(_points(page), more)
        if kind == CSV:
            return as_table(COLUMNS, (_row(one) for one in told))
        if kind == RECORDS:
            return _records(page, then)
        return as_json({"items": [wire_of_incident(one) for one in told], **more})

    return answer(request, board.rows, make, kind)


@router.get("/clusters", responses={200: {"model": FeaturePage}}, response_class=Response)
def clusters(
    request: Request,
    office: Desk,
    _: Reader,
    asked: Annotated[Filters, Query()],
    window: Annotated[Window, Query()],
) -> Response:
    """The incidents of a map's window, put together where they would overlap, as GeoJSON."""
    board = office.desk.board(asked.moment)

    def make() -> bytes:
        key = ("clusters", asked.sieve, *window.model_dump().values())
        kept = board.worked_out.get(key)
        if isinstance(kept, bytes):
            return kept
        made = as_features(clustered(board.sifted(asked.sieve), window), {})
        board.remember(board.worked_out, key, made)
        return made

    return answer(request, board.rows, make, GEOJSON)


@router.get("/{id}", responses={200: {"model": IncidentShape}}, response_class=Response)
def incident(request: Request, office: Desk, _: Reader, id: str, as_of: Moment = "") -> Response:  # noqa: A002
    """One incident by its whole id."""
    kind = wanted(request, (JSON, RECORDS))
    board = office.desk.board(moment_of(as_of))
    found = board.glances.get(id)
    if found is None:
        raise missing("incident", id)

    def make() -> bytes:
        return (
            found.payload.encode() if kind == RECORDS else as_json(wire_of_incident(found.incident))
        )

    return answer(request, found.number, make, kind)


@router.get("/{id}/explanation", responses={200: {"model": dict}}, response_class=Response)
def explanation(request: Request, office: Desk, _: Reader, id: str, as_of: Moment = "") -> Response:  # noqa: A002
    """Why an incident is what it is: claims, sentences, rules, comparisons with their reasons."""
    moment = moment_of(as_of)
    kind = wanted(request, (JSON, RECORDS))
    try:
        found = office.desk.explain(id, as_of=moment)
    except InputError as error:
        raise missing("incident", id) from error
    board = office.desk.board(moment)

    def make() -> bytes:
        return (
            canon.dump(found).encode() if kind == RECORDS else as_json(wire_of_explanation(found))
        )

    return answer(request, (board.rows, len(found.judgements)), make, kind)


@router.get("/{id}/history", responses={200: {"model": dict}}, response_class=Response)
def history(request: Request, office: Desk, _: Reader, id: str, as_of: Moment = "") -> Response:  # noqa: A002
    """Every state that an incident was in, and since when; null once it had ended."""
    states = office.desk.states(id, moment_of(as_of))
    if not states:
        raise missing("incident", id)
    body: Wire = {
        "items": [
            {"since": since.isoformat(), "incident": wire_of_incident(one) if one else None}
            for since, one in states
        ]
    }
    return answer(request, len(states), lambda: as_json(body))


def _points(page: tuple[Glance, ...]) -> list[tuple[float, float, Wire]]:
    """One point for each place of each incident; `precision` says how exact it is."""
    return [
        (
            spot.lon,
            spot.lat,
            {"place": spot.name, "precision": spot.precision, **wire_of_incident(one.incident)},
        )
        for one in page
        for spot in one.spots
        if spot.lat is not None and spot.lon is not None
    ]


def _records(page: tuple[Glance, ...], then: str | None) -> bytes:
    """The kept JSON of each incident, as it is."""
    joined = ",".join(one.payload for one in page)
    return b'{"items":[' + joined.encode() + b'],"next":' + as_json(then) + b"}"


def _row(one: Incident) -> list[object]:
    when, place = one.when, one.places[0] if one.places else None
    killed = [toll.best or toll.low for toll in one.tolls if toll.harm == "killed"]
    return [
        one.id,
        one.kind.value,
        one.mode,
        when.first.isoformat() if when and when.first else None,
        when.last.isoformat() if when and when.last else None,
        when.precision if when else None,
        place.name if place else None,
        place.country if place else None,
        place.lat if place else None,
        place.lon if place else None,
        place.precision if place else None,
        "; ".join(actor.name for actor in one.actors),
        "; ".join(actor.name for actor in one.recipients),
        *(
            "; ".join(names)
            for names in (one.asserted_by, one.confirmed_by, one.partly_confirmed_by, one.denied_by)
        ),
        max((toll for toll in killed if toll is not None), default=None),
        one.independent_reports,
        " ".join(one.claims),
    ]
