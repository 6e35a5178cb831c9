"""One happening told once, however often one voice comes back to it."""

from __future__ import annotations

import pytest

from tests.sentences import claims_of, voice
from tocsin.records import Kind, Stance

pytestmark = pytest.mark.model


def triggers(text: str) -> list[str]:
    return [claim.first.trigger.text for claim in claims_of(text)]


def test_a_deck_gives_way_to_the_story_like_its_headline() -> None:
    text = (
        "Blasts in Togo\n\nThe army shelled a market near the border\n\n"
        "The army shelled a market near Lomé on Monday, the ministry said."
    )
    (claim,) = claims_of(text)
    assert voice(claim) == ["the ministry"]
    assert [m.trigger.text for m in claim.mentions] == ["shelled", "Blasts", "shelled"]


@pytest.mark.parametrize(
    ("headline", "claims"),
    [
        ("Shelling kills ten in Tora, officials say", 1),
        ("Shelling kills ten in Tora, rebels say", 2),
    ],
    ids=["the same", "another"],
)
def test_a_headline_calls_a_voice_by_what_it_is(headline: str, claims: int) -> None:
    story = "Shelling killed ten people in Tora, the ministry said on Monday."
    assert len(claims_of(f"{headline}\n\n{story}")) == claims


def test_the_dead_of_a_blow_are_counted_in_its_claim() -> None:
    text = (
        "Russia said that Ukraine had fired rockets at a camp. "
        "According to Russia, 40 prisoners were killed."
    )
    (claim,) = claims_of(text)
    assert [(t.harm, t.low) for t in claim.tolls] == [("killed", 40)]


def test_a_second_blow_with_its_own_dead_is_another() -> None:
    text = (
        "Russia said that Ukraine had fired rockets at a camp and killed two guards. "
        "According to Russia, 40 prisoners were killed."
    )
    assert len(claims_of(text)) == 2


def test_two_accusers_in_one_sentence_make_two_accusations() -> None:
    text = "Kigali condemned the raid, and the mayor of Goma condemned it too."
    assert [c.first.kind for c in claims_of(text)] == [Kind.ACCUSE, Kind.ACCUSE]


def test_a_claim_that_only_the_right_ones_were_hit_is_one_of_its_own() -> None:
    text = (
        "An air strike on a market killed 60 civilians, medics said. "
        "Ethiopia confirmed the air strike. Only fighters died in the strike, Ethiopia said."
    )
    stances = [c.stance for c in claims_of(text)]
    assert stances.count(Stance.DENIES) == 1
    assert len(stances) == 3


def test_what_is_first_named_in_its_denial_is_the_claim_that_its_voice_tells_later() -> None:
    text = (
        "Mali rejected Chad's claim that it had shelled Tora. "
        "The shelling of Tora was deliberate, Chad said."
    )
    told = [c for c in claims_of(text) if c.stance is Stance.ASSERTS]
    (denial,) = [c for c in claims_of(text) if c.stance is Stance.DENIES]
    assert [voice(c) for c in told] == [["Chad"]]
    assert denial.answers == told[0].id


def test_one_voice_speaks_twice_of_one_bus() -> None:
    text = "A shell hit a bus near Tora, Chad said. The war is old. A bus was attacked, Chad said."
    assert len(claims_of(text)) == 1
