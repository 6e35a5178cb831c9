"""Which countries and groups a phrase names, as far as the tables know, for comparing parties."""

from __future__ import annotations

import re
from functools import lru_cache

from tocsin.lexicon.actors import entry_at
from tocsin.records import Participant, Role

WORDS = re.compile(r"[\w.&]+")


@lru_cache(maxsize=4096)
def sides_of(words: str) -> frozenset[str]:
    """The ISO3 codes, or group ids where there is no country, that `words` name."""
    tokens = WORDS.findall(words)
    found = set()
    at = 0
    while at < len(tokens):
        hit = entry_at(tokens, at) if tokens[at][:1].isupper() else None
        if hit is None:
            at += 1
            continue
        entry, length = hit
        if entry.role in {Role.REB, Role.IGO} or entry.country is None:
            found.add(entry.id)
        else:
            found.add(entry.country)
        at += length
    return frozenset(found)


def sides(participants: tuple[Participant, ...], part: str) -> frozenset[str]:
    """The sides of all participants in one part."""
    return frozenset().union(*(sides_of(p.referent.text) for p in participants if p.part == part))


def agree(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two sets of sides can be one party: one is unknown, or they share a member."""
    return not left or not right or bool(left & right)
