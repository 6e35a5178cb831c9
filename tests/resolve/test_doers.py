"""Who a voice means where its sentence names no doer, and whom its words are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tocsin.lexicon.actors import country_entry
from tocsin.lexicon.tables import rows
from tocsin.records import Role
from tocsin.texts import claims_in

if TYPE_CHECKING:
    from tocsin.records import Actor, Link, ResolvedClaim

pytestmark = pytest.mark.model

WAR = "Russia and Ukraine have been at war for months. Russian forces shelled Nikopol on Monday. "

SUDAN = "Sudan's army and the Rapid Support Forces fought in Nyala. "


def told(text: str, trigger: str) -> ResolvedClaim:
    found = [
        c for c in claims_in(text, published="2022-09-13") if c.claim.first.trigger.text == trigger
    ]
    assert found, trigger
    return found[-1]


def countries(links: tuple[Link[Actor], ...]) -> set[str | None]:
    return {link.target.country for link in links}


@pytest.mark.parametrize(
    ("text", "trigger", "doers"),
    [
        (
            WAR + "Ukraine's army said two of its soldiers were killed near Kherson.",
            "killed",
            {"RUS"},
        ),
        (WAR + "“The enemy fired rockets at Nikopol,” Ukraine's army said.", "fired", {"RUS"}),
        (
            WAR + "Officials in Kyiv said Russian jets bombed a clinic in Sumy."
            " A nurse said she had heard an explosion.",
            "explosion",
            set(),
        ),
        (
            SUDAN + "The Rapid Support Forces said ten of its fighters were killed in the north.",
            "killed",
            {"SDN"},
        ),
        (
            "Israel and Hamas are at war. Hamas said its fighters were bombed in Rafah.",
            "bombed",
            {"ISR"},
        ),
    ],
)
def test_a_voice_that_takes_a_side_blames_the_side_that_it_faces(
    text: str, trigger: str, doers: set[str]
) -> None:
    assert countries(told(text, trigger).actors) == doers


def test_what_its_troops_do_is_done_by_the_owner_of_the_pronoun() -> None:
    claim = told("Eritrea said that its troops shelled the town of Badme in Ethiopia.", "shelled")
    assert countries(claim.actors) == {"ERI"}


def test_a_body_is_known_by_the_end_of_its_name() -> None:
    text = (
        "The Rapid Support Forces held Nyala. Chad's army kept out."
        " The Support Forces shelled the market."
    )
    assert told(text, "shelled").actors[0].target.id == "group:rapid-support-forces"


def test_all_are_the_subjects_of_the_verb_before() -> None:
    text = "France and Germany condemned the raid, and all called on Mali to stop the killings."
    assert countries(told(text, "called").actors) >= {"FRA"}


def test_nobody_is_hit_by_his_own_side_where_only_the_text_tells_whose_he_is() -> None:
    claim = told(WAR + "Ukrainian troops shot down a missile near Odesa.", "shot")
    assert countries(claim.recipients) == {"RUS"}


def test_both_sides_of_a_clash_act_and_its_dead_are_no_aim() -> None:
    text = "Five Indian soldiers were killed in clashes with Chinese troops in Ladakh."
    claim = told(text, "killed")
    assert countries(claim.actors) == {"IND", "CHN"}
    assert claim.recipients == ()


def test_a_threat_without_an_addressee_is_for_the_side_that_is_faced() -> None:
    claim = told(WAR + "Ukraine's army warned that the strikes would go on.", "warned")
    assert countries(claim.recipients) == {"RUS"}


def test_a_venue_is_no_side() -> None:
    text = (
        "Ethiopia's government and Tigrayan forces agreed on a truce at talks in Pretoria."
        " Officials in Pretoria said that the two sides would disarm."
    )
    sides = {c for one in claims_in(text, published="2022-11-02") for c in countries(one.actors)}
    assert "ZAF" not in sides


def test_every_foe_is_a_country() -> None:
    for row in rows("actors/foes.tsv"):
        assert all(country_entry(code) for code in row["foes"].split("|")), row["id"]


def test_all_are_everybody_who_was_the_subject_before() -> None:
    text = "Chad and Niger condemned the raid, and all called on Mali to allow an inquiry."
    assert countries(told(text, "called").actors) == {"TCD", "NER"}


def test_what_only_another_voice_says_stays_that_voice_s_unless_the_doer_owns_to_it() -> None:
    said = "Officials in Kyiv said Russian jets struck a clinic in Sumy. "
    owned = "The Russian army confirmed that its jets struck a clinic in Sumy. "
    count = "The governor of Sumy said nine people were killed in the strike."
    doubted = "A Russian senator said nine people were killed in the strike."
    assert countries(told(said + doubted, "strike").actors) == set()
    assert countries(told(owned + count, "strike").actors) == {"RUS"}


@pytest.mark.parametrize(
    ("text", "trigger", "met"),
    [
        (WAR + "A Norwegian envoy called for an immediate ceasefire.", "called", {"RUS", "UKR"}),
        (WAR + "Russian jets violated the airspace twice, Kyiv said.", "violated", {"UKR"}),
        (WAR + "Two hundred Ukrainian marines surrendered in May.", "surrendered", {"RUS"}),
        (WAR + "Russia warned the West of attacks.", "warned", set()),
    ],
)
def test_what_is_said_or_done_to_nobody_named_is_for_whom_its_kind_says(
    text: str, trigger: str, met: set[str]
) -> None:
    assert countries(told(text, trigger).recipients) - {None} == met


def test_a_clash_with_one_known_side_is_with_the_other_main_side() -> None:
    claim = told(WAR + "Ukrainian troops fought near Bakhmut on Sunday.", "fought")
    assert countries(claim.actors) == {"RUS", "UKR"}


def test_an_organisation_is_taken_up_by_another_word() -> None:
    text = "The Arab coalition hit Saada in Yemen. The alliance said its jets bombed the Houthis."
    claim = told(text, "bombed")
    assert countries(claim.speakers) == countries(claim.actors) == {"SAU"}


def test_a_head_is_of_the_body_that_he_heads() -> None:
    text = (
        "The Saudi-led coalition bombed a bus in Saada, Yemen. The Saudi army's team said little."
        " The head of the team said the strike killed ten boys."
    )
    assert countries(told(text, "killed").speakers) == {"SAU"}


def test_a_retaken_town_is_not_hit_but_those_driven_from_it_are() -> None:
    text = WAR + "Ukrainian troops retook the village of Robotyne on Sunday."
    assert countries(told(text, "retook").recipients) == set()


def test_an_institution_s_call_for_a_truce_is_for_nobody_in_particular() -> None:
    text = WAR + "The African Union called for an immediate ceasefire."
    assert countries(told(text, "called").recipients) == set()


def test_the_dead_of_a_war_are_its_cost() -> None:
    claim = told(WAR + "The war has killed more than ten thousand people.", "killed")
    assert (claim.claim.first.mode, claim.recipients) == ("war", ())
    assert countries(claim.actors) == {"RUS", "UKR"}


FOES = "Russia and Ukraine are at war. "
MALI = "Rebels said Mali's army shelled Kidal. The army of Mali denied it. "
DISPUTE = WAR + "Russia said Ukraine struck a clinic in Donetsk on Sunday. Ukraine denied it. "


@pytest.mark.parametrize(
    ("text", "trigger", "doers"),
    [
        (DISPUTE + "The separatists said 14 people were killed.", "killed", set()),
        (FOES + "Russia's army said 40 Ukrainian prisoners of war were killed.", "killed", set()),
        (WAR + "Ukraine's army said that nine of its soldiers were killed.", "killed", {"RUS"}),
        (MALI + "The army of Mali said that thirty rebels were killed.", "killed", {"MLI"}),
    ],
)
def test_who_counts_the_dead_of_a_disputed_blow_or_captives_blames_nobody(
    text: str, trigger: str, doers: set[str]
) -> None:
    assert countries(told(text, trigger).actors) == doers


def test_the_state_with_the_letters_of_a_pronoun_is_not_who_speaks() -> None:
    text = "The Houthis said a US air strike on a jail in Saada killed 68 people."
    assert countries(told(text, "strike").actors) == {"USA"}


def test_what_it_called_a_raid_is_done_by_who_made_it() -> None:
    text = "Kenya made what it called a defensive raid on a camp in Gedo, Somalia."
    assert countries(told(text, "raid").actors) == {"KEN"}


def test_a_war_that_is_only_named_is_nobody_s() -> None:
    claim = told(WAR + "Most people of Nikopol have lived in cellars since war broke out.", "broke")
    assert (claim.actors, claim.recipients) == ((), ())


@pytest.mark.parametrize("row", rows("actors/domestic.tsv"), ids=lambda row: row["word"])
def test_forces_of_the_state_are_of_the_country_where_the_text_s_places_lie(
    row: dict[str, str],
) -> None:
    assert countries(told(row["example"], "shelled").actors) == {"MLI"}


@pytest.mark.parametrize("row", rows("flown_modes.tsv"), ids=lambda row: row["mode"])
def test_a_group_is_not_blamed_for_what_takes_aircraft(row: dict[str, str]) -> None:
    text = (
        "Mali's army and Tuareg rebels fought near Kidal. The governor of Kidal spoke on Friday. "
    )
    said = row["example"].rstrip(".") + " in Gao, the governor said."
    (claim,) = [
        c
        for c in claims_in(text + said, published="2022-09-13")
        if c.claim.first.mode == row["mode"]
    ]
    assert all(link.target.role is not Role.REB for link in claim.actors)


def test_an_army_that_admits_its_own_losses_did_not_strike_itself() -> None:
    text = FOES + "Russia's army confirmed that two of its jets were shot down."
    assert countries(told(text, "shot").actors) == {"UKR"}


def test_a_country_s_media_do_not_blame_it_for_its_dead_by_what_others_tell() -> None:
    text = (
        "Pakistan and Iran traded fire this week. Iranian missiles hit Panjgur on Tuesday."
        " Iranian media said on Thursday that nine people were killed near Saravan, in Iran."
    )
    assert countries(told(text, "killed").actors) == set()


def test_keepers_of_the_peace_are_no_side() -> None:
    text = (
        "Heavy fighting resumed in Juba on Sunday between the army and rebels."
        " Two Chinese peacekeepers were killed. Helicopters bombed a house in Juba."
    )
    found = {c for one in claims_in(text, published="2016-07-11") for c in countries(one.actors)}
    assert found == {"SSD"}


def test_its_positions_are_those_of_whoever_says_that_others_shelled_them() -> None:
    text = "Eritrea accused Ethiopian forces of shelling its positions near Badme."
    claim = told(text, "shelling")
    assert (countries(claim.actors), countries(claim.recipients)) == ({"ETH"}, {"ERI"})


def test_what_a_claim_tells_itself_goes_before_what_it_refers_to() -> None:
    text = (
        "Kurdish forces said they repelled an incursion at Tal Abyad in Syria. Mortar shells fired"
        " from Syria killed six people in Turkish border towns, the governor of Sanliurfa said."
    )
    assert countries(told(text, "fired").recipients) == {"TUR"}


def test_a_voice_means_whom_its_side_blames_and_not_whoever_fights_elsewhere() -> None:
    text = (
        "Two car bombs killed a hundred people in Mogadishu, the president of Somalia said."
        " He blamed al-Shabaab. US drones have also struck the group."
    )
    claim = told(text, "bombs")
    assert [link.target.name for link in claim.actors] == ["Al-Shabaab"]


def test_nobody_denies_what_he_tells_of_another() -> None:
    text = (
        "An airliner was shot down over eastern Ukraine on Thursday. Kyiv said separatists had"
        " shot it down. The rebels denied it and said a Ukrainian jet had downed the plane."
    )
    denials = [c for c in claims_in(text, published="2014-07-18") if c.claim.stance == "denies"]
    assert {link.target.role for one in denials for link in one.actors} <= {Role.REB}


def test_a_neighbour_across_the_border_is_no_side() -> None:
    text = (
        "Ten soldiers of Niger were killed in an ambush near the border with Mali,"
        " Niger's defence ministry said."
    )
    assert countries(told(text, "ambush").actors) == set()


def test_a_list_of_deeds_shares_its_doer() -> None:
    text = "Survivors from Myanmar told of killings, rape and arson by soldiers."
    assert countries(told(text, "arson").actors) == {"MMR"}


def test_a_strike_that_is_named_again_has_the_doer_of_its_verb() -> None:
    text = (
        "An air strike on trucks near Aleppo killed ten people, aid workers said."
        " Oslo said neither Russian nor Syrian planes had carried out the strike."
    )
    (denied,) = [c for c in claims_in(text, published="2016-09-20") if c.claim.stance == "denies"]
    assert countries(denied.actors) == {"RUS", "SYR"}


def test_the_army_is_that_of_whose_soldiers_were_told_of_last() -> None:
    text = (
        "Indian troops crossed the line in Kashmir. Pakistan said two of its soldiers were killed."
        " The army then shelled a post in Uri."
    )
    assert countries(told(text, "shelled").actors) == {"PAK"}


@pytest.mark.parametrize("row", rows("crossing_modes.tsv"), ids=lambda row: row["mode"])
def test_who_crosses_a_border_does_it_to_the_state_behind_it(row: dict[str, str]) -> None:
    (claim,) = claims_in(row["example"], published="2008-03-02")
    assert claim.claim.first.mode == row["mode"]
    assert len(countries(claim.recipients) - countries(claim.actors)) == 1


def test_an_army_of_neither_side_is_not_the_one_that_is_hit() -> None:
    text = (
        "Iran and Israel are at war. Jordanian jets patrolled the sky."
        " Iran said Israeli missiles killed two generals on Monday."
    )
    assert countries(told(text, "killed").recipients) == {"IRN"}


def test_a_voice_that_did_it_itself_is_of_one_country_in_both_parts() -> None:
    text = (
        "RSF fighters shelled the Zamzam camp near El Fasher in Sudan. The army said its aircraft"
        " had destroyed a convoy that carried arms from Chad. Chad denies arming the RSF."
    )
    claim = told(text, "destroyed")
    assert countries(claim.actors) == countries(claim.speakers) == {"SDN"}
