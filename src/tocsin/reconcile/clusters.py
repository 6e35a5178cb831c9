"""Comparisons and people's judgements to clusters of claims, whatever order they come in.

Average linkage: two clusters join while the mean score over all their pairs speaks for it, best
first. So one wrong pair cannot chain two happenings together, as connected components would.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from tocsin.reconcile.groups import components
from tocsin.records import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tocsin.reconcile.judge import Comparison

STRANGERS = -2.0
"""The score of a pair that no block brought together."""

Pair = tuple[str, str]


def cluster(
    ids: Iterable[str], comparisons: Iterable[Comparison], judgements: Iterable[Judgement]
) -> tuple[tuple[str, ...], ...]:
    """`ids` in clusters, each sorted, by first member.

    A person's `same` joins and a person's `different` parts, whatever the machine finds; of two
    contradicting ones the later counts.
    """
    members = sorted(ids)
    decided = _decided(judgements, set(members))
    joined = [pair for pair, verdict in decided.items() if verdict is Verdict.SAME]
    parted = {pair for pair, verdict in decided.items() if verdict is Verdict.DIFFERENT}
    comparisons = tuple(comparisons)
    linked = joined + [
        (one.left, one.right)
        for one in comparisons
        if is_link(one) and (one.left, one.right) not in parted
    ]
    scores = {(one.left, one.right): one.score for one in comparisons}
    return _Linkage(members, scores, parted).run(_agreeing(members, linked, parted))


def is_link(one: Comparison) -> bool:
    """Whether the text itself ties the two, whatever else is compared."""
    return any(reason.feature == "answers" for reason in one.reasons)


def _decided(judgements: Iterable[Judgement], known: set[str]) -> dict[Pair, Verdict]:
    found: dict[Pair, Verdict] = {}
    for one in sorted(judgements, key=lambda j: (j.at, j.left, j.right)):
        if one.withdrawn_at is None and {one.left, one.right} <= known:
            low, high = sorted((one.left, one.right))
            found[low, high] = one.verdict
    return found


def _agreeing(members: list[str], links: list[Pair], parted: set[Pair]) -> list[Pair]:
    """The links that do not bring together what a person parted, in order."""
    kept: list[Pair] = []
    for link in links:
        home = {id_: group[0] for group in components(members, [*kept, link]) for id_ in group}
        if not parted or all(home[a] != home[b] for a, b in parted):
            kept.append(link)
    return kept


def average_linkage(
    members: list[str], scores: Mapping[Pair, float], *, missing: float
) -> tuple[tuple[str, ...], ...]:
    """Sorted `members` in clusters whose mean score is above 0; `missing` pairs count so much."""
    return _Linkage(members, scores, set(), missing).run([])


class _Linkage:
    """Agglomeration by mean score."""

    def __init__(
        self,
        members: list[str],
        scores: Mapping[Pair, float],
        parted: set[Pair],
        missing: float = STRANGERS,
    ) -> None:
        self._members = members
        self._scores = scores
        self._parted = parted
        self._missing = missing

    def run(self, links: list[Pair]) -> tuple[tuple[str, ...], ...]:
        """Join what is linked, then what the mean score speaks for, best first."""
        self._groups = {group[0]: group for group in components(self._members, links)}
        home = {id_: key for key, group in self._groups.items() for id_ in group}
        self._sums: dict[str, dict[str, list[float]]] = defaultdict(dict)
        for (a, b), score in self._scores.items():
            if home[a] != home[b]:
                self._add(home[a], home[b], score)
        self._forbidden = {frozenset((home[a], home[b])) for a, b in self._parted}
        queue = [(-self._mean(a, b), a, b) for a in self._sums for b in self._sums[a] if a < b]
        heapify(queue)
        while queue:
            worth, a, b = heappop(queue)
            if -worth <= 0:
                break
            if a in self._groups and b in self._groups and self._mean(a, b) == -worth:
                self._join(a, b, queue)
        return tuple(sorted(self._groups.values()))

    def _add(self, a: str, b: str, score: float, count: float = 1) -> None:
        for one, two in ((a, b), (b, a)):
            cell = self._sums[one].setdefault(two, [0.0, 0.0])
            cell[0] += score
            cell[1] += count

    def _mean(self, a: str, b: str) -> float:
        """The mean over all pairs; those that were not compared count as strangers."""
        if frozenset((a, b)) in self._forbidden:
            return -1.0
        total, count = self._sums[a][b]
        pairs = len(self._groups[a]) * len(self._groups[b])
        return round((total + (pairs - count) * self._missing) / pairs, 6)

    def _join(self, a: str, b: str, queue: list[tuple[float, str, str]]) -> None:
        """Make `b` part of `a`; `a` sorts first and keeps its name."""
        self._groups[a] = tuple(sorted((*self._groups[a], *self._groups.pop(b))))
        self._forbidden |= {
            frozenset({a, *pair} - {b}) for pair in self._forbidden if b in pair and a not in pair
        }
        beside = self._sums.pop(b)
        beside.pop(a, None)
        self._sums[a].pop(b, None)
        for other, (total, count) in beside.items():
            self._sums[other].pop(b, None)
            self._add(a, other, total, count)
        for other in self._sums[a]:
            low, high = sorted((a, other))
            heappush(queue, (-self._mean(low, high), low, high))
