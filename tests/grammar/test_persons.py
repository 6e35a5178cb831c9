"""Whoever a phrase is about, by name and by description."""

from __future__ import annotations

import pytest

from tocsin.grammar.persons import described_at
from tocsin.parse.engine import parse


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "name", "description"),
    [
        ("Gunmen shot Ana Ruiz near her home.", "Ruiz", "Ana Ruiz", ""),
        ("Gunmen shot two policemen.", "policemen", "", "policemen"),
        ("Gunmen shot the deputy mayor.", "mayor", "", "deputy mayor"),
    ],
)
def test_name_and_description(text: str, word: str, name: str, description: str) -> None:
    parsed = parse(text)
    head = next(token.i for token in parsed.tokens if token.text == word)
    found = described_at(parsed, head)
    assert (found.name, found.description) == (name, description)


@pytest.mark.model
def test_an_apposition_gives_the_missing_half() -> None:
    parsed = parse("Gunmen kidnapped the mayor, Ana Ruiz, on Sunday.")
    head = next(token.i for token in parsed.tokens if token.text == "mayor")
    found = described_at(parsed, head)
    assert found.name == "Ana Ruiz"
    assert found.description == "mayor"
