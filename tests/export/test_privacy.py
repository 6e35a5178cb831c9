"""What may be named: offices, states, groups and places; nobody private."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.export.conftest import report
from tocsin.export.cases import Told
from tocsin.export.privacy import MASK, NOBODY, Screen
from tocsin.records import Role


def screen() -> Screen:
    reading = report()
    told = tuple(Told(claim=one, document=reading.document) for one in reading.claims)
    return Screen(told, make.incident())


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Anahit Karapetyan said so.", f"{MASK} said so."),
        ("It killed Anahit Karapetyan, 34.", f"It killed {MASK}, 34."),
        ("Mrs Karapetyan fled.", f"Mrs {MASK} fled."),
        ("When Klaas van der Berg came", f"When {MASK} came"),
        ("On Tuesday shells fell on Goris.", "On Tuesday shells fell on Goris."),
        ("President Ilham Aliyev spoke.", "President Ilham Aliyev spoke."),
        ("The Armenian Defense Ministry said", "The Armenian Defense Ministry said"),
        ("The Red Cross came.", "The Red Cross came."),
        ("The Rapid Support Forces left.", "The Rapid Support Forces left."),
        ("Example Times reported", "Example Times reported"),
        ("In September Azerbaijan attacked.", "In September Azerbaijan attacked."),
    ],
)
def test_private_names_are_masked_and_public_ones_stay(words: str, left: str) -> None:
    assert screen().words(words) == left


def test_a_private_party_loses_its_name_and_keeps_its_role() -> None:
    party = make.actor("Anahit Karapetyan", "ARM", role=Role.CVL)
    masked = screen().actor(party)
    assert (masked.name, masked.country, masked.role) == (NOBODY, "ARM", Role.CVL)
    for name in ("villagers", "Two civilians", "civilians"):
        assert screen().actor(make.actor(name, "ARM", role=Role.CVL)).name == name


def test_somebody_in_office_keeps_the_name() -> None:
    spokesman = make.actor("Artur Grigoryan", "ARM", role=Role.GOV)
    assert screen().actor(spokesman) == spokesman


def test_words_tied_to_places_are_blotted_without_moving_anything() -> None:
    span = {"document_id": "d", "start": 4, "end": 21, "text": "Anahit Karapetyan"}
    masked = screen().plain({"mentions": [span]})
    assert masked == {"mentions": [span | {"text": "█" * 17}]}
