"""What every question to the ledger is made of: known by then, and still counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, exists, func, select

from tocsin.store import rows, tables

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, FromClause, Table

    from tocsin.store.protocol import Query


def known(table: FromClause, as_of: datetime | None) -> ColumnElement[bool]:
    """Recorded by `as_of`, or at any time."""
    if as_of is None:
        return table.c.recorded_at.is_not(None)
    return table.c.recorded_at <= rows.stamp(as_of)


def counts(as_of: datetime | None) -> ColumnElement[bool]:
    """The last version of its origin, and not withdrawn, as known at `as_of`."""
    table, later, gone = tables.documents, tables.documents.alias(), tables.withdrawals
    newer = exists().where(
        later.c.origin == table.c.origin, later.c.version > table.c.version, known(later, as_of)
    )
    withdrawn = exists().where(gone.c.document == table.c.number, known(gone, as_of))
    return and_(known(table, as_of), ~newer, ~withdrawn)


def meets(query: Query, table: Table, terms: Table, owner: str) -> list[ColumnElement[bool]]:
    """The filters of `query` over a table with days and kinds, and its table of terms."""

    def has(field: str, term: str) -> ColumnElement[bool]:
        return exists().where(
            terms.c[owner] == table.c.number, terms.c.field == field, terms.c.term == term
        )

    first = func.coalesce(table.c.first_day, table.c.last_day)
    last = func.coalesce(table.c.last_day, table.c.first_day)
    filters = []
    if query.country:
        filters.append(has("country", query.country.upper()))
    if query.place:
        filters.append(has("place", rows.folded(query.place)))
    if query.kind:
        filters.append(table.c.kind == query.kind.value)
    if query.since:
        filters.append(last >= query.since.isoformat())
    if query.until:
        filters.append(first <= query.until.isoformat())
    return filters


def with_withdrawal(table: Table, gone: Table, owner: str, as_of: datetime | None) -> Select[Any]:
    """What people noted, oldest first, joined with the moment it was taken back."""
    taken_back = (
        select(func.min(gone.c.recorded_at))
        .where(gone.c[owner] == table.c.number, known(gone, as_of))
        .scalar_subquery()
    )
    query = select(table, taken_back.label("withdrawn_at")).where(known(table, as_of))
    return query.order_by(table.c.number)


def standing(as_of: datetime | None, sort: str | None = None) -> Select[Any]:
    """The newest row of every derived record, as known at `as_of`, without those that ended."""
    table = tables.derived
    newest = select(func.max(table.c.number)).where(known(table, as_of))
    newest = newest.group_by(table.c.sort, table.c.id)
    chosen = select(table).where(table.c.number.in_(newest), table.c.payload.is_not(None))
    return chosen.where(table.c.sort == sort) if sort else chosen
