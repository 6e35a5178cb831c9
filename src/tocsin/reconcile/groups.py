"""Connected groups of things, the same whatever order they come in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def components(
    members: Iterable[str], links: Iterable[tuple[str, str]]
) -> tuple[tuple[str, ...], ...]:
    """`members` grouped by `links`, each group sorted, groups by their first member."""
    parent = {one: one for one in members}

    def root(one: str) -> str:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for left, right in links:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(parent):
        groups[root(one)].append(one)
    return tuple(tuple(group) for _, group in sorted(groups.items()))
