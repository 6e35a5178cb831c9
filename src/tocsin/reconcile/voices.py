"""First sources: which names are one voice, so that a ministry quoted twice counts once."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from tocsin.reconcile.archive import words_in
from tocsin.reconcile.groups import components
from tocsin.reconcile.told import LONG_WORD, folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.reconcile.told import Told
    from tocsin.records import Actor

UNNAMED = "the publisher"
STEM = 5
"""Letters that tell words apart here: "Armenia" and "Armenian", "Defence" and "Defense" are one."""


def voices_of(told: Iterable[Told]) -> dict[str, str]:
    """For each claim, by id, the name of its first source; one voice has one name.

    A source is the origin of the claim, or the outlet where the publisher itself speaks. Two
    sources of one country and function are one voice if all words of one name stand in the other
    ("the ministry", "Armenia's Ministry of Defence", "Armenian Defence Ministry").
    """
    named = {one.id: _first_source(one) for one in told}
    held: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for actor, outlet in named.values():
        held[_group(actor)].add(actor.name if actor else outlet)
    chosen: dict[tuple[tuple[str, ...], str], str] = {}
    used = Counter(actor.name if actor else outlet for actor, outlet in named.values())
    for group, names in held.items():
        for alike in components(names, _alike(group, names)):
            best = max(alike, key=lambda name: (len(stems_of(name)), used[name], name))
            chosen |= {(group, name): best for name in alike}
    return {
        id_: chosen[_group(actor), actor.name if actor else outlet]
        for id_, (actor, outlet) in named.items()
    }


def _first_source(told: Told) -> tuple[Actor | None, str]:
    speakers = told.claim.speakers
    outlet = told.document.outlet or f"{UNNAMED} of {told.document.origin}"
    return (speakers[-1].target if speakers else None), outlet


def _group(actor: Actor | None) -> tuple[str, ...]:
    """Names are compared only within a country and function; outlets among themselves."""
    if actor is None:
        return ("outlet",)
    return (actor.country or "", actor.role.value)


def _alike(group: tuple[str, ...], names: set[str]) -> Iterable[tuple[str, str]]:
    for one, two in combinations(sorted(names), 2):
        a, b = stems_of(one), stems_of(two)
        if folded(one) == folded(two) or (group[0].isupper() and (a <= b or b <= a)):
            yield one, two


def stems_of(name: str) -> frozenset[str]:
    """The long words of a name by their first letters, or all words where none is long."""
    words = words_in(folded(name))
    return frozenset(word[:STEM] for word in words if len(word) >= LONG_WORD) or frozenset(words)
