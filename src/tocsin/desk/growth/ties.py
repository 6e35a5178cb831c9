"""The ties of one sort as they will be after this turn, and what they bind into one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tocsin.reconcile.groups import components

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.store.kinship import Kinship
    from tocsin.store.kinship_records import Changes, Tie


class Ties:
    """Ties kept in the index, less those taken away, with those that were added."""

    def __init__(self, kinship: Kinship, sort: str) -> None:
        """See the ties of `sort`."""
        self._kinship = kinship
        self._sort = sort
        self._gone: set[str] = set()
        self._gone_left: set[str] = set()
        self._new: dict[tuple[str, str], Tie] = {}
        self._beside: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)

    def drop(self, ids: Iterable[str], *, both: bool = True) -> frozenset[str]:
        """Take away the ties of `ids`, on either side or only as left; whom they were tied to."""
        wanted = set(ids)
        old = self.among(wanted)
        (self._gone if both else self._gone_left).update(wanted)
        return frozenset(id_ for tie in old for id_ in (tie.left, tie.right))

    def add(self, tie: Tie) -> None:
        """Tie two; a tie of the two that is there already is replaced."""
        key = tie.left, tie.right
        self._new[key] = tie
        for id_ in key:
            self._beside[id_].add(key)

    def among(self, ids: Iterable[str]) -> set[Tie]:
        """The ties that one of `ids` has now."""
        wanted = set(ids)
        fresh = {self._new[key] for id_ in wanted for key in self._beside.get(id_, ())}
        kept = (tie for tie in self._kinship.ties(self._sort, wanted) if self._stands(tie))
        return {tie for tie in kept if (tie.left, tie.right) not in self._new} | fresh

    def bound(
        self, ids: Iterable[str], further: Iterable[tuple[str, str]] = ()
    ) -> tuple[tuple[str, ...], ...]:
        """All that binding ties, and `further` pairs, connect with `ids`, in groups."""
        links: set[tuple[str, str]] = set()
        beside = defaultdict(set)
        for one, two in further:
            beside[one].add(two)
            beside[two].add(one)
        seen: set[str] = set()
        frontier = set(ids)
        while frontier:
            seen |= frontier
            found = {(tie.left, tie.right) for tie in self.among(frontier) if tie.binds}
            found |= {(one, two) for one in frontier for two in beside.get(one, ())}
            links |= found
            frontier = {id_ for pair in found for id_ in pair} - seen
        return components(seen, sorted(links))

    def write(self, changes: Changes) -> None:
        """Put into `changes` what this turn did."""
        changes.untied += [(self._sort, id_, True) for id_ in sorted(self._gone)]
        changes.untied += [(self._sort, id_, False) for id_ in sorted(self._gone_left)]
        changes.ties += [(self._sort, self._new[key]) for key in sorted(self._new)]

    def _stands(self, tie: Tie) -> bool:
        ends = {tie.left, tie.right}
        return not (ends & self._gone) and tie.left not in self._gone_left
