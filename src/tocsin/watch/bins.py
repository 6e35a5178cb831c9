"""What happened to each dyad in equal blocks of days that end on the day of the look.

Calendar weeks would leave the present one half empty; blocks that end today do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from tocsin.records import Dyad
from tocsin.watch.happenings import Happening, settled
from tocsin.watch.panel import Array
from tocsin.watch.signals import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tocsin.records import Document

WEEK = 7.0
MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bins:
    """Counts `[block, dyad]` by signal, and deaths (best); the last block ends on `last`."""

    last: date
    length: float
    dyads: tuple[Dyad, ...]
    signals: dict[Signal, Array]
    deaths: Array

    @property
    def events(self) -> Array:
        """Acts of violence."""
        return self.signals[Signal.VIOLENCE]

    def day(self, block: int) -> date:
        """The last day of a block."""
        back = (len(self.deaths) - 1 - block) * self.length
        return self.last - timedelta(days=round(back))


def bins_of(happenings: Iterable[Happening], last: date, length: float, *, least: int = 1) -> Bins:
    """The blocks of `length` days from the first happening to `last`; what lasts is spread.

    There are `least` blocks at least; those before the first happening are empty.
    """
    happenings = tuple(happenings)
    dyads = tuple(sorted({dyad for one in happenings for dyad in one.dyads}))
    place = {dyad: i for i, dyad in enumerate(dyads)}
    first = min((one.first for one in happenings), default=last)
    blocks = max(least, 1 + int(((last - first).days + 1) / length))
    signals = {signal: np.zeros((blocks, len(dyads))) for signal in Signal}
    deaths = np.zeros((blocks, len(dyads)))
    for one, events, cost in settled(happenings):
        start, share = _shares(one, last, length, blocks)
        touched = slice(start, start + len(share))
        for dyad in one.dyads:
            signals[one.signal][touched, place[dyad]] += events * share
            if one.signal is Signal.VIOLENCE:
                deaths[touched, place[dyad]] += cost.best * share
    return Bins(last=last, length=length, dyads=dyads, signals=signals, deaths=deaths)


def loudness(documents: Sequence[Document], last: date, length: float, blocks: int) -> Array:
    """By block, how many outlets published something: the denominator of what was heard."""
    heard: list[set[str]] = [set() for _ in range(blocks)]
    for one in documents:
        if one.published is None or one.published > last:
            continue
        back = int((last - one.published).days / length)
        if back < blocks:
            heard[blocks - 1 - back].add(one.outlet or one.origin)
    return np.array([float(len(outlets)) for outlets in heard])


def _shares(one: Happening, last: date, length: float, blocks: int) -> tuple[int, Array]:
    """The first block that the happening touches, and the part of its days in each from there."""
    days = (one.last - one.first).days + 1
    back = (last - one.last).days + np.arange(days)
    inside = back[back >= 0]
    which = blocks - 1 - np.minimum((inside / length).astype(int), blocks - 1)
    start = int(which.min(initial=blocks))
    return start, np.bincount(which - start) / days
