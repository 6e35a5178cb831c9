"""Where, when and with what: phrases that hang on an event, and the mode that a weapon implies."""

from __future__ import annotations

import pytest

from tests.sentences import event, mentions_of
from tocsin.extract.circumstance import weapon_modes
from tocsin.grammar.placing import relations
from tocsin.lexicon.tables import rows

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Gunmen abducted three teachers in Kaduna.", [("Kaduna", "at", "in")]),
        ("A bomb exploded in Baghdad, killing ten.", [("Baghdad", "at", "in")]),
        (
            "Rebels fired rockets from Lebanon into Israel.",
            [("Lebanon", "origin", "from"), ("Israel", "target", "into")],
        ),
        ("Russian troops clashed with rebels near Bakhmut.", [("Bakhmut", "at", "near")]),
        ("The army shelled the town.", []),
    ],
)
def test_a_preposition_ties_a_place_to_its_event(
    text: str, places: list[tuple[str, str, str]]
) -> None:
    (found,) = mentions_of(text)
    assert [(p.span.text, p.relation, p.preposition) for p in found.place] == places


def test_what_is_hit_is_the_target() -> None:
    found = event("Turkey threatened to attack Syria.", "threatened")
    assert [(p.span.text, p.relation) for p in found.place] == [("Syria", "target")]


def test_a_day_belongs_to_the_event_of_its_clause() -> None:
    text = "Rebels shelled the town on Tuesday. Police arrested two men on Friday."
    assert [[t.text for t in m.time] for m in mentions_of(text)] == [["Tuesday"], ["Friday"]]


@pytest.mark.parametrize(
    ("text", "trigger", "mode", "weapons"),
    [
        ("The army fired mortars at the village.", "fired", "mortar", ["mortars"]),
        ("Ukraine launched drones at Moscow.", "launched", "drone", ["drones"]),
        ("The rebels fired a missile at the airport.", "fired", "missile", ["missile"]),
        (
            "The convoy was hit by a roadside bomb near Kandahar.",
            "bomb",
            "ied",
            ["roadside bomb"],
        ),
        ("The militia attacked the base with artillery.", "attacked", "artillery", ["artillery"]),
        (
            "The army launched drone and missile strikes on the port.",
            "strikes",
            "drone",
            ["drone", "missile"],
        ),
        ("Grad rockets hit the village.", "hit", "rocket", ["Grad rockets"]),
        ("Rebels attacked the town.", "attacked", "attack", []),
    ],
)
def test_the_weapon_tells_the_mode(text: str, trigger: str, mode: str, weapons: list[str]) -> None:
    found = event(text, trigger)
    assert (found.mode, [w.text for w in found.weapons]) == (mode, weapons)


def test_a_weapon_in_another_clause_implies_nothing() -> None:
    text = "Rebels attacked the town, and the army bought drones."
    found = event(text, "attacked")
    assert (found.mode, found.weapons) == ("attack", ())


def test_only_violence_has_weapons() -> None:
    found = event("Russia withdrew its tanks and artillery from the town.", "withdrew")
    assert found.weapons == ()


def test_relations_and_modes_are_of_the_known_kinds() -> None:
    assert set(relations().values()) <= {"at", "target", "origin"}
    assert {"at", "target", "origin"} <= set(relations().values())
    known = {row["mode"] for row in rows("modes.tsv") if row["kind"] == "ASSAULT"}
    assert set(weapon_modes().values()) - {"-"} <= known
