"""Repairs of the parser's names: the lexicon knows that Jermuk is no person and Armenia a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.lexicon.actors import entry_at
from tocsin.records import Name

if TYPE_CHECKING:
    from tocsin.records import Parse

LABEL_OF_SORT = {"country": "PLACE", "capital": "PLACE", "former-state": "PLACE"} | {
    "territory": "PLACE",
    "demonym": "NORP",
    "person": "PERSON",
}


def names_of(parse: Parse) -> tuple[Name, ...]:
    """The names of `parse`, in order and without overlap, those of the lexicon first.

    A longer name that the parser saw around a shorter one of the lexicon stays
    ("Armenian Defense Ministry"), unless the shorter one starts it and ends it.
    """
    known = _known(parse)
    kept = [
        name
        for name in parse.names
        if not any(_overlap(name, other) and not _holds(name, other) for other in known)
    ]
    inner = [name for name in known if not any(_holds(other, name) for other in kept)]
    return tuple(sorted([*kept, *inner], key=lambda name: name.first))


def _known(parse: Parse) -> list[Name]:
    words = [token.text for token in parse.tokens]
    found = []
    at = 0
    while at < len(words):
        hit = entry_at(words, at) if parse.tokens[at].text[:1].isupper() else None
        if hit is None:
            at += 1
            continue
        entry, length = hit
        label = LABEL_OF_SORT.get(entry.sort, "ORG")
        found.append(Name(first=at, last=at + length, label=label))
        at += length
    return found


def _overlap(left: Name, right: Name) -> bool:
    return left.first < right.last and right.first < left.last


def _holds(outer: Name, inner: Name) -> bool:
    longer = outer.last - outer.first > inner.last - inner.first
    return longer and outer.first <= inner.first and inner.last <= outer.last
