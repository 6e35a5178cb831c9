"""Word classes: what a word, a name or what stands for it can be."""

from __future__ import annotations

import pytest

from tests import factories
from tocsin.grammar.classes import Classes, members
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse
from tocsin.records import Name

pytestmark = pytest.mark.model


def has(text: str, word: str, wanted: str) -> bool:
    parsed = parse(text)
    (i,) = [t.i for t in parsed.tokens if t.text == word]
    return Classes(parsed).has(i, wanted)


@pytest.mark.parametrize(
    ("text", "word", "wanted", "expected"),
    [
        ("The soldiers fled.", "soldiers", "armed", True),
        ("The farmers fled.", "farmers", "armed", False),
        ("They reached the village.", "village", "place", True),
        ("They reached an accord.", "accord", "place", False),
        ("Azerbaijan shelled the post.", "Azerbaijan", "state", True),
        ("Hezbollah shelled the post.", "Hezbollah", "armed", True),
        ("They fled.", "They", "people", True),
        ("The mortars fell silent.", "mortars", "weapon", True),
    ],
)
def test_a_word_is_of_its_class(text: str, word: str, wanted: str, *, expected: bool) -> None:
    assert has(text, word, wanted) is expected


def test_a_pronoun_is_the_thing_that_it_stands_for() -> None:
    rows_ = [
        ("Rockets", "rocket", "NOUN", "NNS", "nsubj", 1),
        ("flew", "fly", "VERB", "VBD", "ROOT", 1),
        ("they", "they", "PRON", "PRP", "nsubj", 3),
        ("fell", "fall", "VERB", "VBD", "ROOT", 3),
    ]
    parsed = factories.parse("Rockets flew they fell", rows_, referents=((2, 0),))
    assert Classes(parsed).has(2, "weapon")
    bare = factories.parse("Rockets flew they fell", rows_)
    assert not Classes(bare).has(2, "weapon")


def test_every_token_of_a_name_has_its_label() -> None:
    rows_ = [
        ("New", "New", "PROPN", "NNP", "compound", 1),
        ("York", "York", "PROPN", "NNP", "nsubj", 2),
        ("slept", "sleep", "VERB", "VBD", "ROOT", 2),
    ]
    name = Name(first=0, last=2, label="PLACE")
    classes = Classes(factories.parse("New York slept", rows_, names=(name,)))
    assert [classes.label(i) for i in range(3)] == ["PLACE", "PLACE", ""]
    assert classes.has(1, "place")


def test_an_unknown_class_has_no_members() -> None:
    assert members("no-such-class") == frozenset()
    assert members("place") == {r["lemma"] for r in rows("classes.tsv") if r["class"] == "place"}
