"""Which countries and groups a phrase names, for comparing parties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tocsin.attest.sides import agree, sides, sides_of
from tocsin.records import Participant


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Azerbaijan", {"AZE"}),
        ("Baku", {"AZE"}),
        ("the Armenian Defense Ministry", {"ARM"}),
        ("Russian and Ukrainian troops", {"RUS", "UKR"}),
        ("the rebels", set()),
        ("turkey meat", set()),
        ("", set()),
    ],
)
def test_a_phrase_names_its_countries(words: str, expected: set[str]) -> None:
    assert sides_of(words) == expected


def test_an_armed_group_is_a_side_of_its_own() -> None:
    hamas, israel = sides_of("Hamas fighters"), sides_of("Israeli soldiers")
    assert hamas
    assert not hamas & israel
    assert not hamas & sides_of("Palestine")


def test_the_sides_of_a_part_are_those_of_all_its_phrases() -> None:
    def party(part: str, words: str, start: int) -> Participant:
        span = factories.at(start, words)
        return Participant(part=part, span=span, referent=span, head=0)

    found = (
        party("actor", "Armenia", 0),
        party("actor", "Russia", 10),
        party("recipient", "Iran", 20),
    )
    assert sides(found, "actor") == {"ARM", "RUS"}
    assert sides(found, "recipient") == {"IRN"}
    assert sides((), "actor") == frozenset()


SETS = st.frozensets(st.sampled_from(["ARM", "AZE", "RUS"]))


@given(SETS, SETS)
def test_agreement_is_mutual_and_the_unknown_agrees_with_all(
    left: frozenset[str], right: frozenset[str]
) -> None:
    assert agree(left, right) == agree(right, left)
    assert agree(left, frozenset())
    assert agree(left, left)
    if left and right and not left & right:
        assert not agree(left, right)
