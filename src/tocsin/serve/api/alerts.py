"""`/api/v1/alerts`: the dyads that left their normal state, with the sentences behind each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from tocsin.records import Alert
from tocsin.serve.answers import CSV, JSON, answer, as_json, as_table, wanted
from tocsin.serve.asking import After, Limit, Moment, cursor_of, moment_of, row_of
from tocsin.serve.door import Desk, Reader
from tocsin.serve.shapes import PROBLEMS, NamePage
from tocsin.serve.wire_watch import wire_of_alert

router = APIRouter(prefix="/alerts", tags=["alerts"], responses=PROBLEMS)
COLUMNS = ("id", "a", "b", "day", "detector", "state", "observed", "expected", "score")


@router.get("", responses={200: {"model": NamePage}}, response_class=Response)
def alerts(
    request: Request,
    office: Desk,
    _: Reader,
    dyad: Annotated[
        str | None, Query(max_length=200, description="`ARM - AZE`, or one side.")
    ] = None,
    as_of: Moment = "",
    after: After = "",
    limit: Limit = 50,
) -> Response:
    """Alerts, the newest day first; each with what was seen, what is usual, and its sentences."""
    form = wanted(request, (JSON, CSV))
    everything, skipped = office.desk.alerts(dyad, as_of=moment_of(as_of)), row_of(after)
    page = everything[skipped : skipped + limit]
    ended = skipped + len(page)
    then = cursor_of(ended) if ended < len(everything) else None

    def make() -> bytes:
        if form == CSV:
            return as_table(COLUMNS, (_row(one) for one in page))
        return as_json({"items": [wire_of_alert(one) for one in page], "next": then})

    return answer(request, (everything[0].id if everything else "", len(everything)), make, form)


def _row(one: Alert) -> list[object]:
    return [
        one.id,
        one.dyad.a,
        one.dyad.b,
        one.day.isoformat(),
        one.detector,
        one.state.value,
        one.observed,
        one.expected,
        one.score,
    ]
