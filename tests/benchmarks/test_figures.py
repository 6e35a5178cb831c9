"""The page on performance tells what lies in files, and leaves out what was not measured."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.figures import (
    days_told,
    engines_told,
    gate_told,
    measured,
    plot_days,
    plot_gate,
    soak_told,
)
from benchmarks.gate import NEWS, WAR

if TYPE_CHECKING:
    from pathlib import Path

DAY = {
    "pages": 1000,
    "kept": 113,
    "incidents": 540,
    "reading_s": 75.9,
    "reading_processor_s": 18.0,
    "reconciling_s": 22.9,
    "reconciling_processor_s": 5.5,
    "processor_ms_a_page": 18.0,
    "peak_mb": 235,
    "memory_mb": [140, 141, 142],
    "turns": [[3.5, 1200], [2, 900]],
}
NAMES = [f"{e}_{k}" for e in ("local", "ray") for k in ("start", "reading", "reconcile")]
ENGINES = {
    "pages": 800,
    "shards": 8,
    "ray_init_s": 5.0,
    "overhead_wall": 0.05,
    "overhead_processor": -0.1,
} | {f"{name}{unit}": 7.5 for name in NAMES for unit in ("_s", "_processor_s")}
GATE = {
    "thresholds": [0.1, 0.2],
    "sets": {
        WAR: {"texts": 4, "passing": [1.0, 0.75]},
        NEWS: {"texts": 6, "passing": [0.5, 0.0]},
        "claims": {
            "texts": 5,
            "passing": [0.8, 0.6],
            "violent_texts": 3,
            "violent_passing": [1.0, 0.667],
        },
    },
}
MEMORY = {"first_third_mb": 200.0, "last_third_mb": 204.0, "last_over_first": 1.02, "most_mb": 210}
SOAK = {
    "minutes": 60.0,
    **dict.fromkeys(("published", "documents"), 1000),
    **dict.fromkeys(("corrected", "lost", "stale", "doubled", "strange", "dropped"), 0),
    "answers": {"honest": 40, "reset": 60},
    "requests_of_the_page": {"200": 3000},
    "memory": {"follow": MEMORY, "serve": MEMORY},
}


def test_figures_are_taken_from_the_files(tmp_path: Path) -> None:
    held = {
        "parts": {"deep_per_s": 9},
        "gate": GATE,
        "day-20": DAY | {"pages": 20},
        "day-7": DAY | {"pages": 7},
    }
    for name, found in held.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(found), "utf-8")
    found = measured(tmp_path, [7, 20])
    assert (found.parts, found.gate) == ({"deep_per_s": 9}, GATE)
    assert [one["pages"] for one in found.days] == [7, 20]
    assert (found.engines, found.soak) == (None, None)


def test_a_day_is_a_row_and_an_hour_a_sum() -> None:
    told = days_told((DAY,))
    assert "| 1,000 | 113 | 540 | 75.9 | 18.0 | 22.9 | 5.5 | 18.0 | 235 |" in told
    assert "11.3% pass the gate" in told
    assert "385,000 pages take 1.9 processor hours" in told
    assert "2 turns of 3.5, 2 processor seconds" in told
    assert "held 1,200, 900 MB" in told
    assert "Not measured" in days_told(())


def test_what_passes_the_gate_is_told_of_all_texts_and_of_those_with_violence() -> None:
    told = gate_told(GATE)
    assert (
        "| threshold | made-up reports on war (4) | made-up other news (6) | claims (5) |" in told
    )
    assert "| 0.20 | 0.750 | 0.000 | 0.600 |" in told
    assert "| threshold | claims (3) |" in told
    assert "| 0.20 | 0.667 |" in told


def test_engines_and_the_soak_are_told_only_where_they_were_measured() -> None:
    assert "Ray adds 5% on the wall and -10% of processor time" in engines_told(ENGINES)
    told = soak_told(SOAK)
    assert "60 of 100 answers carried a fault" in told
    assert "0 lost" in told
    assert "| follow | 200.0 | 204.0 | 210 |" in told
    assert (engines_told(None), soak_told(None)) == ("", "")


def test_the_plots_are_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the extra `plots` is not installed")
    plot_days((DAY, DAY | {"pages": 10_000}), tmp_path / "day.svg")
    plot_gate(GATE, tmp_path / "gate.svg")
    for name in ("day.svg", "gate.svg"):
        assert (tmp_path / name).read_text("utf-8").count("<svg") == 1
