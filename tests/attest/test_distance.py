"""Where a text keeps aloof from a claim, and by which words."""

from __future__ import annotations

import pytest

from tests.sentences import claims_of
from tocsin.records import Aloof

pytestmark = pytest.mark.model

SAID = "The rebels said that they had killed 40 soldiers near Goma. "


@pytest.mark.parametrize(
    ("text", "how", "words"),
    [
        ("Moscow falsely claimed that troops had shelled it.", Aloof.FALSE, "falsely"),
        ("The mayor repeated the false claim that rebels bombed it.", Aloof.FALSE, "false"),
        ("The junta lied about the killing of nine villagers.", Aloof.FALSE, "lied"),
        ("The alleged attack on the port killed nine men.", Aloof.DOUBTED, "alleged"),
        ("The so-called attack on the port killed nine men.", Aloof.DOUBTED, "so-called"),
        ("Police killed nine alleged rebels.", Aloof.DOUBTED, "alleged"),
        ("The army hit what it called a rebel base.", Aloof.DOUBTED, "what it called"),
        (
            "Turkey bombed what its own ministry described as a camp.",
            Aloof.DOUBTED,
            "what its own ministry described as",
        ),
        (
            SAID + "The claim could not be independently verified.",
            Aloof.DOUBTED,
            "could not be independently verified",
        ),
        ('The "liberation" of the town left 40 villagers dead.', Aloof.QUOTED, "liberation"),
        ('Soldiers killed nine "bandits" in the village.', Aloof.QUOTED, "bandits"),
    ],
)
def test_the_words_that_keep_aloof_are_named(text: str, how: Aloof, words: str) -> None:
    (claim,) = claims_of(text)
    assert claim.distance is not None
    assert (claim.distance.how, claim.distance.span.text) == (how, words)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that rebels had shelled the port.",
        "The army reportedly shelled the port.",
        "Fighters of the so-called Islamic State attacked a base.",
        '"They attacked the port at dawn," the mayor said.',
        'The army said it had "attacked the port" at dawn.',
        SAID + "The road to the north could not be confirmed as open.",
    ],
)
def test_who_only_reports_keeps_no_distance(text: str) -> None:
    assert [claim.distance for claim in claims_of(text)] == [None]
