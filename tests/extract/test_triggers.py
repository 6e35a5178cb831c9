"""Every line of every trigger table codes its own example: kind, mode and the marked parties."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests import factories
from tocsin.extract.events import mentions_in
from tocsin.extract.groups import generic_modes
from tocsin.lexicon.tables import names_in, rows
from tocsin.parse.engine import parse
from tocsin.records import Name, Parse

if TYPE_CHECKING:
    from tocsin.records import Mention

TABLES = names_in("triggers")
MARKS = re.compile(r"[\[\]{}*]")


def plain(example: str) -> str:
    """The sentence without its marks."""
    return MARKS.sub("", example)


def marked(example: str, opening: str, closing: str) -> list[tuple[int, int]]:
    """Where the pieces between two marks stand in the sentence without marks."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    at = 0
    for character in example:
        if character == closing and start is not None:
            found.append((start, at))
            start = None
        elif character == opening:
            start = at
        if not MARKS.match(character):
            at += 1
    return found


@cache
def parses() -> dict[str, Parse]:
    """Each example's own parse, cut out of one parse of all of them."""
    texts = list(dict.fromkeys(plain(row["example"]) for table in TABLES for row in rows(table)))
    whole = parse("\n\n".join(texts))
    found: dict[str, Parse] = {}
    start = first = 0
    for text in texts:
        end = start + len(text)
        last = first
        while last < len(whole.tokens) and whole.tokens[last].start < end:
            last += 1
        found[text] = cut(whole, first, last, start)
        start, first = end + 2, last
    return found


def cut(whole: Parse, first: int, last: int, start: int) -> Parse:
    """The tokens `first` to `last` as a parse of a text that begins at character `start`."""
    inside = range(first, last)
    tokens = tuple(
        replace(
            token,
            i=token.i - first,
            head=token.head - first,
            start=token.start - start,
            end=token.end - start,
        )
        for token in whole.tokens[first:last]
    )
    return Parse(
        tokens=tokens,
        sentence_starts=tuple(i - first for i in whole.sentence_starts if i in inside) or (0,),
        names=tuple(
            Name(first=name.first - first, last=name.last - first, label=name.label)
            for name in whole.names
            if name.first in inside
        ),
        referents=tuple(
            (a - first, b - first) for a, b in whole.referents if {a, b} <= set(inside)
        ),
    )


def is_coded(example: str, row: dict[str, str], found: list[Mention]) -> bool:
    """Whether the mentions of the line's kind have its mode and all its marked parties.

    In the place of a general mode a mention may have a more telling one: of its weapon, or of
    another trigger for the same happening.
    """
    parties = {
        part: [p.span for m in found for p in m.participants if p.part == part]
        for part in ("actor", "recipient")
    }
    told = row["mode"] in {m.mode for m in found} or (found and row["mode"] in generic_modes())
    return bool(told) and all(
        any(span.start < end and start < span.end for span in parties[part])
        for part, marks in (("actor", "[]"), ("recipient", "{}"))
        for start, end in marked(example, *marks)
    )


@pytest.mark.model
@pytest.mark.parametrize("table", TABLES)
def test_examples_code_their_line(table: str) -> None:
    wrong = []
    for row in rows(table):
        text = plain(row["example"])
        mentions = mentions_in(factories.document(text), parses()[text])
        found = [m for m in mentions if m.kind == row["kind"]]
        if not is_coded(row["example"], row, found):
            wrong.append((row["example"], [(m.rule, m.mode) for m in mentions]))
    assert wrong == []
