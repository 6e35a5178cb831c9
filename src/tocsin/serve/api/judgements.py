"""`/api/v1/judgements`: what people said belongs together or not; made and taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from tocsin.records import Judgement
from tocsin.serve.answers import CSV, JSON, RECORDS, answer, as_json, as_table, wanted
from tocsin.serve.asking import After, Limit, Moment, cursor_of, moment_of, row_of
from tocsin.serve.door import Coder, Desk, Here, Reader
from tocsin.serve.problems import Problem
from tocsin.serve.shapes import PROBLEMS, JudgementPage, JudgementShape, Judging
from tocsin.serve.wire import Wire
from tocsin.store import canon

router = APIRouter(prefix="/judgements", tags=["judgements"], responses=PROBLEMS)
COLUMNS = ("left", "right", "verdict", "why", "by", "at", "withdrawn_at")


@router.get("", responses={200: {"model": JudgementPage}}, response_class=Response)
def judgements(
    request: Request,
    office: Desk,
    _: Reader,
    as_of: Moment = "",
    after: After = "",
    limit: Limit = 50,
) -> Response:
    """All judgements, oldest first, also those that were taken back."""
    form = wanted(request, (JSON, CSV, RECORDS))
    everything = office.desk.judgements(moment_of(as_of))
    skipped = row_of(after)
    page = everything[skipped : skipped + limit]
    ended = skipped + len(page)
    then = cursor_of(ended) if ended < len(everything) else None

    def make() -> bytes:
        told = [wire_of_judgement(one) for one in page]
        if form == CSV:
            return as_table(COLUMNS, ([one[key] for key in COLUMNS] for one in told))
        if form == RECORDS:
            return b'{"items":' + canon.dump(page).encode() + b',"next":' + as_json(then) + b"}"
        return as_json({"items": told, "next": then})

    withdrawn = sum(one.withdrawn_at is not None for one in everything)
    return answer(request, (len(everything), withdrawn), make, form)


@router.post("", status_code=201, responses={201: {"model": JudgementShape}}, dependencies=[Here])
def judge(office: Desk, coder: Coder, judging: Judging) -> Response:
    """Say what two claims (or incidents) are; the incidents follow at once."""
    with office.turn:
        made = office.desk.judge(
            judging.left, judging.right, judging.verdict, why=judging.why, by=coder.name
        )
        office.desk.reconcile()
    target = f"{made.left} {made.right}"
    office.desk.access.note(coder.name, f"judge {made.verdict.value}", target, judging.why)
    return JSONResponse(wire_of_judgement(made), 201)


@router.delete("", status_code=204, response_class=Response, dependencies=[Here])
def withdraw(
    office: Desk,
    coder: Coder,
    left: Annotated[str, Query(min_length=1, max_length=64)],
    right: Annotated[str, Query(min_length=1, max_length=64)],
) -> Response:
    """Take back what you yourself said of a pair."""
    with office.turn:
        if not office.desk.withdraw_judgement(left, right, by=coder.name):
            raise Problem(404, f"{coder.name} has not judged {left} and {right}")
        office.desk.reconcile()
    office.desk.access.note(coder.name, "withdraw judgement", f"{left} {right}")
    return Response(status_code=204)


def wire_of_judgement(one: Judgement) -> Wire:
    """A judgement for a program."""
    return {
        "left": one.left,
        "right": one.right,
        "verdict": one.verdict.value,
        "why": "; ".join(reason.left for reason in one.reasons),
        "by": one.by,
        "at": one.at.isoformat(),
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
    }
