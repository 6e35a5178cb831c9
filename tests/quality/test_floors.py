"""The watch over quality can itself fail."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.predict.rows import rows_of, write_rows
from tests.quality.floors import complaints, floors_of
from tests.quality.report import page
from tests.quality.scores import picked
from tests.quality.sets import Sample, all_sets, spread

if TYPE_CHECKING:
    from pathlib import Path

SET = Sample(
    name="toy",
    task="plv",
    gold="toy.jsonl",
    sample=2,
    peer="nobody",
    measures={"score.F1": ".400"},
    at_most={"alarms": 0},
)


def test_a_figure_within_the_slack_of_its_floor_passes() -> None:
    assert complaints(SET, {"score.F1": 0.496, "alarms": 0}, {"toy": {"score.F1": 0.5}}) == []


def test_a_figure_below_its_floor_is_named() -> None:
    (found,) = complaints(SET, {"score.F1": 0.494, "alarms": 0}, {"toy": {"score.F1": 0.5}})
    assert found == "toy score.F1: 0.494 is below its floor 0.500"


def test_too_many_alarms_are_named() -> None:
    assert complaints(SET, {"score.F1": 1, "alarms": 2}, {}) == ["toy alarms: 2 is more than 0"]


def test_dotted_keys_reach_into_the_scorers_answer() -> None:
    result = {"a": {"F1": 0.5}, "problems": {"x": 2, "y": 1}, "none": {"accuracy": None}}
    found = picked(result, ["a.F1", "problems", "none.accuracy"])
    assert found == {"a.F1": 0.5, "problems": 3, "none.accuracy": 0}


def test_a_sample_is_spread_evenly_and_always_the_same() -> None:
    rows = [{"id": i} for i in range(10)]
    assert spread(rows, 4) == [{"id": 0}, {"id": 2}, {"id": 5}, {"id": 7}]
    assert spread(rows, 20) == rows


def test_a_sample_of_incidents_has_all_reports_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": str(n), "incident": n // 3} for n in range(30)]
    write_rows(tmp_path / "gold" / "toy.jsonl", rows)
    monkeypatch.setattr("tests.quality.sets.SHARED", tmp_path)
    chosen = rows_of(replace(SET, sample=6, together="incident").question(tmp_path, whole=False))
    assert [row["incident"] for row in chosen] == [0, 0, 0, 5, 5, 5]


@pytest.mark.parametrize("run", ["sample", "whole"])
def test_every_floor_belongs_to_a_measure(run: str) -> None:
    measures = {each.name: set(each.measures) for each in all_sets()}
    assert {
        (name, measure)
        for name, figures in floors_of(run).items()
        for measure in figures
        if measure not in measures.get(name, set())
    } == set()


def test_the_page_shows_figure_floor_and_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.quality.report._size", lambda _, **__: "all 3 rows")
    text = page([(SET, {"score.F1": 0.5123, "alarms": 0})], {"toy": {"score.F1": 0.5}}, whole=True)
    assert "| toy | score.F1 | **.512** | .500 | .400 | nobody |" in text
    assert "| toy | alarms | 0 | at most 0 | - | |" in text
