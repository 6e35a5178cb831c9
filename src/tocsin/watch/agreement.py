"""How far two series rise and fall together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.watch.panel import Array

FEWEST = 3


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Spearman's rank correlation (1904), ties sharing their mean rank; None if one is constant.

    >>> rank_correlation([1, 2, 5, 9], [0, 3, 4, 80])
    1.0
    """
    if len(one) < FEWEST or len(set(one)) == 1 or len(set(other)) == 1:
        return None
    return round(float(np.corrcoef(_ranks(one), _ranks(other))[0, 1]), 6)


def _ranks(values: Sequence[float]) -> Array:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    found: Array = (ends - (counts - 1) / 2)[place]
    return found
