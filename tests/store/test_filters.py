"""What people ask with, as the ledger names it."""

from __future__ import annotations

import pytest

from tocsin.store.filters import known_as, query_of


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("RSF", "Rapid Support Forces"),
        ("M23", "March 23 Movement"),
        ("ARM", "ARM"),
        ("Armenian Defense Ministry", "Armenian Defense Ministry"),
        ("the harbour master", "the harbour master"),
        ("", ""),
    ],
)
def test_a_short_name_is_looked_up_under_the_whole_one(asked: str, kept: str) -> None:
    assert known_as(asked) == kept


def test_sides_and_voices_are_asked_under_their_whole_names() -> None:
    query = query_of(sides=["RSF", "SDN"], source="RSF")
    assert query.sides == ("Rapid Support Forces", "SDN")
    assert query.source == "Rapid Support Forces"
    assert query_of().source is None
