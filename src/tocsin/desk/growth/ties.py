"""The ties of one sort as they will be after this turn."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tocsin.store.kinship import Kinship
    from tocsin.store.kinship_records import Changes, Tie

Pair = tuple[str, str]


class Web:
    """Ties that are found from either end; there may be half a million, so each is held once."""

    def __init__(self) -> None:
        """Begin with no tie."""
        self._rights: defaultdict[str, dict[str, Tie]] = defaultdict(dict)
        self._lefts: defaultdict[str, set[str]] = defaultdict(set)
        self._size = 0

    def __len__(self) -> int:
        """How many ties there are."""
        return self._size

    def __iter__(self) -> Iterator[Tie]:
        """All ties, sorted by their ends."""
        for left in sorted(self._rights):
            yield from (self._rights[left][right] for right in sorted(self._rights[left]))

    def holds(self, left: str, right: str) -> bool:
        """Whether the two are tied."""
        return right in self._rights.get(left, ())

    def put(self, tie: Tie) -> None:
        """Tie two; what tied them before is replaced."""
        beside = self._rights[tie.left]
        self._size += tie.right not in beside
        beside[tie.right] = tie
        self._lefts[tie.right].add(tie.left)

    def pop(self, left: str, right: str) -> bool:
        """Take a tie away; whether there was one."""
        if not self.holds(left, right):
            return False
        del self._rights[left][right]
        self._lefts[right].discard(left)
        self._size -= 1
        return True

    def of(self, ids: Collection[str]) -> Iterator[Tie]:
        """The ties that one of `ids` has, each once."""
        for id_ in ids:
            yield from self._rights.get(id_, {}).values()
            lefts = (left for left in self._lefts.get(id_, ()) if left not in ids)
            yield from (self._rights[left][id_] for left in lefts)

    def within(self, ids: Collection[str]) -> Iterator[Tie]:
        """The ties between any two of `ids`."""
        for id_ in ids:
            held = self._rights.get(id_, {})
            yield from (tie for right, tie in held.items() if right in ids)


class Ties:
    """Ties kept in the index, less those taken away, with those that were added."""

    def __init__(self, kinship: Kinship, sort: str) -> None:
        """See the ties of `sort`."""
        self._kinship = kinship
        self._sort = sort
        self._gone: set[str] = set()
        self._gone_left: set[str] = set()
        self._cut: set[Pair] = set()
        self._loaded: set[str] = set()
        self._bound: set[str] = set()
        self._old = Web()
        self._new = Web()

    def __len__(self) -> int:
        """How many ties this turn has looked at and still knows."""
        return len(self._old) + len(self._new)

    def drop(self, ids: Iterable[str], *, both: bool = True) -> frozenset[str]:
        """Take away the ties of `ids`, on either side or only as left; whom they were tied to."""
        wanted = set(ids)
        old = self.among(wanted)
        (self._gone if both else self._gone_left).update(wanted)
        for tie in old:
            if both or tie.left in wanted:
                self._forget(tie)
        return frozenset(id_ for tie in old for id_ in (tie.left, tie.right))

    def add(self, tie: Tie) -> None:
        """Tie two; a tie of the two that is there already is replaced."""
        if self._old.pop(tie.left, tie.right):
            self._cut.add((tie.left, tie.right))
        self._new.put(tie)

    def cut(self, tie: Tie) -> None:
        """Take one tie away."""
        if not self._new.holds(tie.left, tie.right):
            self._cut.add((tie.left, tie.right))
        self._forget(tie)

    def among(self, ids: Iterable[str]) -> Collection[Tie]:
        """The ties that one of `ids` has now."""
        wanted = set(ids)
        self._load(wanted)
        return [tie for web in (self._old, self._new) for tie in web.of(wanted)]

    def binding(self, ids: Iterable[str]) -> Collection[Tie]:
        """The binding ties that one of `ids` has now.

        The others, which hold apart what was compared, are by far the most: they stay where they
        are, so that a turn takes no more memory the more reports there are.
        """
        wanted = set(ids)
        missing = wanted - self._loaded - self._bound
        self._bound |= missing
        self._take(self._kinship.ties(self._sort, missing, binding=True) if missing else ())
        return [tie for web in (self._old, self._new) for tie in web.of(wanted) if tie.binds]

    def within(self, ids: Iterable[str]) -> Iterator[Tie]:
        """The ties between any two of `ids`, in no order.

        Those that were not here before are passed on and not kept: they are many.
        """
        wanted = set(ids)
        for web in (self._old, self._new):
            yield from web.within(wanted)
        for tie in self._kinship.ties_within(self._sort, wanted - self._loaded):
            if not self._old.holds(tie.left, tie.right) and self._is_as_it_was(tie):
                yield tie

    def write(self, changes: Changes) -> None:
        """Put into `changes` what this turn did."""
        changes.untied += [(self._sort, id_, True) for id_ in sorted(self._gone)]
        changes.untied += [(self._sort, id_, False) for id_ in sorted(self._gone_left)]
        changes.cut += [(self._sort, *key) for key in sorted(self._cut)]
        changes.ties += [(self._sort, tie) for tie in self._new]

    def _load(self, ids: set[str]) -> None:
        missing = ids - self._loaded
        self._loaded |= missing
        self._take(self._kinship.ties(self._sort, missing) if missing else ())

    def _take(self, ties: Iterable[Tie]) -> None:
        """Know these ties of the index, those that this turn left as they are."""
        for tie in ties:
            if self._is_as_it_was(tie):
                self._old.put(tie)

    def _forget(self, tie: Tie) -> None:
        for web in (self._old, self._new):
            web.pop(tie.left, tie.right)

    def _is_as_it_was(self, tie: Tie) -> bool:
        """Whether this turn did nothing to a tie of the index."""
        key = tie.left, tie.right
        if self._new.holds(*key) or key in self._cut or tie.left in self._gone_left:
            return False
        return self._gone.isdisjoint(key)
