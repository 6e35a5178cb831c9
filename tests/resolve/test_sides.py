"""Parties that a claim leaves to its reader: each inference is weak and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tocsin.lexicon.tables import rows
from tocsin.resolve.facing import INFERRED
from tocsin.resolve.sides import is_mutual
from tocsin.texts import claims_in

if TYPE_CHECKING:
    from tocsin.records import Actor, Link, ResolvedClaim

pytestmark = pytest.mark.model


def last(text: str) -> ResolvedClaim:
    return claims_in(text, published="2022-09-13")[-1]


def named(links: tuple[Link[Actor], ...]) -> list[str | None]:
    return [link.target.country for link in links]


def why(links: tuple[Link[Actor], ...]) -> set[str]:
    return {reason.feature for link in links for reason in link.reasons}


@pytest.mark.parametrize(
    ("text", "countries", "reason"),
    [
        (
            "Armenia and Azerbaijan traded blame. Clashes broke out on the border at Sotk.",
            ["ARM", "AZE"],
            "main sides of the text",
        ),
        ("Rockets fired from Lebanon hit Haifa.", ["LBN"], "where it was fired from"),
        (
            "Armenia and Azerbaijan fought on Monday. Rockets were fired from Goris at a field.",
            ["ARM"],
            "where it was fired from",
        ),
        ("Three journalists were arrested in Minsk.", ["BLR"], "what only a state does"),
        (
            "Armenia and Azerbaijan are at war. Armenia said its soldiers were shelled near Sotk.",
            ["AZE"],
            "the side that the speaker's side faces",
        ),
    ],
)
def test_an_actor_that_is_not_named_is_inferred_with_a_reason(
    text: str, countries: list[str], reason: str
) -> None:
    claim = last(text)
    assert named(claim.actors) == countries
    assert why(claim.actors) == {reason}
    assert {link.score for link in claim.actors} == {INFERRED}


@pytest.mark.parametrize(
    "text",
    [
        "The rocket fired from the area of Chebaa hit a field.",
        "Rockets were fired from the direction of Nablus.",
    ],
)
def test_a_village_that_fire_came_from_is_nobody(text: str) -> None:
    assert last(text).actors == ()
    assert {link.part for link in last(text).places} == {"origin"}


@pytest.mark.parametrize("text", ["Fighting erupted near Goma.", "A rocket hit Kharkiv."])
def test_without_two_sides_in_the_text_nobody_is_blamed(text: str) -> None:
    assert last(text).actors == ()


def test_the_named_actor_is_not_replaced_by_an_inferred_one() -> None:
    claim = last("Armenian and Azerbaijani troops clashed near Sotk on Tuesday.")
    assert named(claim.actors) == ["ARM", "AZE"]
    assert all(link.score > INFERRED for link in claim.actors)


def test_those_who_are_hit_belong_to_the_place() -> None:
    claim = last("Three journalists were arrested in Minsk.")
    assert named(claim.recipients) == ["BLR"]
    assert "stands where it happened" in why(claim.recipients)


def test_each_side_and_the_other_are_both_sides_of_the_text() -> None:
    text = "Each side attacked the other near Sotk. Armenia and Azerbaijan sent troops."
    claim = claims_in(text, published="2022-09-13")[0]
    assert named(claim.actors) == named(claim.recipients) == ["ARM", "AZE"]


def test_mutual_modes_are_those_of_the_table() -> None:
    assert all(is_mutual(row["mode"]) for row in rows("mutual_modes.tsv"))
    assert not is_mutual("shelling")


KARABAKH = "Armenia and Azerbaijan are fighting. Azerbaijani troops shelled Tavush on Friday. "


def test_whoever_is_hit_where_no_state_governs_is_of_none_unless_a_state_says_so() -> None:
    text = KARABAKH + "Two homes in Martakert were hit by Azerbaijani rockets on Sunday."
    told = last(text)
    assert told.actors[0].target.country == "AZE"
    assert named(told.recipients) == [None]
    assert "held by nobody's state" in why(told.recipients)


def test_an_attacker_of_no_known_side_faces_those_who_are_hit() -> None:
    told = last(KARABAKH + "Two Sukhois bombed a farm in Goris on Sunday.")
    assert named(told.actors) == ["AZE"]
    assert "faces those who are hit" in why(told.actors)


def test_whoever_marches_where_nobody_says_so_is_of_the_place() -> None:
    told = last("Demonstrations were held in Minsk on Sunday.")
    assert [(link.target.country, link.target.role) for link in told.actors] == [("BLR", "CVL")]
    assert why(told.actors) == {"protests where it was"}


@pytest.mark.parametrize(
    "text",
    [
        "Three jets crossed into Turkish airspace on Monday.",
        "Gunmen crossed the border into Ecuador.",
        "Insurgents crossed into Niger at night.",
    ],
)
def test_whoever_enters_a_country_is_not_of_it(text: str) -> None:
    assert named(last(text).actors) == [None]


def test_whoever_enters_a_country_is_of_the_one_that_is_told() -> None:
    assert named(last("Armenian soldiers crossed the border into Azerbaijan.").actors) == ["ARM"]
