"""What every question to the ledger is made of: known by then, and still counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, exists, func, select, true

from tocsin.store import rows, tables

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, FromClause, Table

    from tocsin.store.protocol import Query


def known(table: FromClause, as_of: datetime | None) -> ColumnElement[bool]:
    """Recorded by `as_of`, or at any time."""
    if as_of is None:
        return true()
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
        return table.c.number.in_(
            select(terms.c[owner]).where(terms.c.field == field, terms.c.term == term)
        )

    filters = [has("side", rows.folded(side)) for side in query.sides]
    for field, name in (("place", query.place), ("source", query.source)):
        if name:
            filters.append(has(field, rows.folded(name)))
    if query.country:
        filters.append(has("country", query.country.upper()))
    if query.since:
        filters.append(table.c.recent >= query.since.isoformat())
    if query.until:
        filters.append(table.c.day <= query.until.isoformat())
    return filters + _flags(query, table)


def _flags(query: Query, table: Table) -> list[ColumnElement[bool]]:
    filters = []
    if query.kind:
        filters.append(table.c.kind == query.kind.value)
    if query.disputed is not None:
        filters.append(table.c.disputed == int(query.disputed))
    if query.background is not None:
        filters.append(table.c.background == int(query.background))
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


def stands(sort: str | None, as_of: datetime | None) -> ColumnElement[bool]:
    """The newest row of a derived record, as known at `as_of`, that did not end it."""
    table, later = tables.derived, tables.derived.alias()
    newer = exists().where(
        later.c.sort == table.c.sort,
        later.c.id == table.c.id,
        later.c.number > table.c.number,
        known(later, as_of),
    )
    conditions = [table.c.ended == 0, known(table, as_of), ~newer]
    return and_(*([table.c.sort == sort] if sort else []), *conditions)


def standing(as_of: datetime | None, sort: str | None = None) -> Select[Any]:
    """The standing rows of derived records; see `stands`."""
    return select(tables.derived).where(stands(sort, as_of))


def counting_claims(query: Query, *columns: Any) -> Select[Any]:  # noqa: ANN401 - SQL expressions
    """`columns` of the claims that meet `query` in documents that count."""
    table, documents = tables.claims, tables.documents
    chosen = select(*columns).join_from(table, documents, documents.c.number == table.c.document)
    stance = [table.c.stance == query.stance.value] if query.stance else []
    return chosen.where(
        counts(query.as_of), *meets(query, table, tables.claim_terms, "claim"), *stance
    )


def standing_incidents(query: Query, *columns: Any) -> Select[Any]:  # noqa: ANN401
    """`columns` of the incidents that meet `query`."""
    return select(*columns).where(
        stands(rows.INCIDENT, query.as_of),
        *meets(query, tables.derived, tables.derived_terms, "derived"),
    )
