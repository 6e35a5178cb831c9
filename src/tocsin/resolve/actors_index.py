"""Where a parse holds known names and common nouns for parties, looked up once a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tocsin.lexicon.actors import Entry, begins_name, begins_noun, entry_at, head_at
from tocsin.records import Name
from tocsin.resolve.actors_parts import Guess, Part, affixes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.records import Parse

CLOSED = frozenset({"PUNCT", "SPACE", "ADP", "AUX", "CCONJ", "SCONJ", "PART"})


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of the tables over tokens `first` to `last` (exclusive)."""

    entry: Entry
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Index:
    """The words of a parse with the names and nouns of the tables that cover each token.

    `hits` are the names of the tables in text order, `names` the proper names that the parse found,
    in the tables or not; `phrases` remembers what was read of each phrase, by its head and whether
    places were asked, `parts` the words that narrow a head down.
    """

    words: tuple[str, ...]
    named: dict[int, Hit]
    nouns: dict[int, Hit]
    names: dict[int, Name]
    hits: tuple[Hit, ...] = ()
    published: date | None = None
    phrases: dict[tuple[int, bool], Guess] = field(default_factory=dict, compare=False)
    parts: dict[int, list[Part]] = field(default_factory=dict, compare=False)


def index_of(parse: Parse, published: date | None) -> Index:
    """Look every token up once: names as of the day `published`, and common nouns."""
    words = tuple(token.text for token in parse.tokens)
    named = _cover(parse, begins_name, lambda at: entry_at(words, at, published))
    named = {i: hit for i, hit in named.items() if not _within_other_name(parse, hit)}
    nouns = _cover(parse, begins_noun, lambda at: head_at(words, at))
    names = {i: name for name in parse.names for i in range(name.first, name.last)}
    hits = tuple(hit for i, hit in named.items() if i == hit.first)
    return Index(words=words, named=named, nouns=nouns, names=names, hits=hits, published=published)


def carries(index: Index, hit: Hit) -> bool:
    """Whether a noun belongs to the name it is tied to: "Saudi-led" yes, "Iran-backed" no."""
    words = index.words
    tied = []
    if hit.first > 1 and words[hit.first - 1] == "-":
        tied.append(words[hit.first - 2])
    if hit.last + 1 < len(words) and words[hit.last] == "-":
        tied.append(words[hit.last + 1])
    return all(affixes().get(word.lower(), "yes") == "yes" for word in tied)


def _cover(
    parse: Parse, begins: Callable[[str], bool], look: Callable[[int], tuple[Entry, int] | None]
) -> dict[int, Hit]:
    found: dict[int, Hit] = {}
    done = 0
    for token in parse.tokens:
        at, word = token.i, token.text
        if at < done or not begins(word) or (token.pos in CLOSED and not word[:1].isupper()):
            continue
        seen = look(at)
        if seen is not None:
            done = at + seen[1]
            found.update(dict.fromkeys(range(at, done), Hit(entry=seen[0], first=at, last=done)))
    return found


def _within_other_name(parse: Parse, hit: Hit) -> bool:
    """A lone surname inside a longer name of somebody else ("Ahmad Abbas") names nobody known."""
    if hit.entry.sort != "person" or hit.last - hit.first > 1:
        return False
    before = parse.tokens[hit.first - 1] if hit.first else None
    after = parse.tokens[hit.last] if hit.last < len(parse.tokens) else None
    if after is not None and after.pos == "PROPN" and after.text[:1].isupper():
        return parse.tokens[hit.first].head == after.i
    if before is None or before.pos != "PROPN" or before.head != hit.first:
        return False
    words = [token.text for token in parse.tokens[max(hit.first - 3, 0) : hit.first]]
    known = any(
        found and at + found[1] == len(words)
        for at in range(len(words))
        for found in (entry_at(words, at), head_at(words, at))
    )
    return not known
