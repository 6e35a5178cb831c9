"""What people ask with, checked: filters to a `Query`, days to moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tocsin.errors import InputError
from tocsin.records import Kind
from tocsin.store.protocol import Query

CODE_LENGTH = 3


def moment_of(as_of: date | datetime | None) -> datetime | None:
    """The end of a day in UTC, or the moment itself; a moment without a zone is UTC."""
    if as_of is None:
        return None
    if not isinstance(as_of, datetime):
        return datetime.combine(as_of, time.max, UTC)
    return as_of if as_of.tzinfo else as_of.replace(tzinfo=UTC)


def query_of(
    *,
    country: str | None,
    kind: str | Kind | None,
    since: date | None,
    until: date | None,
    place: str | None,
    as_of: date | datetime | None,
) -> Query:
    """The filters of `Desk.incidents` and `Desk.claims` as a query.

    Raises:
        InputError: a filter has a value that cannot be meant.
    """
    if country is not None and not (len(country) == CODE_LENGTH and country.isalpha()):
        msg = f"country {country!r} is no ISO 3166 alpha-3 code; write ARM for Armenia"
        raise InputError(msg)
    if since and until and since > until:
        msg = f"since {since} is after until {until}; swap them"
        raise InputError(msg)
    try:
        chosen = None if kind is None else Kind(kind.upper())
    except ValueError as error:
        msg = f"kind {kind!r} is none of {', '.join(Kind)}"
        raise InputError(msg) from error
    return Query(
        country=country,
        kind=chosen,
        since=since,
        until=until,
        place=place,
        as_of=moment_of(as_of),
    )
