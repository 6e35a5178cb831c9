"""How far coders agree: Krippendorff's alpha for nominal values, with any number of coders.

Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania,
Annenberg School for Communication: the coincidence matrix of pairable values.
"""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping


def alpha(units: Iterable[Mapping[str, Hashable]]) -> float | None:
    """Alpha of units, each a value by coder; None where nothing can be compared.

    1 is perfect agreement, 0 what chance would give, below 0 systematic disagreement. A unit with
    one coder only says nothing. Where all coders always give one and the same value there is no
    variation to agree on, and alpha is undefined.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        values = list(unit.values())
        for pair in permutations(values, 2):
            coincidences[pair] += 1 / (len(values) - 1)  # type: ignore[assignment]
    totals: Counter[Hashable] = Counter()
    for (left, _), weight in coincidences.items():
        totals[left] += weight
    everything = sum(totals.values())
    expected = sum(
        totals[left] * totals[right] for left in totals for right in totals if left != right
    )
    if not expected:
        return None
    observed = sum(weight for (left, right), weight in coincidences.items() if left != right)
    return 1 - (everything - 1) * observed / expected
