"""`python -m tests.quality.flares`: the watch beside its baselines, with intervals and seeds.

Warnings are scored in three windows of ten years by rolling origin, detection on event counts, on
deaths and on a tenth of the deaths, forecasts by year. Every row is scored by the scorers beside
the sets.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from math import sqrt
from pathlib import Path
from statistics import mean, stdev
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.predict.tables import countries_of, table_of
from tests.quality.sets import SHARED
from tocsin.watch.detectors import DETECTORS
from tocsin.watch.forecast import LEADS, Forecaster, Recipe
from tocsin.watch.panel import Array, Panel, panel_of, smoothed
from tocsin.watch.warning import warnings

if TYPE_CHECKING:
    from collections.abc import Iterable

MONTHS = SHARED / "gold" / "country_month.dev.csv"
WEEKS = SHARED / "gold" / "dyad_week.dev.csv"
DAYS = SHARED / "gold" / "onset_days.dev.csv"
WINDOWS = (("1995-01", "2004-12"), ("2000-01", "2009-12"), ("2005-01", "2014-12"))
SEEDS = 10
KEPT = 0.1
NEAR = 1.96
YEARS = range(2005, 2015)

Cells = list[tuple[str, str, float]]


def main() -> int:
    """Print all rows."""
    panel = countries_of(table_of(MONTHS)[0])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "p")
        warned(panel, place)
        detected(place)
        forecast(panel, place)
    return 0


def warned(panel: Panel, place: Path) -> None:
    """Recall at .25 false alarms a unit-year with its binomial interval, AUC, average precision."""
    rows: dict[str, list[Cells]] = {
        "random": [cells_of(panel, noise(panel.values.shape, seed)) for seed in range(SEEDS)],
        "smoothed deaths": [cells_of(panel, smoothed(panel.values, 3.0))],
        "warning": [[(u, f"{m:%Y-%m}", p) for u, m, p in warnings(panel)]],
    }
    for first, last in WINDOWS:
        print(f"\nwarnings, re-escalation, {first} to {last}")
        for name, many in rows.items():
            found = [
                scored(
                    "score.py",
                    "alerts",
                    MONTHS,
                    table(place, "unit,month,score", cells),
                    "--from",
                    first,
                    "--to",
                    last,
                )
                for cells in many
            ]
            recall = [one["at_0.25_false_alarms_per_unit_year"]["recall"] for one in found]
            print(
                f"  {name:16} recall {spread(recall, found[0]['onsets'])}"
                f"  AUC {spread([one['AUC'] for one in found])}"
                f"  AP {spread([one['average_precision'] for one in found])}"
            )


def detected(place: Path) -> None:
    """Recall at .05 false alarms a dyad-year and median delay, by detector and what is seen."""
    with WEEKS.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    events, deaths = (weekly(lines, column) for column in ("events", "deaths"))
    print("\ndetection, last ten years")
    for name, many in (("events", [events]), ("deaths", [deaths]), ("a tenth", thinned(deaths))):
        for label in ("random", *(one.name for one in DETECTORS)):
            found = [detection(place, one, label, seed) for seed, one in enumerate(many)]
            delays = [one["median_delay_days"] for one in found]
            recall = spread([one["recall"] for one in found], found[0]["onsets"])
            print(f"  {name:8} {label:12} recall {recall}  median delay {spread(delays)} days")


def detection(place: Path, panel: Panel, label: str, seed: int) -> dict[str, Any]:
    """The scorer's figures at .05 false alarms, with the number of onsets."""
    chosen = {one.name: one for one in DETECTORS}
    score = (
        noise(panel.values.shape, seed)
        if label == "random"
        else chosen[label].gauge(panel.values).score
    )
    cells = cells_of(panel, score, "%Y-%m-%d")
    found = scored("score_detect.py", WEEKS, DAYS, table(place, "dyad,week,score", cells))
    figures: dict[str, Any] = found["at_0.05_false_alarms_per_dyad_year"]
    return figures | {"onsets": found["onsets"]}


def forecast(panel: Panel, place: Path) -> None:
    """CRPS as it is, trimmed and on the log scale, and coverage, beside the last twelve months."""
    print(f"\nforecasts, {YEARS[0]} to {YEARS[-1]}, mean of the years")
    rows = {
        "zero": [{origin: np.zeros((len(panel.units), 12, 1)) for origin in origins(panel)}],
        "last 12 months": [{origin: last_year(panel, origin) for origin in origins(panel)}],
        "own and their like": [
            {o: made.draws(o) for o in origins(panel)}
            for seed in range(3)
            for made in [Forecaster(panel, replace(Recipe(), seed=seed * 1000 + 7))]
        ],
    }
    for name, many in rows.items():
        found = [
            scored("score.py", "crps", MONTHS, draws(place, panel, drawn))["mean_over_years"]
            for drawn in many
        ]
        figures = (
            "CRPS",
            "CRPS_without_5_largest",
            "CRPS_log1p",
            "IGN",
            "MIS",
            "coverage_90_active",
        )
        told = "  ".join(f"{key} {spread([one[key] for one in found])}" for key in figures)
        print(f"  {name:18} {told}")


def origins(panel: Panel) -> list[int]:
    """The Octobers before the years that are forecast."""
    return [i for i, s in enumerate(panel.steps) if s.month == 10 and s.year + 1 in YEARS]


def last_year(panel: Panel, origin: int) -> Array:
    """The baseline: the last twelve months are the draws of every month."""
    return np.repeat(panel.values[origin - 11 : origin + 1].T[:, None], 12, axis=1)


def draws(place: Path, panel: Panel, drawn: dict[int, Array]) -> Path:
    """A file of draws as the scorer reads it."""
    with place.open("w", encoding="utf-8") as file:
        for origin, found in drawn.items():
            for k, lead in enumerate(LEADS):
                for u, unit in enumerate(panel.units):
                    month = f"{panel.steps[origin + lead]:%Y-%m}"
                    row = {"unit": unit, "month": month, "draws": found[u, k].tolist()}
                    file.write(json.dumps(row) + "\n")
    return place


def weekly(lines: list[dict[str, str]], column: str) -> Panel:
    """One column of the table of weeks."""
    from datetime import date  # noqa: PLC0415

    return panel_of((r["dyad"], date.fromisoformat(r["week"]), float(r[column])) for r in lines)


def thinned(panel: Panel) -> list[Panel]:
    """Each death kept with a chance of a tenth, ten times over."""
    whole = panel.values.astype(int)
    return [
        replace(panel, values=np.random.default_rng(seed).binomial(whole, KEPT).astype(float))
        for seed in range(SEEDS)
    ]


def cells_of(panel: Panel, score: Array, form: str = "%Y-%m") -> Cells:
    """Scores as rows of unit, step and figure."""
    return [
        (unit, step.strftime(form), float(score[i, j]))
        for i, step in enumerate(panel.steps)
        for j, unit in enumerate(panel.units)
    ]


def noise(shape: tuple[int, ...], seed: int) -> Array:
    """The random row."""
    return np.random.default_rng(seed).random(shape)


def table(place: Path, header: str, cells: Iterable[tuple[str, str, float]]) -> Path:
    """A CSV file of scores."""
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(cells)
    return place


def scored(scorer: str, *arguments: object) -> dict[str, Any]:
    """What the scorer says, as JSON."""
    command = [sys.executable, str(SHARED / "eval" / scorer), *map(str, arguments), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def spread(values: list[float | None], of: int = 0) -> str:
    """A mean with the deviation over seeds or, of one share, Wilson's interval (1927)."""
    known = [one for one in values if one is not None]
    if not known:
        return "none"
    if len(known) > 1:
        return f"{mean(known):.3f} (sd {stdev(known):.3f} over {len(known)})"
    if not of:
        return f"{known[0]:.3f}"
    share, square = known[0], NEAR**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = NEAR * sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return f"{share:.3f} [{middle - half:.2f}, {middle + half:.2f}] of {of}"


if __name__ == "__main__":
    sys.exit(main())
