"""`/incidents/ID`: both sides' stories side by side, with all that stands behind them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from tocsin.errors import InputError
from tocsin.reconcile import explained
from tocsin.records import Document, Family
from tocsin.serve.asking import Moment, moment_of
from tocsin.serve.door import Coder, Desk, Here, Reader, safe_path
from tocsin.serve.office import Office
from tocsin.serve.problems import Problem, missing
from tocsin.serve.stories import columns_of, plots_of, trees_of
from tocsin.serve.view import render

router = APIRouter()
MOST_COMPARISONS = 40
Id = Annotated[str, Form(min_length=1, max_length=64)]


@router.get("/incidents/{id}")
def incident(request: Request, office: Desk, _: Reader, id: str, as_of: Moment = "") -> Response:  # noqa: A002
    """One incident as it stands, or as it stood."""
    moment = moment_of(as_of)
    board = office.desk.board(moment)
    id_ = id if id in board.glances else _home(office, id)
    if id_ not in board.glances:
        raise missing("incident", id)
    explanation = office.desk.explain(id_, as_of=moment)
    documents = _documents(office, {one.sentence.document_id for one in explanation.evidence})
    families = _families(office, moment, set(documents))
    documents |= _documents(office, {d for one in families for d in one.documents} - set(documents))
    found = explanation.incident
    umbrella = board.glances.get(found.part_of or "")
    mine = {one.sentence.document_id for one in explanation.evidence}
    parts = [one for one in board.order if one.part_of == found.id]
    values: dict[str, object] = {
        "incident": found,
        "glance": board.glances[id_],
        "columns": columns_of(explanation),
        "answers": {one.claim.id: one.claim.claim.answers for one in explanation.evidence},
        "plots": plots_of(found.tolls),
        "trees": trees_of(families, documents, mine),
        "states": office.desk.states(id_, moment),
        "days": office.desk.history(id_, as_of=moment),
        "odds": office.desk.contradictions(id_, as_of=moment),
        "documents": documents,
        "comparisons": explanation.comparisons[:MOST_COMPARISONS],
        "more_comparisons": max(0, len(explanation.comparisons) - MOST_COMPARISONS),
        "features": {
            reason.feature: explained(reason.feature)
            for one in explanation.comparisons[:MOST_COMPARISONS]
            for reason in one.reasons
        },
        "numbers": {one.claim.id: n for n, one in enumerate(explanation.evidence, 1)},
        "judgements": explanation.judgements,
        "umbrella": umbrella,
        "parts_": parts,
        "as_of": as_of,
    }
    return render(request, "incident.html", values)


@router.post("/judge", dependencies=[Here])
def judge(
    office: Desk,
    coder: Coder,
    left: Id,
    right: Id,
    verdict: Annotated[str, Form(pattern="^(same|different|unsure)$")],
    why: Annotated[str, Form(max_length=2000)] = "",
    then: Annotated[str, Form(max_length=400)] = "/",
) -> Response:
    """Decide whether two claims are about one happening; the incidents follow at once."""
    if not why.strip():
        raise Problem(422, "a judgement needs a reason; go back and say why")
    with office.turn:
        office.desk.judge(left, right, verdict, why=why.strip(), by=coder.name)
        office.desk.reconcile()
    office.desk.access.note(coder.name, f"judge {verdict}", f"{left} {right}", why)
    return RedirectResponse(_standing(office, then, left), 303)


@router.post("/judge/withdraw", dependencies=[Here])
def withdraw(
    office: Desk,
    coder: Coder,
    left: Id,
    right: Id,
    then: Annotated[str, Form(max_length=400)] = "/",
) -> Response:
    """Take back what you yourself judged."""
    with office.turn:
        if not office.desk.withdraw_judgement(left, right, by=coder.name):
            raise Problem(
                403, f"{coder.name} has not judged this pair; only who judged takes it back"
            )
        office.desk.reconcile()
    office.desk.access.note(coder.name, "withdraw judgement", f"{left} {right}")
    return RedirectResponse(_standing(office, then, left), 303)


def _standing(office: Office, then: str, claim: str) -> str:
    """Where to go on: the page that was asked for, or the incident that the claim is in now."""
    path = safe_path(then)
    if (
        path.startswith("/incidents/")
        and path.split("/")[2].split("?")[0] not in office.desk.board().glances
    ):
        return f"/incidents/{claim}"
    return path


def _home(office: Office, id_: str) -> str:
    """The incident that holds a claim, or whose id starts so."""
    try:
        return office.desk.explain(id_).incident.id
    except InputError:
        return ""


def _families(office: Office, moment: datetime | None, documents: set[str]) -> list[Family]:
    """The families that hold one of the documents, looked up once for each board."""
    board = office.desk.board(moment)
    kept = board.worked_out.get("families")
    if not isinstance(kept, dict):
        kept = {id_: one for one in office.desk.families(moment) for id_ in one.documents}
        board.remember(board.worked_out, "families", kept)
    found = {kept[id_].id: kept[id_] for id_ in documents if id_ in kept}
    return [found[id_] for id_ in sorted(found)]


def _documents(office: Office, ids: set[str]) -> dict[str, Document]:
    found = (office.desk.papers.paper(id_) for id_ in ids)
    return {one.reading.document.id: one.reading.document for one in found if one}
