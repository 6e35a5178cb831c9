"""What people ask with, checked: filters to a `Query`, days to moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

from tocsin.errors import InputError
from tocsin.lexicon.actors import entry_at
from tocsin.records import Kind, Stance
from tocsin.store.protocol import Query

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE_LENGTH = 3
BODIES = frozenset({"group", "organ", "igo", "ngo", "media"})
Word = TypeVar("Word", bound=StrEnum)


class Filters(TypedDict, total=False):
    """What every look at incidents or claims can be narrowed by; all that is given must hold.

    `country` is ISO 3166 alpha-3 of a party or place; `since` and `until` are inclusive days;
    `place` is a name; `sides` are parties by name or ISO 3166 alpha-3, each of which must take
    part; `source` is a voice by name; `disputed` asks for what somebody denies (False: nobody);
    `background` for what is told as an old story (False: news); `stance` narrows claims only; and
    `as_of` looks back to what the ledger knew at the end of that day, or at that moment.
    """

    country: str | None
    kind: str | Kind | None
    since: date | None
    until: date | None
    place: str | None
    as_of: date | datetime | None
    sides: str | Iterable[str] | None
    source: str | None
    disputed: bool | None
    background: bool | None
    stance: str | Stance | None


def moment_of(as_of: date | datetime | None) -> datetime | None:
    """The end of a day in UTC, or the moment itself; a moment without a zone is UTC."""
    if as_of is None:
        return None
    if not isinstance(as_of, datetime):
        return datetime.combine(as_of, time.max, UTC)
    return as_of if as_of.tzinfo else as_of.replace(tzinfo=UTC)


def query_of(**filters: Unpack[Filters]) -> Query:
    """The filters of `Desk.incidents` and `Desk.claims` as a query.

    Raises:
        InputError: a filter has a value that cannot be meant.
    """
    country, since, until = filters.get("country"), filters.get("since"), filters.get("until")
    if country is not None and not (len(country) == CODE_LENGTH and country.isalpha()):
        msg = f"country {country!r} is no ISO 3166 alpha-3 code; write ARM for Armenia"
        raise InputError(msg)
    if since and until and since > until:
        msg = f"since {since} is after until {until}; swap them"
        raise InputError(msg)
    return Query(
        country=country,
        kind=_word("kind", filters.get("kind"), Kind),
        since=since,
        until=until,
        place=filters.get("place"),
        as_of=moment_of(filters.get("as_of")),
        sides=_sides(filters.get("sides")),
        source=known_as(filters.get("source") or "") or None,
        disputed=filters.get("disputed"),
        background=filters.get("background"),
        stance=_word("stance", filters.get("stance"), Stance),
    )


def _word(name: str, given: str | None, kind: type[Word]) -> Word | None:
    for word in kind:
        if given is not None and word.value.casefold() == given.casefold():
            return word
    if given is None:
        return None
    msg = f"{name} {given!r} is none of {', '.join(kind)}"
    raise InputError(msg)


def _sides(given: str | Iterable[str] | None) -> tuple[str, ...]:
    """One party, or several; blank ones would be found nowhere and are left out."""
    several = (given,) if isinstance(given, str) else tuple(given or ())
    return tuple(known_as(one) for one in several if one.strip())


def known_as(name: str) -> str:
    """The name under which the ledger keeps a group or body: "RSF" is "Rapid Support Forces"."""
    words = name.split()
    found = entry_at(words, 0) if words else None
    if found is None or found[1] != len(words) or found[0].sort not in BODIES:
        return name
    return found[0].name
