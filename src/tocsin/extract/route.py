"""The way through the tree from one party to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.records import Parse

PREDICATES = {"VERB", "AUX"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Tokens from just above the source's head down to the target's head, highest first."""

    source: int
    target: int
    tokens: tuple[int, ...]

    def place_of(self, parse: Parse, i: int) -> tuple[int, int]:
        """Where token `i` hangs: its place on the route, and how many steps off it."""
        places = {token: place for place, token in enumerate(self.tokens)}
        steps = 0
        for at in (i, *(token.i for token in parse.ancestors(i))):
            if at in places:
                return places[at], steps
            steps += 1
        return len(self.tokens), steps


def head_of(parse: Parse, start: int, end: int) -> int:
    """The token in characters `start` to `end` on which the others hang."""
    first, last = parse.token_at(start), parse.token_at(max(end - 1, start))
    inside = range(first, last + 1)
    tops = [i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    nominal = [i for i in tops if parse.tokens[i].pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}]
    return (nominal or tops or [last])[0]


def route_between(parse: Parse, source: int, target: int) -> Route:
    """The way from `source` up to the predicate above both and down to `target`."""
    up = [source, *(token.i for token in parse.ancestors(source))]
    down = [target, *(token.i for token in parse.ancestors(target))]
    shared = next((i for i in up if i in down), up[-1])
    above = up[1 : up.index(shared) + 1]
    below = down[: down.index(shared)] if shared in down else down
    ways = list(reversed(above)) + [i for i in reversed(below) if i not in above]
    top = shared
    while parse.tokens[top].pos not in PREDICATES and parse.tokens[top].head != top:
        top = parse.tokens[top].head
        ways.insert(0, top)
    return Route(source=source, target=target, tokens=tuple(dict.fromkeys(ways)))
