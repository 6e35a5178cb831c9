"""The two sides of a text's fighting: who is told to attack and to be attacked most often."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tocsin.lexicon.actors import country_entry
from tocsin.records import Kind, Role
from tocsin.resolve.actors_earlier import EARLIER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tocsin.records import Actor, Claim, Link
    from tocsin.resolve.actors_lessons import Side

FIGHTING = {Kind.ASSAULT: 1.0, Kind.THREATEN: 1.0, Kind.ACCUSE: 1.0}
BOTH = 2
NAMED, LEAST = 0.125, 0.4
PEACE = ":peacekeepers"
ARMED = frozenset({Role.GOV, Role.MIL, Role.REB, Role.UNK})


def belligerents(
    claims: Iterable[Claim],
    looked_up: Callable[[int, str], tuple[Link[Actor], ...]],
    named: tuple[tuple[Side, int], ...],
) -> tuple[Side, ...]:
    """The two main sides of a text, the likelier first; rebels without a name have an empty id.

    Who takes no part in the fighting is a side only if named two fifths as often as any.

    Args:
        claims: all claims of the text.
        looked_up: the parties of a phrase by its head token and its part.
        named: the sides that the text names at all, and their weight.
    """
    faces = {side[0]: side for side, _ in named}
    weights = {side[0]: NAMED * weight for side, weight in named}
    fought: defaultdict[str, float] = defaultdict(float)
    for claim in claims:
        if claim.first.kind not in FIGHTING:
            continue
        told = {
            link.target: None
            for participant in claim.first.participants
            for link in looked_up(participant.head, participant.part)
            if not any(reason.feature == EARLIER for reason in link.reasons)
        }
        for side in filter(None, (_side_of(actor, named) for actor in told)):
            faces.setdefault(side[0], side)
            fought[side[0]] += FIGHTING[claim.first.kind]
    ranked = sorted(faces, key=lambda key: -(fought[key] + weights.get(key, 0)))[:BOTH]
    least = LEAST * max(weights.values(), default=0)
    return tuple(faces[k] for k in ranked if fought[k] or weights.get(k, 0) >= least)


def _side_of(actor: Actor, named: tuple[tuple[Side, int], ...]) -> Side | None:
    """The side of a party; rebels without a name are of the group of their country, if any.

    Those who keep the peace are of neither side, also where they are shot at.
    """
    if actor.role not in ARMED or (actor.id or "").endswith(PEACE):
        return None
    if actor.role is Role.REB:
        kin = (side for side, _ in named if side[2:] == (actor.country, Role.REB))
        own = actor.id or "", actor.name, actor.country, actor.role
        return own if actor.id else next(kin, own)
    if actor.country is None:
        return None
    known = country_entry(actor.country)
    name = known.name if known else actor.name
    return f"country:{actor.country}", name, actor.country, Role.GOV
