"""How a claim was read, in words."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from tests.sentences import claims_of
from tocsin.cli.tree import tree_of

pytestmark = pytest.mark.model

TEXT = (
    "Azerbaijan's army shelled Goris with drones on Tuesday, killing two soldiers, the Armenian "
    "Defense Ministry said. It said Baku denied it."
)


def drawn(text: str, nth: int = 0) -> str:
    console = Console(file=io.StringIO(), width=120)
    console.print(tree_of(claims_of(text)[nth]))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_each_part_of_the_event_and_of_the_voice_has_a_branch() -> None:
    out = drawn(TEXT)
    for words in (
        "“shelled” is ASSAULT (shelling)",
        "actor: Azerbaijan's army",
        "recipient: Goris",
        "time: Tuesday",
        "weapon: drones",
        "losses: 2 killed (two soldiers), from “two soldiers”",
        "told by: the Armenian Defense Ministry",
        "by the words: said",
        "what is said is a clause of its verb",
    ):
        assert words in out


def test_the_lines_behind_a_claim_are_named_with_file_and_number() -> None:
    out = drawn(TEXT)
    assert "triggers/assault.tsv, line " in out
    assert ": shell (verb)" in out
    assert "speech/verbs.tsv, line " in out


def test_a_chain_and_an_answer_are_told() -> None:
    text = "Armenia said Azerbaijan shelled Goris. The BBC reported that Baku denied the shelling."
    out = drawn(text, 1)
    assert "passed on by: The BBC" in out
    assert "told by: Baku" in out
    assert "denies claim " in out


def test_a_pronoun_shows_for_whom_it_stands() -> None:
    text = "Armenia said it was calm. It said Azerbaijan shelled Goris."
    assert "told by: It (stands for Armenia)" in drawn(text)


def test_the_publishers_own_words_are_called_so() -> None:
    assert "nobody is named: these are the publisher's own words" in drawn("Rebels shelled Goris.")


def test_the_words_that_keep_a_distance_are_shown() -> None:
    out = drawn("Moscow falsely claimed that rebels had shelled the port.")
    assert "called untrue by “falsely”" in out
