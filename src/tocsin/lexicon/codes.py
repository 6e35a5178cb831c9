"""The codes that other event data have for a kind and mode: ACLED, UCDP and CAMEO."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from tocsin.errors import LexiconError
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.records import Kind, Role

NONE: Final = "-"
ANY: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What others call an event; `ucdp_type` is None for what UCDP does not count as violence."""

    acled_event: str
    acled_sub_event: str
    ucdp_type: str | None
    cameo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    scheme: str
    usual: str
    modes: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    becomes: str

    def holds(self, code: str, mode: str, actors: frozenset[str], others: frozenset[str]) -> bool:
        return (
            self.usual in {ANY, code}
            and (ANY in self.modes or mode in self.modes)
            and _are(actors, self.actors)
            and _are(others, self.recipients)
        )


def codes_of(
    kind: Kind, mode: str, *, actors: Iterable[Role] = (), recipients: Iterable[Role] = ()
) -> Codes:
    """The ACLED event and sub-event type, UCDP type of violence and CAMEO code of an event.

    `modes.tsv` has the usual codes of a mode; the roles of the parties change them as
    `party_codes.tsv` says: soldiers who fire at villagers are no armed clash. Where both sides of
    a fight are `actors`, the first stands against the others.

    Args:
        kind: one of the sixteen kinds.
        mode: a mode of that kind.
        actors: the roles of those who act.
        recipients: the roles of those to whom it is done.

    Raises:
        LexiconError: `modes.tsv` has no such mode of that kind.
    """
    row = _usual().get((kind.value, mode))
    if row is None:
        msg = f"modes.tsv has no mode {mode!r} of {kind.value}; add it there or choose another mode"
        raise LexiconError(msg)
    left, right = list(actors), list(recipients)
    if mode in _mutual() and not right:
        left, right = left[:1], left[1:]
    one, other = _sorts(left), _sorts(right)
    sub_event = _changed("acled", row["acled_sub_event"], mode, one, other)
    violence = row["ucdp_type"]
    if violence != NONE:
        violence = _changed("ucdp", violence, mode, one, other)
    return Codes(
        acled_event=_events()[sub_event],
        acled_sub_event=sub_event,
        ucdp_type=None if violence == NONE else violence,
        cameo=row["cameo"],
    )


def _changed(
    scheme: str, code: str, mode: str, actors: frozenset[str], recipients: frozenset[str]
) -> str:
    for change in _changes():
        if change.scheme == scheme and change.holds(code, mode, actors, recipients):
            return change.becomes
    return code


def _are(sorts: frozenset[str], wanted: tuple[str, ...]) -> bool:
    if ANY in wanted:
        return True
    return sorts <= set(wanted) if sorts else NONE in wanted


def _sorts(roles: Iterable[Role]) -> frozenset[str]:
    known = {row["role"]: row["sort"] for row in rows("party_sorts.tsv")}
    return frozenset(known[role.value] for role in roles if role.value in known)


@cache
def _usual() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["kind"], row["mode"]): row for row in rows("modes.tsv")}


@cache
def _events() -> dict[str, str]:
    return {row["acled_sub_event"]: row["acled_event"] for row in rows("modes.tsv")}


@cache
def _mutual() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("mutual_modes.tsv"))


@cache
def _changes() -> tuple[_Change, ...]:
    return tuple(
        _Change(
            scheme=row["scheme"],
            usual=row["from"],
            modes=tuple(row["modes"].split("|")),
            actors=tuple(row["actors"].split("|")),
            recipients=tuple(row["recipients"].split("|")),
            becomes=row["becomes"],
        )
        for row in rows("party_codes.tsv")
    )
