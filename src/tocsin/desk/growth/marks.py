"""Which names and words are rare, before and after a turn."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tocsin.reconcile.stories import is_rare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.store.kinship import Kinship

NONE = (0, 0)


class Marks:
    """In how many weeks and reports each mark stands, counted on from the index."""

    def __init__(self, kinship: Kinship, most: int) -> None:
        """Count in the index; `most` documents may hold a rare one."""
        self._kinship = kinship
        self._most = most
        self._delta: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._old: dict[int, tuple[int, int]] = {}
        self._new: dict[int, tuple[int, int]] = {}
        self.weeks: dict[tuple[int, int], int] = {}

    def count(self, marks: Iterable[int], week: int, step: int) -> None:
        """Count marks in a week that came (1) or went (-1)."""
        for mark in marks:
            self._delta[week][mark] += step

    def settle(self) -> None:
        """Work out what was counted: all counts of weeks and marks that changed."""
        weeks: Counter[int] = Counter()
        held: Counter[int] = Counter()
        for week, marks in self._delta.items():
            before = self._kinship.held_in(week, marks)
            for mark, step in marks.items():
                was = before.get(mark, 0)
                self.weeks[mark, week] = was + step
                weeks[mark] += (was + step > 0) - (was > 0)
                held[mark] += step
        self.fetch(held)
        for mark, step in held.items():
            old = self._old[mark]
            self._new[mark] = old[0] + weeks[mark], old[1] + step

    def totals(self) -> dict[int, tuple[int, int]]:
        """The counts of weeks and reports that changed, by mark."""
        return self._new

    def fetch(self, marks: Iterable[int]) -> None:
        """Load the counts of these marks in one go."""
        missing = {mark for mark in marks if mark not in self._old}
        if missing:
            found = self._kinship.totals(missing)
            self._old |= {mark: found.get(mark, NONE) for mark in missing}

    def rare(self, marks: Iterable[int]) -> frozenset[int]:
        """Those of `marks` that few reports hold, in few weeks, after this turn."""
        wanted = tuple(marks)
        self.fetch(wanted)
        return frozenset(
            mark for mark in wanted if self._is_rare(self._new.get(mark) or self._old[mark])
        )

    def risen(self) -> frozenset[int]:
        """The marks that became rare although reports held them before."""
        return frozenset(
            mark
            for mark, new in self._new.items()
            if self._is_rare(new) and not self._is_rare(self._old[mark])
        )

    def fallen(self) -> frozenset[int]:
        """The marks that are not rare any more."""
        return frozenset(
            mark
            for mark, new in self._new.items()
            if self._is_rare(self._old[mark]) and not self._is_rare(new)
        )

    def _is_rare(self, counts: tuple[int, int]) -> bool:
        return is_rare(*counts, self._most)
