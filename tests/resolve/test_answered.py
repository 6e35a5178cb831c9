"""Whose deed an answer speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tocsin.resolve.answered import ANSWERED
from tocsin.texts import claims_in

if TYPE_CHECKING:
    from tocsin.records import ResolvedClaim

pytestmark = pytest.mark.model


def answer(text: str) -> ResolvedClaim:
    return [c for c in claims_in(text, published="2022-09-13") if c.claim.answers][-1]


def test_who_denies_the_losses_of_a_raid_denies_that_of_its_doer() -> None:
    text = (
        "Kenya said its jets bombed a camp in Gedo, Somalia, and killed thirty fighters."
        " The police chief of Gedo said there were no casualties at all."
    )
    denied = answer(text)
    assert [link.target.country for link in denied.actors] == ["KEN"]
    assert ANSWERED in {reason.feature for link in denied.actors for reason in link.reasons}


def test_who_denies_a_deed_of_its_own_keeps_it() -> None:
    text = (
        "Armenia said Azerbaijani troops shelled Sotk on Monday."
        " Azerbaijan denied that its units had fired on the village."
    )
    assert [link.target.country for link in answer(text).actors] == ["AZE"]


def test_a_witness_who_vouches_for_a_blow_names_nobody() -> None:
    text = (
        "Officials in Kyiv said Russian jets struck a clinic in Sumy."
        " A nurse confirmed that the clinic had been struck."
    )
    assert answer(text).actors == () or answer(text).claim.chain[-1].span.text != "A nurse"
