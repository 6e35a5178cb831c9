"""Comparisons to clusters: independent of order, and people have the last word."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tocsin.reconcile.clusters import cluster
from tocsin.reconcile.judge import Comparison
from tocsin.records import Verdict

if TYPE_CHECKING:
    import random

IDS = tuple("abcdef")


def compared(left: str, right: str, score: float, *features: str) -> Comparison:
    reasons = tuple(make.reason(feature) for feature in features)
    return Comparison(left=left, right=right, score=score, reasons=reasons)


def test_what_speaks_for_one_happening_is_joined_and_the_rest_stays_apart() -> None:
    found = cluster("abc", [compared("a", "b", 3), compared("b", "c", -3)], ())
    assert found == (("a", "b"), ("c",))


def test_one_wrong_pair_does_not_chain_two_happenings() -> None:
    within = [compared("a", "b", 5), compared("c", "d", 5)]
    across = [compared("b", "c", 1), *(compared(x, y, -4) for x, y in ("ac", "ad", "bd"))]
    assert cluster("abcd", within + across, ()) == (("a", "b"), ("c", "d"))


def test_an_answer_stays_with_what_it_answers() -> None:
    found = cluster("ab", [compared("a", "b", -5, "answers")], ())
    assert found == (("a", "b"),)


def test_a_person_joins_what_the_machine_parts() -> None:
    judged = [make.judgement("a", "b")]
    assert cluster("ab", [compared("a", "b", -9)], judged) == (("a", "b"),)


def test_a_person_parts_what_the_machine_joins_even_through_a_third() -> None:
    scores = [compared(x, y, 9, "answers") for x, y in combinations("abc", 2)]
    judged = [make.judgement("a", "c", Verdict.DIFFERENT)]
    found = cluster("abc", scores, judged)
    assert not any({"a", "c"} <= set(group) for group in found)


def test_withdrawing_a_judgement_restores_what_was() -> None:
    scores = [compared("a", "b", 3)]
    parted = make.judgement("a", "b", Verdict.DIFFERENT)
    withdrawn = make.judgement("a", "b", Verdict.DIFFERENT, withdrawn_at=make.NOON)
    assert cluster("ab", scores, [parted]) != cluster("ab", scores, ())
    assert cluster("ab", scores, [withdrawn]) == cluster("ab", scores, ())


def test_of_two_judgements_on_one_pair_the_later_counts() -> None:
    first = make.judgement("a", "b", Verdict.SAME)
    second = make.judgement("b", "a", Verdict.DIFFERENT, at=make.NOON + timedelta(1))
    assert cluster("ab", (), [second, first]) == (("a",), ("b",))


def test_judgements_about_unknown_claims_are_left_alone() -> None:
    assert cluster("a", (), [make.judgement("a", "z")]) == (("a",),)


pairs = st.lists(
    st.tuples(st.sampled_from(list(combinations(IDS, 2))), st.integers(-5, 5)),
    unique_by=lambda found: found[0],
)


@given(pairs, st.randoms())
def test_the_order_never_matters_and_nobody_is_lost(
    found: list[tuple[tuple[str, str], int]], shuffle: random.Random
) -> None:
    scores = [compared(a, b, float(score)) for (a, b), score in found]
    groups = cluster(IDS, scores, ())
    assert sorted(id_ for group in groups for id_ in group) == list(IDS)
    mixed = scores[:]
    shuffle.shuffle(mixed)
    assert cluster(reversed(IDS), mixed, ()) == groups
