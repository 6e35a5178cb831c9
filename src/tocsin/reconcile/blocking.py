"""Which claims are worth comparing: those that may share a day and a country, or a place."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from tocsin.reconcile.told import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.reconcile.told import Told

LONGEST = 31
LARGEST_BLOCK = 400
WIDE = 4


def pairs_of(told: Iterable[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs worth comparing, each once, in the order of their ids.

    Claims of one text, of copies, and those that share a block of `keys_of`; a block of more than
    `LARGEST_BLOCK` claims tells too little to be used.
    """
    blocks: defaultdict[tuple[str, ...], list[Told]] = defaultdict(list)
    for one in told:
        for key in keys_of(one):
            blocks[key].append(one)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        block = blocks[key]
        if len(block) > LARGEST_BLOCK:
            continue
        for a, b in combinations(sorted(block, key=lambda t: t.id), 2):
            if (a.id, b.id) not in seen:
                seen.add((a.id, b.id))
                yield a, b


def keys_of(one: Told) -> set[tuple[str, ...]]:
    """The blocks that a claim stands in: kind with day and country, place, text, and link."""
    kind = one.claim.claim.first.kind.value
    keys: set[tuple[str, ...]] = {
        ("family", one.family, kind),
        ("link", one.id),
        ("story", one.story, kind),
    }
    if one.claim.claim.answers:
        keys.add(("link", one.claim.claim.answers))
    countries = {p.country for p in (*one.actors, *one.recipients)}
    countries |= {p.country for p in one.places}
    if one.umbrella:
        return keys | {("umbrella", kind, country) for country in countries if country}
    keys |= {("place", kind, folded(place.name)) for place in one.places if place.precision < WIDE}
    days = _days(one) or ("any day",)
    named = {word for p in (*one.actors, *one.recipients) if not p.country for word in p.names}
    for marker in {country for country in countries if country} | named:
        keys |= {("day", kind, marker, day) for day in days}
    return keys


def _days(one: Told) -> tuple[str, ...]:
    """The days of a claim, a day on each side added; none where they are too many to tell."""
    span = one.days or one.news_days
    if span is None or (span[1] - span[0]).days > LONGEST:
        return ()
    length = (span[1] - span[0]).days + 1
    return tuple(str(span[0] + timedelta(n)) for n in range(length + 1))
