"""Who counts how many losses: the range each voice gives for each harm."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from tocsin.records import TollRange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.reconcile.told import Told
    from tocsin.records import Toll

Count = tuple[int | None, int | None]


def toll_ranges(spoken: Iterable[tuple[str, Told]]) -> tuple[TollRange, ...]:
    """One range for each voice and harm, over all that the voice says; `best` is its last word.

    The groups of one claim are disjoint and add up; claims of one voice repeat or update one
    another and do not.
    """
    held: defaultdict[tuple[str, str], list[tuple[date, str, Count, str]]] = defaultdict(list)
    for voice, told in spoken:
        by_harm: defaultdict[str, list[Toll]] = defaultdict(list)
        for toll in told.claim.claim.tolls:
            by_harm[toll.harm].append(toll)
        for harm, tolls in by_harm.items():
            whom = ", ".join(sorted({toll.whom for toll in tolls if toll.whom}))
            published = told.document.published or date.min
            held[harm, voice].append((published, told.id, _added(tolls), whom))
    return tuple(_range(harm, voice, held[harm, voice]) for harm, voice in sorted(held))


def _added(tolls: list[Toll]) -> Count:
    lows = [toll.low for toll in tolls if toll.low is not None]
    highs = [toll.high for toll in tolls if toll.high is not None]
    return (sum(lows) if lows else None, sum(highs) if len(highs) == len(tolls) else None)


def _range(harm: str, voice: str, said: list[tuple[date, str, Count, str]]) -> TollRange:
    said = sorted(said, key=lambda one: (one[0], one[1]))
    counts = [count for _, _, count, _ in said]
    lows = [low for low, _ in counts if low is not None]
    highs = [high for _, high in counts if high is not None]
    last_low, last_high = counts[-1]
    return TollRange(
        harm=harm,
        whom="; ".join(sorted({whom for *_, whom in said if whom})),
        low=min(lows) if len(lows) == len(counts) else None,
        best=last_high if last_low is None else last_low,
        high=max(highs) if len(highs) == len(counts) else None,
        source=voice,
    )
