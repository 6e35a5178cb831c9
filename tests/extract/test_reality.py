"""Act, threat, demand, possibility, negation."""

from __future__ import annotations

import pytest

from tests.sentences import event
from tocsin.records import Reality

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "trigger", "reality"),
    [
        ("Rebels shelled the town on Tuesday.", "shelled", Reality.ACTUAL),
        ("The army managed to seize the bridge.", "seize", Reality.ACTUAL),
        ("Rebels attacked the town without killing anyone.", "attacked", Reality.ACTUAL),
        ("Turkey threatened to shell the border.", "threatened", Reality.THREATENED),
        (
            "The ministry demanded that Armenia withdraw its troops.",
            "demanded",
            Reality.DEMANDED,
        ),
        (
            "The ministry demanded that Armenia withdraw its troops.",
            "withdraw",
            Reality.DEMANDED,
        ),
        ("The general ordered troops to fire on the crowd.", "fire", Reality.DEMANDED),
        ("Rebels could attack the capital.", "attack", Reality.HYPOTHETICAL),
        ("Rebels may have shelled the town.", "shelled", Reality.HYPOTHETICAL),
        (
            "If rebels attack the capital, the army will shell the camp.",
            "shell",
            Reality.HYPOTHETICAL,
        ),
        ("The rebels plan to attack the dam.", "attack", Reality.HYPOTHETICAL),
        ("The army is preparing to attack the city.", "attack", Reality.HYPOTHETICAL),
        ("Rebels tried to seize the town.", "seize", Reality.HYPOTHETICAL),
        ("The army did not shell the town.", "shell", Reality.NEGATED),
        ("The army never fired on the village.", "fired", Reality.NEGATED),
        ("No sites were hit in the raid.", "hit", Reality.NEGATED),
        ("There was no attack on the village.", "attack", Reality.NEGATED),
        ("Nobody attacked the village.", "attacked", Reality.NEGATED),
        ("Rebels attacked neither the town nor the port.", "attacked", Reality.NEGATED),
        ("Neither the army nor the rebels shelled it.", "shelled", Reality.NEGATED),
        ("The militia failed to seize the bridge.", "seize", Reality.NEGATED),
        ("The army denied shelling the town.", "shelling", Reality.NEGATED),
    ],
)
def test_words_around_an_event_set_its_reality(text: str, trigger: str, reality: Reality) -> None:
    assert event(text, trigger).reality is reality


@pytest.mark.parametrize(
    ("text", "trigger", "reality"),
    [
        ("Nobody knows whether it was an air strike.", "strike", Reality.HYPOTHETICAL),
        ("It is not clear whether or not it was an air strike.", "strike", Reality.HYPOTHETICAL),
        ("It was not an air strike, the army said.", "strike", Reality.NEGATED),
        ("It was an air strike, the army said.", "strike", Reality.ACTUAL),
        ("The attack on the village never happened.", "attack", Reality.NEGATED),
        ("Attacks on the port would continue, the rebels said.", "Attacks", Reality.HYPOTHETICAL),
        ("The army will continue to shell the town.", "shell", Reality.HYPOTHETICAL),
        ("The army continued to shell the town.", "shell", Reality.ACTUAL),
        ("Nobody but fighters was killed in the raid.", "killed", Reality.ACTUAL),
    ],
)
def test_what_is_said_of_an_event_is_said_of_it(text: str, trigger: str, reality: Reality) -> None:
    assert event(text, trigger).reality is reality
