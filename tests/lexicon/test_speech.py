"""The speech tables load, keep to their values, and show each word at work."""

from __future__ import annotations

import re

import pytest

from tocsin.lexicon.tables import names_in, rows
from tocsin.parse.engine import parse
from tocsin.records import Reality, Role, Stance

TABLES = names_in("speech")
STARRED = re.compile(r"\*([^*]+)\*")
MARKS = re.compile(r"[\[\]{}*]")

PATTERNS = {
    *(
        "ccomp",
        "iobj-ccomp",
        "xcomp",
        "quote",
        "obj",
        "obj-medium",
        "obj-witness",
        "obj-figure",
        "raised",
        "-",
    ),
    *("of", "of-ing", "for", "for-ing", "on", "on-ing", "with", "with-ing", "to", "to-ing"),
    *("against", "against-ing", "about", "over", "at", "in", "by", "from", "into", "upon", "as"),
}
LEGAL: dict[str, dict[str, set[str]]] = {
    "verbs": {
        "stance": {stance.value for stance in Stance},
        "factivity": {"report", "fact", "doubt", "belief", "wish", "false"},
    },
    "nouns": {
        "use": {"content", "medium", "both"},
        "stance": {stance.value for stance in Stance},
        "factivity": {"report", "fact", "doubt", "belief", "wish", "false"},
    },
    "according": {
        "source": {"pobj", "obj", "poss", "subj"},
        "content": {"main", "clause"},
        "hedged": {"yes", "no"},
    },
    "sources": {"role": {role.value for role in Role}, "speaks_for": {"self", "whole", "medium"}},
    "denials": {
        "denies": {"event", "authorship", "target", "toll", "intent", "any"},
        "answers": {"told", "account", "own", "only"},
    },
    "confirmations": {
        "extent": {"full", "partial", "doing", "taking", "mild"},
        "own": {"yes", "no"},
    },
    "hedges": {
        "pos": {"adv", "adj", "verb", "phrase"},
        "force": {"report", "doubt", "likely", "unlikely", "false"},
        "sets": {"hedged", "none"},
    },
    "traded": {},
    "modality": {
        "pos": {"modal", "v", "n", "a", "adv", "conj", "prep", "det"},
        "reality": {reality.value for reality in Reality},
    },
    "background": {"reach": {"host", "phrase"}, "strength": {"sure", "weak"}},
}
REACHES = {"host", "xcomp", "ccomp", "obj", "prep", "clause", "of"}


def test_every_speech_table_is_known() -> None:
    assert {name.removeprefix("speech/").removesuffix(".tsv") for name in TABLES} == set(LEGAL)


@pytest.mark.parametrize("table", LEGAL)
def test_cells_hold_legal_values(table: str) -> None:
    wrong = [
        (row, column)
        for row in rows(f"speech/{table}.tsv")
        for column, legal in LEGAL[table].items()
        if row[column] not in legal
    ]
    assert not wrong


@pytest.mark.parametrize("table", ["verbs", "nouns"])
def test_patterns_are_known_and_none_is_repeated(table: str) -> None:
    for row in rows(f"speech/{table}.tsv"):
        patterns = row["pattern"].split()
        assert set(patterns) <= PATTERNS, row
        assert len(set(patterns)) == len(patterns), row


def test_reaches_of_modality_are_known() -> None:
    for row in rows("speech/modality.tsv"):
        assert set(row["reach"].split()) <= REACHES, row


@pytest.mark.parametrize("name", TABLES)
def test_no_line_stands_twice(name: str) -> None:
    lines = [(next(iter(row.values())), row.get("pos"), row.get("use")) for row in rows(name)]
    assert len(set(lines)) == len(lines)
    examples = [row["example"] for row in rows(name)]
    assert len(set(examples)) == len(examples)


@pytest.mark.parametrize("name", TABLES)
def test_every_example_marks_its_cue_and_closes_its_brackets(name: str) -> None:
    for row in rows(name):
        example = row["example"]
        assert STARRED.search(example), example
        assert example.count("[") == example.count("]"), example
        assert example.count("{") == example.count("}"), example
        assert example.count("*") % 2 == 0, example


@pytest.mark.parametrize("table", ["verbs", "nouns", "sources", "modality"])
@pytest.mark.model
def test_the_starred_words_are_forms_of_the_lemma(table: str) -> None:
    wrong = []
    for row in rows(f"speech/{table}.tsv"):
        tokens = parse(MARKS.sub("", row["example"])).tokens
        found = {token.lemma for token in tokens} | {token.text.lower() for token in tokens}
        if not set(row["lemma"].replace("-", " ").split()) <= found:
            wrong.append((row["lemma"], row["example"]))
    assert not wrong


def test_there_are_verbs_enough_for_a_newsroom() -> None:
    assert len(rows("speech/verbs.tsv")) >= 250
