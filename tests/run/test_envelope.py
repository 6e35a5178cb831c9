"""What a worker found arrives as it was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import factories as make
from tocsin.config import settings
from tocsin.pipeline import take
from tocsin.records import Dropped, Reading
from tocsin.run.envelope import opened, sealed

LOST = Dropped(origin="b.txt", step="read", reason="too short")


@pytest.mark.model
def test_what_was_sealed_is_opened_as_it_was() -> None:
    text = "On Tuesday rebels shelled Goris, killing two, the army said. The rebels denied it."
    found = take(make.raw_item(text), settings=settings(seconds_a_document=300.0))
    assert any(isinstance(one, Reading) and one.claims for one in found)
    envelope = sealed((*found, LOST))
    assert envelope is not None
    assert opened(envelope) == (*found, LOST)


def test_nothing_found_is_nothing() -> None:
    envelope = sealed(())
    assert envelope is not None
    assert opened(envelope) == ()


def test_what_is_no_character_cannot_be_sealed() -> None:
    assert sealed((replace(LOST, reason="\ud800"),)) is None
