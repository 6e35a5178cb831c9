"""What one voice tells of one happening, joined; what is told apart; who "we" are."""

from __future__ import annotations

import pytest

from tests.sentences import claims_of, parties, voice
from tocsin.records import Kind, Reality, Stance

pytestmark = pytest.mark.model


def triggers(text: str) -> list[list[str]]:
    return [[m.trigger.text for m in claim.mentions] for claim in claims_of(text)]


def test_one_voice_tells_one_happening_of_a_sentence_once() -> None:
    text = "Armenia said Azerbaijan attacked Jermuk with drones and killed two soldiers."
    (claim,) = claims_of(text)
    assert [m.trigger.text for m in claim.mentions] == ["attacked", "killed"]
    assert [(t.harm, t.low) for t in claim.tolls] == [("killed", 2)]


def test_two_voices_make_two_claims_of_one_happening() -> None:
    text = "Armenia said Azerbaijan shelled Jermuk. Residents confirmed the shelling."
    assert [voice(claim) for claim in claims_of(text)] == [["Armenia"], ["Residents"]]


def test_two_happenings_of_one_voice_stay_two() -> None:
    text = "Azerbaijan shelled Jermuk. Armenia shelled Lachin."
    assert triggers(text) == [["shelled"], ["shelled"]]


def test_a_headline_gives_way_to_the_story() -> None:
    text = (
        "Drone strike kills ten in Baghdad\n\n"
        "A drone strike killed ten people in Baghdad, the Iraqi ministry said on Monday."
    )
    (claim,) = claims_of(text)
    assert voice(claim) == ["the Iraqi ministry"]
    assert claim.first.trigger.start > text.index("\n")
    assert claim.mentions[-1].trigger.start < text.index("\n")


def test_what_a_claim_leaves_out_it_takes_from_the_one_that_it_is_about() -> None:
    text = "Armenia said Azerbaijan shelled Jermuk. Residents confirmed the shelling."
    told, confirmed = claims_of(text)
    actors = [word for m in confirmed.mentions for word in parties(m, "actor")]
    assert actors == parties(told.first, "actor") == ["Azerbaijan"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Azerbaijan says it will take the territory back by force.", "Azerbaijan"),
        ("Azerbaijan says it will attack Armenia.", "Azerbaijan"),
        (
            "The Armenian minister said: \u201cWe will attack the base.\u201d",
            "The Armenian minister",
        ),
    ],
)
def test_a_side_that_says_it_will_use_force_threatens(text: str, actor: str) -> None:
    (claim,) = claims_of(text)
    assert claim.first.kind is Kind.THREATEN
    assert claim.first.reality is Reality.THREATENED
    assert actor in [p.referent.text for p in claim.first.participants if p.part == "actor"]


def test_a_force_that_somebody_else_foretells_is_no_threat_of_his() -> None:
    (claim,) = claims_of("Armenia says Azerbaijan will attack Jermuk.")
    assert claim.first.kind is Kind.ASSAULT
    assert claim.first.reality is Reality.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        '"We shelled the depot," the Azerbaijani ministry said.',
        'The Azerbaijani ministry said: "Yesterday we shelled the depot."',
    ],
)
def test_the_first_person_is_the_speaker(text: str) -> None:
    (claim,) = claims_of(text)
    (actor,) = [p for p in claim.first.participants if p.part == "actor"]
    assert actor.span.text.lower() == "we"
    assert actor.referent.text.lower() == "the azerbaijani ministry"


@pytest.mark.parametrize(
    "text",
    [
        "The general ordered troops to fire on the crowd.",
        "The minister praised the troops.",
        "Prosecutors opened an investigation into the matter.",
    ],
)
def test_what_is_only_ordered_or_said_in_courtesy_is_no_claim_of_violence(text: str) -> None:
    assert [c for c in claims_of(text) if c.first.kind in {Kind.ASSAULT, Kind.SUPPORT}] == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army did not shell the town.", Stance.ASSERTS),
        ("The army did not shell the town, its spokesman said.", Stance.DENIES),
    ],
)
def test_a_voice_that_says_it_was_not_so_denies_it(text: str, stance: Stance) -> None:
    (claim,) = claims_of(text)
    assert claim.stance is stance
    assert claim.first.reality is Reality.NEGATED


def test_an_abduction_is_a_happening_of_its_own_in_the_same_breath() -> None:
    text = "The gunmen killed two guards in Goma and abducted the manager."
    assert triggers(text) == [["killed"], ["abducted"]]
