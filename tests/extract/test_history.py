"""Fresh news or history: earlier years, words of history, lengths of time counted from an event."""

from __future__ import annotations

import pytest

from tests.sentences import event

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("In 2014 rebels shot down a plane over Donetsk.", "shot"),
        ("Rebels had previously shelled the town.", "shelled"),
        ("Rebels shelled the town in May 2019.", "shelled"),
        ("It was the worst night in the five months since rebels attacked the port.", "attacked"),
        ("Prices have doubled since the start of the army's offensive in the delta.", "offensive"),
        ("The two sides met one year into a war in which thousands were killed.", "killed"),
        ("They spoke of the civil war, which is nearly six years old.", "war"),
        ("The junta has long said that it will attack the border camps.", "attack"),
    ],
)
def test_an_earlier_year_or_word_of_history_makes_background(text: str, trigger: str) -> None:
    assert event(text, trigger).background


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled the town on Tuesday.",
        "Rebels shelled the town in September 2022.",
        "The talks ended, since rebels shelled the town.",
    ],
)
def test_news_of_the_year_is_no_background(text: str) -> None:
    assert not event(text, "shelled").background
