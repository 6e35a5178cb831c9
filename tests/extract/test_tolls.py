"""Losses: how many of whom, in every wording that news has for them."""

from __future__ import annotations

import pytest

from tests import factories
from tests.sentences import Bounds, mentions_of, tolls
from tocsin.extract.tolls import losses_in
from tocsin.grammar.classes import Classes
from tocsin.grammar.phrases import Phrases
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse

pytestmark = pytest.mark.model


def stated(text: str) -> list[Bounds]:
    """Every loss that a text states, with violence in it or without."""
    parsed = parse(text)
    phrases = Phrases(factories.document(text), parsed)
    found = losses_in(Classes(parsed), phrases, range(len(parsed.tokens)))
    return [(loss.toll.harm, loss.toll.low, loss.toll.high) for loss in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 49 soldiers were killed in the shelling.", [("killed", 49, None)]),
        ("Some 6 500 people were killed in the war.", [("killed", 6500, 6500)]),
        ("Up to 20 soldiers were wounded in the attack.", [("wounded", None, 20)]),
        ("Dozens were killed in the attack.", [("killed", 20, None)]),
        ("The attack killed dozens of soldiers.", [("killed", 20, None)]),
        ("Hundreds of civilians were killed in the bombing.", [("killed", 200, None)]),
        ("The attack killed 100 to 300 people.", [("killed", 100, 300)]),
        ("The attack left two dead and two injured.", [("killed", 2, 2), ("wounded", 2, 2)]),
        ("The ministry put the number of dead at 38 after the attack.", [("killed", 38, 38)]),
        ("Between 10 and 12 people were killed in the attack.", [("killed", 10, 12)]),
        ("No one was killed in the attack.", [("killed", 0, 0)]),
        ("Nobody was hurt in the shelling.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("The shelling caused no casualties.", [("killed", 0, 0), ("wounded", 0, 0)]),
        (
            "Rebels attacked the base; casualties were avoided.",
            [("killed", 0, 0), ("wounded", 0, 0)],
        ),
        ("Nobody but fighters died in the attack.", []),
        ("Nine guards lost their lives in the attack.", [("killed", 9, 9)]),
        ("The ambush cost nine guards their lives.", [("killed", 9, 9)]),
        ("Gunmen shot six shoppers dead.", [("killed", 6, 6)]),
        ("The mayor estimated the dead of the attack at 47.", [("killed", 47, 47)]),
        ("Reports put the rebels killed in the attack at over 300.", [("killed", 300, None)]),
        ("33 soldiers at least were killed in the attack.", [("killed", 33, None)]),
        ("The attack killed a total of 77 people.", [("killed", 77, 77)]),
        ("The blast wiped out a family of five.", [("killed", 5, 5)]),
        ("The toll of the attack exceeded 40.", [("killed", 40, 40)]),
        ("A body of the union said that the raid killed two people.", [("killed", 2, 2)]),
        ("None of the soldiers were killed in the attack.", [("killed", 0, 0)]),
        ("No soldiers were killed in the attack.", [("killed", 0, 0)]),
        ("Armenia lost 71 soldiers in the clashes.", [("killed", 71, 71)]),
        ("12 or more people were killed in the attack.", [("killed", 12, None)]),
        ("The bombing killed five people and wounded 12.", [("killed", 5, 5), ("wounded", 12, 12)]),
        ("Gunmen abducted three teachers in Kaduna.", [("captured", 3, 3)]),
        ("The fighting displaced 3,000 people.", [("displaced", 3000, 3000)]),
        (
            "The attack killed a soldier and two policemen.",
            [("killed", 1, 1), ("killed", 2, 2)],
        ),
        (
            "Gunmen attacked a bus, killing seven passengers and wounding three.",
            [("killed", 7, 7), ("wounded", 3, 3)],
        ),
        (
            "Two people were wounded and three killed in the attack.",
            [("wounded", 2, 2), ("killed", 3, 3)],
        ),
    ],
)
def test_a_loss_is_counted_as_it_is_worded(
    text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike killed and wounded dozens.", []),
        ("The attack left dozens of people dead or wounded.", []),
        ("The strike killed and wounded 30.", [("killed", None, 30), ("wounded", None, 30)]),
    ],
)
def test_a_figure_for_dead_and_wounded_together_says_how_many_at_most_of_each(
    text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pilot was killed in the attack.", [("killed", 1, 1)]),
        ("The attack killed General Omar Haddad.", [("killed", 1, 1)]),
        ("The crew was killed in the attack.", []),
        ("Rebels tried to kill General Omar Haddad.", []),
    ],
)
def test_one_who_is_named_or_pointed_at_is_one_if_he_did_suffer(
    text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Clashes killed 49 Armenian and 50 Azerbaijani soldiers.",
            [("49 Armenian", 49), ("50 Azerbaijani soldiers", 50)],
        ),
        (
            "The attack killed 12 Turkish and 3 Syrian soldiers.",
            [("12 Turkish", 12), ("3 Syrian soldiers", 3)],
        ),
        ("The attack killed 12 people, including three children.", [("12 people", 12)]),
    ],
)
def test_each_side_has_its_own_toll_and_a_part_is_not_added(
    text: str, expected: list[tuple[str, int]]
) -> None:
    found = [(t.whom, t.low) for m in mentions_of(text) for t in m.tolls]
    assert found == expected


def test_a_loss_that_is_an_event_of_its_own_is_not_counted_with_its_neighbour() -> None:
    text = "Rebels shelled the port, and a guard was killed when police stormed the market."
    counted = {m.trigger.text: [t.low for t in m.tolls] for m in mentions_of(text)}
    assert counted["shelled"] == []


@pytest.mark.parametrize("row", rows("harms.tsv"), ids=lambda row: f"{row['lemma']}.{row['pos']}")
def test_every_word_of_harm_counts_the_harmed_of_its_example(row: dict[str, str]) -> None:
    if row["frame"] == "-" or row["harm"] == "-":
        return
    assert row["harm"] in {harm for harm, _, _ in stated(row["example"])}


@pytest.mark.parametrize("row", rows("quantities.tsv"), ids=lambda row: row["phrase"])
def test_every_bound_is_that_of_its_example(row: dict[str, str]) -> None:
    found = stated(row["example"])
    expected = {"low": [(True, False)], "high": [(False, True)], "near": [(True, True)]}
    bounds = [(low is not None, high is not None) for _, low, high in found]
    if row["bound"] in expected:
        assert bounds[:1] == expected[row["bound"]]
    if row["bound"] == "count":
        high = None if row["high"] == "-" else int(row["high"])
        assert (int(row["low"]), high) in {(low, high) for _, low, high in found}


@pytest.mark.parametrize("row", rows("reckonings.tsv"), ids=lambda row: row["verb"])
def test_every_verb_that_reckons_gives_the_figure_of_its_example(row: dict[str, str]) -> None:
    assert [harm for harm, _, _ in stated(row["example"])] == ["killed"]


def test_a_toll_names_its_group_and_points_at_its_words() -> None:
    (found,) = mentions_of("The attack killed a soldier and two policemen.")
    assert [(t.whom, t.span.text) for t in found.tolls] == [
        ("a soldier", "a soldier"),
        ("two policemen", "two policemen"),
    ]


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("The death toll rose to 49 after the attack.", True),
        ("The attack killed 49 people.", False),
    ],
)
def test_a_running_total_is_marked(text: str, *, cumulative: bool) -> None:
    assert [t.cumulative for m in mentions_of(text) for t in m.tolls] == [cumulative]


@pytest.mark.parametrize(
    "text",
    [
        "The attack destroyed 20 houses.",
        "The army shelled three villages.",
        "The strike on 12 May hit a depot.",
        "Rebels fired 40 rockets at the port.",
    ],
)
def test_numbers_of_things_and_days_are_no_losses(text: str) -> None:
    assert mentions_of(text)
    assert tolls(text) == []


def test_losses_told_beside_an_attack_go_to_it() -> None:
    text = "Rebels attacked the base. Five soldiers are dead."
    assert tolls(text) == [("killed", 5, 5)]


def test_a_text_without_violence_counts_no_losses() -> None:
    assert tolls("A bus fell off a bridge. Five people are dead.") == []


def test_whoever_gives_no_figure_does_not_say_that_there_were_none() -> None:
    text = "The minister said troops killed 30 insurgents, but gave no figure for army losses."
    tolls = [(t.harm, t.low) for mention in mentions_of(text) for t in mention.tolls]
    assert tolls == [("killed", 30)]


def test_a_diplomat_who_is_expelled_is_not_displaced() -> None:
    [found] = mentions_of("China expelled a Canadian diplomat on Monday.")
    assert found.tolls == ()
