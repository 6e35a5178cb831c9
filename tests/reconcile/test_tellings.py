"""Copies tell nothing anew: what one text tells stays grouped as in that text alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tocsin.reconcile import families_of, incidents_of, near_copies
from tocsin.reconcile.blocking import keys_of, pairs_of, probes_of
from tocsin.reconcile.clusters import clusters_of
from tocsin.reconcile.tellings import leads_among, led, tellings_in
from tocsin.reconcile.told import told_of
from tocsin.records import Verdict

if TYPE_CHECKING:
    from tocsin.reconcile.told import Told
    from tocsin.records import Reading

SENTENCES = [
    f"Gunners shelled the {thing} of {who} and it burned until noon."
    for thing, who in (
        ("mill", "Tesk"),
        ("ferry", "Morvay"),
        ("kiln", "Talas"),
        ("weir", "Quill"),
        ("mill", "Tesk"),
    )
]
PLACES = (("Goris", 39.51, 46.34), ("Verishen", 39.53, 46.33), ("Jermuk", 39.84, 45.67))


def copy(number: int, seed: int) -> Reading:
    """A report whose claims depend on `seed` alone, under a line of its own."""
    pick = random.Random(seed)  # noqa: S311 - not for secrets
    text = " ".join([f"Bulletin {number}, as it was printed.", *SENTENCES])
    document = make.document(text, id=f"d{number}", origin=f"o{number}", outlet=f"o{number}")
    claims = []
    for nth in range(len(SENTENCES)):
        name, lat, lon = pick.choice(PLACES)
        place = make.place(name, lat=lat, lon=lon, geonameid=int(lat * 100))
        mention = make.mention(make.span(document, "shelled", nth), mode="shelling")
        claim = make.resolved(
            make.claim(mention),
            actors=pick.sample([make.actor(), make.actor("Armenia", "ARM")], pick.randint(0, 1)),
            places=pick.choice([(), (place,)]),
            days=pick.choice([None, make.when()]),
        )
        claims.append(claim)
    return make.reading(document, *claims)


def told_in(readings: list[Reading]) -> tuple[Told, ...]:
    families = families_of(near_copies(one.document for one in readings))
    plain = told_of(readings, families)
    return led(plain, leads_among(tellings_in(plain)))


def groups(readings: list[Reading], of: Reading) -> set[frozenset[str]]:
    """How the claims of one report are grouped among those of all."""
    families = families_of(near_copies(one.document for one in readings))
    mine = {claim.id for claim in of.claims}
    found = (frozenset(one.claims) & mine for one in incidents_of(readings, families))
    return {one for one in found if one}


@pytest.mark.parametrize("seed", range(6))
def test_the_claims_of_a_report_are_grouped_alike_with_copies_and_without(seed: int) -> None:
    copies = [copy(number, seed) for number in range(5)]
    alone = groups(copies[:1], copies[0])
    for one in copies:
        assert len(groups(copies, one)) == len(alone)
    assert groups(copies, copies[0]) == alone


@pytest.mark.parametrize("seed", range(3))
def test_each_claim_of_a_copy_goes_where_the_one_goes_that_stands_for_it(seed: int) -> None:
    copies = [copy(number, seed) for number in range(4)]
    families = families_of(near_copies(one.document for one in copies))
    home = {id_: one.id for one in incidents_of(copies, families) for id_ in one.claims}
    told = told_in(copies)
    followers = [one for one in told if one.lead != one.id]
    assert len(followers) == 3 * len(SENTENCES)
    assert {home[one.id] == home[one.lead] for one in followers} == {True}


def test_copies_cost_one_comparison_a_claim() -> None:
    alone, told = told_in([copy(0, 1)]), told_in([copy(number, 1) for number in range(9)])
    assert len(list(pairs_of(told))) == len(list(pairs_of(alone))) + 8 * len(SENTENCES)


def test_the_first_document_by_id_leads_and_repeats_have_leads_of_their_own() -> None:
    told = told_in([copy(2, 4), copy(0, 4), copy(1, 4)])
    leads = {one.lead for one in told}
    assert leads == {one.id for one in told if one.document.id == "d0"}
    assert len(leads) == len(SENTENCES)


def test_what_follows_and_what_leads_meet_whichever_looks() -> None:
    told = told_in([copy(0, 2), copy(1, 2)])
    for one in told:
        for two in told:
            assert bool(keys_of(one) & probes_of(two)) == bool(keys_of(two) & probes_of(one))


def test_a_claim_that_a_copy_tells_otherwise_stands_for_itself() -> None:
    first, *others = copy(1, 3).claims
    later = replace(first, when=make.when(make.DAY + timedelta(5)))
    told = told_in([copy(0, 3), replace(copy(1, 3), claims=(later, *others))])
    alone = {one.id for one in told if one.lead == one.id and one.document.id == "d1"}
    assert alone == {first.id}


def test_followers_weigh_nothing() -> None:
    scores = {("a", "b"): 3.0, ("a", "f"): 9.0}
    linked = [("a", "f")]
    assert clusters_of(list("abf"), scores, linked, (), frozenset("f")) == (("a", "b", "f"),)
    scores["a", "b"] = 1.0
    assert clusters_of(list("abf"), scores, linked, (), frozenset("f")) == (("a", "b", "f"),)
    assert clusters_of(list("abf"), scores, linked, ()) == (("a", "f"), ("b",))


def test_a_person_parts_a_claim_from_the_one_that_it_follows() -> None:
    parted = make.judgement("a", "f", verdict=Verdict.DIFFERENT)
    found = clusters_of(list("af"), {("a", "f"): 9.0}, [("a", "f")], [parted], frozenset("f"))
    assert found == (("a",), ("f",))
