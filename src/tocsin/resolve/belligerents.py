"""The two sides of a text's fighting: who is told to attack and to be attacked most often."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tocsin.lexicon.actors import country_entry
from tocsin.records import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tocsin.records import Actor, Claim, Link
    from tocsin.resolve.actors_lessons import Side

FIGHTING = frozenset({Kind.ASSAULT, Kind.THREATEN, Kind.ACCUSE})
BOTH = 2
NAMED = 0.125
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
        named: the sides that the text names at all, and their weight.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    faces: dict[str, Side] = {}
    for side, weight in named:
        faces[side[0]] = side
        votes[side[0]] += NAMED * weight
    for claim in claims:
        if claim.first.kind not in FIGHTING:
            continue
        told = {
            link.target: None
            for participant in claim.first.participants
            for link in looked_up(participant.head, participant.part)
        }
        for actor in told:
            fighting = _side_of(actor)
            if fighting is not None:
                faces.setdefault(fighting[0], fighting)
                votes[fighting[0]] += 1
    ranked = sorted(votes, key=lambda key: -votes[key])
    return tuple(faces[key] for key in ranked[:BOTH])


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
