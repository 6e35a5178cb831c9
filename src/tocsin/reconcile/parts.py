"""Parts and wholes: a blow belongs to the clashes of those days, these to the war."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tocsin.reconcile.features import kilometres
from tocsin.reconcile.told import scope_of
from tocsin.records import Incident, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.reconcile.told import Told

NEWS = timedelta(31)
REACH_KM = 150.0
WIDE = 5
WIDE_SCOPE = "wide"
UNDATED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far an incident reaches: its days, its countries, and whether it can hold others.

    `told_first` and `told_last` are the days of the first and last report; `places` the near ones.
    """

    incident: str
    kind: str
    countries: tuple[str, ...]
    whole: bool
    first: date | None
    last: date | None
    told_first: date | None
    told_last: date | None
    places: tuple[Place, ...]

    @property
    def length(self) -> int:
        """Days; an undated war is longer than anything dated."""
        return (self.last - self.first).days if self.first and self.last else UNDATED

    @property
    def span(self) -> tuple[date, date]:
        """All days on which a whole could hold another, or on which a part could be held."""
        days = [self.first, self.last, self.told_first, self.told_last]
        known = [day for day in days if day is not None]
        if not known or (self.whole and self.first is None and self.told_first is None):
            return date.min, date.max
        late = NEWS if self.whole else timedelta(0)
        early = NEWS if self.whole and not (self.first and self.last) else timedelta(0)
        return min(known) - early, max(known) + late


def with_wholes(gathered: Iterable[tuple[Incident, tuple[Told, ...]]]) -> tuple[Incident, ...]:
    """The incidents with `part_of` set to the shortest whole that holds each, by id."""
    return placed((incident, reach_of(incident, group)) for incident, group in gathered)


def placed(reaching: Iterable[tuple[Incident, Reach]]) -> tuple[Incident, ...]:
    """As `with_wholes`, where it is known already how far each incident reaches."""
    reaching = tuple(reaching)
    wholes: defaultdict[tuple[str, str], list[Reach]] = defaultdict(list)
    for _, reach in reaching:
        if reach.whole:
            for country in reach.countries:
                wholes[reach.kind, country].append(reach)
    found = []
    for incident, part in reaching:
        near = [whole for country in part.countries for whole in wholes[part.kind, country]]
        found.append(replace(incident, part_of=whole_of(part, near)))
    return tuple(sorted(found, key=lambda one: one.id))


def whole_of(part: Reach, wholes: Iterable[Reach]) -> str | None:
    """The shortest of `wholes` that holds `part`, or None; of equals the first by id."""
    holding = [whole for whole in wholes if holds(whole, part)]
    best = min(holding, key=lambda whole: (whole.length, whole.incident), default=None)
    return None if best is None else best.incident


def reach_of(incident: Incident, group: Iterable[Told]) -> Reach:
    """How far an incident reaches, as its claims tell it."""
    group = tuple(group)
    parties = (*incident.actors, *incident.recipients)
    days = [one.days for one in group if one.days]
    told = [one.document.published for one in group if one.document.published]
    return Reach(
        incident=incident.id,
        kind=incident.kind.value,
        countries=tuple(sorted({party.country for party in parties if party.country})),
        whole=2 * sum(_is_whole(one) for one in group) > len(group),
        first=min((first for first, _ in days), default=None),
        last=max((last for _, last in days), default=None),
        told_first=min(told, default=None),
        told_last=max(told, default=None),
        places=tuple(place for place in incident.places if place.precision < WIDE),
    )


def holds(whole: Reach, part: Reach) -> bool:
    """Whether `part` lies within `whole` by its kind, its sides, its days and its places."""
    if not whole.whole or whole.incident == part.incident or whole.kind != part.kind:
        return False
    if not part.countries or not set(part.countries) <= set(whole.countries):
        return False
    if part.whole and whole.length <= part.length:
        return False
    return _holds_days(whole, part) and _holds_places(whole, part)


def _is_whole(told: Told) -> bool:
    """An umbrella, or a clash along a line, over a region or over several days."""
    if told.umbrella:
        return True
    days = told.days
    broad = bool(days and days[1] > days[0]) or any(p.precision >= WIDE for p in told.places)
    return scope_of(told.claim.claim.first.mode) == WIDE_SCOPE and broad


def _holds_days(whole: Reach, part: Reach) -> bool:
    if whole.first and whole.last:
        if part.first and part.last:
            return whole.first <= part.first and part.last <= whole.last
        return _meet(part.told_first, part.told_last, whole.first, whole.last + NEWS)
    if whole.told_first is None or whole.told_last is None:
        return False
    return _meet(part.told_first, part.told_last, whole.told_first - NEWS, whole.told_last + NEWS)


def _meet(first: date | None, last: date | None, start: date, end: date) -> bool:
    return first is not None and last is not None and first <= end and last >= start


def _holds_places(whole: Reach, part: Reach) -> bool:
    """Nothing told of a place speaks against it: a near one, or a whole country or line."""
    if not whole.places or not part.places:
        return True
    gaps = [kilometres(a, b) for a in whole.places for b in part.places]
    return any(gap is not None and gap <= REACH_KM for gap in gaps)
