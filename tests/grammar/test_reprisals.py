"""Blows that answer another."""

from __future__ import annotations

import re

import pytest

from tocsin.grammar.reprisals import is_answered
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse

pytestmark = pytest.mark.model


@pytest.mark.parametrize("row", rows("reprisals.tsv"), ids=lambda row: row["example"])
def test_what_is_answered_is_told_from_the_answer(row: dict[str, str]) -> None:
    marked = re.search(r"\[(.+)\]", row["example"])
    assert marked
    found = parse(row["example"].translate({ord(sign): None for sign in "[]"}))
    answered = [token.text for token in found.tokens if is_answered(found, token.i)]
    assert marked.group(1) in answered
    verb = next(token for token in found.tokens if token.dep == "ROOT")
    assert not is_answered(found, verb.i)


def test_an_attack_alone_answers_nothing() -> None:
    found = parse("The army launched an attack on the town for its bridge.")
    assert not any(is_answered(found, token.i) for token in found.tokens)
