"""Copies, stories and incidents over all shards, by many machines: group-bys, stage after stage.

Texts stay in the partitions of a shared folder. The one process that leads holds ids, the pairs of
ids that belong together, and in the end the families, stories and incidents themselves. After
Dean and Ghemawat, MapReduce (2004); which reports meet is decided as with MinHash (Broder 1997), by
samples of their runs of words that are the same for every report.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from tocsin.reconcile.clusters import clusters_of
from tocsin.reconcile.groups import components
from tocsin.reconcile.parts import placed
from tocsin.reconcile.stories import linked, most_held, story_of
from tocsin.reconcile.tellings import leads_among
from tocsin.records import Family, Incident, Story
from tocsin.run import stages
from tocsin.run.rooms import Rooms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


Found = TypeVar("Found")
Pair = tuple[str, str]
Web = tuple[list[str], dict[Pair, float]]


class Crew(Protocol):
    """Whoever does pieces of work: this process, or the machines of a cluster."""

    def each(self, work: Callable[[int], Found], count: int) -> Iterator[Found]:
        """What `work` gives for 0 to `count` - 1, in this order, however often a piece is tried."""


class Alone:
    """A crew of one, here."""

    def each(self, work: Callable[[int], Found], count: int) -> Iterator[Found]:
        """One piece after the other."""
        return map(work, range(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All that belongs together, as one process would have found it."""

    families: tuple[Family, ...]
    stories: tuple[Story, ...]
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A crew, and the rooms that it works in."""

    crew: Crew
    rooms: Rooms

    def run(self, lines: str, shards: int, counting: frozenset[str]) -> Whole | None:
        """Work out everything that the documents `counting`, by their ids, tell of.

        None where the lines of all shards do not hold each of them, once.
        """
        filed = stages.Filed(lines=lines, rooms=self.rooms, counting=counting)
        held = {id_ for found in self.crew.each(filed, shards) for id_ in found}
        sketched = list(self._each(stages.Sketched(rooms=self.rooms)))
        size = sum(count for count, _ in sketched)
        if held != counting or size != len(counting):
            return None
        twins = [pair for _, found in sketched for pair in found]
        families, stories = self._families(twins), self._stories(size)
        homes = stages.Homes(families=_homes(families), stories=_homes(stories))
        return Whole(families=families, stories=stories, incidents=self._incidents(homes))

    def _families(self, twins: list[Pair]) -> tuple[Family, ...]:
        phrases = frozenset(
            run for runs in self._each(stages.Met(rooms=self.rooms)) for run in runs
        )
        near = twins + [
            pair for found in self._each(stages.Near(rooms=self.rooms)) for pair in found
        ]
        home = _groups(near)
        self._do(stages.Regrouped(rooms=self.rooms, room="near", home=home))
        found = self._each(stages.Copied(rooms=self.rooms, room="near", phrases=phrases))
        return tuple(sorted((one for some in found for one in some), key=lambda one: one.id))

    def _stories(self, size: int) -> tuple[Story, ...]:
        self._do(stages.Marked(rooms=self.rooms, most=most_held(size)))
        found = self._each(stages.Kin(rooms=self.rooms))
        scores = {(one, two): score for some in found for one, two, score in some}
        webs = _webs(scores, scores)
        groups = (group for ids, held in webs for group in linked(ids, held) if len(group) > 1)
        return tuple(sorted(map(story_of, groups), key=lambda one: one.id))

    def _incidents(self, homes: stages.Homes) -> tuple[Incident, ...]:
        retold = self._each(stages.Retold(rooms=self.rooms, homes=homes))
        homes = replace(homes, leads=leads_among(one for found in retold for one in found))
        followers = frozenset(homes.leads)
        self._do(stages.Blocked(rooms=self.rooms, homes=homes))
        found = self._each(stages.Compared(rooms=self.rooms, homes=homes))
        met = [one for some in found for one in some]
        scores = {(one.left, one.right): one.score for one in met}
        links = {(one.left, one.right) for one in met if one.links}
        leaning: defaultdict[str, set[Pair]] = defaultdict(set)
        for one in met:
            if one.leans:
                leaning[one.right].add((one.left, one.right))
        linking: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in sorted(links):
            linking[pair[0]].append(pair)
        binding = links | {pair for pair, score in scores.items() if score > 0}
        group: dict[str, str] = {}
        for ids, held in _webs(scores, binding):
            tied = [pair for id_ in ids for pair in linking.get(id_, ())]
            leant = [pair for id_ in ids for pair in leaning.get(id_, ())]
            for some in clusters_of(ids, held, tied, (), followers, leant):
                group |= dict.fromkeys(some, some[0])
        bound = stages.Bound(rooms=self.rooms, homes=homes, group=group)
        self._do(bound)
        gathered = self._each(stages.Gathered(bound=bound))
        return placed(one for some in gathered for one in some)

    def _do(self, work: Callable[[int], None]) -> None:
        for _ in self._each(work):
            pass

    def _each(self, work: Callable[[int], Found]) -> Iterator[Found]:
        return self.crew.each(work, self.rooms.parts)


def _groups(pairs: Iterable[Pair]) -> dict[str, str]:
    """The group of everything that `pairs` connect, named by its first member."""
    held = list(pairs)
    members = {id_ for pair in held for id_ in pair}
    return {id_: group[0] for group in components(members, held) for id_ in group}


def _webs(scores: Mapping[Pair, float], binding: Iterable[Pair]) -> Iterator[Web]:
    """All that `binding` pairs connect, sorted, with the scores of pairs within it."""
    home = _groups(binding)
    members: defaultdict[str, list[str]] = defaultdict(list)
    within: defaultdict[str, dict[Pair, float]] = defaultdict(dict)
    for id_ in sorted(home):
        members[home[id_]].append(id_)
    for (one, two), score in scores.items():
        if one in home and home[one] == home.get(two):
            within[home[one]][one, two] = score
    return ((ids, within[name]) for name, ids in sorted(members.items()))


def _homes(groups: Iterable[Family | Story]) -> dict[str, str]:
    return {id_: one.id for one in groups for id_ in one.documents}
