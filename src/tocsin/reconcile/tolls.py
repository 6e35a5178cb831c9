"""Who counts how many losses: the range each voice gives for each harm."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from tocsin.reconcile.archive import words_in
from tocsin.reconcile.told import LONG_WORD, folded
from tocsin.records import TollDay, TollRange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.reconcile.told import Told
    from tocsin.records import Toll

Count = tuple[int | None, int | None]


def toll_ranges(spoken: Iterable[tuple[str, Told]]) -> tuple[TollRange, ...]:
    """One range for each voice and harm, over all that the voice says; `best` is its last word.

    Groups of one claim add up where each has a name of its own; a group without one, or named by
    words that another group has too ("105 Armenian soldiers, at least 155 soldiers"), restates or
    holds the other and widens the range. Claims of one voice repeat or update one another.
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


def toll_history(spoken: Iterable[tuple[str, Told]]) -> tuple[TollDay, ...]:
    """The ranges as they stood after each day on which a count was published, the earliest first.

    What has no date of publication stands in every row, and alone in the first.
    """
    counted = [(voice, told) for voice, told in spoken if told.claim.claim.tolls]
    days = sorted({told.document.published or date.min for _, told in counted})
    found: list[TollDay] = []
    for day in days:
        known = [one for one in counted if (one[1].document.published or date.min) <= day]
        ranges = toll_ranges(known)
        if not found or found[-1].tolls != ranges:
            found.append(TollDay(day=None if day == date.min else day, tolls=ranges))
    return tuple(found)


def _added(tolls: list[Toll]) -> Count:
    """One count of a claim's groups: their sum, or the range over those that may overlap."""
    apart = all(_are_apart(one, two) for one, two in combinations(tolls, 2))
    lows = [toll.low for toll in tolls if toll.low is not None]
    highs = [toll.high for toll in tolls if toll.high is not None]
    low, high = (sum(lows), sum(highs)) if apart else (min(lows, default=0), max(highs, default=0))
    return (low if lows else None, high if len(highs) == len(tolls) else None)


def _are_apart(one: Toll, two: Toll) -> bool:
    """Whether two groups have names of which neither says all that the other says."""
    first, second = _named(one), _named(two)
    return not (first <= second or second <= first or one.cumulative or two.cumulative)


def _named(toll: Toll) -> frozenset[str]:
    words = (word for word in words_in(folded(toll.whom)) if not word.isdigit())
    return frozenset(word for word in words if len(word) >= LONG_WORD)


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
