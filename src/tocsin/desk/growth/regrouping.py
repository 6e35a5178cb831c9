"""Groups after this turn, without looking at all of what ties connect.

Ties chain reports into ever larger webs as a ledger grows, while groups stay small. Linkage is
run on the groups that a change touches and on those that ties bind to them. Where it leaves those
around as they were it would have left everything else so, too: a pair of groups that does not join
here does not join in the whole. Where it does not, they are taken in and it is run again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tocsin.reconcile.groups import components

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tocsin.desk.growth.ties import Pair, Ties
    from tocsin.store.kinship import Kinship
    from tocsin.store.kinship_records import Tie

Groups = tuple[tuple[str, ...], ...]


class Regrouping:
    """The groups of one sort: as the index has them, and as they are after this turn."""

    def __init__(self, kinship: Kinship, sort: str, ties: Ties, gone: Iterable[str] = ()) -> None:
        """Take members of `sort` from the index, without those that are `gone`."""
        self._kinship = kinship
        self._sort = sort
        self._ties = ties
        self._gone = frozenset(gone)
        self._mates: dict[str, tuple[str, ...]] = {}
        self._widows: set[str] = set()
        self._judged: defaultdict[str, set[str]] = defaultdict(set)

    def also(self, pairs: Iterable[Pair]) -> None:
        """Pairs that people tied, which count as links wherever the two are."""
        for one, two in pairs:
            self._judged[one].add(two)
            self._judged[two].add(one)

    def run(
        self,
        touched: Iterable[str],
        linkage: Callable[[list[str], Iterable[Tie]], Groups],
    ) -> Groups:
        """The groups of all that a change of `touched` ones can have moved.

        `linkage` makes groups of members and the ties between them.
        """
        self._widows = self._widowed()
        core, fresh = set[str](), self._whole({*touched, *self._widows})
        known, groups = set[str](), list[tuple[str, ...]]()
        found: dict[tuple[str, ...], Groups] = {}
        while fresh:
            core |= fresh
            known |= self._linked(fresh | self._whole(self._bound(fresh)))
            parts = self._apart(known)
            missing = [part for part in parts if part not in found]
            ties = self._within(missing)
            found |= {part: linkage(list(part), ties[part[0]]) for part in missing}
            groups = sorted(group for part in parts for group in found[part])
            moved = {id_ for one in groups if self._mates[one[0]] != one for id_ in one}
            fresh = self._whole(moved) - core
        return tuple(one for one in groups if one[0] in core)

    def _apart(self, ids: set[str]) -> Groups:
        """Parts of `ids` between which nothing binds; what linkage makes of one moves no other."""
        held = ((tie.left, tie.right) for tie in self._ties.binding(ids))
        pairs = [pair for pair in held if ids.issuperset(pair)]
        judged = ids & self._judged.keys()
        pairs += [(id_, other) for id_ in judged for other in self._judged[id_] & ids]
        return components(ids, pairs)

    def _within(self, parts: Iterable[tuple[str, ...]]) -> defaultdict[str, list[Tie]]:
        """The ties within each of these parts, by its first member."""
        first = {id_: part[0] for part in parts if len(part) > 1 for id_ in part}
        found: defaultdict[str, list[Tie]] = defaultdict(list)
        for tie in self._ties.within(first):
            if first[tie.left] == first[tie.right]:
                found[first[tie.left]].append(tie)
        return found

    def is_new(self, group: tuple[str, ...]) -> bool:
        """Whether this is no group of the index, or one that lost a member."""
        return self._mates[group[0]] != group or not self._widows.isdisjoint(group)

    def _bound(self, ids: set[str]) -> set[str]:
        found = {id_ for tie in self._ties.binding(ids) for id_ in (tie.left, tie.right)}
        return found | self._named(ids)

    def _named(self, ids: set[str]) -> set[str]:
        return {other for id_ in ids & self._judged.keys() for other in self._judged[id_]}

    def _linked(self, ids: set[str]) -> set[str]:
        """With all that links connect with these, for a person can have parted linked ones."""
        more = ids
        while more:
            tied = [tie for tie in self._ties.binding(more) if tie.links]
            found = {id_ for tie in tied for id_ in (tie.left, tie.right)}
            more = self._whole((found | self._named(more)) - ids) - ids
            ids = ids | more
        return ids

    def _widowed(self) -> set[str]:
        """Members of groups that lost one."""
        homes = self._kinship.homes(self._sort, self._gone)
        mates = self._kinship.housed(self._sort, homes.values())
        return {id_ for id_, _ in mates} - self._gone

    def _whole(self, ids: set[str]) -> set[str]:
        """With all mates that these had in the index."""
        missing = ids - self._mates.keys()
        homes = self._kinship.homes(self._sort, missing)
        mates: defaultdict[str, list[str]] = defaultdict(list)
        for id_, home in self._kinship.housed(self._sort, homes.values()):
            if id_ not in self._gone:
                mates[home].append(id_)
        for members in mates.values():
            self._mates |= dict.fromkeys(members, tuple(sorted(members)))
        self._mates |= {id_: (id_,) for id_ in missing if id_ not in self._mates}
        return {mate for id_ in ids for mate in self._mates[id_]}


def bound(ties: Ties, ids: Iterable[str]) -> Groups:
    """All that binding ties connect with `ids`, in groups."""
    links: set[Pair] = set()
    seen: set[str] = set()
    frontier = set(ids)
    while frontier:
        seen |= frontier
        found = {(tie.left, tie.right) for tie in ties.binding(frontier)}
        links |= found
        frontier = {id_ for pair in found for id_ in pair} - seen
    return components(seen, sorted(links))
