"""Parts and wholes after this turn: which war or battle each changed incident belongs to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.reconcile.parts import Reach, holds, reach_of, whole_of
from tocsin.store import canon
from tocsin.store.kinship_records import Extent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from tocsin.desk.growth.claims import Gathered
    from tocsin.records import Incident
    from tocsin.store.kinship import Kinship

Key = tuple[str, str]
"""A kind and a country: an incident is part of one of its kind."""


class Wholes:
    """The reaches of incidents as they are after this turn."""

    def __init__(self, kinship: Kinship, gathered: list[Gathered], ended: frozenset[str]) -> None:
        """Know the incidents that were worked out anew, and those that ended."""
        self._kinship = kinship
        self._new = {incident.id: reach_of(incident, told) for incident, told in gathered}
        self._out = ended | self._new.keys()
        self._wholes: defaultdict[Key, dict[str, Reach]] = defaultdict(dict)

    def placed(
        self, known: Callable[[str], Incident | None], gathered: list[Gathered]
    ) -> list[Incident]:
        """The incidents with their wholes: those of this turn, and others whose whole changed.

        `known` gives an incident of an earlier turn by its id.
        """
        affected = self._affected()
        self._load([*self._new.values(), *affected.values()])
        found = [
            replace(incident, part_of=self._whole(self._new[incident.id]))
            for incident, _ in gathered
        ]
        for id_, part in sorted(affected.items()):
            incident = known(id_)
            if incident is not None:
                found.append(replace(incident, part_of=self._whole(part)))
        self._new |= affected
        return found

    def extents(self, incidents: Iterable[Incident]) -> list[Extent]:
        """What the index keeps of these incidents."""
        return [extent for one in incidents for extent in _extents(self._new[one.id], one.part_of)]

    def _affected(self) -> dict[str, Reach]:
        """Parts outside of this turn whose whole ended, changed its reach or is a new one."""
        old = self._reaches(self._kinship.extents(self._out))
        same = {id_ for id_, reach in self._new.items() if old.get(id_) == reach}
        wholes = [reach for id_, reach in self._new.items() if reach.whole and id_ not in same]
        lost = {id_ for id_, reach in old.items() if reach.whole and id_ not in same}
        parts = self._reaches(self._kinship.extents(self._kinship.parts_of(lost) - self._out))
        for key, span in _spans(wholes).items():
            near = self._reaching(key, span, wholes=False)
            mine = [whole for whole in wholes if key in _keys(whole)]
            parts |= {
                id_: reach
                for id_, reach in near.items()
                if any(holds(whole, reach) for whole in mine)
            }
        return parts

    def _whole(self, part: Reach) -> str | None:
        near = {id_: one for key in _keys(part) for id_, one in self._wholes[key].items()}
        return whole_of(part, near.values())

    def _load(self, parts: list[Reach]) -> None:
        """The wholes that may hold one of `parts`, those of this turn among them."""
        for key, span in _spans(parts).items():
            self._wholes[key] |= self._reaching(key, span, wholes=True)
        for reach in self._new.values():
            if reach.whole:
                for key in _keys(reach):
                    self._wholes[key][reach.incident] = reach

    def _reaching(self, key: Key, span: tuple[date, date], *, wholes: bool) -> dict[str, Reach]:
        first, last = (day.isoformat() for day in span)
        met = self._kinship.reaching(*key, first, last, wholes=wholes)
        return self._reaches(one for one in met if one.incident not in self._out)

    def _reaches(self, extents: Iterable[Extent]) -> dict[str, Reach]:
        return {one.incident: canon.load(one.payload, Reach) for one in extents}


def _keys(reach: Reach) -> list[Key]:
    return [(reach.kind, country) for country in reach.countries]


def _spans(reaches: Iterable[Reach]) -> dict[Key, tuple[date, date]]:
    """For each kind and country the first and the last day that one of these reaches to."""
    found: dict[Key, tuple[date, date]] = {}
    for reach in reaches:
        for key in _keys(reach):
            first, last = found.get(key, reach.span)
            found[key] = min(first, reach.span[0]), max(last, reach.span[1])
    return found


def _extents(reach: Reach, part_of: str | None) -> list[Extent]:
    first, last = reach.span
    return [
        Extent(
            incident=reach.incident,
            kind=reach.kind,
            country=country,
            whole=reach.whole,
            first_day=first.isoformat(),
            last_day=last.isoformat(),
            part_of=part_of,
            payload=canon.dump(reach),
        )
        for country in reach.countries or ("",)
    ]
