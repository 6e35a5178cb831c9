"""How it stands between two sides, week by week, with thresholds that part when rising and falling.

A state is entered at one level and left at a lower one, and only after weeks below it (hysteresis),
so that one calm week ends no war. Levels are deaths in four weeks: 15 is the flare-up of
`onsets.py`, 77 is the pace of UCDP's war (1,000 in a year). Where no tolls are known, surprise at
the number of events takes their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from tocsin.records import Episode, State
from tocsin.watch.panel import Array, summed

if TYPE_CHECKING:
    from tocsin.watch.bins import Bins


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Deaths in four weeks at which a state begins and ends, and weeks that it takes to end."""

    flare: float = 15.0
    flare_ends: float = 5.0
    war: float = 77.0
    war_ends: float = 25.0
    patience: int = 8
    cooling: int = 26
    quiet: int = 26
    many_events: float = 4.0
    surprise: float = 2.0


LEVELS = Levels()
MONTH = 4
HOT = (State.FLARING, State.WAR)


def states_of(
    deaths: Array, events: Array, unease: Array, surprise: Array, levels: Levels = LEVELS
) -> tuple[State, ...]:
    """The state at the end of each week of one dyad.

    All arrays are by week: deaths, acts of violence, threats and mobilisations, and the default
    detector's score. A week's state depends on that week and earlier ones only.
    """
    month = summed(deaths[:, None], MONTH)[:, 0]
    acts = summed(events[:, None], MONTH)[:, 0]
    stirring = summed((events + unease)[:, None], levels.quiet)[:, 0]
    walk = _Walk(levels)
    return tuple(
        walk.step(float(d), bool(a >= levels.many_events and s >= levels.surprise), bool(u > 0))
        for d, a, s, u in zip(month, acts, surprise, stirring, strict=True)
    )


class _Walk:
    """The present state and how long the level below it has lasted."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels
        self._state = State.QUIET
        self._below = 0
        self._cool = 0

    def step(self, deaths: float, surprising: bool, stirring: bool) -> State:  # noqa: FBT001
        levels = self._levels
        if deaths >= levels.war:
            self._enter(State.WAR)
        elif self._state is State.WAR and self._lasts(deaths < levels.war_ends):
            pass
        elif deaths >= levels.flare or surprising:
            self._enter(State.FLARING)
        elif self._state in HOT and self._lasts(deaths < levels.flare_ends):
            pass
        else:
            self._calm(stirring)
        return self._state

    def _enter(self, state: State) -> None:
        if state is not State.FLARING or self._state is not State.WAR or self._below:
            self._state = state
        self._below, self._cool = 0, 0

    def _lasts(self, below: bool) -> bool:  # noqa: FBT001 - a week's level
        """Whether a hot state goes on; enough weeks below its level end it."""
        self._below = self._below + 1 if below else 0
        return self._below < self._levels.patience

    def _calm(self, stirring: bool) -> None:  # noqa: FBT001 - a week's level
        if self._state in HOT:
            self._state, self._below = State.COOLING, 0
        self._cool += 1
        if self._state is State.COOLING and self._cool <= self._levels.cooling:
            return
        self._state = State.SIMMERING if stirring else State.QUIET


def episodes_of(bins: Bins, column: int, states: tuple[State, ...]) -> tuple[Episode, ...]:
    """The flares and wars of one dyad, oldest first; one runs while the state is hot."""
    found: list[Episode] = []
    start: int | None = None
    for i, state in enumerate((*states, State.QUIET)):
        if state in HOT and start is None:
            start = i
        elif state not in HOT and start is not None:
            found.append(_episode(bins, column, states, (start, i)))
            start = None
    return tuple(found)


def _episode(bins: Bins, column: int, states: tuple[State, ...], span: tuple[int, int]) -> Episode:
    """From the first week with violence up to the last one of the run."""
    first, end = max(0, span[0] - MONTH + 1), span[1]
    violent = np.flatnonzero(
        (bins.deaths[first:end, column] > 0) | (bins.events[first:end, column] > 0)
    )
    weeks = (first + violent[[0, -1]]) if len(violent) else np.array([span[0], end - 1])
    worst = State.WAR if State.WAR in states[span[0] : span[1]] else State.FLARING
    return Episode(
        state=worst,
        first=bins.day(int(weeks[0])) - timedelta(days=round(bins.length) - 1),
        last=bins.day(int(weeks[1])),
        deaths=float(bins.deaths[first:end, column].sum()),
    )
