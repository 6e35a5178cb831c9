"""`/`: what changed since you last looked, the map, the timeline, and the list under filters."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from tocsin.desk.board import Board, Sieve
from tocsin.records import Incident, Kind
from tocsin.serve.asking import STANCES, After, Filters, page_of
from tocsin.serve.door import Desk, Here, Reader, Visitor, safe_path
from tocsin.serve.office import Office
from tocsin.serve.timeline import timeline_of
from tocsin.serve.view import render
from tocsin.store.glances import Glance
from tocsin.store.rows import stamp

router = APIRouter()
PAGE = 40
MOST_NEWS = 6
MOST_ALERTS = 4
MOST_NAMES = 8


@router.get("/")
def overview(
    request: Request,
    office: Desk,
    visitor: Reader,
    asked: Annotated[Filters, Query()],
    after: After = "",
) -> Response:
    """The first page; every filter stands in the address."""
    board = office.desk.board(asked.moment)
    found = board.sifted(asked.sieve)
    page, then = page_of(found, after, PAGE)
    values: dict[str, object] = {
        "asked": asked,
        "given": asked.given,
        "incidents": [(one, one.incident) for one in page],
        "next": then,
        "total": len(found),
        "everything": len(board.order),
        "kinds": tuple(Kind),
        "stances": STANCES,
        **_summary(board, asked.sieve, found),
        "alerts": office.desk.alerts(as_of=asked.moment)[:MOST_ALERTS],
    }
    if not asked.given and not after:
        values |= _news(office, visitor, board)
    return render(request, "overview.html", {"news": None, "seen": None} | values)


@router.post("/seen", dependencies=[Here])
async def seen(request: Request, office: Desk, visitor: Reader) -> Response:
    """Remember that everything up to now was looked at."""
    office.desk.access.visit(visitor.name)
    form = await request.form()
    return RedirectResponse(safe_path(str(form.get("then", "/"))), 303)


def _news(office: Office, visitor: Visitor, board: Board) -> dict[str, object]:
    """The incidents recorded since the last visit; nothing on the first one."""
    last: datetime | None = office.desk.access.last_visit(visitor.name)
    if last is None:
        return {"seen": None, "news": None}
    mark = stamp(last)
    new = [one for one in board.order if one.recorded_at > mark and not one.background]
    newest = sorted(new, key=lambda one: -one.number)[:MOST_NEWS]
    told: list[tuple[Glance, Incident]] = [(one, one.incident) for one in newest]
    return {"seen": last, "news": told, "news_count": len(new)}


def _summary(board: Board, sieve: Sieve, found: tuple[Glance, ...]) -> dict[str, object]:
    """Figures, bars, sides and countries of what passed, worked out once for each board."""
    kept = board.worked_out.get(("summary", sieve))
    if isinstance(kept, dict):
        return kept
    dyads = Counter(pair for one in found for pair in one.pairs).most_common(MOST_NAMES)
    countries = Counter(code for one in found for code in one.countries).most_common(MOST_NAMES)
    told: dict[str, object] = {
        "timeline": timeline_of(found),
        "dyads": dyads,
        "countries": [((code,), count) for code, count in countries],
        "tally": _tally(found),
    }
    board.remember(board.worked_out, ("summary", sieve), told)
    return told


def _tally(found: tuple[Glance, ...]) -> dict[str, int]:
    return {
        "violent": sum(one.violent for one in found),
        "disputed": sum(one.disputed for one in found),
        "denied": sum("denied" in one.stances for one in found),
        "alone": sum(one.reports == 1 for one in found),
    }
