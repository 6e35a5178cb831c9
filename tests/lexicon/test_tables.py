"""All knowledge tables: they load, each line shows an example or a source, none is there twice."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from tocsin.errors import LexiconError
from tocsin.lexicon.tables import names_in, rows

HOME = Path(str(resources.files("tocsin.lexicon")))
TABLES = sorted(str(path.relative_to(HOME)) for path in HOME.rglob("*.tsv"))
EVIDENCE = ("example", "sentence", "source", "why")
CITED = re.compile(r"(?i:source)|https?://|\([^)]*[A-Z]{2,}")
PROSE = {*EVIDENCE, "meaning", "remedy"}
KEYS = {
    "frames.tsv": ("frame", "slot"),
    "harms.tsv": ("lemma", "pos"),
    "lemmas.tsv": ("form",),
    "modes.tsv": ("mode", "kind"),
    "numbers.tsv": ("word",),
    "outlook_kinds.tsv": ("outlook", "act"),
    "outlooks.tsv": ("word", "pos"),
    "prepositions.tsv": ("preposition",),
    "quantities.tsv": ("phrase",),
    "reconcile/modes.tsv": ("mode",),
    "speech/modality.tsv": ("lemma", "pos"),
    "weapons.tsv": ("weapon",),
}


def head(table: str) -> str:
    """The comments of a table above its header."""
    lines = (HOME / table).read_text("utf-8").splitlines()
    above = next(n for n, line in enumerate(lines) if line.strip() and not line.startswith("#"))
    return "\n".join(lines[:above])


@pytest.mark.parametrize("table", TABLES)
def test_every_line_shows_an_example_or_the_table_names_its_source(table: str) -> None:
    found = rows(table)
    assert found
    columns = [name for name in EVIDENCE if name in found[0]]
    if not columns:
        assert CITED.search(head(table))
        return
    bare = [row for row in found if not any(row[name].strip("-") for name in columns)]
    assert bare == []


@pytest.mark.parametrize("table", TABLES)
def test_no_line_is_there_twice(table: str) -> None:
    keys = Counter(
        tuple(cell for name, cell in row.items() if name not in PROSE or row.keys() <= PROSE)
        for row in rows(table)
    )
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("table", KEYS)
def test_a_table_that_is_looked_up_has_each_key_once(table: str) -> None:
    keys = Counter(tuple(row[name] for name in KEYS[table]) for row in rows(table))
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_header_names_each_column_once(table: str) -> None:
    lines = (HOME / table).read_text("utf-8").splitlines()
    header = next(line for line in lines if line.strip() and not line.startswith("#"))
    columns = [cell.strip() for cell in header.split("\t")]
    assert len(set(columns)) == len(columns)
    assert all(re.fullmatch(r"[a-z0-9_-]+", column) for column in columns)


def test_folders_are_listed_in_order() -> None:
    assert list(names_in("triggers")) == [t for t in TABLES if t.startswith("triggers/")]


def test_a_missing_table_is_named() -> None:
    with pytest.raises(LexiconError, match=r"no-such\.tsv"):
        rows("no-such.tsv")
