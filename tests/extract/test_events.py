"""Events in sentences of every build: which are told, by which word, how, and what is none."""

from __future__ import annotations

import pytest

from tests.sentences import event, mentions_of, parties
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Rebels attacked the town.", "attacked", ["Rebels"], ["the town"]),
        ("The town was shelled by the army.", "shelled", ["the army"], ["The town"]),
        ("The forces that shelled the town withdrew.", "shelled", ["The forces"], ["the town"]),
        (
            "The missile, which rebels fired at the airport, killed nobody.",
            "fired",
            ["rebels"],
            ["the airport"],
        ),
        (
            "The army, firing on the village, killed two men.",
            "firing",
            ["The army"],
            ["the village"],
        ),
        ("Rebels tried to seize the town.", "seize", ["Rebels"], ["the town"]),
        ("The army was ordered to shell the town.", "shell", ["The army"], ["the town"]),
        (
            "Soldiers attacked the village and burned the mosque.",
            "burned",
            ["Soldiers"],
            ["the mosque"],
        ),
        (
            "Turkey and Azerbaijan attacked the post.",
            "attacked",
            ["Turkey", "Azerbaijan"],
            ["the post"],
        ),
        ("The army shelled Goris and Kapan.", "shelled", ["The army"], ["Goris", "Kapan"]),
    ],
    ids=[
        "active",
        "passive",
        "relative",
        "object-relative",
        "participle",
        "control",
        "passive-control",
        "verb-conjunction",
        "two-actors",
        "two-recipients",
    ],
)
def test_parties_are_found_through_every_construction(
    text: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    found = event(text, trigger)
    assert (parties(found, "actor"), parties(found, "recipient")) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "trigger", "mode", "actors", "recipients"),
    [
        (
            "The army carried out artillery strikes on the town.",
            "strikes",
            "artillery",
            ["The army"],
            ["the town"],
        ),
        (
            "The army launched an attack on the camp.",
            "attack",
            "attack",
            ["The army"],
            ["the camp"],
        ),
        (
            "The army made advances and launched attacks on the village.",
            "attacks",
            "attack",
            ["The army"],
            ["the village"],
        ),
        (
            "Azerbaijani troops fired in the direction of Sotk.",
            "fired",
            "small-arms",
            ["Azerbaijani troops"],
            ["Sotk"],
        ),
        ("Rebels opened fire on a bus.", "opened", "small-arms", ["Rebels"], ["a bus"]),
        (
            "The army conducted air strikes against Houthi positions.",
            "strikes",
            "airstrike",
            ["The army"],
            ["Houthi positions"],
        ),
    ],
)
def test_a_light_verb_lends_its_parties(
    text: str, trigger: str, mode: str, actors: list[str], recipients: list[str]
) -> None:
    found = event(text, trigger)
    assert found.mode == mode
    assert (parties(found, "actor"), parties(found, "recipient")) == (actors, recipients)


def test_who_comes_under_attack_suffers_it_from_the_one_it_comes_from() -> None:
    found = event("Troops came under attack from rebels.", "attack")
    assert (parties(found, "actor"), parties(found, "recipient")) == (["rebels"], ["Troops"])


@pytest.mark.parametrize(
    ("text", "mode", "recipient"),
    [
        ("Towns shelled by the army", "shelling", "Towns"),
        ("Two soldiers wounded by rebel fire", "wounding", "Two soldiers"),
        ("Dozens killed in drone strike on market", "drone", "market"),
        ("Russia shells Kharkiv", "shelling", "Kharkiv"),
    ],
)
def test_the_clipped_grammar_of_headlines_is_read(text: str, mode: str, recipient: str) -> None:
    (found,) = mentions_of(text)
    assert found.mode == mode
    assert recipient in parties(found, "recipient")
    assert recipient not in parties(found, "actor")


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        (
            "Russian and Ukrainian troops clashed near Bakhmut.",
            Kind.ASSAULT,
            ["Russian and Ukrainian troops"],
        ),
        (
            "Armenia clashed with Azerbaijan near Sotk.",
            Kind.ASSAULT,
            ["Armenia", "Azerbaijan"],
        ),
        (
            "Fighting broke out between rebels and the army near Goma.",
            Kind.ASSAULT,
            ["rebels", "the army"],
        ),
        ("The two presidents met in Moscow.", Kind.CONSULT, ["The two presidents"]),
        ("Armenia and Azerbaijan signed a ceasefire.", Kind.AGREE, ["Armenia", "Azerbaijan"]),
    ],
)
def test_what_two_sides_do_together_has_both_for_actors(
    text: str, kind: Kind, actors: list[str]
) -> None:
    (found,) = mentions_of(text)
    assert found.kind is kind
    assert parties(found, "actor") == actors
    assert parties(found, "recipient") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The United States imposed sanctions on Iran.", Kind.SANCTION),
        ("Police arrested ten protesters in Minsk.", Kind.COERCE),
        ("Police fired tear gas at the crowd.", Kind.COERCE),
        ("Thousands protested against the government in Tbilisi.", Kind.PROTEST),
        ("Russia sent aid to Syria.", Kind.AID),
        ("The army withdrew from the town.", Kind.RETREAT),
        ("Turkey threatened to attack Syria.", Kind.THREATEN),
        ("The council called for an end to the shelling of the town.", Kind.REQUEST),
    ],
)
def test_each_kind_is_told_from_violence(text: str, kind: Kind) -> None:
    assert [m.kind for m in mentions_of(text)] == [kind]


def test_one_happening_of_a_sentence_is_told_once_with_all_its_parts() -> None:
    (found,) = mentions_of("The bombing killed five people and wounded 12.")
    assert found.trigger.text == "bombing"
    assert parties(found, "recipient") == ["five people", "12"]


def test_two_blows_of_one_sentence_are_two_events() -> None:
    text = "Russia shelled Kherson, and Ukraine shelled Donetsk."
    assert [(parties(m, "actor"), parties(m, "recipient")) for m in mentions_of(text)] == [
        (["Russia"], ["Kherson"]),
        (["Ukraine"], ["Donetsk"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Leave a Comment",
        "Leave a Comment Share this story",
        "The team attacked the goal.",
        "The village lies in a quiet valley.",
        "The actor shot the film in Rome.",
        "",
        " \n\t ",
    ],
)
def test_what_is_no_conflict_gives_no_event(text: str) -> None:
    assert mentions_of(text) == ()


def test_events_come_in_the_order_of_the_text() -> None:
    text = "Rebels who attacked the town fled. The army shelled Goris. Police arrested ten men."
    starts = [m.trigger.start for m in mentions_of(text)]
    assert len(starts) == 4
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("The village came under artillery fire from rebels.", ["rebels"], ["The village"]),
        ("Officials blamed the strike on the army.", ["the army"], []),
    ],
)
def test_who_does_it_to_whom(text: str, actors: list[str], recipients: list[str]) -> None:
    found = [m for m in mentions_of(text) if m.kind is Kind.ASSAULT]
    parties = {(p.part, p.referent.text) for m in found for p in m.participants}
    assert {text for part, text in parties if part == "actor"} == set(actors)
    assert {text for part, text in parties if part == "recipient"} == set(recipients)


def test_fighting_that_dies_down_is_a_lull_and_no_fighting() -> None:
    text = "Residents said the fighting had died down by late afternoon."
    assert [m.mode for m in mentions_of(text)] == ["lull"]


def test_a_verb_of_blame_behind_its_quotation_only_says_who_speaks() -> None:
    text = "Nobody was hurt in the raid, the general alleged."
    assert Kind.ACCUSE not in {m.kind for m in mentions_of(text)}


@pytest.mark.parametrize("row", rows("sequences.tsv"), ids=lambda row: row["word"])
def test_what_only_says_when_an_event_was_is_an_event_of_its_own(row: dict[str, str]) -> None:
    assert len(mentions_of(row["example"])) == 2


def test_harm_done_after_a_blow_is_done_by_it() -> None:
    (found,) = mentions_of("Ten people were killed after a bomb exploded in a market.")
    assert [toll.low for toll in found.tolls] == [10]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Reservists were called up on Monday.", "called"),
        ("Reinforcements were sent to the front.", "sent"),
    ],
)
def test_what_a_verb_tells_is_told_though_nobody_is_named(text: str, trigger: str) -> None:
    assert [mention.trigger.text for mention in mentions_of(text)] == [trigger]


def test_the_bare_preposition_of_a_passive_takes_its_subject() -> None:
    found = event("The convoy was fired upon by rebels.", "fired")
    assert parties(found, "recipient") == ["The convoy"]
    assert parties(found, "actor") == ["rebels"]


def test_a_word_of_measure_counts_as_what_it_counts() -> None:
    assert event("The rebels lost dozens of men in the valley.", "lost").kind is Kind.ASSAULT


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The sides signed a cessation of hostilities in Nairobi.", [Kind.AGREE]),
        ("Cairo wants the council to meet.", [Kind.REQUEST]),
        (
            "The envoy asked the allies to condemn the raid and to recognise the council.",
            ["REQUEST"],
        ),
        ("The rebels suspended peace talks with the government.", [Kind.SANCTION]),
    ],
)
def test_what_is_only_agreed_asked_or_broken_off_is_no_event_of_its_own(
    text: str, kinds: list[Kind]
) -> None:
    assert [mention.kind for mention in mentions_of(text)] == kinds


def test_the_wounded_are_people_and_no_event() -> None:
    text = "Rebels shelled the town. The wounded were hard to reach."
    assert [mention.trigger.text for mention in mentions_of(text)] == ["shelled"]


def test_neither_denies_both() -> None:
    assert event("We attack neither the port nor the town.", "attack").reality is Reality.NEGATED


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen raided Walmart.",
        "Fighters seized Halden Motors on Monday.",
        "Rebels took Highway 7 north.",
        "Rebels took Interstate 5 to the border.",
        "Rebels took Route 12 south on Monday.",
    ],
)
def test_a_firm_or_a_way_is_no_place_that_is_taken(text: str) -> None:
    assert [m for m in mentions_of(text) if m.kind is Kind.ASSAULT] == []


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen raided Chibok.",
        "Rebels took Bukavu.",
        "Gunmen stormed Halden Bank in Goma.",
    ],
)
def test_a_town_is_taken_and_a_bank_is_stormed(text: str) -> None:
    assert [m.kind for m in mentions_of(text)] == [Kind.ASSAULT]


@pytest.mark.parametrize(
    "text",
    [
        "Patrols were met by heavy fire near Goma.",
        "The soldiers were met with stones.",
        "The marchers met with resistance in the square.",
    ],
)
def test_who_is_met_by_fire_or_stones_holds_no_talks(text: str) -> None:
    assert Kind.CONSULT not in {mention.kind for mention in mentions_of(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The militia, which France accuses of murder, left.",
        "The rebels, whom Kenya blamed for the raid, left the valley.",
        "The militia, which holds the valley and which France accuses of murder, left.",
    ],
)
def test_a_charge_in_an_aside_is_told_with_its_accuser(text: str) -> None:
    (charge,) = (mention for mention in mentions_of(text) if mention.kind is Kind.ACCUSE)
    assert [p.span.text for p in charge.participants if p.part == "actor"] in (
        ["France"],
        ["Kenya"],
    )


def test_what_only_describes_a_party_in_an_aside_is_not_told() -> None:
    kinds = {m.kind for m in mentions_of("The rebels, whom Kenya condemned, shelled the town.")}
    assert kinds == {Kind.ASSAULT}
