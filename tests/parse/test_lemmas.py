"""Lemmas that the model gets wrong are mended from the table."""

from __future__ import annotations

import pytest

from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse
from tocsin.parse.lemmas import lemma_of


@pytest.mark.parametrize(
    ("form", "lemma", "pos", "mended"),
    [
        ("Staged", "stag", "VERB", "stage"),
        ("attacked", "attack", "VERB", "attack"),
        ("hopes", "hope", "NOUN", "hope"),
        ("AGREED", "AGREE", "VERB", "agree"),
    ],
)
def test_lemma(form: str, lemma: str, pos: str, mended: str) -> None:
    assert lemma_of(form, lemma, pos) == mended


def test_every_line_has_its_form_in_its_example() -> None:
    for row in rows("lemmas.tsv"):
        assert row["form"] in row["example"].lower().rstrip(".").replace(",", "").split(), row


@pytest.mark.model
def test_parser_uses_the_table() -> None:
    tokens = parse("Gunmen staged an attack while the militia waged war.").tokens
    assert {"stage", "wage"} <= {token.lemma for token in tokens}
