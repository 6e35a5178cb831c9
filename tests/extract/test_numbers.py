"""Numbers in words and digits, with the bounds that the words around them set."""

from __future__ import annotations

import pytest

from tocsin.extract.numbers import is_count, is_number, quantity_of
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse

pytestmark = pytest.mark.model


def bounds(words: str, noun: str = "soldiers") -> tuple[int | None, int | None] | None:
    parsed = parse(f"The attack killed {words}.")
    heads = [t.i for t in parsed.tokens if t.text == noun]
    found = quantity_of(parsed, heads[0])
    return None if found is None else (found.low, found.high)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("49 soldiers", (49, 49)),
        ("1,200 soldiers", (1200, 1200)),
        ("6 500 soldiers", (6500, 6500)),
        ("6\u00a0500 soldiers", (6500, 6500)),
        ("twenty-one soldiers", (21, 21)),
        ("one hundred and five soldiers", (105, 105)),
        ("two thousand soldiers", (2000, 2000)),
        ("at least 49 soldiers", (49, None)),
        ("two dozen soldiers", (24, 24)),
        ("a dozen soldiers", (12, 12)),
        ("at least a dozen soldiers", (12, None)),
        ("up to two dozen soldiers", (None, 24)),
        ("more than 100 soldiers", (100, None)),
        ("up to 20 soldiers", (None, 20)),
        ("about 200 soldiers", (200, 200)),
        ("100 to 300 soldiers", (100, 300)),
        ("10-12 soldiers", (10, 12)),
        ("five to seven soldiers", (5, 7)),
        ("between ten and twelve soldiers", (10, 12)),
        ("12 or more soldiers", (12, None)),
        ("several soldiers", (2, None)),
        ("no soldiers", (0, 0)),
        ("dozens of soldiers", (20, None)),
    ],
)
def test_a_number_is_read_with_its_bounds(
    words: str, expected: tuple[int | None, int | None]
) -> None:
    assert bounds(words) == expected


def test_one_person_is_one() -> None:
    assert bounds("a soldier", "soldier") == (1, 1)


@pytest.mark.parametrize(("words", "noun"), [("the soldiers", "soldiers"), ("a plan", "plan")])
def test_a_noun_that_counts_nobody_has_no_quantity(words: str, noun: str) -> None:
    assert bounds(words, noun) is None


def test_a_number_beyond_reason_is_none() -> None:
    assert bounds("99999999999999999999 soldiers") is None


@pytest.mark.parametrize("row", rows("numbers.tsv"), ids=lambda row: row["word"])
def test_every_number_word_is_a_number(row: dict[str, str]) -> None:
    parsed = parse(row["word"])
    assert any(is_number(token) and is_count(token) for token in parsed.tokens)
    assert int(row["value"]) >= 0
