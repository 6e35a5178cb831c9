"""`/api/v1/news`: server-sent events, one for each incident that appears, changes or ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse

from tocsin.serve.answers import as_json
from tocsin.serve.door import Desk, Reader
from tocsin.serve.office import Office
from tocsin.serve.shapes import PROBLEMS
from tocsin.store.glances import Glance, Gone

router = APIRouter(prefix="/news", tags=["news"], responses=PROBLEMS)
PAUSE = 1.0  # seconds between two looks at the ledger
QUIET = 15  # looks after which a comment keeps the line open
LONGEST = 3600  # looks after which a browser is asked to come again
MOST = 500


@router.get("", response_class=Response)
def news(
    request: Request,
    office: Desk,
    _: Reader,
    last_event_id: Annotated[str, Header(max_length=20)] = "",
    once: Annotated[bool, Query(description="End after what is there now.")] = False,
) -> Response:
    """A stream of `incident` events; the id is a row of the ledger, resumed by Last-Event-ID."""
    known = last_event_id.isascii() and last_event_id.isdigit()
    start = int(last_event_id) if known else office.desk.board().rows[0]
    stream = _stream(request, office, start, once=once)
    return StreamingResponse(
        stream, media_type="text/event-stream", headers={"cache-control": "no-store"}
    )


async def _stream(
    request: Request, office: Office, start: int, *, once: bool
) -> AsyncIterator[bytes]:
    row, quiet = min(start, 2**62), 0
    yield b"retry: 3000\n\n"
    for _ in range(LONGEST):
        for change in await run_in_threadpool(_changes, office, row):
            row, quiet = change.number, 0
            yield _event(change)
        if once or await request.is_disconnected():
            return
        quiet += 1
        if quiet % QUIET == 0:
            yield b": still here\n\n"
        await asyncio.sleep(PAUSE)


def _changes(office: Office, row: int) -> list[Glance | Gone]:
    if office.desk.board().rows[0] <= row:
        return []
    return office.desk.changes(row, MOST)


def _event(change: Glance | Gone) -> bytes:
    told: dict[str, object] = {"id": change.id, "recorded_at": change.recorded_at}
    if isinstance(change, Glance):
        told |= {"kind": change.kind, "day": change.first, "reports": change.reports}
    else:
        told["ended"] = True
    return f"id: {change.number}\nevent: incident\ndata: ".encode() + as_json(told) + b"\n\n"
