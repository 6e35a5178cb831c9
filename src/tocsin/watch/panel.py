"""A table of months and units as arrays, and the running figures that are made from it.

Every figure of a month uses that month and earlier ones only; cutting the table after a month
leaves the figure as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Deaths (or events) by month or week and unit: `values[step, unit]`, steps without gaps."""

    steps: tuple[date, ...]
    units: tuple[str, ...]
    values: Array


def panel_of(cells: Iterable[tuple[str, date, float]]) -> Panel:
    """The panel of (unit, first day of its step, value) rows; what is not told is 0."""
    told = tuple(cells)
    steps = tuple(sorted({step for _, step, _ in told}))
    units = tuple(sorted({unit for unit, _, _ in told}))
    row = {step: i for i, step in enumerate(steps)}
    column = {unit: i for i, unit in enumerate(units)}
    values = np.zeros((len(steps), len(units)))
    for unit, step, value in told:
        values[row[step], column[unit]] = value
    return Panel(steps=steps, units=units, values=values)


def smoothed(values: Array, half_life: float) -> Array:
    """The exponentially weighted mean of each column; a value loses half its weight in a half-life.

    The mean starts from zero (Roberts 1959, "Control chart tests based on geometric moving
    averages").
    """
    weight = 1 - 0.5 ** (1 / half_life)
    found = np.zeros_like(values)
    mean = np.zeros(values.shape[1])
    for i, now in enumerate(values):
        mean = mean + weight * (now - mean)
        found[i] = mean
    return found


def highest(values: Array, length: int) -> Array:
    """The maximum of each column's last `length` steps."""
    found = np.zeros_like(values)
    for i in range(len(values)):
        found[i] = values[max(0, i - length + 1) : i + 1].max(axis=0)
    return found


def summed(values: Array, length: int) -> Array:
    """The sum of each column's last `length` steps."""
    total = np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    index = np.arange(len(values))
    found: Array = total[index + 1] - total[np.maximum(index - length + 1, 0)]
    return found


def since(happened: Mask, longest: int = 240) -> Array:
    """Steps since something was last true, at most `longest`."""
    found = np.zeros(happened.shape)
    steps = np.full(happened.shape[1], float(longest))
    for i, now in enumerate(happened):
        steps = np.where(now, 0.0, np.minimum(steps + 1, longest))
        found[i] = steps
    return found


def delayed(values: Array, steps: int) -> Array:
    """The values of `steps` ago, 0 before the table begins."""
    if steps == 0:
        return values
    found = np.zeros_like(values)
    found[steps:] = values[:-steps]
    return found


def ahead(values: Array, steps: int) -> Array:
    """The maximum of the following `steps` values; only for what is learned from, never scored."""
    found = np.zeros_like(values)
    for k in range(1, steps + 1):
        found[:-k] = np.maximum(found[:-k], values[k:])
    return found


def columns_of(panel: Panel, units: Sequence[str]) -> list[int]:
    """Where units stand in the panel."""
    place = {unit: i for i, unit in enumerate(panel.units)}
    return [place[unit] for unit in units]
