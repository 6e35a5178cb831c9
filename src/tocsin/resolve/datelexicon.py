"""The words of time by class, as the tables tell them, and the symbol of each class in patterns."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tocsin.lexicon.tables import names_in, rows

_CUT = re.compile(r"1/2|[^\W\d_]+(?:[.'’][^\W\d_]+)*\.?|\d+|\S")
_MADE = (
    "day", "year", "digits", "clock", "numeric", "decades", "short-year",
    "hyphen", "slash", "comma", "open", "close", "money",
)  # fmt: skip
_JOINERS = frozenset(
    {"the", "article", "this", "that", "same", "last", "previous", "next", "following", "coming",
     "each", "of", "and", "to", "in", "from", "preposition", "approx", "possessive", "hyphen",
     "slash", "comma", "open", "close", "money", "number", "day", "digits", "ordinal", "second",
     "early", "edge", "earlier", "later", "half", "vague", "numbered", "latest", "zone", "age",
     "eve"}
)  # fmt: skip


class Entry(NamedTuple):
    """A word or phrase of the tables: its words, its class and its value."""

    words: tuple[str, ...]
    kind: str
    value: str


@cache
def symbol_of(kind: str) -> str:
    """The one character that stands for a class of words in patterns."""
    return chr(0xE000 + _kinds().index(kind))


@cache
def symbols(*kinds: str) -> frozenset[str]:
    """The characters of several classes."""
    return frozenset(symbol_of(kind) for kind in kinds)


@cache
def cores() -> frozenset[str]:
    """The symbols without which there is no time expression; the others only join them."""
    return symbols(*(kind for kind in _kinds() if kind not in _JOINERS))


@cache
def single_words() -> dict[str, Entry]:
    """The entries of one word, by that word."""
    return {entry.words[0]: entry for entry in _entries() if len(entry.words) == 1}


@cache
def phrases_by_start() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """The entries of several words by their first two, the longest first."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(_entries(), key=lambda entry: -len(entry.words)):
        if len(entry.words) > 1:
            found.setdefault((entry.words[0], entry.words[1]), []).append(entry)
    return {start: tuple(entries) for start, entries in found.items()}


@cache
def phrase_starts() -> frozenset[str]:
    """The first words of the entries of several words."""
    return frozenset(first for first, _ in phrases_by_start())


@cache
def first_words() -> frozenset[str]:
    """Every word that an entry begins with."""
    return frozenset(entry.words[0] for entry in _entries())


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(
        Entry(tuple(_CUT.findall(row["word"])), row["class"], row["value"])
        for name in names_in("dates")
        for row in rows(name)
    )


@cache
def _kinds() -> tuple[str, ...]:
    return (*_MADE, *sorted({entry.kind for entry in _entries()} - set(_MADE)))
