"""Whose claim it is: the voices around an event, from the outermost to the origin."""

from __future__ import annotations

import pytest

from tests.sentences import claims_of, voice
from tocsin.records import Kind

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected", "cue"),
    [
        ("Azerbaijan shelled Jermuk.", [], None),
        ("Armenia said that Azerbaijan had shelled Jermuk.", ["Armenia"], "said"),
        (
            "Azerbaijan shelled Jermuk, according to the Armenian Defense Ministry.",
            ["the Armenian Defense Ministry"],
            "according to",
        ),
        (
            "The BBC reported that Armenia said that Azerbaijan had shelled Jermuk.",
            ["The BBC", "Armenia"],
            "said",
        ),
        (
            '"Azerbaijan shelled Jermuk," the Armenian ministry said.',
            ["the Armenian ministry"],
            "said",
        ),
        ('The ministry said: "Azerbaijan shelled Jermuk.', ["The ministry"], "said"),
    ],
    ids=["publisher", "clause", "according", "nested", "quote", "open-quote"],
)
def test_a_claim_has_the_voices_around_it(text: str, expected: list[str], cue: str | None) -> None:
    (claim,) = claims_of(text)
    assert voice(claim) == expected
    assert (claim.cue.text if claim.cue else None) == cue


def test_a_pronoun_speaks_for_the_voice_that_it_stands_for() -> None:
    text = "Armenia said that Azerbaijan had shelled Jermuk. It said Azerbaijan bombed Goris."
    claim = claims_of(text)[-1]
    assert voice(claim) == ["It"]
    assert claim.chain[-1].referent.text == "Armenia"


def test_an_accusation_is_the_publishers_and_its_content_the_accusers() -> None:
    accusation, attack = claims_of("Armenia accused Azerbaijan of the attack.")
    assert (accusation.first.kind, voice(accusation)) == (Kind.ACCUSE, [])
    assert (attack.first.kind, voice(attack)) == (Kind.ASSAULT, ["Armenia"])


def test_an_accusation_stays_the_publishers_inside_what_another_says() -> None:
    claims = claims_of("The minister said that Armenia accused Azerbaijan of the attack.")
    (accusation,) = [c for c in claims if c.first.kind is Kind.ACCUSE]
    assert voice(accusation) == []


def test_a_threat_is_told_by_the_one_who_makes_it() -> None:
    (claim,) = claims_of("Armenia threatened to attack the refinery.")
    assert (claim.first.kind, voice(claim)) == (Kind.THREATEN, ["Armenia"])


def test_a_demand_is_the_publishers_report_of_it() -> None:
    (claim,) = claims_of("Armenia demanded that Azerbaijan withdraw its troops.")
    assert (claim.first.kind, voice(claim)) == (Kind.REQUEST, [])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"Azerbaijan shelled Jermuk," the ministry said.', "Azerbaijan shelled Jermuk,"),
        ("\u201cAzerbaijan shelled Jermuk,\u201d the ministry said.", "Azerbaijan shelled Jermuk,"),
        ("The ministry said Azerbaijan shelled Jermuk.", None),
    ],
)
def test_a_claim_points_at_its_quotation(text: str, quoted: str | None) -> None:
    (claim,) = claims_of(text)
    assert (claim.quote.text if claim.quote else None) == quoted
