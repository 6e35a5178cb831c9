"""When a source has fallen silent, judged by its own rhythm alone."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from math import exp, lgamma
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

ONE_VISIT = timedelta(minutes=1)  # what comes in one poll came at once
MOST_GAPS = 100
LEAST_GAPS = 4
TOO_UNLIKELY = 0.001


def gaps_between(arrivals: Sequence[datetime]) -> tuple[timedelta, ...]:
    """The times between the newest arrivals, at most a hundred; what came together counts once."""
    gaps = (later - earlier for earlier, later in pairwise(arrivals))
    return tuple(gap for gap in gaps if gap > ONE_VISIT)[-MOST_GAPS:]


def usual_gap(gaps: Sequence[timedelta]) -> timedelta | None:
    """The median gap; None before there is any."""
    return timedelta(seconds=median(gap.total_seconds() for gap in gaps)) if gaps else None


def chance_of_silence(gaps: Sequence[timedelta], silence: timedelta) -> float:
    """How likely a silence at least this long is, if the source still kept its rhythm.

    With n past gaps of which the longest is M, a next gap of more than c times M has the chance
    n B(c + 1, n) (B is Euler's beta function) if gaps are memoryless, whatever their rate: with 20
    gaps, three times the longest comes once in 1,800 gaps. The longest gap stands for nights and
    weekends, so a source must be followed through one before its silence means much; with fewer
    than 4 gaps nothing is said (1.0). Real gaps are not memoryless, so this is a rule for telling
    the odd from the usual, not a probability to be quoted. Derivation: in units of the mean gap,
    P(next > c M) = E[exp(-c M)], where M has the density n exp(-m) (1 - exp(-m))^(n-1).
    """
    if len(gaps) < LEAST_GAPS or silence <= timedelta(0):
        return 1.0
    n, times = len(gaps), silence / max(gaps)
    return exp(lgamma(n + 1) + lgamma(times + 1) - lgamma(n + times + 1))


def is_silent(gaps: Sequence[timedelta], silence: timedelta) -> bool:
    """Whether a silence is too long to belong to the source's rhythm: one in a thousand gaps."""
    return chance_of_silence(gaps, silence) < TOO_UNLIKELY
