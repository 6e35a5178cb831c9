"""From the name of a rule to the line of a table behind it, for whoever wants to look it up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

TRIGGER = re.compile(r"(?P<table>\w+):(?P<lemma>.+?)\.(?P<pos>[vna])(?:\[(?P<needs>.*)\])?")
VOICE = re.compile(r"speech:(?P<lemma>.+?)(?P<noun> \(noun\))?(?: \[(?P<form>\w+)\])?")
SPEECH = ("speech/verbs.tsv", "speech/according.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a knowledge table: `number` counts from 1 as editors do; `cells` are its text."""

    table: str
    number: int
    cells: tuple[str, ...]


def lines_of(rule: str) -> tuple[Line, ...]:
    """The lines that made a claim, by its rule ("assault:shell.v[...] | speech:say [clause]").

    What a construction of the grammar did without a table line, such as "voice:publisher", has
    none.
    """
    found = (_line_of(part) for part in rule.split(" | "))
    return tuple(dict.fromkeys(line for line in found if line is not None))


def form_of(rule: str) -> str:
    """How what is said hangs on its voice, by the last part of a claim's rule; "" for no voice."""
    voice = VOICE.fullmatch(rule.rsplit(" | ", maxsplit=1)[-1])
    return (voice["form"] or "") if voice is not None else ""


def _line_of(part: str) -> Line | None:
    if part.startswith("harm:"):
        return _find("harms.tsv", (part.removeprefix("harm:"),))
    voice = VOICE.fullmatch(part)
    if voice is not None:
        tables = ("speech/nouns.tsv",) if voice["noun"] else SPEECH
        found = (_find(table, (voice["lemma"],)) for table in tables)
        return next((line for line in found if line is not None), None)
    trigger = TRIGGER.fullmatch(part)
    if trigger is None:
        return None
    key = (trigger["lemma"], trigger["pos"], trigger["needs"] or "-")
    return _find(f"triggers/{trigger['table']}.tsv", key)


@cache
def _find(table: str, key: tuple[str, ...]) -> Line | None:
    """The first line of `table` whose first cells are `key`, without regard to case."""
    path = resources.files("tocsin.lexicon").joinpath(table)
    if not path.is_file():
        return None
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        cells = tuple(cell.strip() for cell in text.split("\t"))
        wanted = tuple(cell.casefold() for cell in key)
        if not text.startswith("#") and _plain(cells[: len(key)]) == wanted:
            return Line(table=table, number=number, cells=cells)
    return None


def _plain(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Cells without case, and with single spaces as rules have them; a cue's `X's` is parted."""
    return tuple(" ".join(cell.casefold().replace("x's", "x 's").split()) for cell in cells)
