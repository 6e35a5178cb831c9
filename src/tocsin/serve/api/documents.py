"""`/api/v1/documents`: what was read, its text with all claims, and full-text search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from tocsin.records import Document
from tocsin.serve.answers import CSV, JSON, RECORDS, answer, as_json, as_table, wanted
from tocsin.serve.asking import After, Limit, Moment, cursor_of, moment_of, row_of
from tocsin.serve.door import Desk, Reader
from tocsin.serve.problems import missing
from tocsin.serve.shapes import PROBLEMS, DocumentPage, DocumentShape
from tocsin.serve.wire import Wire, wire_of
from tocsin.store import canon
from tocsin.store.papers import Listed
from tocsin.store.protocol import Found

router = APIRouter(prefix="/documents", tags=["documents"], responses=PROBLEMS)
COLUMNS = ("id", "origin", "outlet", "title", "published", "language", "claims", "recorded_at")


@router.get("", responses={200: {"model": DocumentPage}}, response_class=Response)
def documents(
    request: Request,
    office: Desk,
    _: Reader,
    outlet: Annotated[str, Query(max_length=200)] = "",
    q: Annotated[str, Query(max_length=200, description="Words that the text holds.")] = "",
    as_of: Moment = "",
    after: After = "",
    limit: Limit = 50,
) -> Response:
    """Documents in the order of recording; with `q` the newest that hold the words."""
    form = wanted(request, (JSON, CSV, RECORDS))
    row, moment = row_of(after), moment_of(as_of)

    def make() -> bytes:
        if q:
            hits = office.desk.search(q, limit=limit, as_of=moment)
            return _found(hits, form)
        papers = office.desk.papers
        found = papers.page(after=row, most=limit + 1, outlet=outlet, as_of=moment)
        then = cursor_of(found[limit - 1].number) if len(found) > limit else None
        told = [listed(one) for one in found[:limit]]
        if form == CSV:
            return as_table(COLUMNS, ([one[key] for key in COLUMNS] for one in told))
        if form == RECORDS:
            body = ",".join(canon.dump(one.document) for one in found[:limit])
            return b'{"items":[' + body.encode() + b'],"next":' + as_json(then) + b"}"
        return as_json({"items": told, "next": then})

    return answer(request, office.desk.board().rows, make, form)


@router.get("/{id}", responses={200: {"model": DocumentShape}}, response_class=Response)
def document(request: Request, office: Desk, _: Reader, id: str, as_of: Moment = "") -> Response:  # noqa: A002
    """One document with its text, claims and flags, and how it was read."""
    form = wanted(request, (JSON, RECORDS))
    found = office.desk.papers.paper(id, moment_of(as_of))
    if found is None:
        raise missing("document", id)

    def make() -> bytes:
        if form == RECORDS:
            return canon.dump(found.reading).encode()
        whole = wire_of(found.reading, found.dropped)
        told = whole.pop("document")
        assert isinstance(told, dict)  # noqa: S101 - wire_of makes it so
        return as_json(
            {
                **told,
                **whole,
                "version": found.version,
                "payload_sha256": found.payload,
                "text_sha256": found.reading.document.digest,
                "rules": found.rules,
                "recorded_at": found.recorded_at.isoformat(),
                "latest": found.latest,
                "withdrawn": found.withdrawn,
            }
        )

    return answer(request, (found.version, found.latest, found.withdrawn), make, form)


def _found(hits: tuple[Found, ...], form: str) -> bytes:
    """The reports that hold the words, best first, each with the passage that holds most."""
    if form == RECORDS:
        return (
            b'{"items":'
            + canon.dump(tuple(one.document for one in hits)).encode()
            + b',"next":null}'
        )
    if form == CSV:
        heads = ("id", "origin", "outlet", "title", "published", "language")
        return as_table(heads, ([_document(one.document)[key] for key in heads] for one in hits))
    told = [
        _document(one.document)
        | {"snippet": one.snippet, "start": one.start, "marks": [list(mark) for mark in one.marks]}
        for one in hits
    ]
    return as_json({"items": told, "next": None})


def listed(one: Listed) -> Wire:
    """A document in a list, without its text."""
    return _document(one.document) | {
        "claims": one.claims,
        "recorded_at": one.recorded_at.isoformat(),
    }


def _document(document: Document) -> Wire:
    return {
        "id": document.id,
        "origin": document.origin,
        "outlet": document.outlet,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "language": document.language,
    }
