"""Mutual accusations give each side its own claim against the other."""

from __future__ import annotations

import pytest

from tests.sentences import claims_of, voice
from tocsin.records import Kind

pytestmark = pytest.mark.model


def told(text: str) -> list[tuple[list[str], list[str]]]:
    return [
        (
            voice(claim),
            [p.referent.text for p in claim.first.participants if p.part == "actor"],
        )
        for claim in claims_of(text)
        if claim.first.kind is Kind.ASSAULT
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan and Armenia accused each other of shelling the border.",
        "Azerbaijan and Armenia blamed one another for the attack on the border post.",
        "Azerbaijan and Armenia each accused the other of shelling the border.",
        "Azerbaijan and Armenia traded blame for the shelling of the border.",
        "Azerbaijan and Armenia exchanged accusations of shelling the border.",
    ],
)
def test_each_side_tells_it_of_the_other(text: str) -> None:
    assert told(text) == [(["Azerbaijan"], ["Armenia"]), (["Armenia"], ["Azerbaijan"])]


def test_the_accusation_itself_is_told_once_and_by_the_publisher() -> None:
    claims = claims_of("Azerbaijan and Armenia accused each other of shelling the border.")
    assert [voice(c) for c in claims if c.first.kind is Kind.ACCUSE] == [[]]


def test_one_who_accuses_another_speaks_alone() -> None:
    text = "Azerbaijan and Georgia accused Armenia of shelling the border."
    assert len(told(text)) == 1


def test_the_words_for_the_other_side_stand_for_it() -> None:
    claims = claims_of("Azerbaijan and Armenia accused each other of shelling the border.")
    doers = [p for c in claims for p in c.first.participants if c.chain and p.part == "actor"]
    assert [(p.span.text, p.referent.text) for p in doers] == [
        ("each other", "Armenia"),
        ("each other", "Azerbaijan"),
    ]


def test_unnamed_sides_are_those_that_the_text_names_next() -> None:
    text = "The sides traded blame for the shelling. Azerbaijan and Armenia had clashed in May."
    assert told(text)[:2] == [(["Azerbaijan"], ["Armenia"]), (["Armenia"], ["Azerbaijan"])]
