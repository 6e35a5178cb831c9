"""An event in -ing is a noun, whatever the parser takes it for."""

from __future__ import annotations

import pytest

from tests.sentences import mentions_of
from tocsin.parse.engine import parse

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Shelling of a market in Kherson killed six people, officials said.", "Shelling"),
        ("Shooting near the border wounded two guards, the army said.", "Shooting"),
        ("Shelling hit Khan Younis on Monday.", "Shelling"),
        ("Shelling in Aden killed five, medics said.", "Shelling"),
        ("Shelling in Azaz, northern Syria, killed two, the ministry said.", "Shelling"),
        ("Heavy shelling in Donetsk, eastern Ukraine, wounded four, the mayor said.", "shelling"),
        ("Bombing raids on Idlib killed nine, the rescuers said.", "raids"),
    ],
)
def test_who_tells_of_an_event_did_not_do_it(text: str, event: str) -> None:
    [mention] = mentions_of(text)
    assert (mention.trigger.text, mention.reality) == (event, "actual")
    assert [p for p in mention.participants if p.part == "actor"] == []
    subject = next(t for t in parse(text).tokens if t.text == event)
    assert (subject.dep, subject.pos) == ("nsubj", "NOUN")


def test_what_somebody_does_to_something_stays_a_clause() -> None:
    tokens = parse("Shelling the town with mortars, rebels killed two people.").tokens
    assert tokens[0].pos == "VERB"
