"""Comparisons and people's judgements to clusters of claims, whatever order they come in.

Average linkage: two clusters join while the mean score over all their pairs speaks for it, best
first. So one wrong pair cannot chain two happenings together, as connected components would.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from tocsin.reconcile.groups import components
from tocsin.reconcile.hubs import leads_of
from tocsin.reconcile.judge import STRANGERS
from tocsin.records import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UNIT = 10_000
"""Scores are summed up as whole numbers of so many parts, so that no order changes a sum."""

Pair = tuple[str, str]
Groups = tuple[tuple[str, ...], ...]


def clusters_of(
    members: list[str],
    scores: Mapping[Pair, float],
    links: Iterable[Pair],
    judgements: Iterable[Judgement],
    followers: frozenset[str] = frozenset(),
    leaning: Iterable[Pair] = (),
) -> Groups:
    """Sorted `members` in clusters, each sorted, by first member, by what their pairs count.

    `links` are pairs that the text itself ties; pairs without a score count as strangers. A
    person's `same` joins and a person's `different` parts, whatever the machine finds; of two
    contradicting ones the later counts. `followers` are linked to claims that stand for them, and
    weigh nothing beside these; so does what leans on a hub, of `leaning` pairs of hub and claim.
    """
    if leads := leads_of(leaning, scores):
        links = [*links, *((hub, claim) for claim, hub in leads.items())]
        followers |= leads.keys()
        scores = {pair: one for pair, one in scores.items() if leads.keys().isdisjoint(pair)}
    decided = decided_by(judgements, set(members))
    joined = sorted(pair for pair, verdict in decided.items() if verdict is Verdict.SAME)
    parted = {pair for pair, verdict in decided.items() if verdict is Verdict.DIFFERENT}
    tied = _agreeing([*joined, *sorted(set(links) - parted)], parted)
    return _Linkage(members, scores, parted, followers=followers).run(tied)


def decided_by(judgements: Iterable[Judgement], known: set[str]) -> dict[Pair, Verdict]:
    """The verdicts that stand on pairs of `known` claims."""
    found: dict[Pair, Verdict] = {}
    for one in sorted(judgements, key=lambda j: (j.at, j.left, j.right)):
        if one.withdrawn_at is None and {one.left, one.right} <= known:
            low, high = sorted((one.left, one.right))
            found[low, high] = one.verdict
    return found


def _agreeing(links: list[Pair], parted: set[Pair]) -> list[Pair]:
    """The links that do not bring together what a person parted, in order."""
    if not parted:
        return links
    home: dict[str, str] = {}
    foes: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in parted:
        foes[a].add(b)
        foes[b].add(a)

    def root(one: str) -> str:
        while one in home:
            one = home[one]
        return one

    kept = []
    for a, b in links:
        low, high = sorted((root(a), root(b)))
        if low != high:
            if high in {root(foe) for foe in foes[low]}:
                continue
            home[high] = low
            foes[low] |= foes.pop(high, set())
        kept.append((a, b))
    return kept


def average_linkage(members: list[str], scores: Mapping[Pair, float], *, missing: float) -> Groups:
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
        followers: frozenset[str] = frozenset(),
    ) -> None:
        self._members = members
        self._scores = scores
        self._parted = parted
        self._missing = round(missing * UNIT)
        self._followers = followers

    def run(self, links: list[Pair]) -> Groups:
        """Join what is linked, then what the mean score speaks for, best first."""
        self._groups = {group[0]: list(group) for group in components(self._members, links)}
        home = {id_: key for key, group in self._groups.items() for id_ in group}
        self._weights = {
            key: max(1, sum(id_ not in self._followers for id_ in group))
            for key, group in self._groups.items()
        }
        self._sums: defaultdict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        self._equal: dict[tuple[int, int], tuple[int, int]] = {}  # most pairs are rivals: one sum
        for (a, b), score in self._scores.items():
            if home[a] != home[b]:
                self._add(home[a], home[b], round(score * UNIT))
        self._forbidden = {frozenset((home[a], home[b])) for a, b in self._parted}
        pairs = ((a, b) for a in self._sums for b in self._sums[a] if a < b)
        queue = [(-mean, a, b) for a, b in pairs if (mean := self._mean(a, b)) > 0]
        heapify(queue)
        while queue:
            worth, a, b = heappop(queue)
            if a in self._groups and b in self._groups and self._mean(a, b) == -worth:
                self._join(a, b, queue)
        return tuple(tuple(sorted(self._groups[key])) for key in sorted(self._groups))

    def _add(self, a: str, b: str, score: int, count: int = 1) -> None:
        total, before = self._sums[a].get(b, (0, 0))
        both = (total + score, before + count)
        self._sums[a][b] = self._sums[b][a] = self._equal.setdefault(both, both)

    def _mean(self, a: str, b: str) -> float:
        """The mean over all pairs; those that were not compared count as strangers."""
        if self._forbidden and frozenset((a, b)) in self._forbidden:
            return -1.0
        total, count = self._sums[a][b]
        pairs = self._weights[a] * self._weights[b]
        return (total + (pairs - count) * self._missing) / pairs

    def _join(self, a: str, b: str, queue: list[tuple[float, str, str]]) -> None:
        """Make `b` part of `a`; `a` sorts first and keeps its name."""
        self._groups[a] += self._groups.pop(b)
        self._weights[a] += self._weights.pop(b)
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
            if (mean := self._mean(low, high)) > 0:
                heappush(queue, (-mean, low, high))
