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
    claim = told("Turkey said it had hit back with attacks of its own.", "hit")
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


@pytest.mark.parametrize(
    ("text", "trigger", "doer"),
    [
        ("The junta's jets bombed a monastery in Mandalay, killing 12 villagers.", "bombed", "MMR"),
        ("The rebels said government troops had executed ten men in Kidal.", "executed", "MLI"),
        ("Clashes broke out between the army and rebels near Bukavu.", "Clashes", "COD"),
        ("A helicopter fired on a village near Kidal.", "fired", None),
        ("An international coalition bombed a depot near Kidal in Mali.", "bombed", None),
        ("Iran-backed militias fired rockets at a base near Kidal.", "fired", None),
    ],
)
def test_who_acts_and_is_of_no_known_state_is_of_the_place(
    text: str, trigger: str, doer: str | None
) -> None:
    claim = told(text, trigger)
    assert countries(claim.actors) == {doer}
    assert countries(claim.speakers) <= {doer}


@pytest.mark.parametrize("row", rows("actors/foreign.tsv"), ids=lambda row: row["word"])
def test_forces_from_elsewhere_are_not_of_the_text_s_country(row: dict[str, str]) -> None:
    found = claims_in("Mali is at peace no more. " + row["example"], published="2022-09-13")
    assert not {c for one in found for c in countries(one.actors)} & {"MLI"}


@pytest.mark.parametrize("row", rows("actors/breakaway.tsv"), ids=lambda row: row["word"])
def test_authorities_that_broke_away_are_of_the_territory(row: dict[str, str]) -> None:
    head = f"The {row['word']} authorities shelled the airport at Ganja."
    claim = told("Artsakh's army is on alert. Azerbaijan closed its roads. " + head, "shelled")
    assert [link.target.id for link in claim.actors] == ["territory:artsakh"]
    assert "AZE" in countries(claim.recipients)


def test_the_troops_of_a_breakaway_territory_are_of_no_state() -> None:
    text = "The Artsakh Defence Army said its forces destroyed an airfield in Ganja, Azerbaijan."
    assert countries(told(text, "destroyed").actors) == {None}


def test_a_base_is_of_the_place_where_it_stands_and_not_of_the_army_told_before() -> None:
    text = "The Armenian army shelled Ganja. A military airport in Ganja, Azerbaijan, was hit."
    assert countries(told(text, "hit").recipients) == {"AZE"}


def test_what_is_only_agreed_does_not_hide_what_happened() -> None:
    text = WAR + "They agreed to stop fighting each other in a war in which thousands were killed."
    assert countries(told(text, "killed").actors) == {"RUS", "UKR"}


def test_condemning_a_deed_of_nobody_is_not_against_whom_it_hit() -> None:
    claim = told("Egypt condemned the attack on a mosque in Kabul.", "condemned")
    assert claim.recipients == ()


def test_a_charge_told_by_a_noun_is_against_who_acts_in_it() -> None:
    text = "Congo repeated its allegation that Rwandan troops are helping the rebels."
    assert countries(told(text, "repeated").recipients) == {"RWA"}


def test_who_is_wounded_beside_the_foe_s_positions_is_the_foe_s() -> None:
    text = (
        "The Syrian army moved north. Its forces shelled Turkish positions in Idlib, Syria,"
        " wounding six soldiers."
    )
    assert countries(told(text, "shelled").recipients) == {"TUR"}


def test_what_is_shot_down_is_the_foe_s() -> None:
    text = WAR + "Ukrainian troops shot down two drones over Odesa."
    assert countries(told(text, "shot").recipients) == {"RUS"}


def test_rebels_who_are_a_main_side_face_the_other_one() -> None:
    text = (
        "Taliban fighters and Pakistani troops fought at Torkham. Pakistani jets bombed Khost."
        " The Taliban said its men were shelled."
    )
    assert countries(told(text, "shelled").actors) == {"PAK"}


@pytest.mark.parametrize("words", ["condemned the attack", "called the strike a war crime"])
def test_condemning_a_deed_is_against_its_doers_told_elsewhere(words: str) -> None:
    text = f"Israeli jets struck a suburb of Beirut in a strike on Friday. Egypt {words}."
    claim = told(text, words.split(maxsplit=1)[0])
    assert countries(claim.recipients) == {"ISR"}
    assert any(r.feature == "did what is condemned" for x in claim.recipients for r in x.reasons)


def test_whoever_attacks_and_is_beaten_back_suffers_it() -> None:
    claim = told("Russia said its troops repelled a Ukrainian attack at dawn.", "repelled")
    assert (countries(claim.actors), countries(claim.recipients)) == ({"RUS"}, {"UKR"})


def test_groups_based_somewhere_are_of_there() -> None:
    claim = told("Delhi blamed Pakistan-based groups for the raid.", "blamed")
    assert countries(claim.recipients) == {"PAK"}


def test_who_speaks_for_the_group_is_of_the_group_named_before() -> None:
    text = "The Pakistani Taliban bombed a mosque in Quetta. A spokesman for the group denied it."
    (speaker,) = told(text, "denied").speakers
    assert (speaker.target.country, str(speaker.target.role)) == ("PAK", "REB")


def test_the_rebels_are_of_the_one_armed_group_of_the_text() -> None:
    text = "Rwanda met M23 envoys. The rebels accused the army of lying. Uganda sent a judge."
    assert countries(told(text, "accused").actors) == {"COD"}


def test_residents_are_of_the_place_and_not_of_the_text_s_main_country() -> None:
    text = (
        "The U.S. military carried out an air strike on a camp near Raqqa, Syria. American jets"
        " were seen. Local residents said a family of six died."
    )
    assert countries(told(text, "died").speakers) == {"SYR"}
