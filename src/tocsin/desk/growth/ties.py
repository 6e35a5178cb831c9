"""The ties of one sort as they will be after this turn."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tocsin.store.kinship import Kinship
    from tocsin.store.kinship_records import Changes, Tie

Pair = tuple[str, str]


class Ties:
    """Ties kept in the index, less those taken away, with those that were added."""

    def __init__(self, kinship: Kinship, sort: str) -> None:
        """See the ties of `sort`."""
        self._kinship = kinship
        self._sort = sort
        self._gone: set[str] = set()
        self._gone_left: set[str] = set()
        self._cut: set[Pair] = set()
        self._new: set[Pair] = set()
        self._loaded: set[str] = set()
        self._bound: set[str] = set()
        self._now: dict[Pair, Tie] = {}
        self._beside: defaultdict[str, set[Pair]] = defaultdict(set)

    def drop(self, ids: Iterable[str], *, both: bool = True) -> frozenset[str]:
        """Take away the ties of `ids`, on either side or only as left; whom they were tied to."""
        wanted = set(ids)
        old = self.among(wanted)
        (self._gone if both else self._gone_left).update(wanted)
        for tie in old:
            if both or tie.left in wanted:
                self._forget((tie.left, tie.right))
        return frozenset(id_ for tie in old for id_ in (tie.left, tie.right))

    def add(self, tie: Tie) -> None:
        """Tie two; a tie of the two that is there already is replaced."""
        key = tie.left, tie.right
        if key in self._now and key not in self._new:
            self._cut.add(key)
        self._new.add(key)
        self._now[key] = tie
        for id_ in key:
            self._beside[id_].add(key)

    def cut(self, tie: Tie) -> None:
        """Take one tie away."""
        key = tie.left, tie.right
        if key not in self._new:
            self._cut.add(key)
        self._forget(key)

    def among(self, ids: Iterable[str]) -> Collection[Tie]:
        """The ties that one of `ids` has now."""
        wanted = set(ids)
        self._load(wanted)
        keys = {key for id_ in wanted for key in self._beside.get(id_, ())}
        return [self._now[key] for key in keys]

    def binding(self, ids: Iterable[str]) -> Collection[Tie]:
        """The binding ties that one of `ids` has now.

        The others, which hold apart what was compared, are by far the most: they stay where they
        are, so that a turn takes no more memory the more reports there are.
        """
        wanted = set(ids)
        missing = wanted - self._loaded - self._bound
        self._bound |= missing
        self._take(self._kinship.ties(self._sort, missing, binding=True) if missing else ())
        keys = {key for id_ in wanted for key in self._beside.get(id_, ())}
        return [tie for key in keys if (tie := self._now[key]).binds]

    def within(self, ids: Iterable[str]) -> Iterator[Tie]:
        """The ties between any two of `ids`, in no order.

        Those that were not here before are passed on and not kept: they are many.
        """
        wanted = set(ids)
        for id_ in wanted:
            keys = (key for key in self._beside.get(id_, ()) if key[0] == id_ and key[1] in wanted)
            yield from map(self._now.__getitem__, keys)
        for tie in self._kinship.ties_within(self._sort, wanted - self._loaded):
            if (tie.left, tie.right) not in self._now and self._is_as_it_was(tie):
                yield tie

    def write(self, changes: Changes) -> None:
        """Put into `changes` what this turn did."""
        changes.untied += [(self._sort, id_, True) for id_ in sorted(self._gone)]
        changes.untied += [(self._sort, id_, False) for id_ in sorted(self._gone_left)]
        changes.cut += [(self._sort, *key) for key in sorted(self._cut)]
        changes.ties += [(self._sort, self._now[key]) for key in sorted(self._new)]

    def _load(self, ids: set[str]) -> None:
        missing = ids - self._loaded
        self._loaded |= missing
        self._take(self._kinship.ties(self._sort, missing) if missing else ())

    def _take(self, ties: Iterable[Tie]) -> None:
        """Know these ties of the index, those that this turn left as they are."""
        for tie in ties:
            key = tie.left, tie.right
            if self._is_as_it_was(tie):
                self._now[key] = tie
                for id_ in key:
                    self._beside[id_].add(key)

    def _forget(self, key: Pair) -> None:
        self._new.discard(key)
        self._now.pop(key, None)
        for id_ in key:
            self._beside[id_].discard(key)

    def _is_as_it_was(self, tie: Tie) -> bool:
        """Whether this turn did nothing to a tie of the index."""
        key = tie.left, tie.right
        if key in self._new or key in self._cut or tie.left in self._gone_left:
            return False
        return self._gone.isdisjoint(key)
