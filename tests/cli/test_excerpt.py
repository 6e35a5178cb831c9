from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tocsin.cli.excerpt import excerpt
from tocsin.grammar.sentences import sentence_bounds

TEXT = (
    "Headline without a stop\n\n“We shelled Goris.” Gen. Ivan Petrov said so on Sept. 13. "
    "U.S. officials doubted it! Was it 3.5 km away? The\nend."
)


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("Headline", "Headline without a stop"),
        ("shelled", "“We shelled Goris.”"),
        ("said", "Gen. Ivan Petrov said so on Sept. 13."),
        ("doubted", "U.S. officials doubted it!"),
        ("away", "Was it 3.5 km away?"),
        ("end", "The\nend."),
    ],
)
def test_the_sentence_around_a_word(word: str, sentence: str) -> None:
    start = TEXT.index(word)
    first, last = sentence_bounds(TEXT, start, start + len(word))
    assert TEXT[first:last] == sentence


def test_every_trigger_of_the_sentence_is_marked() -> None:
    doc = make.document("They shelled Goris\nand killed two. All fled.")
    spans = tuple(make.span(doc, word) for word in ("shelled", "killed", "fled"))
    assert excerpt(doc.text, spans, plain=True).plain == "They [shelled] Goris and [killed] two."
    styled = excerpt(doc.text, spans, plain=False)
    assert styled.plain == "They shelled Goris and killed two."
    marked = [styled.plain[s.start : s.end] for s in styled.spans if "underline" in str(s.style)]
    assert marked == ["shelled", "killed"]


@given(st.text(alphabet='aA. \n"”U!', max_size=60), st.data())
def test_the_sentence_always_holds_its_span(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    first, last = sentence_bounds(text, *ends)
    assert 0 <= first <= ends[0] <= ends[1] <= last <= len(text)
