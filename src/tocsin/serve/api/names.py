"""`/api/v1/actors`, `/places` and `/dyads`: who and where, with how many incidents each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from fastapi import APIRouter
from fastapi.responses import Response

from tocsin.serve.answers import CSV, GEOJSON, JSON, answer, as_features, as_json, as_table, wanted
from tocsin.serve.asking import cursor_of, row_of
from tocsin.serve.listing import Listed, Listing
from tocsin.serve.shapes import PROBLEMS, FeaturePage, NamePage
from tocsin.serve.wire import Wire
from tocsin.store.glances import Glance

router = APIRouter(tags=["names"], responses=PROBLEMS)
ACTOR = ("id", "name", "country", "role")
PLACE = ("name", "country", "lat", "lon", "precision")
DYAD = ("a", "b")
Key = tuple[Hashable, ...]


@router.get("/actors", responses={200: {"model": NamePage}}, response_class=Response)
def actors(listed: Listed) -> Response:
    """The parties of the incidents that meet all filters."""

    def keys(one: Glance) -> Iterable[Key]:
        return {(a.id, a.name, a.country, a.role.value) for a in (*one.actors, *one.recipients)}

    return _named(listed, ACTOR, keys)


@router.get("/places", responses={200: {"model": FeaturePage}}, response_class=Response)
def places(listed: Listed) -> Response:
    """The places of the incidents that meet all filters."""

    def keys(one: Glance) -> Iterable[Key]:
        return {(s.name, s.country, s.lat, s.lon, s.precision) for s in one.spots}

    return _named(listed, PLACE, keys)


@router.get("/dyads", responses={200: {"model": NamePage}}, response_class=Response)
def dyads(listed: Listed) -> Response:
    """The pairs of sides of the incidents that meet all filters."""

    def keys(one: Glance) -> Iterable[Key]:
        return {(dyad.a, dyad.b) for dyad in one.dyads}

    return _named(listed, DYAD, keys)


def counted(
    found: Iterable[Glance], keys: Callable[[Glance], Iterable[Key]]
) -> dict[Key, list[Glance]]:
    """The incidents of each key, the key with most of them first."""
    held: dict[Key, list[Glance]] = {}
    for one in found:
        for key in keys(one):
            held.setdefault(key, []).append(one)
    return dict(sorted(held.items(), key=lambda pair: (-len(pair[1]), str(pair[0]))))


def most_frequent(
    found: Iterable[Glance], keys: Callable[[Glance], Iterable[Key]], most: int = 8
) -> list[tuple[Key, int]]:
    """The keys with most incidents, and how many."""
    return [(key, len(held)) for key, held in list(counted(found, keys).items())[:most]]


def _named(
    listed: Listing, columns: tuple[str, ...], keys: Callable[[Glance], Iterable[Key]]
) -> Response:
    request, asked = listed.request, listed.asked
    form = wanted(request, (JSON, CSV, GEOJSON) if "lat" in columns else (JSON, CSV))
    board, skipped = listed.office.desk.board(asked.moment), row_of(listed.after)

    def make() -> bytes:
        held = list(counted(board.sifted(asked.sieve), keys).items())
        page = held[skipped : skipped + listed.limit]
        ended = skipped + len(page)
        then = cursor_of(ended) if ended < len(held) else None
        told = [dict(zip(columns, key, strict=True)) | _sums(found) for key, found in page]
        if form == CSV:
            return as_table(
                (*columns, *SUMS), ([one[c] for c in (*columns, *SUMS)] for one in told)
            )
        if form == GEOJSON:
            located = [one for one in told if one["lat"] is not None]
            points = ((float(str(one["lon"])), float(str(one["lat"])), one) for one in located)
            return as_features(points, {"next": then})
        return as_json({"items": told, "next": then})

    return answer(request, board.rows, make, form)


SUMS = ("incidents", "first", "last", "most_killed", "disputed")


def _sums(found: list[Glance]) -> Wire:
    days = sorted(one.first for one in found if one.first)
    return {
        "incidents": len(found),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "most_killed": max((one.toll or 0 for one in found), default=0),
        "disputed": sum(bool(one.stances & {"denied", "partly_confirmed"}) for one in found),
    }
