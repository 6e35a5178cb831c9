"""All claims at once: who meets whom, what each pair counts, and who leans on a hub."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tocsin.reconcile.blocking import Standing, crowded_in, hubbed, pairs_of
from tocsin.reconcile.hubs import hubs_in, leans
from tocsin.reconcile.judge import Weighing, is_tied

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tocsin.reconcile.told import Told

NOWHERE: frozenset[str] = frozenset()


class Meeting(NamedTuple):
    """Two claims that met: what the pair counts, whether texts tie them, and the right leans."""

    left: str
    right: str
    score: float
    links: bool
    leans: bool


def meetings_of(told: Collection[Told], elsewhere: frozenset[str] = NOWHERE) -> Iterator[Meeting]:
    """Every pair of `told` that meets in a block, compared; not in blocks that are `elsewhere`."""
    standing, weighing = Standing(), Weighing()
    keys = {one.id: standing.keys(one) for one in told}
    crowded = crowded_in(keys.values())
    hubs = hubs_in(keys, hubbed(crowded - elsewhere))
    for a, b in pairs_of(told, (), crowded | elsewhere, standing, hubs):
        leaning = leans(a.id, b.id, keys[a.id] & keys[b.id], hubs)
        yield Meeting(a.id, b.id, weighing.counted(a, b), is_tied(a, b), leaning)
