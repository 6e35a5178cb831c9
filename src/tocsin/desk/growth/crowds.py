"""Which blocks of claims are crowded after this turn, and who their hubs are."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tocsin.reconcile import hubs
from tocsin.reconcile.blocking import hubbed, is_crowded
from tocsin.reconcile.hubs import first_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.store.kinship import Kinship

Stands = tuple[str, str]
"""A block, and a claim that stands in it."""
NOBODY: frozenset[str] = frozenset()


class Crowds:
    """How many claims stand in each block, before and after this turn."""

    def __init__(self, kinship: Kinship) -> None:
        """Count in the index."""
        self._kinship = kinship
        self._old: dict[str, int] = {}
        self._step: Counter[str] = Counter()
        self._gone: defaultdict[str, set[str]] = defaultdict(set)
        self._came: defaultdict[str, set[str]] = defaultdict(set)
        self._hubs: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def change(
        self, gone: Iterable[Stands], came: Iterable[Stands]
    ) -> tuple[tuple[frozenset[str], frozenset[str]], frozenset[str]]:
        """Count who left which block and who came to it.

        Gives the blocks that this crowds and those that it frees, and the claims that become hubs
        or cease to be.
        """
        for held, stands in ((self._gone, gone), (self._came, came)):
            for block, claim in stands:
                held[block].add(claim)
        self._step.update({block: len(claims) for block, claims in self._came.items()})
        self._step.subtract({block: len(claims) for block, claims in self._gone.items()})
        self._load(self._step)
        before = {block for block in self._step if is_crowded(block, self._old[block])}
        after = self.crowded(self._step)
        turned: set[str] = set()
        for block in hubbed(before | after):
            old, new = self._looked_up(block)
            turned |= (old if block in before else NOBODY) ^ (new if block in after else NOBODY)
        return (after - before, frozenset(before - after)), frozenset(turned)

    def crowded(self, blocks: Iterable[str]) -> frozenset[str]:
        """Those of `blocks` that are crowded after this turn."""
        wanted = tuple(blocks)
        self._load(wanted)
        return frozenset(
            block for block in wanted if is_crowded(block, self._old[block] + self._step[block])
        )

    def hubs(self, crowded: Iterable[str]) -> hubs.Hubs:
        """The hubs of crowded blocks after this turn, of those that have any."""
        return {block: self._looked_up(block)[1] for block in hubbed(crowded)}

    def _looked_up(self, block: str) -> tuple[frozenset[str], frozenset[str]]:
        """The first claims of a block, before this turn and after it."""
        found = self._hubs.get(block)
        if found is None:
            gone = self._gone.get(block, set())
            first = self._kinship.first_in(block, hubs.HUBS + len(gone))
            after = {*first} - gone | self._came.get(block, set())
            found = self._hubs[block] = first_of(first), first_of(after)
        return found

    def _load(self, blocks: Iterable[str]) -> None:
        missing = {block for block in blocks if block not in self._old}
        found = self._kinship.crowds(missing)
        self._old |= {block: found.get(block, 0) for block in missing}
