"""A snippet's sub-event type, from its triggers and its words."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.lexicon.tables import rows

ACLED = {row["acled_sub_event"] for row in rows("modes.tsv")}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "sub_event"),
    [
        ("The army seized the town of Kora from the rebels.", "Government regains territory"),
        ("Rebels seized the town of Kora.", "Non-state actor overtakes territory"),
        ("Police fired tear gas at protesters in Lima.", "Protest with intervention"),
        ("Protesters hurled stones at the police in Lima.", "Violent demonstration"),
        ("Thousands of protesters marched quietly in Lima.", "Peaceful protest"),
        ("Soldiers found a cache of rifles in a barn.", "Disrupted weapons use"),
        ("A rocket-propelled grenade hit a truck.", "Shelling/artillery/missile attack"),
        ("A grenade was thrown into a bar.", "Grenade"),
    ],
)
def test_snippets(text: str, sub_event: str) -> None:
    assert tocsin.subtype_of(text) == sub_event


@pytest.mark.model
def test_nothing_is_told_of_a_quiet_text() -> None:
    assert tocsin.subtype_of("The library opens at nine and has a garden.") is None


def test_cues_name_sub_event_types() -> None:
    assert {row["sub_event"] for row in rows("subtype_cues.tsv")} <= ACLED
