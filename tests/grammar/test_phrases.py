"""Noun phrases as one piece of text, and pronouns followed to what they stand for."""

from __future__ import annotations

import pytest

from tests import factories
from tocsin.grammar.phrases import Phrases
from tocsin.parse.engine import parse

pytestmark = pytest.mark.model


def phrase(text: str, head: str) -> str:
    phrases = Phrases(factories.document(text), parse(text))
    (i,) = [t.i for t in phrases.parse.tokens if t.text == head]
    return phrases.span(i).text


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("The Armenian Defense Ministry spoke.", "Ministry", "The Armenian Defense Ministry"),
        ("The rebels who hold the hill fled.", "rebels", "The rebels"),
        ("Three soldiers of the army fell.", "soldiers", "Three soldiers of the army"),
        ("The army's shells fell.", "shells", "The army's shells"),
        ("Rebels fled.", "Rebels", "Rebels"),
        ("The troops in the valley fled.", "troops", "The troops"),
    ],
)
def test_a_phrase_has_its_modifiers_and_no_clauses(text: str, head: str, expected: str) -> None:
    assert phrase(text, head) == expected


def made(referents: tuple[tuple[int, int], ...]) -> Phrases:
    words = "Rebels they them who"
    rows = [(w, w.lower(), "PRON", "PRP", "dep", i) for i, w in enumerate(words.split())]
    parsed = factories.parse(words, rows, referents=referents)
    return Phrases(factories.document(words), parsed)


def test_a_chain_of_pronouns_is_followed_to_its_end() -> None:
    assert made(((3, 2), (2, 1), (1, 0))).referent(3) == 0
    assert made(()).referent(3) == 3


def test_pronouns_that_stand_for_each_other_do_not_loop() -> None:
    assert made(((1, 2), (2, 1))).referent(1) in {1, 2}


def test_a_participant_keeps_its_word_and_its_referent() -> None:
    party = made(((1, 0),)).participant(1, "actor")
    assert (party.part, party.span.text, party.referent.text, party.head) == (
        "actor",
        "they",
        "Rebels",
        0,
    )
