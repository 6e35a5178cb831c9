"""Detectors: what they ring for, and that they never look ahead."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tocsin.watch.detectors import DEFAULT, DETECTORS, Detector, chance_of

COUNTS = arrays(float, (40, 3), elements=st.integers(0, 12).map(float))


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda one: one.name)
@given(values=COUNTS, weeks=st.integers(1, 39))
def test_no_detector_looks_ahead(detector: Detector, values: np.ndarray, weeks: int) -> None:
    whole, early = detector.gauge(values), detector.gauge(values[:weeks])
    for one, other in (
        (whole.score, early.score),
        (whole.observed, early.observed),
        (whole.expected, early.expected),
    ):
        assert np.allclose(one[:weeks], other)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda one: one.name)
def test_five_events_after_a_quiet_year_outdo_all_before(detector: Detector) -> None:
    values = np.zeros((60, 1))
    values[10], values[55] = 1, 5
    score = detector.gauge(values).score[:, 0]
    assert score[55] > score[:55].max() > 0


def test_the_usual_is_no_surprise() -> None:
    values = np.full((400, 1), 3.0)
    values[300:302] = 12
    score = DEFAULT.gauge(values).score[:, 0]
    assert score[299] < 0.5
    assert score[301] > 1


def test_flare_ups_in_company_weigh_more() -> None:
    alone, together = np.zeros((60, 3)), np.zeros((60, 3))
    alone[50, 0] = together[50] = 2
    assert DEFAULT.gauge(together).score[51, 0] > DEFAULT.gauge(alone).score[51, 0]


def test_chances_are_those_of_a_geometric_distribution() -> None:
    counts, means = np.array([0.0, 1.0, 3.0]), np.full(3, 2.0)
    assert chance_of(counts, means, 1.0).tolist() == pytest.approx([1, 2 / 3, (2 / 3) ** 3])


def test_chances_sum_to_one_with_what_is_below() -> None:
    mass = [
        math.exp(math.lgamma(0.5 + k) - math.lgamma(0.5) - math.lgamma(k + 1)) * 0.2**0.5 * 0.8**k
        for k in range(4)
    ]
    found = chance_of(np.array([4.0]), np.array([2.0]), 0.5)[0]
    assert found == pytest.approx(1 - sum(mass))
