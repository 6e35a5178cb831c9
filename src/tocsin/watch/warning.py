"""The chance that a calm country flares up within three months, learned from months gone by.

Four logistic regressions learn whether any of the next three months has 5, 10, 15 and 25 deaths or
more; the mean of their standardised log-odds is tied to the chance of a flare-up by a fifth, of one
feature (Platt 1999). Several thresholds in place of one steady the weights, because flare-ups alone
are few. Chosen on rolling origins; see docs/watch.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.watch.features import figures_of
from tocsin.watch.logistic import LEAST, Logistic, fitted
from tocsin.watch.onsets import at_risk_again, calm, onsets
from tocsin.watch.panel import Array, Mask, Panel, ahead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

HORIZON = 3
"""Months that a warning looks ahead."""
THRESHOLDS = (5.0, 10.0, 15.0, 25.0)
PENALTY = 100.0
FIRST_YEARS = 6
"""Years of a table that are only learned from."""
TESTED_YEARS = 5
"""Years of log-odds that were not learned from, before they correct the chances."""
SETTLING = 12
"""The first months of a table are no lesson: their figures still settle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warner:
    """The weights: one regression a threshold, and how their mean becomes a chance."""

    models: tuple[Logistic, ...]
    centre: Array
    scale: Array
    link: Logistic

    def log_odds(self, figures: Array) -> Array:
        """The log-odds of a flare-up within three months, by features on the last axis."""
        return self.link.log_odds(self._mean(figures)[..., None])

    def terms(self, figures: Array) -> Array:
        """What each feature adds to the log-odds, in the order of the table."""
        parts = [
            model.terms(figures) / scale
            for model, scale in zip(self.models, self.scale, strict=True)
        ]
        slope = self.link.weights[0] / self.link.spread[0]
        found: Array = np.mean(parts, axis=0) * slope
        return found

    def _mean(self, figures: Array) -> Array:
        odds = np.stack([one.log_odds(figures) for one in self.models], axis=-1)
        found: Array = ((odds - self.centre) / self.scale).mean(axis=-1)
        return found


def learned(figures: Array, deaths: Array, rows: Mask) -> Warner:
    """A warner from the months in `rows`, whose next three months must be known."""
    chosen, coming = figures[rows], ahead(deaths, HORIZON)[rows]
    flares = ahead(onsets(deaths).astype(float), HORIZON)[rows] > 0
    models = tuple(fitted(chosen, coming >= level, PENALTY) for level in THRESHOLDS)
    odds = np.stack([one.log_odds(chosen) for one in models], axis=-1)
    centre, scale = odds.mean(axis=0), odds.std(axis=0) + LEAST
    mean = ((odds - centre) / scale).mean(axis=-1)
    link = fitted(mean[:, None], flares, 1.0)
    return Warner(models=models, centre=centre, scale=scale, link=link)


def warnings(panel: Panel, *, again: bool = True) -> Iterator[tuple[str, date, float]]:
    """(unit, month, chance of a flare-up in the next three) for a table of deaths by month.

    Each calendar year is scored by weights learned from the months before it alone, the first six
    years of the table not at all. With `again` it learns from countries that had a conflict before.
    The chance holds for calm months; others are scored by the same weights.
    """
    lessons = at_risk_again(panel.values) if again else calm(panel.values)
    for months, odds in rolling(panel, figures_of(panel), lessons):
        chance = 1 / (1 + np.exp(-odds))
        for i, row in zip(months, chance, strict=True):
            for unit, value in zip(panel.units, row, strict=True):
                yield unit, panel.steps[i], float(value)


def rolling(
    panel: Panel, figures: Array, lessons: Mask, *, tied: bool = True
) -> Iterator[tuple[list[int], Array]]:
    """By calendar year, its months and the log-odds `[month, unit]` as learned before it.

    Once there are five years of such log-odds, what they were worth ties the next ones to chances:
    weights look better on the months that they were learned from than they are. Without `tied` the
    log-odds stay as they were learned.
    """
    deaths, rows = panel.values, lessons.copy()
    rows[:SETTLING] = False
    told = np.full(deaths.shape, np.nan)
    flares = ahead(onsets(deaths).astype(float), HORIZON) > 0
    for year in sorted({step.year for step in panel.steps})[FIRST_YEARS:]:
        months = [i for i, step in enumerate(panel.steps) if step.year == year]
        known = rows.copy()
        known[months[0] - HORIZON :] = False
        if not known.any():
            continue
        told[months] = learned(figures, deaths, known).log_odds(figures[months])
        tested = known & ~np.isnan(told)
        if not tied or _years(panel, tested) < TESTED_YEARS:
            yield months, told[months]
        else:
            yield months, tie(told[tested], flares[tested]).log_odds(told[months][..., None])


def tie(odds: Array, truth: Mask) -> Logistic:
    """What log-odds of years that were not learned from turned out to be worth."""
    return fitted(odds[:, None], truth, 1.0)


def _years(panel: Panel, rows: Mask) -> int:
    return len({panel.steps[i].year for i in np.flatnonzero(rows.any(axis=1))})
