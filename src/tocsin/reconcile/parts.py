"""Parts and wholes: a blow belongs to the clashes of those days, these to the war."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tocsin.reconcile.features import kilometres
from tocsin.reconcile.told import scope_of
from tocsin.records import Incident

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.reconcile.told import Told
    from tocsin.records import Kind

NEWS = timedelta(31)
REACH_KM = 150.0
WIDE = 5
WIDE_SCOPE = "wide"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extent:
    """How far an incident reaches: its days, its countries, and whether it can hold others."""

    incident: Incident
    first: date | None
    last: date | None
    published: tuple[date, ...]
    countries: frozenset[str]
    whole: bool

    @property
    def length(self) -> int:
        """Days; an undated war is longer than anything dated."""
        return (self.last - self.first).days if self.first and self.last else 100_000


def with_wholes(gathered: Iterable[tuple[Incident, tuple[Told, ...]]]) -> tuple[Incident, ...]:
    """The incidents with `part_of` set to the shortest whole that holds each, by id."""
    extents = [_extent(incident, group) for incident, group in gathered]
    wholes: defaultdict[tuple[Kind, str], list[_Extent]] = defaultdict(list)
    for extent in extents:
        if extent.whole:
            for country in extent.countries:
                wholes[extent.incident.kind, country].append(extent)
    found = []
    for extent in extents:
        holding = {
            whole.incident.id: whole
            for country in extent.countries
            for whole in wholes[extent.incident.kind, country]
            if _holds(whole, extent)
        }
        best = min(holding.values(), key=lambda w: (w.length, w.incident.id), default=None)
        found.append(replace(extent.incident, part_of=best.incident.id if best else None))
    return tuple(sorted(found, key=lambda one: one.id))


def _extent(incident: Incident, group: tuple[Told, ...]) -> _Extent:
    parties = (*incident.actors, *incident.recipients)
    sides = {party.country for party in parties if party.country}
    days = [one.days for one in group if one.days]
    return _Extent(
        incident=incident,
        first=min((first for first, _ in days), default=None),
        last=max((last for _, last in days), default=None),
        published=tuple(sorted(one.document.published for one in group if one.document.published)),
        countries=frozenset(sides),
        whole=2 * sum(_is_whole(one) for one in group) > len(group),
    )


def _is_whole(told: Told) -> bool:
    """An umbrella, or a clash along a line, over a region or over several days."""
    if told.umbrella:
        return True
    days = told.days
    broad = bool(days and days[1] > days[0]) or any(p.precision >= WIDE for p in told.places)
    return scope_of(told.claim.claim.first.mode) == WIDE_SCOPE and broad


def _holds(whole: _Extent, part: _Extent) -> bool:
    if whole.incident.id == part.incident.id or not part.countries <= whole.countries:
        return False
    if part.whole and whole.length <= part.length:
        return False
    return _holds_days(whole, part) and _holds_places(whole, part)


def _holds_days(whole: _Extent, part: _Extent) -> bool:
    if whole.first and whole.last:
        if part.first and part.last:
            return whole.first <= part.first and part.last <= whole.last
        return any(whole.first <= day <= whole.last + NEWS for day in part.published)
    return any(abs(a - b) <= NEWS for a in whole.published for b in part.published)


def _holds_places(whole: _Extent, part: _Extent) -> bool:
    """Nothing told of a place speaks against it: a near one, or a whole country or line."""
    near = [place for place in whole.incident.places if place.precision < WIDE]
    exact = [place for place in part.incident.places if place.precision < WIDE]
    if not near or not exact:
        return True
    gaps = [kilometres(a, b) for a in near for b in exact]
    return any(gap is not None and gap <= REACH_KM for gap in gaps)
