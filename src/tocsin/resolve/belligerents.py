"""The two sides of a text's fighting: who is told to attack and to be attacked most often."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tocsin.lexicon.actors import country_entry
from tocsin.records import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tocsin.records import Actor, Claim, Link
    from tocsin.resolve.actors_lessons import Side

FIGHTING = frozenset({Kind.ASSAULT, Kind.THREATEN, Kind.ACCUSE})
BOTH = 2
NAMED = 0.25
ARMED = frozenset({Role.GOV, Role.MIL, Role.REB, Role.UNK})


def belligerents(
    claims: Iterable[Claim],
    looked_up: Callable[[int, str], tuple[Link[Actor], ...]],
    named: tuple[tuple[Side, int], ...],
) -> tuple[Side, ...]:
    """The two main sides of a text, the likelier first.

    Args:
        claims: all claims of the text.
        looked_up: the parties of a phrase by its head token and its part.
        named: the sides that the text names at all, and how often.
    """
    votes: Counter[str] = Counter()
    faces: dict[str, Side] = {}
    for side, count in named:
        key = _key(side)
        faces[key] = side
        votes[key] += NAMED * count
    for claim in claims:
        if claim.first.kind not in FIGHTING:
            continue
        for participant in claim.first.participants:
            for link in looked_up(participant.head, participant.part):
                side = _side_of(link.target)
                if side is not None:
                    faces.setdefault(_key(side), side)
                    votes[_key(side)] += 1
    return tuple(faces[key] for key, _ in votes.most_common(BOTH))


def _key(side: Side) -> str:
    return side[0]


def _side_of(actor: Actor) -> Side | None:
    if actor.role not in ARMED:
        return None
    if actor.role is Role.REB:
        if actor.id is None:
            return None
        return actor.id, actor.name, actor.country, actor.role
    if actor.country is None:
        return None
    known = country_entry(actor.country)
    name = known.name if known else actor.name
    return f"country:{actor.country}", name, actor.country, Role.GOV
