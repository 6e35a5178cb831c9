"""Running figures: each looks back only, and says what its name says."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.watch.tables import cut, panel
from tocsin.lexicon.tables import rows
from tocsin.watch.features import FIGURES, features, figures_of
from tocsin.watch.onsets import at_risk_again, calm, onsets
from tocsin.watch.panel import ahead, delayed, highest, panel_of, since, smoothed, summed
from tocsin.watch.units import adjacency, country_of

COLUMN = np.array([[0.0], [4.0], [0.0], [2.0]])


def test_a_panel_is_sorted_and_what_is_not_told_is_zero() -> None:
    found = panel_of([("b", date(2000, 2, 1), 3.0), ("a", date(2000, 1, 1), 1.0)])
    assert (found.units, found.steps) == (("a", "b"), (date(2000, 1, 1), date(2000, 2, 1)))
    assert found.values.tolist() == [[1.0, 0.0], [0.0, 3.0]]


def test_half_of_the_weight_is_lost_in_a_half_life() -> None:
    found = smoothed(np.array([[1.0], [0.0], [0.0]]), 2)
    assert found[2, 0] == pytest.approx(found[0, 0] / 2)


def test_running_figures() -> None:
    assert highest(COLUMN, 2)[:, 0].tolist() == [0, 4, 4, 2]
    assert summed(COLUMN, 3)[:, 0].tolist() == [0, 4, 4, 6]
    assert since(COLUMN >= 4, 9)[:, 0].tolist() == [9, 0, 1, 2]
    assert delayed(COLUMN, 1)[:, 0].tolist() == [0, 0, 4, 0]
    assert ahead(COLUMN, 2)[:, 0].tolist() == [4, 2, 2, 0]


@given(arrays(float, (24, 2), elements=st.integers(0, 300).map(float)), st.integers(1, 23))
def test_the_past_does_not_change_when_the_future_comes(values: np.ndarray, months: int) -> None:
    assert (onsets(values)[:months] == onsets(values[:months])).all()
    assert (calm(values)[:months] == calm(values[:months])).all()
    assert (at_risk_again(values)[:months] == at_risk_again(values[:months])).all()


def test_no_feature_looks_ahead() -> None:
    whole = panel()
    assert np.allclose(figures_of(whole)[:70], figures_of(cut(whole, 70)))


def test_a_flare_up_needs_calm_before_it() -> None:
    quiet, noisy = [0.0] * 8 + [30.0], [12.0] * 8 + [30.0]
    assert onsets(np.array([quiet, noisy]).T)[-1].tolist() == [True, False]


def test_every_line_of_the_features_has_its_figure() -> None:
    assert {one.figure for one in features()} == set(FIGURES)
    assert figures_of(panel(2)).shape == (24, 6, len(features()))


def test_countries_are_known_by_their_names_in_outside_tables() -> None:
    codes = {row["iso3"] for row in rows("actors/countries.tsv")}
    assert {row["iso3"] for row in rows("watch/units.tsv")} <= codes
    assert country_of("Yemen (North Yemen)") == "YEM"
    assert country_of("Atlantis") is None


def test_borders_are_mutual() -> None:
    found = adjacency(["Armenia", "Azerbaijan", "Norway"])
    assert found.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    table = {row["iso3"]: row["neighbours"].split() for row in rows("watch/neighbours.tsv")}
    assert [(a, b) for a, those in table.items() for b in those if a not in table[b]] == []
