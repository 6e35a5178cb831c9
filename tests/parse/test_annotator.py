"""The looked-up reading is the pipeline's own, word for word."""

from __future__ import annotations

import pytest
import spacy

from tocsin.parse.annotator import Annotator, _read
from tocsin.parse.engine import DEFAULT_MODEL
from tocsin.parse.ruler import Word, ruler_of

TEXTS = [
    "Rebels shelled the airport on Tuesday, the army said; two soldiers were killed.",
    "There's nothin' we can do, y' all. They ain't leavin', and it wo n't hold.",
    "Let's go. C'm on! They gon na cross  the river.\tHe 'd had enough of ol' promises.",
    "The convoy that had left was hit; those who did not flee gave themselves up.",
    "",
    "   ",
]
GOT = {"patterns": [[{"LOWER": "got"}, {"LOWER": "ta"}]], "attrs": {"LEMMA": "to"}, "index": -1}
NOUN = {"patterns": [[{"TAG": {"IN": ["NN"]}}]], "attrs": {"POS": "NOUN"}, "index": 0}
LATER = {"patterns": [[{"LOWER": "ta"}]], "attrs": {"LEMMA": "ta", "POS": "PART"}, "index": 0}


@pytest.mark.model
def test_words_are_those_of_the_whole_pipeline() -> None:
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    assert list(Annotator(nlp).words(TEXTS)) == [list(map(_read, nlp(text))) for text in TEXTS]


@pytest.mark.model
def test_a_pipeline_that_ends_otherwise_is_read_as_it_is() -> None:
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner", "lemmatizer"])
    assert list(Annotator(nlp).words(TEXTS[:1])) == [list(map(_read, nlp(TEXTS[0])))]


def test_later_rules_overrule_earlier_ones_also_across_lengths() -> None:
    ruler = ruler_of([GOT, LATER, NOUN])
    assert ruler is not None
    got, ta = Word("VB", "got", "ROOT"), Word("TO", "ta", "aux")
    runs = ruler.runs([got, ta], {0: ruler.started_by(got)})
    assert runs == {1: [0]}
    assert ruler.set_on(ta, runs[1]) == {"LEMMA": "ta", "POS": "PART"}
    assert ruler.set_on(Word("NN", "hill", "dobj"), ()) == {"POS": "NOUN"}


@pytest.mark.parametrize(
    "ask", [{"SHAPE": "Xx"}, {"LOWER": {"FUZZY": "got"}}, {"LOWER": "got", "OP": "+"}]
)
def test_rules_that_ask_for_something_else_are_left_to_the_pipeline(ask: dict[str, object]) -> None:
    assert ruler_of([{"patterns": [[ask]], "attrs": {"POS": "NOUN"}, "index": 0}]) is None
