"""Claims with their parties, voices, places and days looked up."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.texts import claims_in

pytestmark = pytest.mark.model

TEXT = "Russian forces shelled Kharkiv on Monday, the Ukrainian ministry said. Russia denied it.\n"


def test_everything_that_a_claim_names_is_looked_up() -> None:
    told, denied = claims_in(TEXT, published="2022-09-13")
    assert [link.target.country for link in told.actors] == ["RUS"]
    assert [link.target.country for link in told.speakers] == ["UKR"]
    assert [(link.target.name, link.target.country) for link in told.places] == [("Kharkiv", "UKR")]
    assert told.when is not None
    assert (told.when.first, told.when.last) == (date(2022, 9, 12), date(2022, 9, 12))
    assert [link.target.country for link in denied.speakers] == ["RUS"]
    assert denied.claim.answers == told.id


def test_a_denial_is_of_the_same_sides_place_and_day() -> None:
    told, denied = claims_in(TEXT, published="2022-09-13")
    assert [link.target for link in denied.actors] == [link.target for link in told.actors]
    assert [link.target for link in denied.places] == [link.target for link in told.places]
    assert denied.when == told.when


def test_a_weekday_without_a_day_of_publication_stays_unknown_with_its_word() -> None:
    told = claims_in(TEXT)[0]
    assert told.when is not None
    assert (told.when.first, told.when.last, told.when.text) == (None, None, "Monday")


def test_a_chain_of_voices_is_looked_up_from_the_outermost_on() -> None:
    text = "The BBC reported that Armenia said that Azerbaijan had shelled Jermuk."
    (claim,) = claims_in(text, published="2022-09-13")
    assert [link.target.country for link in claim.speakers][-1] == "ARM"
    outer, origin = (link.mention.text for link in claim.speakers)
    assert "BBC" in outer
    assert origin == "Armenia"


def test_one_phrase_can_be_two_parties() -> None:
    (claim,) = claims_in("Armenian and Azerbaijani troops clashed near Sotk on Tuesday.")
    assert [link.target.country for link in claim.actors] == ["ARM", "AZE"]
    assert len({link.mention for link in claim.actors}) == 1


def test_every_link_is_scored_and_has_its_part() -> None:
    for claim in claims_in(TEXT, published="2022-09-13"):
        for part, links in (("actor", claim.actors), ("recipient", claim.recipients)):
            assert {link.part for link in links} <= {part}
            assert all(0 <= link.score <= 1 and link.reasons for link in links)


def test_no_claims_need_no_look_up() -> None:
    assert claims_in("The valley was quiet.") == ()


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("The army attacked first.", ["Sudanese Armed Forces"]),
        ("They attacked a base in Soba.", ["Sudanese Armed Forces", "Rapid Support Forces"]),
    ],
)
def test_one_of_a_list_named_again_is_not_the_whole_list(again: str, expected: list[str]) -> None:
    text = f"Sudan's army and the Rapid Support Forces fought on Sunday near Soba. {again}"
    told = next(one for one in claims_in(text) if one.claim.first.trigger.text == "attacked")
    assert [link.target.name for link in told.actors] == expected
