"""What the network computes by itself is what the pipeline computes."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from tocsin.parse.engine import DEFAULT_MODEL
from tocsin.parse.network import network_of

TEXTS = [
    "Rebels shelled the airport on Tuesday, the army said; two soldiers were killed.",
    "Fire.",
    (
        "The convoy that had left was hit near the bridge. Its commander, Omar Haddad, denied that"
        ' anybody had been harmed: "We did not fire," he said. Nobody could reach the village.'
    ),
    "  ",
    "There's nothin' we can do \u2014 they ain't leavin'.\tUNICEF's lorries wait @ km 17.",
]
SAID: list[int | str] = ["TAG", "DEP", "HEAD", "SENT_START"]


@pytest.mark.model
def test_tags_and_trees_are_those_of_the_pipeline() -> None:
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner", "attribute_ruler", "lemmatizer"])
    network = network_of(nlp)
    assert network is not None
    docs = [nlp.make_doc(text) for text in TEXTS]
    for _ in range(2):  # the second time every word is remembered
        network.annotate(docs)
        for doc, text in zip(docs, TEXTS, strict=True):
            assert np.array_equal(doc.to_array(SAID), nlp(text).to_array(SAID)), text


@pytest.mark.model
@pytest.mark.parametrize("missing", ["tok2vec", "tagger", "parser"])
def test_another_pipeline_is_left_to_itself(missing: str) -> None:
    assert network_of(spacy.load(DEFAULT_MODEL, exclude=["ner", missing])) is None


@pytest.mark.model
def test_another_network_is_left_to_itself() -> None:
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    for layer in nlp.get_pipe("tok2vec").model.walk():  # type: ignore[attr-defined]
        if layer.name == "expand_window":
            layer.attrs["window_size"] = 2
    assert network_of(nlp) is None
