"""`/dyad`, `/source` and `/actor`: two sides, an outlet or voice, a party."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from tocsin.desk.board import Board, Sieve
from tocsin.serve.api.names import most_frequent
from tocsin.serve.asking import Moment, moment_of
from tocsin.serve.door import Desk, Reader
from tocsin.serve.problems import Problem
from tocsin.serve.timeline import timeline_of
from tocsin.serve.view import render
from tocsin.store.glances import Glance

router = APIRouter()
Name = Annotated[str, Query(min_length=1, max_length=200)]
MOST = 60


@router.get("/dyad")
def dyad(
    request: Request, office: Desk, _: Reader, a: Name, b: Name, as_of: Moment = ""
) -> Response:
    """Two sides: incidents and losses by week, and who accuses whom."""
    first, second = sorted((a, b))
    board = office.desk.board(moment_of(as_of))
    found = [
        one
        for one in board.sifted(Sieve(background=True))
        if any((pair.a, pair.b) == (first, second) for pair in one.dyads)
    ]
    if not found:
        raise Problem(404, f"nothing happened between {a[:60]!r} and {b[:60]!r} in this ledger")
    values: dict[str, object] = {
        "a": first,
        "b": second,
        "accusations": _accusations(found),
        "alarms": office.desk.alerts(f"{first} - {second}", as_of=moment_of(as_of)),
        **_listed(found, board),
        "as_of": as_of,
    }
    return render(request, "dyad.html", values)


@router.get("/source")
def source(request: Request, office: Desk, _: Reader, name: Name, as_of: Moment = "") -> Response:
    """An outlet or voice: what it carried, and how often alone."""
    moment = moment_of(as_of)
    board = office.desk.board(moment)
    found = list(board.sifted(Sieve(source=name, background=True)))
    papers = office.desk.papers.page(outlet=name, most=200, as_of=moment)
    if not found and not papers:
        raise Problem(404, f"no outlet or voice is called {name[:60]!r} in this ledger")
    alone = [one for one in found if one.reports == 1]
    published = sorted(one.document.published for one in papers if one.document.published)
    gaps = [(late - early).days for early, late in pairwise(published)]
    values: dict[str, object] = {
        "name": name,
        "papers": papers,
        "alone": len(alone),
        "state": next((s for s in office.desk.sources() if name in {s.title, s.feed}), None),
        "longest_gap": max(gaps, default=0),
        "published": published,
        "stances": Counter(stance for one in found for stance in _stances(one, name)),
        **_listed(found, board),
        "as_of": as_of,
    }
    return render(request, "source.html", values)


@router.get("/actor")
def actor(request: Request, office: Desk, _: Reader, name: Name, as_of: Moment = "") -> Response:
    """A party by its name: what it did, what was done to it, what it says."""
    board = office.desk.board(moment_of(as_of))
    everything = board.sifted(Sieve(background=True))
    did = [one for one in everything if any(party.name == name for party in one.actors)]
    suffered = [one for one in everything if any(party.name == name for party in one.recipients)]
    said = [one for one in everything if name in one.voices]
    if not (did or suffered or said):
        raise Problem(404, f"no party is called {name[:60]!r} in this ledger")
    ids = {one.id for one in (*did, *suffered, *said)}
    parties = [
        party
        for one in (*did, *suffered)
        for party in (*one.actors, *one.recipients)
        if party.name == name
    ]
    values: dict[str, object] = {
        "name": name,
        "party": parties[0] if parties else None,
        "did": len(did),
        "suffered": len(suffered),
        "said": len(said),
        **_listed([one for one in everything if one.id in ids], board),
        "as_of": as_of,
    }
    return render(request, "actor.html", values)


def _listed(found: list[Glance], board: Board) -> dict[str, object]:
    """What all three pages show: the timeline and the newest incidents with their outlets."""
    newest = sorted(found, key=lambda one: (one.first or "", one.id), reverse=True)[:MOST]
    outlets = Counter(outlet for one in found for outlet in board.outlets_of(one))
    return {
        "timeline": timeline_of(found),
        "total": len(found),
        "incidents": [(one, one.incident) for one in newest],
        "outlets": outlets.most_common(12),
        "dyads": most_frequent(found, lambda one: {(d.a, d.b) for d in one.dyads}),
        "killed": max((one.toll or 0 for one in found if not one.background), default=0),
        "disputed": sum(bool(one.stances & {"denied", "partly_confirmed"}) for one in found),
    }


def _accusations(found: list[Glance]) -> list[tuple[str, str, int]]:
    """Who accuses whom, by name, and how often."""
    pairs = Counter(
        (left.name, right.name)
        for one in found
        if one.kind == "ACCUSE"
        for left in one.actors
        for right in one.recipients
        if left.name != right.name
    )
    return [(left, right, times) for (left, right), times in pairs.most_common(12)]


def _stances(one: Glance, name: str) -> list[str]:
    incident = one.incident
    lists = (
        ("asserts", incident.asserted_by),
        ("confirms", incident.confirmed_by),
        ("admits in part", incident.partly_confirmed_by),
        ("denies", incident.denied_by),
    )
    return [word for word, names in lists if name in names]
