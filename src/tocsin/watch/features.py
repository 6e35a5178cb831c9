"""The figures that a warning weighs, each named and worded in `lexicon/watch/features.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tocsin.lexicon.tables import rows
from tocsin.watch.onsets import FLARE as LEAST_FLARE
from tocsin.watch.onsets import HALF_YEAR, RISE, onsets
from tocsin.watch.panel import Array, highest, since, smoothed, summed
from tocsin.watch.units import adjacency

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.watch.panel import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One line of the table: `length` is a half-life or a number of months."""

    name: str
    figure: str
    length: int
    level: float
    group: str
    meaning: str


def features() -> tuple[Feature, ...]:
    """All features, in the table's order."""
    return tuple(
        Feature(
            name=row["feature"],
            figure=row["figure"],
            length=int(row["length"]),
            level=float(row["level"]),
            group=row["group"],
            meaning=row["meaning"],
        )
        for row in rows("watch/features.tsv")
    )


def figures_of(panel: Panel) -> Array:
    """All features of a panel of deaths by month: `[month, unit, feature]`."""
    told = _Figures(panel)
    return np.stack([FIGURES[one.figure](told, one) for one in features()], axis=-1)


class _Figures:
    """A panel with what several figures need, computed once."""

    def __init__(self, panel: Panel) -> None:
        self.deaths = panel.values
        self.logs = np.log1p(panel.values)
        self.panel = panel

    @cached_property
    def flares(self) -> Array:
        found: Array = onsets(self.deaths).astype(float)
        return found

    @cached_property
    def borders(self) -> Array:
        return adjacency(self.panel.units)

    @cached_property
    def number(self) -> Array:
        found: Array = np.maximum(self.borders.sum(axis=1), 1.0)
        return found

    def everywhere(self, values: Array) -> Array:
        """The mean over all units, repeated for each."""
        found: Array = np.repeat(values.mean(axis=1, keepdims=True), values.shape[1], axis=1)
        return found

    def half_year(self) -> Array:
        """The mean of the last six months."""
        return summed(self.deaths, HALF_YEAR) / HALF_YEAR

    def above(self, level: float) -> Array:
        """1 in months of `level` deaths or more."""
        found: Array = (self.deaths >= level).astype(float)
        return found

    def spread(self, length: int) -> Array:
        """The standard deviation of the logs of the last months."""
        mean = summed(self.logs, length) / length
        square = summed(self.logs**2, length) / length
        found: Array = np.sqrt(np.maximum(square - mean**2, 0.0))
        return found

    def worst_neighbour(self, half_life: int) -> Array:
        """The highest smoothed deaths among the neighbours."""
        level = np.log1p(smoothed(self.deaths, half_life))
        return np.stack([(level * row).max(axis=1) for row in self.borders], axis=1)


def _step(told: _Figures, _: Feature) -> Array:
    return np.log(np.maximum(LEAST_FLARE, RISE * (told.half_year() + 1)))


FIGURES: dict[str, Callable[[_Figures, Feature], Array]] = {
    "smoothed-log": lambda told, one: smoothed(told.logs, one.length),
    "log-smoothed": lambda told, one: np.log1p(smoothed(told.deaths, one.length)),
    "now": lambda told, _: told.logs,
    "highest": lambda told, one: highest(told.logs, one.length),
    "active": lambda told, one: summed(told.above(one.level), one.length) / one.length,
    "since": lambda told, one: np.log1p(since(told.deaths >= one.level, one.length)),
    "months-above": lambda told, one: smoothed(told.above(one.level), one.length),
    "flares": lambda told, one: smoothed(told.flares, one.length),
    "since-flare": lambda told, one: np.log1p(since(told.flares > 0, one.length)),
    "half-year": lambda told, _: np.log1p(told.half_year()),
    "step": _step,
    "spread": lambda told, one: told.spread(one.length),
    "world-flares": lambda told, one: told.everywhere(smoothed(told.flares, one.length)),
    "world-deaths": lambda told, one: told.everywhere(smoothed(told.logs, one.length)),
    "neighbours": lambda told, one: (
        np.log1p(smoothed(told.deaths, one.length)) @ told.borders.T / told.number
    ),
    "worst-neighbour": lambda told, one: told.worst_neighbour(one.length),
    "neighbours-flares": lambda told, one: smoothed(told.flares, one.length) @ told.borders.T,
    "neighbours-number": lambda told, _: np.repeat(told.number[None], len(told.deaths), axis=0),
}
