"""`/reports/ID`: one text with every claim marked in place, and how it was read."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from tocsin.records import Capture
from tocsin.serve.asking import Moment, moment_of
from tocsin.serve.door import Desk, Reader
from tocsin.serve.marking import pieces_of
from tocsin.serve.office import Office
from tocsin.serve.problems import missing
from tocsin.serve.view import render

router = APIRouter()


@router.get("/reports/{id}")
def report(request: Request, office: Desk, _: Reader, id: str, as_of: Moment = "") -> Response:  # noqa: A002
    """One report by its document id."""
    moment = moment_of(as_of)
    paper = office.desk.papers.paper(id, moment)
    if paper is None:
        raise missing("report", id)
    board = office.desk.board(moment)
    mine = {claim.id for claim in paper.reading.claims}
    homes = {claim: one.id for one in board.order for claim in one.claims if claim in mine}
    versions = [one for one in office.desk.versions(paper.reading.document.origin) if one.id != id]
    values: dict[str, object] = {
        "paper": paper,
        "document": paper.reading.document,
        "claims": paper.reading.claims,
        "pieces": pieces_of(paper.reading),
        "homes": homes,
        "versions": versions,
        "capture": _capture(office, paper.reading.document.origin),
        "as_of": as_of,
    }
    return render(request, "report.html", values)


def _capture(office: Office, origin: str) -> Capture | None:
    """The answer of the web server that a report was read from, where it was fetched."""
    if not origin.startswith(("http://", "https://")):
        return None
    return max(office.desk.newsroom.captures(origin), key=lambda one: one.fetched_at, default=None)
