"""A weekday before people is when they did it."""

from __future__ import annotations

import pytest

from tests.sentences import mentions_of
from tocsin.parse.engine import parse

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "actor", "when"),
    [
        ("On Sunday rebels seized the town of Bunagana.", "rebels", "On Sunday"),
        ("Last Friday rebels attacked the town.", "rebels", "Last Friday"),
        ("Late Sunday gunmen attacked a bus.", "gunmen", "Late Sunday"),
        ("On Thursday night militants killed six policemen.", "militants", "On Thursday night"),
        ("Police said on Friday gunmen kidnapped a priest.", "gunmen", "on Friday"),
        ("The army said on Monday rebels had shelled the town.", "rebels", "on Monday"),
        (
            "On Tuesday rebels attacked a village with guns; seven soldiers were killed.",
            "rebels",
            "On Tuesday",
        ),
    ],
)
def test_people_after_a_weekday_are_the_doers(text: str, actor: str, when: str) -> None:
    mention, *_ = mentions_of(text)
    assert [p.span.text for p in mention.participants if p.part == "actor"] == [actor]
    held = parse(text)
    day = held.tokens[next(i for i, t in enumerate(held.tokens) if t.text == when.split()[1])]
    assert day.dep in {"pobj", "npadvmod"} or held.tokens[day.head].dep == "pobj"


def test_a_newspaper_is_no_day() -> None:
    tokens = parse("Sun journalists were attacked by rebels.").tokens
    assert (tokens[0].dep, tokens[tokens[0].head].text) == ("compound", "journalists")


@pytest.mark.parametrize(
    "text",
    ["They met after Friday prayers.", "Rebels were seen at the Sunday market in Goma."],
)
def test_what_is_called_by_its_day_keeps_it(text: str) -> None:
    assert any(t.dep == "compound" and t.text in {"Friday", "Sunday"} for t in parse(text).tokens)
