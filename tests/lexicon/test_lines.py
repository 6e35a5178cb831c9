"""From a rule's name to the line of a table."""

from __future__ import annotations

from importlib import resources

import pytest

from tocsin.attest.cues import phrase_cues
from tocsin.extract.triggers import triggers
from tocsin.lexicon.lines import form_of, lines_of
from tocsin.lexicon.tables import rows


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("harm:dead | voice:publisher", [("harms.tsv", "dead")]),
        ("harm:dead | speech:say [clause]", [("harms.tsv", "dead"), ("speech/verbs.tsv", "say")]),
        ("speech:claim (noun) [noun]", [("speech/nouns.tsv", "claim")]),
        ("speech:according to [clause]", [("speech/according.tsv", "according to")]),
        ("speech:in x 's view [clause]", [("speech/according.tsv", "in X's view")]),
        ("voice:publisher", []),
        ("speech:colon [clause]", []),
        ("invented:word.v | speech:unheard [clause]", []),
    ],
)
def test_a_rule_names_lines(rule: str, found: list[tuple[str, str]]) -> None:
    assert [(line.table, line.cells[0]) for line in lines_of(rule)] == found


def test_a_line_stands_where_it_is_said_to_stand() -> None:
    (line,) = lines_of("speech:deny [object]")
    text = resources.files("tocsin.lexicon").joinpath(line.table).read_text("utf-8")
    assert text.splitlines()[line.number - 1].startswith("deny\t")


def test_every_trigger_and_every_cue_phrase_is_found() -> None:
    rules = [trigger.rule for lines in triggers().values() for trigger in lines]
    rules += [f"speech:{' '.join(c.words)}" for cues in phrase_cues().values() for c in cues]
    assert [rule for rule in rules if not lines_of(rule)] == []


@pytest.mark.parametrize(
    ("rule", "form"),
    [("speech:say [clause]", "clause"), ("a | speech:claim (noun) [noun]", "noun"), ("x:y", "")],
)
def test_the_form_is_the_last_word_in_brackets(rule: str, form: str) -> None:
    assert form_of(rule) == form


def test_every_construction_says_what_it_is_in_words() -> None:
    assert all(row["words"] and row["example"] for row in rows("constructions.tsv"))
