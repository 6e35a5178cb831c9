"""Tables of months and weeks to the scorers' formats; the whole table is one question."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.predict.rows import Row, write_rows
from tocsin.watch.detectors import DEFAULT
from tocsin.watch.forecast import forecasts
from tocsin.watch.panel import panel_of
from tocsin.watch.warning import warnings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tocsin.watch.panel import Panel

LEARNING_YEARS = 6
"""Years at the start of a table that are not forecast."""


def table_of(path: Path) -> list[Row]:
    """A table as one row, so that nothing is answered from a part of it."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{"id": path.name, "rows": list(csv.DictReader(file))}]


def alerts(row: Row) -> Row:
    """The chance of a flare-up, by country and month."""
    found = warnings(countries_of(row))
    return {"header": "unit,month,score", "cells": [(u, f"{m:%Y-%m}", c) for u, m, c in found]}


def detect(row: Row) -> Row:
    """The default detector's score on the events of each dyad and week, without deaths."""
    panel = panel_of(
        (each["dyad"], date.fromisoformat(each["week"]), float(each["events"]))
        for each in row["rows"]
    )
    score = DEFAULT.gauge(panel.values).score
    cells = [
        (dyad, week.isoformat(), float(score[i, j]))
        for j, dyad in enumerate(panel.units)
        for i, week in enumerate(panel.steps)
    ]
    return {"header": "dyad,week,score", "cells": cells}


def crps(row: Row) -> Row:
    """Draws for each country and month, every year from what was known in October before it."""
    panel = countries_of(row)
    first = panel.steps[0].year + LEARNING_YEARS
    return {
        "rows": [
            {"unit": unit, "month": f"{month:%Y-%m}", "draws": [int(one) for one in draws]}
            for unit, month, draws in forecasts(panel, from_year=first)
        ]
    }


def write_draws(path: Path, rows: Iterable[Row]) -> None:
    """The rows of the one answer, one JSON object a line."""
    write_rows(path, (line for row in rows for line in row["rows"]))


def write_table(path: Path, rows: Iterable[Row]) -> None:
    """The cells of the one answer as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow(row["header"].split(","))
        writer.writerows(row["cells"])
    path.write_text(out.getvalue(), "utf-8")


def countries_of(row: Row) -> Panel:
    """The deaths of a table of country-months; theatres of several countries are left out."""
    return panel_of(
        (each["unit"], date.fromisoformat(f"{each['month']}-01"), float(each["ged_all"] or 0))
        for each in row["rows"]
        if each.get("unit_type", "country") == "country"
    )
