"""Pages of incidents and claims, and counts of incidents: quick in a ledger of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, tuple_

from tocsin.errors import InputError
from tocsin.records import Incident
from tocsin.store import canon, queries, rows, tables
from tocsin.store.protocol import Facet, Page

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Select

    from tocsin.records import ResolvedClaim
    from tocsin.store.protocol import Query

PART = "~"  # stands between day and id in a cursor


def incident_page(
    connection: Connection, query: Query, *, limit: int, after: str | None, newest: bool
) -> Page[Incident]:
    """See `Store.incident_page`."""
    table = tables.derived
    day = table.c.recent if newest else table.c.day
    chosen = queries.standing_incidents(query, table.c.number, day, table.c.id)
    found, following = _cut(
        connection, _ordered(chosen, (day, table.c.id), after, newest=newest), limit
    )
    return Page(
        items=tuple(
            canon.load(payload, Incident) for payload in _payloads(connection, table, found)
        ),
        total=_total(connection, queries.standing_incidents(query, func.count())),
        after=PART.join((following[1], following[2])) if following else None,
    )


def claim_page(
    connection: Connection, query: Query, *, limit: int, after: str | None, newest: bool
) -> Page[ResolvedClaim]:
    """See `Store.claim_page`."""
    table = tables.claims
    day = table.c.recent if newest else table.c.day
    chosen = queries.counting_claims(query, table.c.number, day)
    found, following = _cut(
        connection, _ordered(chosen, (day, table.c.number), after, newest=newest), limit
    )
    return Page(
        items=tuple(rows.claim_of({"payload": one}) for one in _payloads(connection, table, found)),
        total=_total(connection, queries.counting_claims(query, func.count())),
        after=f"{following[1]}{PART}{following[0]}" if following else None,
    )


def tally(connection: Connection, query: Query, by: Facet) -> tuple[tuple[str, int], ...]:
    """See `Store.tally_incidents`."""
    table, terms = tables.derived, tables.derived_terms
    amount = func.count()
    if by is Facet.KIND:
        chosen = queries.standing_incidents(query, table.c.kind, amount).group_by(table.c.kind)
    elif by is Facet.MONTH:
        month = func.substr(table.c.day, 1, len("2022-09"))
        chosen = queries.standing_incidents(query, month, amount).where(table.c.day != rows.UNDATED)
        return _pairs(connection, chosen.group_by(month).order_by(month))
    else:
        chosen = queries.standing_incidents(query, terms.c.term, amount)
        chosen = chosen.where(terms.c.derived == table.c.number, terms.c.field == by.value)
        chosen = chosen.group_by(terms.c.term)
    found = _pairs(connection, chosen)
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def _pairs(connection: Connection, chosen: Select[Any]) -> tuple[tuple[str, int], ...]:
    return tuple((str(value), int(number)) for value, number in connection.execute(chosen))


def _ordered(
    chosen: Select[Any], keys: tuple[Column[Any], ...], after: str | None, *, newest: bool
) -> Select[Any]:
    if after is not None:
        day, id_ = _cursor(after, numbered=keys[1].name == "number")
        here = tuple_(*keys)
        chosen = chosen.where(here < (day, id_) if newest else here > (day, id_))
    return chosen.order_by(*(key.desc() if newest else key for key in keys))


def _cursor(after: str, *, numbered: bool) -> tuple[str, str | int]:
    day, parted, id_ = after.partition(PART)
    if not parted or (numbered and not id_.isdigit()):
        msg = f"{after!r} leads to no page; take `after` from the page before"
        raise InputError(msg)
    return day, int(id_) if numbered else id_


def _cut(connection: Connection, chosen: Select[Any], limit: int) -> tuple[list[int], Any]:
    """The numbers of the rows on this page, and its last row where another page follows."""
    if limit < 1:
        msg = f"a page of {limit} holds nothing; ask for one or more"
        raise InputError(msg)
    found = connection.execute(chosen.limit(limit + 1)).all()
    numbers = [int(row[0]) for row in found[:limit]]
    return numbers, found[limit - 1] if len(found) > limit else None


def _payloads(connection: Connection, table: Any, numbers: list[int]) -> list[str]:  # noqa: ANN401
    query = select(table.c.number, table.c.payload).where(table.c.number.in_(numbers))
    held = {int(number): str(payload) for number, payload in connection.execute(query)}
    return [held[number] for number in numbers]


def _total(connection: Connection, counted: Select[Any]) -> int:
    return int(connection.scalar(counted) or 0)
