"""Who takes part where words around a deed seem to name somebody: venues, brokers, owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tocsin.lexicon.tables import rows
from tocsin.texts import claims_in

if TYPE_CHECKING:
    from tocsin.records import Actor, Link, ResolvedClaim

pytestmark = pytest.mark.model

WAR = "Russia and Ukraine have been at war for months. Russian forces shelled Nikopol on Monday. "


def told(text: str, trigger: str) -> ResolvedClaim:
    found = [
        c for c in claims_in(text, published="2022-09-13") if c.claim.first.trigger.text == trigger
    ]
    assert found, trigger
    return found[-1]


def countries(links: tuple[Link[Actor], ...]) -> set[str | None]:
    return {link.target.country for link in links}


def test_the_state_before_a_deed_in_it_only_says_where() -> None:
    claim = told("A Gaza hospital strike killed 40 people on Monday, officials said.", "strike")
    assert (countries(claim.actors), countries(claim.recipients)) == (set(), {"PSE"})


def test_the_state_before_a_deed_elsewhere_did_it() -> None:
    claim = told("A US air strike killed 40 people in Yemen on Monday.", "strike")
    assert (countries(claim.actors), countries(claim.recipients)) == ({"USA"}, {"YEM"})


def test_a_deed_of_its_own_is_the_owner_s_and_hits_nobody_at_home() -> None:
    claim = told("Turkey said it had hit back with attacks of its own.", "attacks")
    assert (countries(claim.actors), countries(claim.recipients)) == ({"TUR"}, set())


@pytest.mark.parametrize(
    ("text", "trigger", "met"),
    [
        ("The two hostile neighbours accuse each other of lying.", "accuse", {"RUS", "UKR"}),
        ("Peace talks hosted by Qatar opened on Friday.", "talks", {"RUS", "UKR", "QAT"}),
        ("Qatar agreed to sell gas to Cuba.", "agreed", {"QAT"}),
    ],
)
def test_both_sides_are_meant_by_what_only_both_can_do(
    text: str, trigger: str, met: set[str]
) -> None:
    assert countries(told(WAR + text, trigger).actors) == met


def test_former_states_and_venues_are_no_sides() -> None:
    text = (
        "The two former Soviet republics blame each other. Armenia and Azerbaijan are at war."
        " Officials from Armenia and Azerbaijan met in the Swiss capital, Bern."
    )
    assert countries(told(text, "blame").actors) == {"ARM", "AZE"}


def test_two_of_one_state_are_not_the_two_sides() -> None:
    text = "Chad and Niger are at odds. The two Syrian armies accuse each other of lying."
    assert countries(told(text, "accuse").actors) == {"SYR"}


@pytest.mark.parametrize("row", rows("parley_modes.tsv"), ids=lambda row: row["mode"])
def test_parleys_are_between_foes(row: dict[str, str]) -> None:
    found = claims_in(WAR + row["example"], published="2022-09-13")
    (claim,) = [c for c in found if c.claim.first.mode == row["mode"]]
    assert countries(claim.actors) >= {"RUS", "UKR"}
