"""Pronouns and bare descriptions point to the right phrase, on hand-made and on real parses."""

from __future__ import annotations

import pytest

from tests import factories
from tocsin.parse.engine import parse
from tocsin.parse.reference import referents_of
from tocsin.records import Name


def followed(text: str, word: str) -> str | None:
    parsed = parse(text)
    token = next(t for t in reversed(parsed.tokens) if t.text == word)
    at = dict(parsed.referents).get(token.i)
    return None if at is None else parsed.tokens[at].text


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("President Ilham Aliyev visited Ganja. He spoke to troops.", "He", "Aliyev"),
        ("The defence ministry issued a report. It named no units.", "It", "ministry"),
        ("The rebels left the town. They took two trucks.", "They", "rebels"),
        ("The Armenian ministry spoke first. The ministry gave no toll.", "ministry", "ministry"),
        ("Reporters met in the hall. He left.", "He", None),
    ],
)
def test_what_a_word_stands_for(text: str, word: str, expected: str | None) -> None:
    assert followed(text, word) == expected


def test_a_pronoun_prefers_the_subject_to_a_nearer_object() -> None:
    parsed = factories.parse(
        "Petrov met Ivanov. He left.",
        [
            ("Petrov", "petrov", "PROPN", "NNP", "nsubj", 1),
            ("met", "meet", "VERB", "VBD", "ROOT", 1),
            ("Ivanov", "ivanov", "PROPN", "NNP", "dobj", 1),
            (".", ".", "PUNCT", ".", "punct", 1),
            ("He", "he", "PRON", "PRP", "nsubj", 5),
            ("left", "leave", "VERB", "VBD", "ROOT", 5),
            (".", ".", "PUNCT", ".", "punct", 5),
        ],
        sentence_starts=(0, 4),
        names=(
            Name(first=0, last=1, label="PERSON"),
            Name(first=2, last=3, label="PERSON"),
        ),
    )
    assert dict(referents_of(parsed))[4] == 0


def test_he_is_nobody_in_a_crowd() -> None:
    parsed = factories.parse(
        "Soldiers came. He left.",
        [
            ("Soldiers", "soldier", "NOUN", "NNS", "nsubj", 1),
            ("came", "come", "VERB", "VBD", "ROOT", 1),
            (".", ".", "PUNCT", ".", "punct", 1),
            ("He", "he", "PRON", "PRP", "nsubj", 4),
            ("left", "leave", "VERB", "VBD", "ROOT", 4),
            (".", ".", "PUNCT", ".", "punct", 4),
        ],
        sentence_starts=(0, 3),
    )
    assert dict(referents_of(parsed)) == {}


def test_its_soldiers_are_those_of_the_voice_behind_them() -> None:
    tree = factories.parse(
        "Ten of its soldiers died, the army said",
        [
            ("Ten", "ten", "NUM", "CD", "nsubj", 4),
            ("of", "of", "ADP", "IN", "prep", 0),
            ("its", "its", "PRON", "PRP$", "poss", 3),
            ("soldiers", "soldier", "NOUN", "NNS", "pobj", 1),
            ("died", "die", "VERB", "VBD", "ccomp", 8),
            (",", ",", "PUNCT", ",", "punct", 8),
            ("the", "the", "DET", "DT", "det", 7),
            ("army", "army", "NOUN", "NN", "nsubj", 8),
            ("said", "say", "VERB", "VBD", "ROOT", 8),
        ],
    )
    assert (2, 7) in referents_of(tree)
