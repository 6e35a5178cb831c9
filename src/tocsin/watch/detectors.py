"""Has a flare-up begun? Three detectors of one shape, for counts or deaths by week.

A detector compares what a week (or a few) brought with what the series led one to expect, using
that week and earlier ones only. Scores of one detector are comparable between series and weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from tocsin.watch.panel import Array, delayed, smoothed, summed

SURE = 1e-12
"""The smallest chance that is told apart from none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """By step and series: what was seen, what was expected, and how far apart the two are."""

    observed: Array
    expected: Array
    score: Array


class Detector(Protocol):
    """Looks at `values[week, series]` and gives a gauge of the same shape."""

    @property
    def name(self) -> str:
        """How alerts call it."""

    def gauge(self, values: Array) -> Gauge:
        """Observed, expected and score of every week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceedance:
    """The default: how improbable the last weeks' count is under a negative binomial baseline.

    Noufaily et al. 2013 and Farrington et al. 1996 compare a count with a learned baseline; here it
    is the smoothed mean before the window, plus a `floor` (events a week) for series without a
    past, and `size` is the dispersion. The score is -log10 of the chance of so many events, plus
    `company` times the log of the other series' recent events: flare-ups come in company.
    """

    name: str = "exceedance"
    weeks: int = 3
    half_life: float = 104.0
    floor: float = 0.02
    size: float = 1.0
    company: float = 0.3
    company_half_life: float = 4.0

    def gauge(self, values: Array) -> Gauge:
        """Counts are rounded; deaths may be given in place of events."""
        observed = summed(values, self.weeks)
        before = delayed(smoothed(values, self.half_life), self.weeks)
        expected = self.weeks * (before + self.floor)
        others = values.sum(axis=1, keepdims=True) - values
        company = np.log1p(smoothed(others, self.company_half_life))
        surprise = -np.log10(np.maximum(chance_of(np.rint(observed), expected, self.size), SURE))
        score = np.where(observed > 0, surprise + self.company * company, 0.0)
        return Gauge(observed=observed, expected=expected, score=score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """The exponentially weighted mean (Roberts 1959), best where deaths are known."""

    name: str = "average"
    half_life: float = 2.0
    past: float = 104.0

    def gauge(self, values: Array) -> Gauge:
        """The score is the mean itself; the long mean before is what is expected."""
        mean = smoothed(values, self.half_life)
        return Gauge(
            observed=mean, expected=delayed(smoothed(values, self.past), 1), score=mean.copy()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeSum:
    """Page's CUSUM (1954) on the excess over the baseline, in standard deviations of a count.

    `slack` is how much excess a week forgives; the sum starts anew when it falls to zero.
    """

    name: str = "cusum"
    half_life: float = 104.0
    floor: float = 0.02
    size: float = 1.0
    slack: float = 1.0
    most: float = 25.0

    def gauge(self, values: Array) -> Gauge:
        """The score is the sum, which `most` bounds so that a war's end is seen."""
        expected = delayed(smoothed(values, self.half_life), 1) + self.floor
        deviation = np.sqrt(expected + expected**2 / self.size)
        excess = (values - expected) / deviation - self.slack
        score = np.zeros_like(values)
        total = np.zeros(values.shape[1])
        for i, now in enumerate(excess):
            total = np.clip(total + now, 0.0, self.most)
            score[i] = total
        return Gauge(observed=values, expected=expected, score=score)


DEFAULT = Exceedance()
DETECTORS: tuple[Detector, ...] = (DEFAULT, Average(), CumulativeSum())


def chance_of(counts: Array, means: Array, size: float) -> Array:
    """The chance of `counts` or more under negative binomials of these means and this size.

    Sums the probability function (Hilbe 2011); variance is mean + mean^2 / size.
    """
    failure = size / (size + means)
    mass = failure**size
    below = np.zeros_like(means)
    found = np.ones_like(means)
    for k in range(int(counts.max(initial=0)) + 1):
        found = np.where(counts == k, 1 - below, found)
        below = below + mass
        mass = mass * (size + k) / (k + 1) * (1 - failure)
    return np.clip(found, 0.0, 1.0)
