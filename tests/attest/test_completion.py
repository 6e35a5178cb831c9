"""What violence that is told without its doer takes from the blow next to it."""

from __future__ import annotations

import pytest

from tests.sentences import claims_of, parties
from tocsin.lexicon.tables import rows

pytestmark = pytest.mark.model


def doers(text: str) -> list[str]:
    return [word for m in claims_of(text)[-1].mentions for word in parties(m, "actor")]


def test_the_dead_of_a_blow_told_next_to_it_have_its_doer() -> None:
    assert doers("Rebels shelled a market in Goma on Friday. Ten people died there.") == ["Rebels"]


@pytest.mark.parametrize("row", rows("defensive_modes.tsv"), ids=lambda row: row["mode"])
def test_whoever_wards_off_a_blow_does_not_do_the_harm_of_it(row: dict[str, str]) -> None:
    told = claims_of(row["example"] + " On Sunday nine villagers were killed.")
    assert [len(claim.mentions) for claim in told] == [1, 1]


@pytest.mark.parametrize("row", rows("planted_modes.tsv"), ids=lambda row: row["mode"])
def test_whoever_shells_a_town_did_not_lay_the_bomb_in_another(row: dict[str, str]) -> None:
    assert "troops" not in doers("Troops shelled the valley on Friday. " + row["example"])
