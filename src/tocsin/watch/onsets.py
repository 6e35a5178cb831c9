"""What a flare-up is, by month: the definition that warnings are learned and judged by."""

from __future__ import annotations

import numpy as np

from tocsin.watch.panel import Array, Mask, delayed, summed

FLARE = 15.0
"""Deaths in a month."""
CALM = 5.0
"""The highest mean of the six months before."""
RISE = 5.0
"""A flare is at least so many times the mean of the six months before, plus one."""
WAR = 25.0
"""Deaths in twelve months that make an earlier conflict (UCDP's threshold of a conflict year)."""
HALF_YEAR, YEAR = 6, 12


def onsets(deaths: Array) -> Mask:
    """Months in which a quiet unit flares up: 15 deaths or more, fewer the month before.

    The mean of the six months before is at most 5, and the month at least five times that mean
    plus one. The first six months of a table have none.
    """
    before = delayed(summed(deaths, HALF_YEAR), 1) / HALF_YEAR
    found: Mask = (deaths >= FLARE) & (delayed(deaths, 1) < FLARE) & (before <= CALM)
    found &= deaths >= RISE * (before + 1)
    found[:HALF_YEAR] = False
    return found


def calm(deaths: Array) -> Mask:
    """Months after which a flare-up would be one: below 15 deaths, six months' mean at most 5."""
    found: Mask = (summed(deaths, HALF_YEAR) / HALF_YEAR <= CALM) & (deaths < FLARE)
    found[: HALF_YEAR - 1] = False
    return found


def at_risk_again(deaths: Array) -> Mask:
    """Calm months of units that had 25 deaths in some twelve months that ended half a year ago."""
    past: Mask = np.maximum.accumulate(summed(deaths, YEAR) >= WAR, axis=0)
    found = calm(deaths)
    found[HALF_YEAR:] &= past[:-HALF_YEAR]
    found[:HALF_YEAR] = False
    return found
