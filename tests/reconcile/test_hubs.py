"""Hubs: a great attack stays one incident, however many tell of it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tocsin.reconcile import blocking, hubs, incidents_of
from tocsin.reconcile.clusters import clusters_of
from tocsin.reconcile.hubs import first_of, hubs_in, leads_of, leans, through_hubs
from tocsin.reconcile.meeting import meetings_of
from tocsin.reconcile.told import told_of
from tocsin.records import Verdict

if TYPE_CHECKING:
    from tocsin.records import Reading

MANY = 40


def report(n: int, **fields: Any) -> Reading:
    """One outlet's own words; only place, day and side are those of the others."""
    pick = random.Random(n)  # noqa: S311 - not for secrets
    own = " ".join("".join(pick.choices("bdfgklmnprstvz", k=7)) for _ in range(30))
    document = make.document(f"{make.TEXT} {own}", origin=f"{n}", outlet=f"{n}")
    return make.reading(document, make.shelling(document, **fields))


@pytest.fixture(autouse=True)
def _crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "CROWD", 10)
    monkeypatch.setattr(hubs, "HUBS", 4)


def test_what_more_reports_tell_of_than_a_block_compares_stays_one_incident() -> None:
    [incident] = incidents_of([report(n) for n in range(MANY)], stories=())
    assert len(incident.claims) == MANY


def test_two_blows_of_a_crowded_place_and_day_stay_two() -> None:
    other = {"actors": (make.actor("Armenia", "ARM"),), "of": {"mode": "airstrike"}}
    sides = {"actors": (make.actor("Azerbaijan", "AZE"),), "of": {"mode": "artillery"}}
    readings = [report(n, **(other if n % 2 else sides)) for n in range(MANY)]
    found = incidents_of(readings, stories=())
    assert [len(one.claims) for one in found] == [MANY // 2, MANY // 2]
    assert {one.mode for one in found} == {"airstrike", "artillery"}


def test_claims_meet_hubs_and_hubs_meet_all() -> None:
    told = told_of(report(n) for n in range(MANY))
    met = list(meetings_of(told))
    first = sorted(one.id for one in told)[:4]
    assert {one.left for one in met} == set(first)
    assert len(met) == 4 * MANY - 10
    assert {one.leans for one in met if one.right in first} == {False}
    assert {one.leans for one in met if one.right not in first} == {True}


def test_only_places_with_a_day_have_hubs() -> None:
    blocks = ["place\tASSAULT\tgoris\t2022-09-13", "place\tASSAULT\tgoris", "led\tc1"]
    blocks += ["day\tASSAULT\tARM\t2022-09-13\topen", "cell\tASSAULT\t1\t2\t2022-09-13"]
    assert blocking.hubbed(blocks) == {blocks[0]}
    keys = {id_: frozenset(blocks) for id_ in "abcdef"}
    assert hubs_in(keys, blocking.hubbed(blocks)) == {blocks[0]: frozenset("abcd")}
    assert hubs_in(keys, blocking.hubbed(blocks[1:])) == {}


def test_whom_one_meets_through_hubs_is_mutual() -> None:
    keys = {"a": frozenset("xy"), "b": frozenset("x"), "c": frozenset("y"), "d": frozenset("z")}
    held = {"x": first_of("ab"), "y": first_of("a")}
    assert through_hubs(keys, held) == {"a": {"a", "b", "c"}, "b": {"a", "b"}, "c": {"a"}}
    assert leans("a", "c", frozenset("y"), held)
    assert not leans("a", "b", frozenset("x"), held)
    assert not leans("a", "c", frozenset("z"), held)


def test_a_claim_goes_with_the_hub_that_it_fits_best() -> None:
    scores = {("a", "x"): 2.0, ("b", "x"): 3.0, ("a", "y"): 2.0, ("b", "y"): 2.0, ("a", "z"): -1.0}
    assert leads_of(scores, scores) == {"x": "b", "y": "a"}
    apart = {**scores, ("a", "b"): -6.0, ("x", "y"): 9.0}
    assert clusters_of(list("abxyz"), apart, (), (), leaning=scores) == (
        ("a", "y"),
        ("b", "x"),
        ("z",),
    )


def test_a_person_parts_a_claim_from_its_hub() -> None:
    parted = make.judgement("a", "x", Verdict.DIFFERENT)
    assert clusters_of(list("ax"), {("a", "x"): 2.0}, (), [parted], leaning=[("a", "x")]) == (
        ("a",),
        ("x",),
    )
