"""Warnings and forecasts: a month's figures hold whatever comes after it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.watch.tables import cut, panel
from tocsin.watch.features import figures_of
from tocsin.watch.forecast import DRAWS, LEADS, Forecaster, forecasts
from tocsin.watch.logistic import fitted
from tocsin.watch.onsets import calm, onsets
from tocsin.watch.panel import ahead
from tocsin.watch.warning import HORIZON, learned, warnings

WHOLE = panel()


def test_a_cut_table_gives_the_same_warnings() -> None:
    early = cut(WHOLE, 100)
    known = {(unit, month): chance for unit, month, chance in warnings(early, again=False)}
    later = {(unit, month): chance for unit, month, chance in warnings(WHOLE, again=False)}
    assert len(known) == (100 - 72) * len(WHOLE.units)
    assert known == pytest.approx({key: later[key] for key in known})


def test_a_cut_table_gives_the_same_forecasts() -> None:
    whole = {(u, m): d for u, m, d in forecasts(WHOLE, from_year=1998)}
    early = {(u, m): d for u, m, d in forecasts(cut(WHOLE, 118), from_year=1998)}
    assert {m.year for _, m in early} == {1998, 1999}
    assert all((whole[key] == drawn).all() for key, drawn in early.items())


def test_what_follows_october_is_not_looked_at() -> None:
    changed = panel()
    changed.values[82:] = 999
    assert (Forecaster(changed).draws(81) == Forecaster(WHOLE).draws(81)).all()


def test_draws_are_counts_for_every_lead() -> None:
    drawn = Forecaster(WHOLE).draws(100)
    assert drawn.shape == (len(WHOLE.units), len(LEADS), DRAWS)
    assert drawn.min() >= 0
    assert (drawn == np.rint(drawn)).all()


def test_a_country_without_violence_is_expected_to_stay_so() -> None:
    drawn = Forecaster(WHOLE).draws(100)[WHOLE.units.index("Norway")]
    assert np.median(drawn) == 0


def test_the_tail_covers_what_earlier_forecasts_missed() -> None:
    one = Forecaster(WHOLE)
    assert (
        np.quantile(one.draws(130), 0.95, -1) >= np.quantile(one.uncalibrated(130), 0.95, -1)
    ).all()
    assert (one.draws(130) >= one.uncalibrated(130)).all()


def test_chances_are_calibrated_where_they_were_learned() -> None:
    figures, rows = figures_of(WHOLE), calm(WHOLE.values)
    rows[:12] = False
    rows[-HORIZON:] = False
    chance = 1 / (1 + np.exp(-learned(figures, WHOLE.values, rows).log_odds(figures[rows])))
    truth = ahead(onsets(WHOLE.values).astype(float), HORIZON)[rows]
    assert chance.mean() == pytest.approx(truth.mean(), abs=0.01)


def test_terms_and_intercept_make_the_log_odds() -> None:
    figures, rows = figures_of(WHOLE), calm(WHOLE.values)
    rows[-HORIZON:] = False
    warner = learned(figures, WHOLE.values, rows)
    gap = warner.log_odds(figures[rows]) - warner.terms(figures[rows]).sum(axis=-1)
    assert np.allclose(gap, gap[0])


def test_the_regression_finds_the_feature_that_matters() -> None:
    random = np.random.default_rng(0)
    features = random.normal(size=(2000, 2))
    truth = random.random(2000) < 1 / (1 + np.exp(-(2 * features[:, 0] - 1)))
    found = fitted(features, truth, 1.0)
    assert found.weights == pytest.approx([2, 0], abs=0.2)


def test_a_regression_without_a_single_case_stays_finite() -> None:
    found = fitted(np.ones((10, 2)), np.zeros(10, bool), 1.0)
    assert found.log_odds(np.ones((1, 2)))[0] < 0
