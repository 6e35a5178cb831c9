"""States: entered high, left low and late; episodes keep their days and deaths."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests import factories as make
from tests.watch.test_happenings import happening
from tocsin.records import State
from tocsin.watch.bins import WEEK, bins_of
from tocsin.watch.states import LEVELS, episodes_of, states_of

NOTHING = np.zeros(60)


def states(deaths: dict[int, float], weeks: int = 60) -> list[State]:
    """The states of a dyad with these deaths by week and nothing else."""
    values = np.zeros(weeks)
    for week, killed in deaths.items():
        values[week] = killed
    return list(states_of(values, np.zeros(weeks), np.zeros(weeks), np.zeros(weeks)))


def test_a_flare_needs_fifteen_deaths_in_four_weeks() -> None:
    assert set(states({10: 14})) == {State.QUIET}
    assert states({10: 8, 12: 7})[12] is State.FLARING
    assert states({10: 90})[10] is State.WAR


def test_one_calm_month_ends_no_war() -> None:
    found = states({10: 90, 20: 60})
    assert set(found[10:28]) == {State.WAR}


def test_a_war_cools_before_it_is_quiet() -> None:
    found = states({10: 90})
    order = [one for i, one in enumerate(found) if i == 0 or one is not found[i - 1]]
    assert order == [State.QUIET, State.WAR, State.COOLING, State.QUIET]
    assert found.count(State.COOLING) == LEVELS.cooling


def test_threats_simmer() -> None:
    unease = NOTHING.copy()
    unease[5] = 1
    found = states_of(NOTHING, NOTHING, unease, NOTHING)
    assert (found[4], found[5], found[59]) == (State.QUIET, State.SIMMERING, State.QUIET)


def test_many_surprising_events_flare_without_tolls() -> None:
    events, score = NOTHING.copy(), NOTHING.copy()
    events[5], score[5] = 5, 4.0
    assert states_of(NOTHING, events, NOTHING, score)[5] is State.FLARING
    assert states_of(NOTHING, events, NOTHING, NOTHING)[5] is State.SIMMERING


@given(
    deaths=arrays(float, 50, elements=st.integers(0, 120).map(float)),
    weeks=st.integers(1, 50),
)
def test_no_state_looks_ahead(deaths: np.ndarray, weeks: int) -> None:
    zero = np.zeros(50)
    whole = states_of(deaths, zero, zero, zero)
    assert whole[:weeks] == states_of(deaths[:weeks], zero[:weeks], zero[:weeks], zero[:weeks])


def test_an_episode_names_its_days_and_deaths() -> None:
    war = happening((100, "A"), when=make.when(date(2020, 9, 27), date(2020, 11, 9)))
    bins = bins_of([war], make.DAY, WEEK)
    zero = np.zeros(len(bins.deaths))
    found = states_of(bins.deaths[:, 0], bins.events[:, 0], zero, zero)
    (episode,) = episodes_of(bins, 0, found)
    assert episode.state in {State.FLARING, State.WAR}
    assert abs(episode.first - date(2020, 9, 27)) <= timedelta(days=7)
    assert abs(episode.last - date(2020, 11, 9)) <= timedelta(days=7)
    assert round(episode.deaths) == 100


def test_bins_end_on_the_day_of_the_look_and_keep_the_sum() -> None:
    war = happening((70, "A"), when=make.when(make.DAY - timedelta(days=9), make.DAY))
    bins = bins_of([war], make.DAY, WEEK)
    assert bins.day(len(bins.deaths) - 1) == make.DAY
    assert bins.deaths[:, 0].tolist()[-2:] == [21.0, 49.0]
