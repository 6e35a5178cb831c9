"""The bell: it rings when it should, says why, and then is silent for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from tests import factories as make
from tests.watch.tables import panel
from tests.watch.test_happenings import happening
from tocsin.lexicon.tables import rows
from tocsin.records import Dyad, Kind, Reality, State
from tocsin.watch.alarm import MUTE, WARNING, Look
from tocsin.watch.frozen import frozen_warner, lines_of, told_features
from tocsin.watch.happenings import happenings_of

if TYPE_CHECKING:
    from tocsin.records import Alert
    from tocsin.watch.happenings import Happening

ARM_AZE = Dyad(a="ARM", b="AZE")


def blows(*days: date, killed: int = 3) -> tuple[Happening, ...]:
    """One shelling a day."""
    return tuple(happening((killed, "A"), id=f"i-{day}", when=make.when(day, day)) for day in days)


def look(*happenings: Happening, day: date = make.DAY) -> Look:
    return Look(happenings, [], day)


def ago(days: int) -> date:
    return make.DAY - timedelta(days=days)


WAR = happening((900, "A"), id="war", when=make.when(date(2020, 9, 27), date(2020, 11, 9)))


def test_two_blows_after_a_long_calm_ring_and_name_the_earlier_war() -> None:
    (alert,) = look(WAR, *blows(ago(1), ago(0), killed=10)).alerts({})
    assert alert.dyad == ARM_AZE
    assert alert.state is State.FLARING
    assert alert.after is not None
    assert alert.after.state is State.WAR
    assert abs(alert.after.last - date(2020, 11, 9)) <= timedelta(days=7)
    assert alert.observed > 10 * alert.expected
    assert set(alert.incidents) == {f"i-{ago(1)}", f"i-{ago(0)}"}


def test_the_usual_does_not_ring() -> None:
    every_week = blows(*(ago(7 * week) for week in range(150)), killed=0)
    assert [a for a in look(*every_week).alerts({}) if a.detector != WARNING] == []


def test_reasons_say_what_was_seen_and_what_is_usual() -> None:
    (alert,) = look(*blows(ago(2), ago(1), ago(0))).alerts({})
    told = {one.feature: (one.left, one.right) for one in alert.reasons}
    assert told["violence"] == ("3 in 14 days", "usually 0")
    assert told["deaths"] == ("9 in 14 days", "usually 0")


def test_a_dyad_that_rang_is_mute_until_it_gets_worse() -> None:
    seen = look(*blows(ago(2), ago(1), ago(0)))
    (alert,) = seen.alerts({})
    yesterday = replace(alert, day=ago(1))
    assert list(seen.alerts({ARM_AZE: yesterday})) == []
    assert list(seen.alerts({ARM_AZE: replace(alert, day=make.DAY - MUTE)})) == [alert]
    worse = look(*blows(ago(2), ago(1), ago(0), killed=50))
    assert [one.state for one in worse.alerts({ARM_AZE: yesterday})] == [State.WAR]


def test_a_louder_press_is_set_off_against_the_count() -> None:
    loud = [make.document(origin=f"{n}", outlet=f"Paper {n}") for n in range(30)]
    calm = [
        make.document(origin=f"{n}-{week}", outlet=f"Paper {n}", published=ago(7 * week))
        for week in range(2, 100)
        for n in range(3)
    ]
    happenings = blows(ago(1), ago(0))
    (plain,) = Look(happenings, [], make.DAY).alerts({})
    found: list[Alert] = list(Look(happenings, [*loud, *calm], make.DAY).alerts({}))
    assert all(one.score < plain.score for one in found)
    assert Look(happenings, [*loud, *calm], make.DAY).weeks.events.sum() == 2


def test_nothing_known_rings_nothing() -> None:
    assert list(look().alerts({})) == []


def test_the_shipped_weights_are_complete_and_read_back() -> None:
    written = [line.split("\t")[0] for line in lines_of(frozen_warner())]
    assert written == [row["feature"] for row in rows("watch/weights.tsv")]
    odds = frozen_warner().log_odds(told_features(panel()))
    assert np.isfinite(odds).all()


def test_a_past_of_flare_ups_is_more_alarming_than_peace() -> None:
    whole = panel()
    odds = frozen_warner().log_odds(told_features(whole)).mean(axis=0)
    assert odds[whole.units.index("Norway")] == odds.min()


def test_threats_and_accusations_are_reasons_too() -> None:
    document = make.document("The army threatened to strike.", origin="t.txt")
    claim = make.shelling(
        document,
        "threatened",
        of={"kind": Kind.THREATEN, "reality": Reality.THREATENED, "mode": "threat"},
    )
    (threat,) = happenings_of(
        [make.incident(claim.id, kind=Kind.THREATEN, mode="threat")],
        [make.reading(document, claim)],
    )
    (alert,) = look(threat, *blows(ago(1), ago(0))).alerts({})
    assert {one.feature for one in alert.reasons} == {"violence", "threat", "deaths"}
