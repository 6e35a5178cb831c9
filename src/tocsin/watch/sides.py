"""The two sides of an event, named so that one side has one name in every series."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING

from tocsin.lexicon.actors import slug
from tocsin.lexicon.tables import rows
from tocsin.records import Dyad, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.records import Actor

STATE = frozenset({Role.GOV, Role.MIL, Role.LEG, Role.JUD})
GROUP = frozenset({Role.REB, Role.OPP, Role.PTY})


def dyads_of(actors: Iterable[Actor], recipients: Iterable[Actor]) -> tuple[Dyad, ...]:
    """The pairs of sides that face each other, sorted.

    With recipients each actor faces each recipient; without (a clash, talks), actors face each
    other. A side that cannot be named makes no dyad.
    """
    actors, recipients = tuple(actors), tuple(recipients)
    pairs = product(actors, recipients) if recipients else combinations(actors, 2)
    sides = ((side_of(a, b), side_of(b, a)) for a, b in pairs)
    found = {tuple(sorted((a, b))) for a, b in sides if a and b and a != b}
    return tuple(Dyad(a=a, b=b) for a, b in sorted(found))


def side_of(actor: Actor, other: Actor) -> str | None:
    """The side for which `actor` stands when it faces `other`, None if nobody can tell.

    A state is its country's code, a group its name in the lexicon. Civilians stand for their
    country against another state, and for themselves against their own state or an armed group
    (UCDP's one-sided violence). A person stands for the state or the rebels, never as a side.
    """
    named = _named().get(actor.id or "")
    if named is not None:
        return named
    if actor.role in GROUP:
        return _unnamed("rebels", actor)
    if actor.country is None or actor.role in STATE or other.country is None:
        return actor.country
    at_home = other.country == actor.country or other.role in GROUP
    return _unnamed("civilians", actor) if at_home else actor.country


def _unnamed(who: str, actor: Actor) -> str | None:
    return f"{who} ({actor.country})" if actor.country else None


@cache
def _named() -> dict[str, str]:
    """The names of groups and organisations by their ids."""
    return {
        f"{sort}:{slug(row['name'])}": row["name"]
        for sort, table in (("group", "actors/groups.tsv"), ("igo", "actors/igos.tsv"))
        for row in rows(table)
    }
