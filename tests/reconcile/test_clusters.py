"""What pairs count to clusters: independent of order, and people have the last word."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tocsin.reconcile.clusters import clusters_of
from tocsin.reconcile.judge import RIVALS, STRANGERS
from tocsin.records import Verdict

if TYPE_CHECKING:
    import random

IDS = tuple("abcdef")


def test_what_speaks_for_one_happening_is_joined_and_the_rest_stays_apart() -> None:
    found = clusters_of(list("abc"), {("a", "b"): 3, ("b", "c"): -3}, (), ())
    assert found == (("a", "b"), ("c",))


def test_one_wrong_pair_does_not_chain_two_happenings() -> None:
    within = {("a", "b"): 5.0, ("c", "d"): 5.0}
    across = {("b", "c"): 1.0} | dict.fromkeys([("a", "c"), ("a", "d"), ("b", "d")], -4.0)
    assert clusters_of(list("abcd"), within | across, (), ()) == (("a", "b"), ("c", "d"))


def test_two_that_rule_each_other_out_are_not_bridged_by_a_vague_third() -> None:
    vague = {("a", "v"): 2.0, ("b", "v"): 2.0}
    assert clusters_of(list("abv"), vague, (), ()) == (("a", "v"), ("b",))
    more = vague | {("a", "w"): 2.0, ("b", "w"): 2.0, ("v", "w"): 2.0}
    assert len(clusters_of(list("abvw"), more | {("a", "b"): STRANGERS}, (), ())) == 1
    assert len(clusters_of(list("abvw"), more | {("a", "b"): RIVALS}, (), ())) == 2


def test_an_answer_stays_with_what_it_answers() -> None:
    found = clusters_of(list("ab"), {("a", "b"): -5}, [("a", "b")], ())
    assert found == (("a", "b"),)


def test_a_person_joins_what_the_machine_parts() -> None:
    judged = [make.judgement("a", "b")]
    assert clusters_of(list("ab"), {("a", "b"): -9}, (), judged) == (("a", "b"),)


def test_a_person_parts_what_the_machine_joins_even_through_a_third() -> None:
    pairs = list(combinations("abc", 2))
    judged = [make.judgement("a", "c", Verdict.DIFFERENT)]
    found = clusters_of(list("abc"), dict.fromkeys(pairs, 9), pairs, judged)
    assert not any({"a", "c"} <= set(group) for group in found)


def test_withdrawing_a_judgement_restores_what_was() -> None:
    ids, scores = list("ab"), {("a", "b"): 3}
    parted = make.judgement("a", "b", Verdict.DIFFERENT)
    withdrawn = make.judgement("a", "b", Verdict.DIFFERENT, withdrawn_at=make.NOON)
    assert clusters_of(ids, scores, (), [parted]) != clusters_of(ids, scores, (), ())
    assert clusters_of(ids, scores, (), [withdrawn]) == clusters_of(ids, scores, (), ())


def test_of_two_judgements_on_one_pair_the_later_counts() -> None:
    first = make.judgement("a", "b", Verdict.SAME)
    second = make.judgement("b", "a", Verdict.DIFFERENT, at=make.NOON + timedelta(1))
    assert clusters_of(list("ab"), {}, (), [second, first]) == (("a",), ("b",))


def test_judgements_about_unknown_claims_are_left_alone() -> None:
    assert clusters_of(["a"], {}, (), [make.judgement("a", "z")]) == (("a",),)


pairs = st.lists(
    st.tuples(st.sampled_from(list(combinations(IDS, 2))), st.integers(-5, 5)),
    unique_by=lambda found: found[0],
)


@given(pairs, st.randoms())
def test_the_order_never_matters_and_nobody_is_lost(
    found: list[tuple[tuple[str, str], int]], shuffle: random.Random
) -> None:
    groups = clusters_of(list(IDS), dict(found), (), ())
    assert sorted(id_ for group in groups for id_ in group) == list(IDS)
    shuffle.shuffle(found)
    assert clusters_of(list(IDS), dict(found), (), ()) == groups
