"""What speaks for and against one happening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories as make
from tocsin.lexicon.tables import rows
from tocsin.reconcile import explained, features
from tocsin.reconcile.judge import RIVALS, STRANGERS, Weighing, compare
from tocsin.reconcile.told import Told, means_of, scope_of, told_of
from tocsin.records import Kind, Place, Reality, Role, Stance, Verdict, When

DAY = make.DAY


def told(origin: str = "a", text: str = make.TEXT, **fields: Any) -> Told:
    document = make.document(text, origin=origin, outlet=origin)
    (one,) = told_of([make.reading(document, make.shelling(document, **fields))], ())
    return one


def score(feature: features.Feature, a: Told, b: Told) -> float | None:
    found, back = feature(a, b), feature(b, a)
    assert (found and found[0]) == (back and back[0]), "a feature must not depend on the order"
    return found[0] if found else None


def lent(day: date) -> When:
    """A day that the claim's own sentence does not tell."""
    return replace(make.when(day), reasons=(make.reason("the day the text is about", 0.5),))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (make.when(DAY), 1.0),
        (make.when(DAY, DAY + timedelta(3)), 0.4),
        (make.when(DAY + timedelta(1)), -1.0),
        (make.when(DAY - timedelta(5)), -1.0),
        (lent(DAY + timedelta(1)), -0.3),
        (lent(DAY - timedelta(5)), -0.6),
        (lent(DAY), 1.0),
    ],
)
def test_days(days: When, expected: float) -> None:
    assert score(features.day, told(), told("b", days=days)) == expected


def test_an_undated_claim_is_taken_for_recent_news_with_less_weight() -> None:
    assert score(features.day, told(), told("b", days=None)) == pytest.approx(0.12)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (make.place(), 1.0),
        (make.place("Verishen", geonameid=2, lat=39.53, lon=46.33), 0.8),
        (make.place("Jermuk", geonameid=3, lat=39.84, lon=45.67), -1.0),
        (make.place("Şuşa", country="AZE", geonameid=4, lat=39.75, lon=46.74), -1.0),
        (make.place("Armenia", geonameid=5, lat=40.0, lon=45.0, precision=6), 0.1),
    ],
)
def test_places(place: Place, expected: float) -> None:
    assert score(features.place, told(), told("b", places=(place,))) == expected


def test_of_several_places_the_nearest_pair_counts() -> None:
    far = make.place("Jermuk", geonameid=3, lat=39.84, lon=45.67)
    assert score(features.place, told(), told("b", places=(far, make.place()))) == 1.0


def test_who_did_it_and_to_whom_are_compared_apart() -> None:
    arm, aze = make.actor("Armenian army", "ARM"), make.actor("Azerbaijani army", "AZE")
    here = told(actors=(aze,), recipients=(arm,))
    turned = told("b", actors=(arm,), recipients=(aze,))
    untold = told("b", actors=(), recipients=(arm,))
    for feature in (features.doer, features.victim):
        assert score(feature, here, told("b", actors=(aze,), recipients=(arm,))) == 1.0
        assert score(feature, here, turned) == -1.0
    assert score(features.doer, here, untold) is None
    assert score(features.victim, here, untold) == 1.0


def test_army_and_rebels_of_one_country_are_two_sides() -> None:
    army, rebels = make.actor("army", "COD"), make.actor("M23", "COD", role=Role.REB)
    here = told(actors=(army,), recipients=(rebels,))
    assert score(features.doer, here, told("b", actors=(rebels,), recipients=(army,))) == -1.0


def test_a_call_with_another_partner_is_another_call() -> None:
    of = {"kind": Kind.CONSULT, "mode": "call"}
    arm, rus, usa = (make.actor(name, name) for name in ("ARM", "RUS", "USA"))
    here = told(of=of, actors=(arm, rus), recipients=())
    same = told("b", of=of, actors=(rus, arm), recipients=())
    other = told("b", of=of, actors=(arm, usa), recipients=())
    assert score(features.doer, here, same) == 1.0
    assert (score(features.doer, here, other) or 0) < 0
    assert score(features.victim, here, same) is None


def test_what_was_hit_may_be_named_with_the_same_word() -> None:
    prison, prisons = (make.actor(name, "UKR") for name in ("a prison camp", "prisons"))
    market, two = (make.actor(name, "UKR") for name in ("the market", "two"))
    here = told(recipients=(prison,))
    assert score(features.thing, here, told("b", recipients=(prisons,))) == 1.0
    assert score(features.thing, here, told("b", recipients=(market,))) is None
    assert score(features.thing, here, told("b", recipients=(two,))) is None


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("artillery", 1.0), ("shelling", 0.5), ("attack", 0.2), ("abduction", -0.8)],
)
def test_modes(mode: str, expected: float) -> None:
    assert score(features.mode, told(), told("b", of={"mode": mode})) == expected


def test_a_killing_is_by_the_strike_told_beside_it() -> None:
    text = "A jet struck the camp. Three were killed. Rain fell. Shops closed. Two were hurt."
    document = make.document(text)
    killing = {"of": {"mode": "killing"}}
    claims = [
        make.shelling(document, "struck", of={"mode": "airstrike"}),
        make.shelling(document, "killed", **killing),
        make.shelling(document, "hurt", of={"mode": "wounding"}),
    ]
    strike, near, far = sorted(
        told_of([make.reading(document, *claims)], ()),
        key=lambda one: one.claim.claim.first.trigger.start,
    )
    assert (near.way.mode, near.way.lent) == ("airstrike", True)
    assert (far.way.mode, far.way.lent) == ("wounding", False)
    assert score(features.mode, strike, near) == 0.8
    assert score(features.mode, near, told("b", of={"mode": "ambush"})) == -0.3
    assert score(features.mode, far, told("b", of={"mode": "ambush"})) == 0.2


def test_what_is_planned_is_not_what_was_done_but_a_denial_is_about_it() -> None:
    planned = told("b", of={"reality": Reality.HYPOTHETICAL})
    denied = told("b", of={"reality": Reality.NEGATED}, told={"stance": Stance.DENIES})
    assert score(features.reality, told(), planned) == -1.0
    assert score(features.reality, told(), denied) is None


def test_a_war_is_not_one_of_its_blows() -> None:
    assert score(features.scope, told(), told("b", of={"mode": "war"})) == -1.0
    long = make.when(date(2020, 9, 27), date(2020, 11, 10))
    assert told(days=long).umbrella


def test_equal_losses_speak_for_one_happening() -> None:
    def counted(origin: str, low: int) -> Told:
        return told(origin, of={"tolls": (make.toll(low, low),)})

    assert score(features.toll, counted("a", 49), counted("b", 49)) == 1.0
    assert score(features.toll, counted("a", 49), counted("b", 50)) == -0.1
    assert score(features.toll, counted("a", 49), told("b")) is None


def test_every_feature_has_a_worth_and_a_sentence_for_users() -> None:
    worth = {row["feature"] for row in rows("reconcile/weights.tsv")}
    assert {one.__name__ for one in features.FEATURES} == worth - {"start"}
    for one in features.FEATURES:
        assert explained(one.__name__).endswith(".")


def test_the_table_of_modes_names_modes_of_the_lexicon() -> None:
    known = {row["mode"] for row in rows("modes.tsv")}
    assert {row["mode"] for row in rows("reconcile/modes.tsv")} <= known
    assert {row["scope"] for row in rows("reconcile/modes.tsv")} == {"blow", "wide", "umbrella"}


def test_an_unlisted_mode_stands_for_itself() -> None:
    assert (means_of("ceasefire"), scope_of("ceasefire")) == (frozenset({"ceasefire"}), "blow")


def test_two_reports_of_one_shelling_are_judged_the_same_with_reasons() -> None:
    found = compare(told(), told("b", of={"mode": "shelling"}))
    assert found.verdict is Verdict.SAME
    assert {"day", "place", "doer", "victim", "mode"} <= {
        reason.feature for reason in found.reasons
    }


def test_a_blow_on_another_day_or_fifty_kilometres_away_is_judged_different() -> None:
    next_day = told("b", days=make.when(DAY + timedelta(1)))
    jermuk = make.place("Jermuk", geonameid=3, lat=39.84, lon=45.67)
    assert compare(told(), next_day).verdict is Verdict.DIFFERENT
    assert compare(told(), told("b", places=(jermuk,))).verdict is Verdict.DIFFERENT


def test_two_that_name_other_doers_of_other_blows_are_rivals() -> None:
    arm, aze = make.actor("Armenia", "ARM"), make.actor()
    next_day = make.when(DAY + timedelta(1))
    other = told("b", actors=(arm,), recipients=(aze,), days=next_day)
    assert Weighing().counted(told(), other) == RIVALS
    assert Weighing().counted(told(), told("b", days=next_day)) == STRANGERS
    assert Weighing().counted(told(), told("b", actors=(), days=next_day)) == STRANGERS


def test_a_doer_that_only_the_front_line_tells_makes_no_rivals() -> None:
    arm, aze = make.actor("Armenia", "ARM"), make.actor()
    other = told("b", actors=(arm,), recipients=(aze,), days=make.when(DAY + timedelta(1)))
    guessed = replace(other.claim, actors=(make.link(arm, "actor", score=0.4),))
    weighing = Weighing()
    assert weighing.counted(told(), replace(other, claim=guessed)) == STRANGERS
    assert weighing.counted(told(), other) == RIVALS


def test_what_is_not_surely_apart_counts_its_score() -> None:
    other = told("b", of={"mode": "shelling"})
    assert Weighing().counted(told(), other) == compare(told(), other).score > 0
