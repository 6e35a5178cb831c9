"""Who holds which run of words after a turn, and which runs are phrases that bring nobody together.

The index keeps a count of those runs alone that are phrases; of any other it has few holders, which
are counted when they are asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tocsin.reconcile.archive import is_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tocsin.store.kinship import Kinship


class Runs:
    """The sampled runs of one turn, counted on from the index."""

    def __init__(
        self,
        kinship: Kinship,
        came: Mapping[str, frozenset[int]],
        gone: Mapping[str, frozenset[int]],
    ) -> None:
        """Count the runs of documents that came and of those that are gone."""
        self._kinship = kinship
        self._gone = gone.keys()
        self._held: dict[int, list[str]] = {}
        self._phrases: set[int] = set()
        self._known: set[int] = set()
        self.totals: dict[int, tuple[int, int]] = {}
        self._risen: dict[int, list[str]] = {}
        self.fallen: set[str] = set()
        self._count(came, gone)

    def sharing(self, sketch: Iterable[int]) -> Counter[str]:
        """How many of these runs each document holds, phrases left out."""
        wanted = tuple(sketch)
        self.load(wanted)
        return Counter(id_ for run in wanted for id_ in self._held.get(run, ()))

    def load(self, runs: Iterable[int]) -> None:
        """Find out in one go who holds these."""
        missing = {run for run in runs if run not in self._known}
        if missing:
            self._known |= missing
            phrases = self._kinship.totals(missing).keys()
            self._phrases |= phrases
            self._keep(self._holders(missing - phrases))

    @property
    def rising(self) -> set[str]:
        """The earlier documents that hold a run which became a phrase."""
        return {id_ for held in self._risen.values() for id_ in held} - self._gone

    def loses_candidate(self, id_: str, sketch: frozenset[int], fewest: float) -> bool:
        """Whether a document of the index lost a candidate as runs of its became phrases."""
        risen = Counter(other for run in sketch & self._risen.keys() for other in self._risen[run])
        del risen[id_]
        if not self._gone.isdisjoint(risen):
            return True
        left = self.sharing(sketch)
        return any(left[other] < fewest <= left[other] + n for other, n in risen.items())

    def _count(
        self, came: Mapping[str, frozenset[int]], gone: Mapping[str, frozenset[int]]
    ) -> None:
        step = Counter(run for runs in came.values() for run in runs)
        step.subtract(Counter(run for runs in gone.values() for run in runs))
        self._known |= step.keys()
        before = {run: held for run, (_, held) in self._kinship.totals(step).items()}
        holders = self._holders(step.keys() - before.keys())
        for run, change in step.items():
            after = before.get(run, len(holders[run])) + change
            if is_phrase(after):
                self._phrases.add(run)
                self.totals[run] = 0, after
            elif run in before:
                self.totals[run] = 0, 0
        risen = self._phrases - before.keys()
        fallen = before.keys() - self._phrases
        holders |= self._holders(fallen)
        self._risen = {run: holders[run] for run in risen}
        self.fallen = {id_ for run in fallen for id_ in holders[run]} - self._gone
        self._keep({run: held for run, held in holders.items() if run not in self._phrases})
        for id_, runs in came.items():
            for run in runs - self._phrases:
                self._held.setdefault(run, []).append(id_)

    def _holders(self, runs: Iterable[int]) -> defaultdict[int, list[str]]:
        held: defaultdict[int, list[str]] = defaultdict(list)
        for run, id_ in self._kinship.holders(runs):
            held[run].append(id_)
        return held

    def _keep(self, holders: Mapping[int, list[str]]) -> None:
        for run, ids in holders.items():
            self._held[run] = [id_ for id_ in ids if id_ not in self._gone]
