"""`/api/v1/decisions` and `/agreement`: what coders decided of single fields, and how far alike."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from tocsin.serve.answers import CSV, JSON, RECORDS, answer, as_json, as_table, wanted
from tocsin.serve.asking import After, Limit, cursor_of, row_of
from tocsin.serve.door import Desk, Reader
from tocsin.serve.shapes import PROBLEMS, NamePage
from tocsin.store import canon

router = APIRouter(tags=["judgements"], responses=PROBLEMS)
COLUMNS = ("anchor", "field", "old", "new", "why", "by", "at", "withdrawn_at")


@router.get("/decisions", responses={200: {"model": NamePage}}, response_class=Response)
def decisions(
    request: Request, office: Desk, _: Reader, after: After = "", limit: Limit = 200
) -> Response:
    """Decisions, oldest first, also those taken back; `anchor` is a text's SHA-256 and a span."""
    form = wanted(request, (JSON, CSV, RECORDS))
    everything, skipped = office.desk.review.decisions(), row_of(after)
    page = everything[skipped : skipped + limit]
    ended = skipped + len(page)
    then = cursor_of(ended) if ended < len(everything) else None

    def make() -> bytes:
        if form == RECORDS:
            return b'{"items":' + canon.dump(page).encode() + b',"next":' + as_json(then) + b"}"
        told = [
            {
                "anchor": one.anchor,
                "field": one.field,
                "old": one.old,
                "new": one.new,
                "why": one.why,
                "by": one.by,
                "at": one.at.isoformat(),
                "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            }
            for one in page
        ]
        if form == CSV:
            return as_table(COLUMNS, ([one[key] for key in COLUMNS] for one in told))
        return as_json({"items": told, "next": then})

    withdrawn = sum(one.withdrawn_at is not None for one in everything)
    return answer(request, (len(everything), withdrawn), make, form)


@router.get("/agreement", responses={200: {"model": NamePage}}, response_class=Response)
def agreement(request: Request, office: Desk, _: Reader) -> Response:
    """How far coders agree, by sort of decision: Krippendorff's alpha for nominal values."""
    told = [
        {
            "sort": one.sort,
            "coders": list(one.coders),
            "units": one.units,
            "shared": one.shared,
            "same": one.same,
            "alpha": one.alpha,
        }
        for one in office.desk.review.agreement()
    ]
    return answer(request, told, lambda: as_json({"items": told, "next": None}))
