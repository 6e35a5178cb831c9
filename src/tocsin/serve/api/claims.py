"""`/api/v1/claims`: every claim with the document and the characters it was read from."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from tocsin.records import ResolvedClaim, Stance
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
from tocsin.serve.asking import After, Limit, Moment, cursor_of, moment_of, row_of
from tocsin.serve.door import Desk, Reader
from tocsin.serve.problems import missing
from tocsin.serve.shapes import PROBLEMS, ClaimPage, ClaimShape
from tocsin.serve.wire import Wire, wire_of_claim
from tocsin.serve.words import voice_words
from tocsin.store import canon
from tocsin.store.filters import query_of

router = APIRouter(prefix="/claims", tags=["claims"], responses=PROBLEMS)
COLUMNS = (
    "id", "document", "start", "end", "trigger", "kind", "mode", "reality", "stance", "denial",
    "voice", "actors", "recipients", "places", "first", "last", "rule",
)  # fmt: skip


@router.get("", responses={200: {"model": ClaimPage}}, response_class=Response)
def claims(
    request: Request,
    office: Desk,
    _: Reader,
    country: Annotated[str | None, Query(pattern="^[A-Za-z]{3}$")] = None,
    kind: Annotated[str | None, Query(max_length=20)] = None,
    since: date | None = None,
    until: date | None = None,
    place: Annotated[str | None, Query(max_length=200)] = None,
    side: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Query(max_length=2)] = (),
    source: Annotated[str | None, Query(max_length=200)] = None,
    stance: Annotated[Stance | None, Query()] = None,
    as_of: Moment = "",
    after: After = "",
    limit: Limit = 50,
) -> Response:
    """Claims that meet all filters, in the order of recording, as JSON, GeoJSON or CSV."""
    form = wanted(request, (JSON, GEOJSON, CSV, RECORDS))
    query = query_of(
        country=country,
        kind=kind,
        since=since,
        until=until,
        place=place,
        sides=side or None,
        source=source,
        stance=stance,
        as_of=moment_of(as_of),
    )
    row = row_of(after)

    def make() -> bytes:
        found = office.desk.papers.claims(query, after=row, most=limit + 1)
        told = [claim for _, claim in found[:limit]]
        then = cursor_of(found[limit - 1][0]) if len(found) > limit else None
        if form == GEOJSON:
            return as_features(
                (
                    (link.target.lon, link.target.lat, _wire(one))
                    for one in told
                    for link in one.places
                    if link.target.lat is not None and link.target.lon is not None
                ),
                {"next": then},
            )
        if form == CSV:
            return as_table(COLUMNS, (_row(one) for one in told))
        if form == RECORDS:
            body = ",".join(canon.dump(one) for one in told)
            return b'{"items":[' + body.encode() + b'],"next":' + as_json(then) + b"}"
        return as_json({"items": [_wire(one) for one in told], "next": then})

    return answer(request, office.desk.board().rows, make, form)


@router.get("/{id}", responses={200: {"model": ClaimShape}}, response_class=Response)
def claim(request: Request, office: Desk, _: Reader, id: str) -> Response:  # noqa: A002
    """One claim by its whole id, also of a version of a document that no longer counts."""
    form = wanted(request, (JSON, RECORDS))
    found = office.desk.papers.claim(id)
    if found is None:
        raise missing("claim", id)

    def make() -> bytes:
        return canon.dump(found).encode() if form == RECORDS else as_json(_wire(found))

    return answer(request, found.claim.rule, make, form)


def _wire(one: ResolvedClaim) -> Wire:
    return {"document": one.claim.first.trigger.document_id, **wire_of_claim(one)}


def _row(one: ResolvedClaim) -> list[object]:
    first, when = one.claim.first, one.when
    return [
        one.id,
        first.trigger.document_id,
        first.trigger.start,
        first.trigger.end,
        first.trigger.text,
        first.kind.value,
        first.mode,
        first.reality.value,
        one.claim.stance.value,
        one.claim.denial.value if one.claim.denial else None,
        voice_words(one, ""),
        "; ".join(link.target.name for link in one.actors),
        "; ".join(link.target.name for link in one.recipients),
        "; ".join(link.target.name for link in one.places),
        when.first.isoformat() if when and when.first else None,
        when.last.isoformat() if when and when.last else None,
        one.claim.rule,
    ]
