"""Whose blow is answered."""

from __future__ import annotations

import pytest

from tocsin.texts import claims_in

pytestmark = pytest.mark.model


def sides(text: str) -> list[tuple[str, list[str | None], list[str | None]]]:
    return [
        (
            claim.claim.first.trigger.text,
            [link.target.country for link in claim.actors],
            [link.target.country for link in claim.recipients],
        )
        for claim in claims_in(text, published="2023-10-13")
    ]


def test_whoever_is_hit_in_return_did_what_is_answered() -> None:
    assert sides("Israeli jets bombed Gaza City in retaliation for rocket attacks.") == [
        ("bombed", ["ISR"], ["PSE"]),
        ("attacks", ["PSE"], ["ISR"]),
    ]


def test_what_the_claim_names_itself_stays() -> None:
    found = sides("Russia fired missiles at Kyiv in revenge for an attack on the Crimean bridge.")
    assert ("fired", ["RUS"], ["UKR"]) in found
    assert ("attack", ["UKR"], ["UKR"]) in found or ("attack", ["UKR"], ["RUS"]) in found


def test_a_blow_answered_by_a_word_has_no_doer_from_it() -> None:
    found = sides("Turkey condemned the bombing of Aleppo in response to a request of the council.")
    assert all(actors != ["SYR"] for trigger, actors, _ in found if trigger == "bombing")


def test_the_dead_of_an_answered_attack_are_no_attackers() -> None:
    found = sides("Police responded to an attack that killed nine people in Kabul on Tuesday.")
    assert all(actors == [] for _, actors, _ in found)
