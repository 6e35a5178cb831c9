"""What stands for a crowded block: a few of its claims, which all others of it meet.

Hundreds of reports tell of one great attack. Comparing each claim with all others would take too
long, and not comparing them would leave as many incidents as there are reports. So in a block of a
place and day in which too many stand, everybody meets `HUBS` of them alone. What fits with a hub
leans on it, goes where it goes and weighs nothing beside it, as copies do with the claim that
stands for them; hubs themselves are grouped like any other claims.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import nsmallest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Pair = tuple[str, str]
Hubs = dict[str, frozenset[str]]
HUBS = 16
"""Claims of a crowded block that the others meet, the first by id; so the order of reading
makes no difference."""


def first_of(claims: Iterable[str]) -> frozenset[str]:
    """The hubs among the claims of a block."""
    return frozenset(nsmallest(HUBS, claims))


def hubs_in(keys: Mapping[str, frozenset[str]], hubbed: frozenset[str]) -> Hubs:
    """The hubs of each block that has some, from the blocks that each claim stands in."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    for id_, found in keys.items():
        for block in found & hubbed:
            held[block].append(id_)
    return {block: first_of(claims) for block, claims in held.items()}


def through_hubs(keys: Mapping[str, frozenset[str]], hubs: Hubs) -> dict[str, set[str]]:
    """Whom each claim meets in crowded blocks: a hub all that stand there, others the hubs."""
    met: defaultdict[str, set[str]] = defaultdict(set)
    for id_, found in keys.items():
        for block in found & hubs.keys():
            for hub in hubs[block] & keys.keys():
                met[id_].add(hub)
                met[hub].add(id_)
    return met


def leans(one: str, two: str, shared: frozenset[str], hubs: Hubs) -> bool:
    """Whether `two` meets `one` as a hub, in one of the blocks that both stand in."""
    return any(one in hubs[block] and two not in hubs[block] for block in shared & hubs.keys())


def leads_of(leaning: Iterable[Pair], scores: Mapping[Pair, float]) -> dict[str, str]:
    """The hub that each claim goes with: the one that it fits with best, of equals the first.

    `leaning` are pairs of a hub and a claim that meets it. A hub has a smaller id than what meets
    it, so there is no circle.
    """
    best: dict[str, tuple[float, str]] = {}
    for hub, claim in leaning:
        score = scores.get((hub, claim), 0.0)
        if score > 0:
            best[claim] = min(best.get(claim, (0.0, "")), (-score, hub))
    return {claim: hub for claim, (_, hub) in best.items()}
