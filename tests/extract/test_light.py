"""Light verbs lend their arguments to the event nouns that they carry."""

from __future__ import annotations

import pytest

from tests import factories
from tocsin.extract.events import mentions_in
from tocsin.parse.engine import parse


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("The army carried out an attack on the base.", "ASSAULT", ["army"], ["base"]),
        ("The base came under attack from rebels.", "ASSAULT", ["rebels"], ["base"]),
        ("The envoy repeated his accusation against the junta.", "ACCUSE", ["envoy"], ["junta"]),
        ("The army killed boys in an air raid.", "ASSAULT", ["army"], ["boys"]),
        ("Boys were killed in an air raid.", "ASSAULT", [], ["Boys"]),
        ("The rebels used boys as human shields.", "COERCE", ["rebels"], ["boys"]),
        ("The army set up a blockade of the port.", "COERCE", ["army"], ["port"]),
        ("The army made what it called a raid on the base.", "ASSAULT", ["army"], ["base"]),
        ("The rebels had no role in the attack on the base.", "ASSAULT", ["rebels"], ["base"]),
        ("The rebels' role in the attack on the base was proven.", "ASSAULT", ["rebels"], ["base"]),
        ("The army made a terrorist attack on the base.", "ASSAULT", ["army"], ["base"]),
        ("The army halted the rebel attack on the base.", "ASSAULT", ["rebel"], ["base"]),
        ("The army halted its attack on the base.", "ASSAULT", ["army"], ["base"]),
        ("The mayor received reports of attacks on the base.", "ASSAULT", [], ["base"]),
        ("The army began firing and shelling of the base.", "ASSAULT", ["army"], ["base"]),
        ("Shells were fired from rebel positions.", "ASSAULT", ["rebel"], []),
        (
            "The attack, which Oslo said was made by rebels, killed boys.",
            "ASSAULT",
            ["rebels"],
            ["boys"],
        ),
        ("Boys were killed at the hands of rebels.", "ASSAULT", ["rebels"], ["Boys"]),
        ("Israeli fire killed boys.", "ASSAULT", ["Israeli"], ["boys"]),
        (
            "Boys were caught in crossfire between rebels and troops.",
            "ASSAULT",
            ["rebels", "troops"],
            [],
        ),
        ("Shells from rebel positions hit the base.", "ASSAULT", ["rebel"], ["base"]),
        ("Police did not know who had attacked the base.", "ASSAULT", [], ["base"]),
        ("The strike was carried out by a Turkish drone.", "ASSAULT", ["Turkish"], []),
        ("The envoy blamed Ukrainian shelling.", "ASSAULT", ["Ukrainian"], []),
        ("The gunfire of the guards killed boys.", "ASSAULT", ["guards"], ["boys"]),
        ("The battle of Derna by rebels went on.", "ASSAULT", ["rebels"], []),
        (
            "The army opened fire from the fort in the base's direction.",
            "ASSAULT",
            ["army"],
            ["base"],
        ),
    ],
)
def test_carried_nouns(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    found = parse(text)
    (mention,) = (m for m in mentions_in(factories.document(text), found) if m.kind == kind)
    for part, words in (("actor", actors), ("recipient", recipients)):
        heads = [found.tokens[p.head].text for p in mention.participants if p.part == part]
        assert heads == words, part
