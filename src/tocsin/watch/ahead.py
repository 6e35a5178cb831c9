"""Forecasts of the coming months for one subject of a ledger or an outside series."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import InputError
from tocsin.records import Forecast, Step
from tocsin.watch.forecast import Forecaster
from tocsin.watch.panel import panel_of
from tocsin.watch.series import following, steps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tocsin.records import Subject

METHOD = "own months and their like"
MOST_MONTHS = 14


def forecast_of(
    cells: Iterable[tuple[str, date, float]], subject: Subject, day: date, months: int
) -> tuple[Forecast, ...]:
    """The deaths of the `months` after the last whole month before the end of `day`.

    `cells` are (name, first day of the month, deaths) of all subjects of the sort; months that are
    not told are without deaths.

    Raises:
        InputError: nothing is told of the subject before `day`, or `months` is not 1 to 14.
    """
    if not 1 <= months <= MOST_MONTHS:
        msg = f"cannot forecast {months} months; ask for 1 to {MOST_MONTHS}"
        raise InputError(msg)
    present = (day + timedelta(days=1)).replace(day=1)
    told = [(name, month, value) for name, month, value in cells if month < present]
    if not any(name == subject.name for name, _, _ in told):
        msg = (
            f"nothing is known of {subject.name!r} before {present}; "
            "`tocsin series list` shows the names"
        )
        raise InputError(msg)
    first = min(month for _, month, _ in told)
    last = present - timedelta(days=1)
    whole = [(subject.name, month, 0.0) for month in steps(first, last, Step.MONTH)]
    panel = panel_of([*whole, *told])
    leads = tuple(range(1, months + 1))
    drawn = Forecaster(panel, leads=leads).draws(len(panel.steps) - 1)
    own = drawn[panel.units.index(subject.name)]
    found, month = [], present
    for row in own:
        found.append(
            Forecast(
                subject=subject,
                month=month,
                made_on=day,
                method=METHOD,
                draws=tuple(int(one) for one in np.rint(row)),
            )
        )
        month = following(month, Step.MONTH)
    return tuple(found)
