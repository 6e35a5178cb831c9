"""`/search`: the full text of reports, and names of parties and places; `/api` tells programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from tocsin.serve.door import Desk, Reader
from tocsin.serve.view import HIDDEN, render
from tocsin.store.protocol import Found
from tocsin.store.rows import folded

router = APIRouter()
MOST = 40


@router.get("/search")
def search(
    request: Request, office: Desk, _: Reader, q: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Reports that hold the words, and incidents whose parties or places are called so."""
    words = folded(q)
    found = office.desk.search(q, limit=MOST) if words else ()
    board = office.desk.board()
    named = [one for one in board.order if words and any(words in name for name in one.names)]
    values: dict[str, object] = {
        "q": HIDDEN.sub(" ", q),
        "papers": [(one, _excerpt(one)) for one in found],
        "incidents": [(one, one.incident) for one in named[::-1][:MOST]],
        "named": len(named),
    }
    return render(request, "search.html", values)


@router.get("/api")
def reference(request: Request, _: Reader) -> Response:
    """The API's reference, from its own OpenAPI document."""
    document = request.app.openapi()
    operations = [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, "api.html", {"operations": operations})


def _excerpt(found: Found) -> list[tuple[str, bool]]:
    """The passage in pieces, each with whether it is one of the words."""
    pieces, at = [], 0
    for start, end in found.marks:
        pieces += [(found.snippet[at:start], False), (found.snippet[start:end], True)]
        at = end
    return [*pieces, (found.snippet[at:], False)]
