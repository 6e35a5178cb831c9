"""What copies of one text tell in the same words is told once: one claim stands for all of these.

Fifty copies of a report with eighty claims would be compared eight million times, to find again and
again what the first copy shows. A copy is no second witness: so the claims that stand for others
are grouped as those of one text are, and each that follows one goes where that one goes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from tocsin.reconcile.judge import content_of
from tocsin.reconcile.told import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tocsin.reconcile.told import Told


class Telling(NamedTuple):
    """A claim of a text that has copies: where it stands, and a digest of what it tells."""

    family: str
    document: str
    start: int
    claim: str
    content: str


def tellings_in(told: Iterable[Told]) -> list[Telling]:
    """The claims of texts that have copies."""
    return [
        Telling(
            family=one.family,
            document=one.document.id,
            start=one.claim.claim.first.trigger.start,
            claim=one.id,
            content=_digest(one),
        )
        for one in told
        if one.family != one.document.id
    ]


def leads_among(tellings: Iterable[Telling]) -> dict[str, str]:
    """The claim that stands for each that follows one: that of the first document by id.

    What a text tells twice in the same words is told twice by its copies, too. All tellings of a
    family have to be given; the order does not matter.
    """
    seen: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str, int], str] = {}
    found: dict[str, str] = {}
    for one in sorted(tellings):
        nth = seen[one.document, one.content]
        seen[one.document, one.content] += 1
        lead = first.setdefault((one.family, one.content, nth), one.claim)
        if lead != one.claim:
            found[one.claim] = lead
    return found


def led(told: Iterable[Told], leads: Mapping[str, str]) -> tuple[Told, ...]:
    """The claims, each with the one that stands for it."""
    return tuple(replace(one, lead=leads[one.id]) if one.id in leads else one for one in told)


def _digest(told: Told) -> str:
    return blake2b(repr(_plain(content_of(told))).encode(), digest_size=12).hexdigest()


def _plain(value: object) -> object:
    """What is written the same in every process, sets sorted."""
    if isinstance(value, frozenset):
        return sorted(repr(_plain(one)) for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Party):
        return [value.country, value.camp, sorted(value.names)]
    return value
