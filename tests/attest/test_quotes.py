"""Quotations are found in every style, and a missing or stray mark loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.attest.quotes import paragraphs_in, quotes_in


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotes_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "We go." And "then" he left.', ["We go.", "then"]),
        ("\u201cWe go,\u201d he said.", ["We go,"]),
        ("''We go,'' he said. ''Now.''", ["We go,", "Now."]),
        ("\u2018We\u2019re off,\u2019 he said.", ["We\u2019re off,"]),
        ("'We're off,' he said, 'to the camp.'", ["We're off,", "to the camp."]),
        ("\u201eWir gehen\u201c, said the envoy.", ["Wir gehen"]),
        ("\u00ab Oui \u00bb, he said.", [" Oui "]),
    ],
)
def test_every_style_of_mark_quotes(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers' camp and the generals' tent",
        "It's fine, he's here.",
        'A stray" mark ends it.',
    ],
)
def test_apostrophes_and_stray_marks_quote_nothing(text: str) -> None:
    assert quoted(text) == []


def test_an_open_mark_quotes_to_the_end_of_its_paragraph_only() -> None:
    text = "\u201cWe held the hill.\n\n\u201cThen they left,\u201d he said.\n\nIt rained."
    assert quoted(text) == ["We held the hill.", "Then they left,"]
    assert [q.closed for q in quotes_in(text)] == [False, True]


def test_a_second_opening_mark_mends_a_lost_closing_one() -> None:
    assert quoted('The "army said. Then the "rebels" left.') == ["rebels"]


def test_a_hard_wrapped_line_stays_in_its_paragraph() -> None:
    text = '"We went\nhome," he said.'
    assert quoted(text) == ["We went\nhome,"]
    assert len(paragraphs_in(text)) == 1


@given(st.text(alphabet="ab .,\n\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e", max_size=60))
def test_quotes_are_in_order_inside_the_text_and_apart(text: str) -> None:
    end = 0
    for quote in quotes_in(text):
        assert end <= quote.start <= quote.end <= len(text)
        end = quote.end


@given(st.text(alphabet="ab\n 1A", max_size=40))
def test_paragraphs_cover_the_text(text: str) -> None:
    assert "".join(text[a:b] for a, b in paragraphs_in(text)) == text
