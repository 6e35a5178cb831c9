"""The map's incidents, put together by the server where they would overlap on the screen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated

from pydantic import BaseModel, Field

from tocsin.serve.wire import Wire
from tocsin.store.glances import Glance, Spot

CELL = 56  # pixels of a cluster's side at the asked zoom
TILE = 256
REGION = 4
MOST_LAT = 85.0
MOST = 2000
VIOLENT = frozenset({"ASSAULT", "COERCE"})


class Window(BaseModel):
    """What of the map is seen: its edges in degrees, and the zoom as in web maps."""

    west: Annotated[float, Field(ge=-540, le=540)] = -180.0
    south: Annotated[float, Field(ge=-90, le=90)] = -90.0
    east: Annotated[float, Field(ge=-540, le=540)] = 180.0
    north: Annotated[float, Field(ge=-90, le=90)] = 90.0
    zoom: Annotated[int, Field(ge=0, le=18)] = 2


@dataclass(slots=True)
class _Cell:
    count: int = 0
    lat: float = 0.0
    lon: float = 0.0
    toll: int = 0
    disputed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    first: tuple[Glance, Spot] | None = None
    places: set[tuple[float, float]] = field(default_factory=set)


def clustered(found: Iterable[Glance], window: Window) -> Iterator[tuple[float, float, Wire]]:
    """(longitude, latitude, properties) of each cluster or lone incident.

    Regions and countries (precision 4 and worse) never join the cells of exact places: they are
    drawn as areas. An incident with several places stands at each.
    """
    cells: dict[tuple[str, int, int], _Cell] = {}
    scale = TILE * 2**window.zoom / CELL
    for one in found:
        for spot in one.spots:
            if spot.lat is None or spot.lon is None or not _is_seen(spot.lat, spot.lon, window):
                continue
            _put(cells, one, spot, scale)
    ranked = sorted(cells.values(), key=lambda cell: -cell.count)[:MOST]
    return (_feature(cell) for cell in ranked)


def _put(cells: dict[tuple[str, int, int], _Cell], one: Glance, spot: Spot, scale: float) -> None:
    lat, lon = spot.lat or 0.0, spot.lon or 0.0
    if spot.precision >= REGION:
        key = (spot.name, spot.precision, 0)
    else:
        x, y = _projected(lat, lon)
        key = ("", int(x * scale), int(y * scale))
    cell = cells.get(key)
    if cell is None:
        cell = cells[key] = _Cell(first=(one, spot))
    cell.count += 1
    cell.lat += lat
    cell.lon += lon
    cell.toll += one.toll or 0
    cell.disputed += one.disputed
    cell.kinds[one.kind] += 1
    cell.places.add((lat, lon))


def _feature(cell: _Cell) -> tuple[float, float, Wire]:
    assert cell.first is not None  # noqa: S101 - a cell is made with its first incident
    one, spot = cell.first
    told: Wire = {
        "count": cell.count,
        "toll": cell.toll,
        "disputed": cell.disputed,
        "kind": cell.kinds.most_common(1)[0][0],
        "violent": sum(cell.kinds[kind] for kind in VIOLENT),
        "precision": spot.precision if len(cell.places) == 1 else 0,
        "place": spot.name if len(cell.places) == 1 else None,
        "country": spot.country,
    }
    if cell.count == 1:
        told |= {"id": one.id, "mode": one.mode, "day": one.first, "reports": one.reports}
    return cell.lon / cell.count, cell.lat / cell.count, told


def _is_seen(lat: float, lon: float, window: Window) -> bool:
    return window.south <= lat <= window.north and window.west <= lon <= window.east


@lru_cache(maxsize=100_000)
def _projected(lat: float, lon: float) -> tuple[float, float]:
    """Web Mercator, 0 to 1 in both directions."""
    bounded = math.radians(max(-MOST_LAT, min(MOST_LAT, lat)))
    return (lon + 180) / 360, (1 - math.asinh(math.tan(bounded)) / math.pi) / 2
