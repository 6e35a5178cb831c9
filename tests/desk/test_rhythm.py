from __future__ import annotations

import random
from datetime import timedelta
from itertools import accumulate

import pytest

from tests import factories as make
from tocsin.desk.rhythm import chance_of_silence, gaps_between, is_silent, usual_gap

HOUR = timedelta(hours=1)


def test_what_comes_in_one_poll_came_at_once() -> None:
    moments = [make.NOON, make.NOON + timedelta(seconds=3), make.NOON + HOUR, make.NOON + 3 * HOUR]
    gaps = gaps_between(moments)
    assert gaps == (HOUR - timedelta(seconds=3), 2 * HOUR)
    assert usual_gap(gaps) == timedelta(seconds=5398.5)
    assert usual_gap(()) is None


def test_the_chance_is_the_one_that_the_docstring_derives() -> None:
    assert chance_of_silence([HOUR] * 20, 3 * HOUR) == pytest.approx(6 / (21 * 22 * 23))
    assert chance_of_silence([HOUR] * 9, HOUR) == pytest.approx(1 / 10)


def test_the_chance_is_right_for_memoryless_gaps_of_any_rate() -> None:
    chance = random.Random(7)  # noqa: S311 - a simulation
    hits = 0
    for _ in range(4000):
        *past, following = (chance.expovariate(0.01) for _ in range(9))
        hits += following > 2 * max(past)
    assert hits / 4000 == pytest.approx(chance_of_silence([HOUR] * 8, 2 * HOUR), abs=0.006)


def test_few_gaps_say_nothing_and_the_usual_is_not_silence() -> None:
    assert not is_silent([HOUR] * 3, 1000 * HOUR)
    assert not is_silent([HOUR] * 30, HOUR)
    assert is_silent([HOUR] * 30, 4 * HOUR)


def test_nights_are_part_of_the_rhythm() -> None:
    hours = [9, 10, 11, 14, 17]
    moments = [make.NOON + timedelta(days=day, hours=hour) for day in range(20) for hour in hours]
    gaps = gaps_between(moments)
    assert not is_silent(gaps, 16 * HOUR)
    assert is_silent(gaps, 40 * HOUR)


def test_only_the_newest_hundred_gaps_count() -> None:
    lengths = [1000, *[1] * 100]
    moments = [make.NOON + n * HOUR for n in accumulate([0, *lengths])]
    assert max(gaps_between(moments)) == HOUR
