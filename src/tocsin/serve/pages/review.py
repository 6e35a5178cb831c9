"""`/review`: what a person should look at, by keyboard; each decision is a row in the log."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from tocsin.desk import find_place
from tocsin.desk.corrections import EXAMPLES, PART
from tocsin.desk.review import SORTS
from tocsin.records import Doubt
from tocsin.serve.door import Coder, Desk, Here, Reader, safe_path
from tocsin.serve.office import Office
from tocsin.serve.problems import Problem
from tocsin.serve.view import render
from tocsin.serve.words import voice_words

router = APIRouter()
TABS = ("merge", *SORTS, "log", "lost", "agreement")
Tab = Literal["merge", "place", "actor", "date", "flag", "log", "lost", "agreement"]
MOST = 40
LOG = 200
Anchor = Annotated[str, Form(max_length=100)]
Field = Annotated[str, Form(max_length=20)]
Value = Annotated[str, Form(max_length=300)]
TOWN, REGION = 1, 4


@router.get("/review")
def review(
    request: Request, office: Desk, visitor: Reader, tab: Annotated[Tab, Query()] = "merge"
) -> Response:
    """The queue, one tab for each sort of doubt."""
    desk = office.desk
    values: dict[str, object] = {"tab": tab, "tabs": TABS, "examples": EXAMPLES, "pairs": ()}
    if tab == "merge":
        values["pairs"] = [_pair(office, one) for one in desk.doubts(limit=MOST)]
    elif tab in SORTS:
        values["items"] = desk.review.items(by=visitor.name, sort=tab, limit=MOST)
    elif tab == "log":
        values["log"] = desk.review.decisions()[::-1][:LOG]
        values["judged"] = desk.judgements()[::-1][:LOG]
    elif tab == "lost":
        values["lost"], values["lost_judgements"] = desk.review.lost()
    else:
        values["agreement"] = desk.review.agreement()
    return render(request, "review.html", values)


@router.post("/review/decide", dependencies=[Here])
def decide(
    office: Desk,
    coder: Coder,
    anchor: Anchor,
    field: Field,
    old: Value = "",
    new: Value = "",
    why: Annotated[str, Form(max_length=2000)] = "",
    choice: Annotated[str, Form(pattern="^(accept|correct)$")] = "correct",
    then: Annotated[str, Form(max_length=400)] = "/review",
) -> Response:
    """Accept what was read, or correct it with a reason; the incidents follow at once."""
    value = old if choice == "accept" else _spelled(field, new)
    with office.turn:
        made = office.desk.review.decide(anchor, field, old=old, new=value, why=why, by=coder.name)
        if made.new != made.old:
            office.desk.reconcile()
    detail = f"{field}: {made.old} → {made.new}; {why}"
    office.desk.access.note(coder.name, f"{choice} {field}", anchor, detail)
    return RedirectResponse(safe_path(then), 303)


@router.post("/review/withdraw", dependencies=[Here])
def withdraw(
    office: Desk,
    coder: Coder,
    anchor: Anchor,
    field: Field,
    then: Annotated[str, Form(max_length=400)] = "/review?tab=log",
) -> Response:
    """Take back what you yourself decided."""
    with office.turn:
        if not office.desk.review.withdraw(anchor, field, by=coder.name):
            raise Problem(403, f"{coder.name} has not decided this; who did may take it back")
        office.desk.reconcile()
    office.desk.access.note(coder.name, "withdraw decision", anchor, field)
    return RedirectResponse(safe_path(then), 303)


def _pair(office: Office, doubt: Doubt) -> dict[str, object]:
    """A doubtful pair with its two sentences."""
    sides = []
    for claim, incident in zip((doubt.left, doubt.right), doubt.incidents, strict=True):
        found = office.desk.papers.claim(claim)
        if found is None:
            continue
        paper = office.desk.papers.paper(found.claim.first.trigger.document_id)
        trigger = found.claim.first.trigger
        text = paper.reading.document.text if paper else trigger.text
        outlet = paper.reading.document.outlet or "" if paper else ""
        start = max(text.rfind("\n", 0, trigger.start) + 1, trigger.start - 220)
        end = min(len(text), trigger.end + 220)
        sides.append(
            {
                "claim": claim,
                "incident": incident,
                "document": trigger.document_id,
                "voice": voice_words(found, outlet),
                "outlet": outlet,
                "text": (text[start : trigger.start], trigger.text, text[trigger.end : end]),
            }
        )
    return {"doubt": doubt, "sides": sides}


def _spelled(field: str, value: str) -> str:
    """What a person typed, as a correction keeps it: a place by its name, an actor with commas."""
    if PART in value or not value.strip():
        return value
    parts = [part.strip() for part in value.split(",")]
    if field == "place":
        return _place(parts)
    if field in {"actor", "recipient"}:
        name, country, role, *_ = (*parts, "", "")
        return PART.join((name, country.upper(), role.upper() or "UNK"))
    return value


def _place(parts: list[str]) -> str:
    name, country, *_ = (*parts, "")
    found = [one for one in find_place(name) if not country or one.country == country.upper()]
    if not found:
        raise Problem(422, f"no place is called {name[:60]!r}; write name, country code")
    best = found[0]
    precision = TOWN if best.population or best.feature.startswith("P") else REGION
    parts_ = (best.name, best.country or "", best.lat, best.lon, precision)
    return PART.join(str(part) for part in parts_)
