"""Words that are acts: threats of one's own, judgements that accuse."""

from __future__ import annotations

import pytest

from tests.sentences import claims_of, parties, voice
from tocsin.records import Kind

pytestmark = pytest.mark.model


def test_a_deed_called_a_crime_is_an_accusation_by_who_calls_it_so() -> None:
    text = '"Chad has committed one more war crime, it shelled a clinic," the Libyan envoy wrote.'
    charge, deed = claims_of(text)
    assert (charge.first.kind, voice(charge)) == (Kind.ACCUSE, [])
    assert parties(charge.first, "actor") == ["the Libyan envoy"]
    assert parties(charge.first, "recipient") == ["Chad"]
    assert (deed.first.kind, voice(deed)) == (Kind.ASSAULT, ["the Libyan envoy"])


def test_a_crime_that_the_publisher_tells_is_a_deed() -> None:
    (claim,) = claims_of("The troops committed war crimes in Tora.")
    assert claim.first.kind is Kind.ASSAULT


def test_who_says_that_it_will_go_on_striking_threatens() -> None:
    text = "We will continue to strike the port, Chad's minister said."
    (claim,) = claims_of(text)
    assert claim.first.kind is Kind.THREATEN
