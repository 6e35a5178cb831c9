"""Who acts and who suffers: blame, weapons that act for nobody, owners, and who can act at all."""

from __future__ import annotations

import pytest

from tests.sentences import event, mentions_of, parties
from tocsin.lexicon.tables import rows
from tocsin.records import Kind

pytestmark = pytest.mark.model

DOERS = {
    "accuse of": "Armenia",
    "suspect of": "the group",
    "blame for": "the army",
    "condemn for": "the junta",
    "criticise for": "the army",
    "criticize for": "the army",
    "charge with": "two men",
    "attribute obj": "the air force",
    "ascribe obj": "the militia",
}


@pytest.mark.parametrize(
    "row",
    [row for row in rows("blame.tsv") if f"{row['verb']} {row['event']}" in DOERS],
    ids=lambda row: f"{row['verb']} {row['event']}",
)
def test_the_blamed_one_did_it(row: dict[str, str]) -> None:
    violence = [m for m in mentions_of(row["example"]) if m.kind is Kind.ASSAULT]
    assert len(violence) == 1
    (doer,) = parties(violence[0], "actor")
    assert doer.startswith(DOERS[f"{row['verb']} {row['event']}"])


def test_the_doer_of_an_accusation_with_a_verb_is_the_accused() -> None:
    text = "Baku accused Armenia of firing at its positions."
    accusation, fire = event(text, "accused"), event(text, "firing")
    assert (parties(accusation, "actor"), parties(accusation, "recipient")) == (
        ["Baku"],
        ["Armenia"],
    )
    assert (parties(fire, "actor"), parties(fire, "recipient")) == (["Armenia"], ["its positions"])


@pytest.mark.parametrize(
    "text",
    ["A drone hit the depot.", "Grad rockets hit the village.", "A car bomb killed ten people."],
)
def test_a_weapon_is_no_actor(text: str) -> None:
    (found,) = mentions_of(text)
    assert parties(found, "actor") == []
    assert found.weapons


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Israel's strike on Gaza killed ten people.", "Israel's"),
        ("The air strike by the coalition killed six fighters.", "the coalition"),
        ("The shelling of Stepanakert by Azerbaijan went on.", "Azerbaijan"),
    ],
)
def test_whose_a_blow_is_did_it(text: str, actor: str) -> None:
    (found,) = mentions_of(text)
    assert parties(found, "actor") == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday the town was shelled.",
        "The town was shelled on Tuesday.",
        "The attack hit the economy.",
    ],
)
def test_days_and_ideas_take_no_part(text: str) -> None:
    words = {p.span.text for m in mentions_of(text) for p in m.participants}
    assert words <= {"the town", "The town"}


def test_a_pronoun_stands_for_its_party() -> None:
    found = event("Armenia warned it would attack the refinery.", "attack")
    (actor,) = [p for p in found.participants if p.part == "actor"]
    assert (actor.span.text, actor.referent.text) == ("it", "Armenia")


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("A rebel ambush killed two guards.", {"rebel"}, {"two guards"}),
        ("At 2:10 a.m. local time the clinic was shelled.", set(), {"the clinic"}),
        (
            "Rocket launchers were used by the army to fire at a prison.",
            {"the army"},
            {"a prison"},
        ),
    ],
)
def test_times_of_day_and_tools_are_no_parties(
    text: str, actors: set[str], recipients: set[str]
) -> None:
    found = [party for mention in mentions_of(text) for party in mention.participants]
    assert {p.span.text for p in found if p.part == "actor"} == actors
    assert {p.span.text for p in found if p.part == "recipient"} == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        (
            "Jets carried out a strike on what Ankara said was a rebel base.",
            "strike",
            ["Jets"],
            ["a rebel base"],
        ),
        (
            "Moscow's claim to have captured two pilots was doubted.",
            "captured",
            ["Moscow's"],
            ["two pilots"],
        ),
        ("There were losses among our troops.", "losses", [], ["our troops"]),
        ("Qatar suspended talks with Iran.", "suspended", ["Qatar"], ["Iran"]),
        ("Chad answered with an attack of its own.", "attack", ["Chad"], []),
        ("Chad fired rockets in Niger's direction.", "fired", ["Chad"], ["Niger's"]),
        ("Raids by Chad were condemned by Niger.", "condemned", ["Niger"], ["Chad"]),
        ("Niger condemned Chad's raid on Diffa.", "condemned", ["Niger"], ["Chad's"]),
        ("Niger condemned the raid on Diffa by Chad.", "condemned", ["Niger"], ["Chad"]),
        ("Niger condemned the shelling of Diffa by rebels.", "shelling", ["rebels"], ["Diffa"]),
        ("An ambush blamed on rebels killed nine men.", "ambush", ["rebels"], ["nine men"]),
        ("Turkish army jets bombed a camp.", "bombed", ["Turkish"], ["a camp"]),
        (
            "The envoy met his Libyan counterpart.",
            "met",
            ["The envoy", "his Libyan counterpart"],
            [],
        ),
        ("Chad has declared a general mobilisation.", "declared", ["Chad"], []),
    ],
)
def test_parties_that_stand_apart_from_their_verb(
    text: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    found = event(text, trigger)
    assert (parties(found, "actor"), parties(found, "recipient")) == (actors, recipients)


def test_a_town_in_a_headline_is_shelled_and_shells_nobody() -> None:
    found = event("Nyala shelled again\n\nThe army said nothing.", "shelled")
    assert (parties(found, "actor"), parties(found, "recipient")) == ([], ["Nyala"])


def test_two_sides_that_act_in_turn_do_two_deeds() -> None:
    text = "Rebels struck the base after the army shelled their camp."
    struck, shelled = event(text, "struck"), event(text, "shelled")
    assert parties(struck, "actor") == ["Rebels"]
    assert parties(shelled, "actor") == ["the army"]


def test_whose_a_fight_is_fights_it() -> None:
    text = "Officials denied that rebels used a clinic in their battle with the army."
    found = event(text, "battle")
    assert {p.referent.text for p in found.participants} == {"rebels", "the army"}


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Police said Islamic State was behind the bombing.", "bombing", ["Islamic State"]),
        ("Rebels are believed to be behind the massacre of villagers.", "massacre", ["Rebels"]),
        ("The town fell to the rebels on Monday.", "fell", ["the rebels"]),
        (
            "Cross-border fire between Thailand and Cambodia went on.",
            "fire",
            ["Thailand", "Cambodia"],
        ),
        (
            "Fighters seized the town after days of clashes with the Syrian army.",
            "clashes",
            ["Fighters", "the Syrian army"],
        ),
    ],
)
def test_who_did_it_stands_around_the_event(text: str, trigger: str, actors: list[str]) -> None:
    assert parties(event(text, trigger), "actor") == actors


@pytest.mark.parametrize(
    "text",
    [
        "The army blamed the killing on a rival militia.",
        "The killing was blamed on a rival militia.",
        "Ten died in an attack blamed on a rival militia.",
        "Ten died in an attack that officials blamed on a rival militia.",
    ],
)
def test_the_one_on_whom_a_deed_is_blamed_is_accused(text: str) -> None:
    for blame in (m for m in mentions_of(text) if m.kind is Kind.ACCUSE):
        assert parties(blame, "recipient") == ["a rival militia"]
    [deed] = [m for m in mentions_of(text) if m.kind is Kind.ASSAULT]
    assert parties(deed, "actor") == ["a rival militia"]


def test_one_of_many_can_suffer() -> None:
    [found] = mentions_of("The group said one of its fighters was killed in a raid.")
    assert parties(found, "recipient") == ["one of its fighters"]


def test_control_is_taken_of_a_place() -> None:
    [taken] = mentions_of("The army took control of Wad Madani on Monday.")
    assert parties(taken, "recipient") == ["Wad Madani"]


def test_a_body_is_what_its_pronoun_stands_for() -> None:
    [found] = mentions_of("The Israeli army said it had targeted commanders in a strike.")
    assert parties(found, "recipient") == ["commanders"]


def test_whoever_counts_the_dead_is_not_among_them() -> None:
    [found] = mentions_of("Officials put the number of soldiers killed in the clashes at 71.")
    assert parties(found, "recipient") == ["soldiers"]
    assert [(toll.harm, toll.low) for toll in found.tolls] == [("killed", 71)]


def test_whom_a_vehicle_carries_is_hit_with_it() -> None:
    [found] = mentions_of("Gunmen ambushed a bus carrying soldiers near the dam.")
    assert parties(found, "recipient") == ["a bus", "soldiers"]
