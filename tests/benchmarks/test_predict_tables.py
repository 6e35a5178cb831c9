"""Tables are answered whole, in the scorers' formats, and rows of the past hold when rows come."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.predict.run import predict
from tests.watch.tables import panel

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = panel(9)


def table(path: Path, months: int) -> Path:
    """Months of the invented table, deaths alone, with a theatre that is no country."""
    lines = ["unit_type,unit,month,ged_all,split"]
    for i, step in enumerate(WHOLE.steps[:months]):
        lines += [
            f"country,{unit},{step:%Y-%m},{WHOLE.values[i, j]:.0f},dev"
            for j, unit in enumerate(WHOLE.units)
        ]
        lines.append(f"theatre,Both,{step:%Y-%m},3,dev")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_warnings_are_one_line_a_country_and_month(tmp_path: Path) -> None:
    assert predict("alerts", table(tmp_path / "t.csv", 100), tmp_path / "p.csv", workers=1) == ()
    rows = list(csv.DictReader((tmp_path / "p.csv").read_text("utf-8").splitlines()))
    assert {row["unit"] for row in rows} <= set(WHOLE.units)
    assert all(0 < float(row["score"]) < 1 for row in rows)


def test_warnings_hold_when_the_table_grows(tmp_path: Path) -> None:
    for months in (90, 100):
        predict("alerts", table(tmp_path / "t.csv", months), tmp_path / f"{months}.csv", workers=1)
    early, late = (
        {
            (r["unit"], r["month"]): float(r["score"])
            for r in csv.DictReader(path.read_text("utf-8").splitlines())
        }
        for path in (tmp_path / "90.csv", tmp_path / "100.csv")
    )
    assert early
    assert early == pytest.approx({key: late[key] for key in early})


def test_forecasts_are_a_thousand_draws_a_month(tmp_path: Path) -> None:
    assert predict("crps", table(tmp_path / "t.csv", 108), tmp_path / "p.jsonl", workers=1) == ()
    rows = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text("utf-8").splitlines()]
    assert {row["month"][:4] for row in rows} == {"1996", "1997", "1998"}
    assert {len(row["draws"]) for row in rows} == {1000}


def test_detection_does_not_look_at_deaths(tmp_path: Path) -> None:
    answers = []
    for deaths in ("0", "99"):
        path = tmp_path / f"{deaths}.csv"
        path.write_text(
            "dyad,week,deaths,events\n"
            f"A - B,2000-01-03,0,0\nA - B,2000-01-10,{deaths},3\nA - C,2000-01-03,0,0\n",
            "utf-8",
        )
        predict("detect", path, tmp_path / "p.csv", workers=1)
        answers.append((tmp_path / "p.csv").read_text("utf-8"))
    assert answers[0] == answers[1]
    assert answers[0].startswith("dyad,week,score\nA - B,2000-01-03,0.0\nA - B,2000-01-10,")
