"""Text in, plain records out: every offset kept, whatever the characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import MissingPartError
from tocsin.parse.engine import LONG_BLOCK, LONG_SENTENCE, blocks_in, parse

pytestmark = pytest.mark.model


def sentences(text: str) -> list[str]:
    parsed = parse(text)
    return [
        " ".join(parsed.tokens[i].text for i in parsed.sentence(n))
        for n in range(len(parsed.sentence_starts))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels fled. Troops came.", ["Rebels fled .", "Troops came ."]),
        ("Rebels flee\n\nTroops came.", ["Rebels flee", "Troops came ."]),
        ("Rebels attacked\nthe town.", ["Rebels attacked the town ."]),
        ("Rebels fled\r\nTroops came.\r\n", ["Rebels fled", "Troops came ."]),
        ("GOMA, Congo (KR) \u2014 Rebels fled.", ["GOMA , Congo ( KR ) \u2014", "Rebels fled ."]),
        ("NATO \u2014 the league \u2014 met.", ["NATO \u2014 the league \u2014 met ."]),
    ],
    ids=["full-stop", "blank-line", "hard-wrap", "crlf", "dateline", "dashes"],
)
def test_sentences_end_where_writers_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\r\n", "\u00a0\u202f"])
def test_nothing_parses_to_nothing(text: str) -> None:
    parsed = parse(text)
    assert parsed.tokens == ()
    assert parsed.names == ()


def test_typographic_marks_are_read_as_straight_ones_and_kept_as_written() -> None:
    curly = parse("\u201cWe go,\u201d he said. It\u2019s \u00abover\u00bb.")
    straight = parse('"We go," he said. It\'s "over".')
    assert [t.pos for t in curly.tokens] == [t.pos for t in straight.tokens]
    assert [t.start for t in curly.tokens] == [t.start for t in straight.tokens]
    assert curly.tokens[0].text == "\u201c"


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        alphabet="aB .,\n\r\t\u201c\u2019\u202e\u00a0\x00\x07\u0627\U0001f4a3\u0301-1", max_size=60
    )
)
def test_tokens_are_slices_of_the_text_in_order(text: str) -> None:
    parsed = parse(text)
    end = 0
    for i, token in enumerate(parsed.tokens):
        assert token.i == i
        assert end <= token.start < token.end <= len(text)
        assert token.text == text[token.start : token.end]
        assert 0 <= token.head < len(parsed.tokens)
        end = token.end
    for name in parsed.names:
        assert 0 <= name.first < name.last <= len(parsed.tokens)


def test_every_head_chain_ends_at_a_root_of_its_sentence() -> None:
    parsed = parse("Rebels who held the hill fled when troops came. The town burned.")
    for token in parsed.tokens:
        chain = list(parsed.ancestors(token.i)) or [token]
        assert chain[-1].dep == "ROOT"
        assert parsed.sentence_of(chain[-1].i) == parsed.sentence_of(token.i)


def test_a_missing_model_is_named_with_its_remedy() -> None:
    with pytest.raises(MissingPartError, match=r"'no_such_model'.*pip install no_such_model"):
        parse("Rebels fled.", "no_such_model")


def test_a_sentence_longer_than_any_writers_is_cut_and_no_head_lies_beyond_the_cut() -> None:
    parsed = parse("The army said that " * 400)
    lengths = [len(parsed.sentence(n)) for n in range(len(parsed.sentence_starts))]
    assert sum(lengths) == len(parsed.tokens) == 1600
    assert max(lengths) <= LONG_SENTENCE
    assert all(parsed.sentence_of(t.i) == parsed.sentence_of(t.head) for t in parsed.tokens)


def test_a_long_paragraph_of_short_sentences_is_not_cut() -> None:
    told = "Rebels shelled the town. " * 100
    assert len(parse(told).sentence_starts) == 100


@pytest.mark.parametrize(("piece", "end"), [("Rebels fled. ", ". "), ("he fled ", " "), ("x", "x")])
def test_an_endless_line_is_parsed_in_parts_that_end_where_a_sentence_or_word_does(
    piece: str, end: str
) -> None:
    text = piece * (3 * LONG_BLOCK // len(piece))
    blocks = list(blocks_in(text))
    assert "".join(block for _, block in blocks) == text
    assert [text[start : start + len(block)] for start, block in blocks] == [b for _, b in blocks]
    assert all(len(block) <= LONG_BLOCK and block.endswith(end) for _, block in blocks)
