"""Deaths of months ahead as draws: a country's own recent months, mixed with months of its like.

Two components share the draws of a country. Its own last two years, the latest months weighing most
(a recency-weighted bootstrap), and what followed in all countries wherever things stood alike (an
analogue forecast after Lorenz 1969). Where little happens the past of others tells more, in a war
its own months do. The upper tail is then stretched by what earlier forecasts of the same table
missed (split conformal calibration, Vovk et al. 2005), by level of violence. See docs/watch.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tocsin.watch.panel import Array, smoothed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tocsin.watch.panel import Panel

LEADS = tuple(range(3, 15))
"""Months from the last known one (October) to those forecast (January to December)."""
DRAWS = 1000
YEAR, OCTOBER = 12, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What was chosen on rolling origins 1995-2014.

    `own_months` and `own_half_life` make the country's own part, `bandwidth` says how alike (on the
    log scale) its like are. The share of draws from others falls from `share_calm` to `share_war`
    around `turn` deaths a month. `trust` is how many earlier years calibrate, `reach` the part of
    active months that the 95th percentile of the draws shall cover.
    """

    own_months: int = 24
    own_half_life: float = 4.0
    bandwidth: float = 0.5
    share_calm: float = 0.7
    share_war: float = 0.15
    turn: float = 200.0
    seed: int = 20140101
    trust: int = 10
    reach: float = 0.96
    most: float = 6.0


LEVELS = (0.05, 1.0, 10.0, 100.0)
"""Smoothed deaths a month that part the groups of the calibration."""
SHORT, MIDDLE, LONG = 2.0, 8.0, 36.0
FEWEST = 60
"""The least number of analogues that share in a forecast."""
SCALES = (0.2, 5.0)
"""How far an analogue may be scaled to the level of the country."""
KNEE, TOP = 0.9, 0.945
"""Draws below the knee stay as they are; those above the top are at least the stretched top."""


class Forecaster:
    """Forecasts of all units of a panel from any of its months, using nothing after it."""

    def __init__(
        self, panel: Panel, recipe: Recipe | None = None, leads: tuple[int, ...] = LEADS
    ) -> None:
        """Smooth the panel once; smoothing looks back only. `leads` are the months ahead."""
        self._leads = leads
        self._deaths = panel.values
        self._recipe = recipe or Recipe()
        self._short = smoothed(panel.values, SHORT)
        self._middle = smoothed(panel.values, MIDDLE)
        long = np.log1p(smoothed(panel.values, LONG))
        self._state = np.stack([np.log1p(self._short), np.log1p(self._middle), 0.5 * long], axis=-1)
        self._drawn: dict[int, Array] = {}

    def draws(self, origin: int) -> Array:
        """Calibrated draws `[unit, lead, draw]` from what is known at the end of step `origin`."""
        raw = self.uncalibrated(origin)
        return _stretched(raw, self._stretch(origin))

    def uncalibrated(self, origin: int) -> Array:
        """The same before the tail is stretched, sorted along the draws."""
        if origin not in self._drawn:
            random = np.random.default_rng(self._recipe.seed + origin)
            lessons = _Lessons(self._deaths, self._state, self._level, origin, self._leads)
            units = range(self._deaths.shape[1])
            self._drawn[origin] = np.stack([self._one(lessons, u, random) for u in units])
        return self._drawn[origin]

    @cached_property
    def _level(self) -> Array:
        found: Array = 0.5 * (self._short + self._middle)
        return found

    def _one(self, lessons: _Lessons, unit: int, random: np.random.Generator) -> Array:
        recipe, origin = self._recipe, lessons.origin
        calm = 1 / (1 + ((self._short[origin, unit] + 1) / (recipe.turn + 1)) ** 2)
        share = recipe.share_war + (recipe.share_calm - recipe.share_war) * calm
        count = round(share * DRAWS) if lessons.any else 0
        own = np.repeat(self._own(origin, unit, DRAWS - count)[None], len(self._leads), axis=0)
        others = lessons.like(unit, count, recipe.bandwidth, random)
        return np.sort(np.concatenate([own, others], axis=1), axis=1)

    def _own(self, origin: int, unit: int, count: int) -> Array:
        """The weighted quantiles of the last months."""
        first = max(0, origin - self._recipe.own_months + 1)
        months = self._deaths[first : origin + 1, unit]
        weights = 0.5 ** (np.arange(len(months))[::-1] / self._recipe.own_half_life)
        order = np.argsort(months, kind="stable")
        reached = np.cumsum(weights[order]) / weights.sum()
        shares = (np.arange(count) + 0.5) / count
        found: Array = months[order][np.minimum(np.searchsorted(reached, shares), len(months) - 1)]
        return found

    def _stretch(self, origin: int) -> Array:
        """By unit, the factor that the earlier forecasts of its group would have needed."""
        known = [
            (self._group(back), self._needed(back))
            for back in range(origin - YEAR, LEADS[0] + 2 * YEAR, -YEAR)
            if back + self._leads[-1] <= origin
        ][: self._recipe.trust]
        group = self._group(origin)
        found = np.ones(len(group))
        for one in np.unique(group):
            needed = [row[which == one] for which, row in known]
            ratios = np.concatenate(needed).ravel() if needed else np.ones(0)
            active = ratios[~np.isnan(ratios)]
            if len(active) and one > 0:
                wanted = np.quantile(active, self._recipe.reach)
                found[group == one] = np.clip(wanted, 1.0, self._recipe.most)
        return found

    def _group(self, origin: int) -> Array:
        found: Array = np.digitize(self._short[origin], LEVELS).astype(float)
        return found

    def _needed(self, origin: int) -> Array:
        """For past forecasts, how much higher the 95th percentile had to be; nan where quiet."""
        truth = np.stack([self._deaths[origin + lead] for lead in self._leads], axis=1)
        top = np.quantile(self.uncalibrated(origin), TOP, axis=-1)
        return np.where(truth > 0, (truth + 1) / (top + 1), np.nan)


class _Lessons:
    """All months before `origin` whose following months are known by then."""

    def __init__(
        self, deaths: Array, state: Array, level: Array, origin: int, leads: tuple[int, ...]
    ) -> None:
        self.origin = origin
        self._leads = leads
        self._state, self._level = state, level
        months = np.arange(YEAR, origin - leads[-1] + 1)
        self.any = len(months) > 0
        self._places = state[months].reshape(-1, state.shape[-1])
        self._levels = level[months].ravel()
        self._outcomes = np.stack([deaths[months + lead].ravel() for lead in leads], axis=-1)

    def like(self, unit: int, count: int, bandwidth: float, random: np.random.Generator) -> Array:
        """`[lead, draw]`: what followed in months alike, scaled to the level of this one."""
        if not count:
            return np.zeros((len(self._leads), 0))
        distance = ((self._places - self._state[self.origin, unit]) ** 2).sum(axis=1)
        weights = np.exp(-distance / (2 * bandwidth**2))
        if weights.sum() < FEWEST / 2:
            nearest = min(FEWEST, len(distance) - 1)
            wide = max(np.partition(distance, nearest)[nearest], bandwidth**2)
            weights = np.exp(-distance / (2 * wide))
        reached = np.cumsum(weights)
        shares = (np.arange(count) + random.random(count)) / count * reached[-1]
        chosen = np.minimum(np.searchsorted(reached, shares), len(reached) - 1)
        scale = (self._level[self.origin, unit] + 1) / (self._levels[chosen] + 1)
        found: Array = np.rint(self._outcomes[chosen] * np.clip(scale, *SCALES)[:, None]).T
        return found


def forecasts(panel: Panel, *, from_year: int) -> Iterator[tuple[str, date, Array]]:
    """(unit, month, draws) for every month of the table from January of `from_year` on.

    A year is forecast from data up to October of the year before; its own months are not looked at.
    """
    forecaster = Forecaster(panel)
    for origin, last in enumerate(panel.steps):
        ahead = origin + LEADS[0]
        if last.month != OCTOBER or last.year < from_year - 1 or ahead >= len(panel.steps):
            continue
        drawn = forecaster.draws(origin)
        for k, lead in enumerate(LEADS):
            if origin + lead < len(panel.steps):
                for u, unit in enumerate(panel.units):
                    yield unit, panel.steps[origin + lead], drawn[u, k]


def _stretched(draws: Array, factors: Array) -> Array:
    """Sorted draws whose 95th percentile is multiplied: gradually from the knee, a floor above."""
    shares = (np.arange(draws.shape[-1]) + 0.5) / draws.shape[-1]
    part = np.clip((shares - KNEE) / (TOP - KNEE), 0.0, 1.0)
    gradual = (draws + 1) * (1 + (factors[:, None] - 1) * part)[:, None, :] - 1
    top = np.quantile(draws, TOP, axis=-1, keepdims=True)
    floor = (top + 1) * factors[:, None, None] - 1
    stretched = np.where(part < 1, np.minimum(gradual, floor), np.maximum(draws, floor))
    found: Array = np.rint(np.maximum(np.maximum(stretched, draws), 0.0))
    return found
