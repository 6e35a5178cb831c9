"""Single things by their ids, the history of an origin, and how much there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from tocsin.records import Incident
from tocsin.store import canon, queries, rows, tables
from tocsin.store.protocol import Query, Size, Version

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from tocsin.records import Document

LAST = "\U0010ffff"  # sorts after every character an id holds


def incident(connection: Connection, id_: str, as_of: datetime | None) -> Incident | None:
    """See `Store.incident`."""
    table = tables.derived
    query = queries.standing(as_of, rows.INCIDENT).where(table.c.id == id_)
    row = connection.execute(query).mappings().first()
    return canon.load(row["payload"], Incident) if row else None


def incidents_starting(
    connection: Connection, start: str, as_of: datetime | None, limit: int
) -> tuple[Incident, ...]:
    """See `Store.incidents_starting`."""
    table, terms = tables.derived, tables.derived_terms
    holding = select(terms.c.derived).where(terms.c.field == "claim", _starts(terms.c.term, start))
    query = queries.standing(as_of, rows.INCIDENT).where(
        or_(_starts(table.c.id, start), table.c.number.in_(holding))
    )
    found = connection.execute(query.order_by(table.c.day, table.c.id).limit(limit)).mappings()
    return tuple(canon.load(row["payload"], Incident) for row in found)


def document(connection: Connection, id_: str, as_of: datetime | None) -> Document | None:
    """See `Store.document`."""
    table = tables.documents
    query = select(table).where(table.c.id == id_, queries.counts(as_of))
    row = connection.execute(query.order_by(table.c.number.desc())).mappings().first()
    return rows.document_of(dict(row)) if row else None


def revisions(connection: Connection, origin: str, as_of: datetime | None) -> tuple[Version, ...]:
    """See `Store.revisions`."""
    table, gone = tables.documents, tables.withdrawals
    query = (
        select(table, gone.c.recorded_at.label("withdrawn_at"), gone.c.why, gone.c.made_by)
        .outerjoin(gone, and_(gone.c.document == table.c.number, queries.known(gone, as_of)))
        .where(table.c.origin == origin, queries.known(table, as_of))
        .order_by(table.c.version)
    )
    return tuple(_version(row) for row in connection.execute(query).mappings())


def size(connection: Connection, as_of: datetime | None) -> Size:
    """See `Store.size`."""
    everything = Query(as_of=as_of)
    amount = func.count()

    def count(query: Select[Any]) -> int:
        return int(connection.scalar(query) or 0)

    return Size(
        documents=count(select(amount).select_from(tables.documents).where(queries.counts(as_of))),
        claims=count(queries.counting_claims(everything, amount)),
        incidents=count(queries.standing_incidents(everything, amount)),
        families=count(select(amount).where(queries.stands(rows.FAMILY, as_of))),
        dropped=count(
            select(amount).select_from(tables.dropped).where(queries.known(tables.dropped, as_of))
        ),
    )


def _starts(column: ColumnElement[str], start: str) -> ColumnElement[bool]:
    return and_(column >= start, column < start + LAST)


def _version(row: Any) -> Version:  # noqa: ANN401 - a row of documents and withdrawals
    withdrawn = row["withdrawn_at"]
    return Version(
        number=row["version"],
        document=rows.document_of(row),
        payload=row["input"],
        recorded_at=rows.moment_of(row["recorded_at"]),
        withdrawn_at=rows.moment_of(withdrawn) if withdrawn else None,
        why=row["why"],
        by=row["made_by"],
    )
