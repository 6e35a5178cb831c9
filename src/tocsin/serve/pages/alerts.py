"""`/alerts` and `/feed.atom`: what rules told, the rules themselves, and what did not arrive."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from tocsin.desk.rules import rule_of
from tocsin.records import Kind, Occasion, Rank
from tocsin.serve.door import Coder, Desk, Here, Reader
from tocsin.serve.problems import Problem
from tocsin.serve.senders import feed_of
from tocsin.serve.view import render

router = APIRouter()
MOST = 100
Word = Annotated[str, Form(max_length=200)]


@router.get("/alerts")
def alerts(request: Request, office: Desk, _: Reader) -> Response:
    """What was told, and by which rules."""
    deliveries = office.desk.deliveries
    values: dict[str, object] = {
        "alarms": office.desk.alerts()[:MOST],
        "notices": deliveries.newest(MOST),
        "rules": deliveries.rules(),
        "dead": deliveries.dead(),
        "channels": office.channels,
        "kinds": tuple(Kind),
        "occasions": tuple(Occasion),
    }
    return render(request, "alerts.html", values)


@router.post("/alerts/rules", dependencies=[Here])
def add_rule(
    office: Desk,
    coder: Coder,
    name: Word,
    when: Word = "incident",
    side: Word = "",
    side2: Word = "",
    country: Word = "",
    kind: Word = "",
    place: Word = "",
    reports: Annotated[int, Form(ge=0, le=1000)] = 0,
    toll: Annotated[int, Form(ge=0, le=10**7)] = 0,
    to: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """A rule made on the page; it begins with what is new from now on."""
    if strange := set(to or ()) - set(office.channels):
        raise Problem(422, f"there is no channel {', '.join(sorted(strange))[:80]!r}")
    rule = rule_of(
        {
            "name": name,
            "when": when,
            "sides": [one for one in (side, side2) if one],
            "country": country,
            "kind": kind,
            "place": place,
            "reports": reports,
            "toll": toll,
            "to": to or [],
        }
    )
    held = {one.name: by for one, by in office.desk.deliveries.rules()}
    if rule.name in held and held[rule.name] != coder.name and coder.rank < Rank.ADMIN:
        raise Problem(403, f"rule {rule.name!r} is {held[rule.name]}'s; choose another name")
    office.desk.deliveries.add_rule(rule, by=coder.name)
    office.desk.access.note(coder.name, "add rule", rule.name)
    return RedirectResponse("/alerts", 303)


@router.post("/alerts/rules/end", dependencies=[Here])
def end_rule(office: Desk, coder: Coder, name: Word) -> Response:
    """Follow a rule no longer: one's own, or as admin anybody's."""
    held = {one.name: by for one, by in office.desk.deliveries.rules()}
    if name not in held:
        raise Problem(404, f"there is no rule {name[:80]!r}")
    if held[name] != coder.name and coder.rank < Rank.ADMIN:
        raise Problem(403, f"rule {name[:80]!r} is {held[name]}'s; who made it may end it")
    office.desk.deliveries.end_rule(name)
    office.desk.access.note(coder.name, "end rule", name)
    return RedirectResponse("/alerts", 303)


@router.post("/alerts/dead/{number}/retry", dependencies=[Here])
def retry(office: Desk, coder: Coder, number: int) -> Response:
    """Try a dead letter once more."""
    if number not in {one.number for one in office.desk.deliveries.dead()}:
        raise Problem(404, f"there is no dead letter {number}")
    office.desk.deliveries.retry(number)
    office.desk.access.note(coder.name, "retry delivery", str(number))
    return RedirectResponse("/alerts", 303)


@router.get("/feed.atom")
def feed(request: Request, office: Desk, _: Reader, rule: str = "") -> Response:
    """What rules told, as an Atom feed."""
    told = [one for one in office.desk.deliveries.newest(MOST) if rule in {"", one.rule}]
    base = str(request.base_url).rstrip("/")
    return Response(feed_of(told, base), media_type="application/atom+xml")
