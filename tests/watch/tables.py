"""Invented tables of months: calm countries, wars that end, wars that come back."""

from __future__ import annotations

from datetime import date

import numpy as np

from tocsin.watch.panel import Panel

UNITS = ("Armenia", "Azerbaijan", "Chad", "Sudan", "Norway", "Uganda")


def panel(years: int = 12, seed: int = 1) -> Panel:
    """Bursts of violence over a low level in all but one country."""
    random = np.random.default_rng(seed)
    steps = tuple(date(1990 + i // 12, i % 12 + 1, 1) for i in range(12 * years))
    low = random.poisson(random.gamma(0.3, 4, (len(steps), len(UNITS))))
    burst = random.random((len(steps), len(UNITS))) < 0.06
    values = (low + burst * random.integers(15, 200, low.shape)).astype(float)
    values[:, UNITS.index("Norway")] = 0
    return Panel(steps=steps, units=UNITS, values=values)


def cut(whole: Panel, months: int) -> Panel:
    """The table as it was after so many months."""
    return Panel(steps=whole.steps[:months], units=whole.units, values=whole.values[:months])
