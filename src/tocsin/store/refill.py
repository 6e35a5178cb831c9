"""Columns, terms and words are an index over the records: work them out anew from the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from tocsin.records import Incident
from tocsin.store import canon, rows, tables, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Table

BATCH = 500
Numbered = tuple[int, rows.Row, set[tuple[str, str]]]


def refill(connection: Connection) -> None:
    """Write every column that is worked out from a payload, all terms and all words anew."""
    _refill(connection, tables.claims, tables.claim_terms, "claim", _claims(connection))
    _refill(connection, tables.derived, tables.derived_terms, "derived", _derived(connection))
    words.index_all(connection)


def _refill(
    connection: Connection, table: Table, terms: Table, owner: str, found: Iterable[list[Numbered]]
) -> None:
    connection.execute(delete(terms))
    for batch in found:
        changes = [{"of": number} | row for number, row, _ in batch]
        names = [name for name in changes[0] if name != "of"]
        change = update(table).where(table.c.number == bindparam("of"))
        connection.execute(change.values({name: bindparam(name) for name in names}), changes)
        values = [
            {owner: number, "field": field, "term": term}
            for number, _, held in batch
            for field, term in sorted(held)
        ]
        if values:
            connection.execute(insert(terms), values)


def _claims(connection: Connection) -> Iterator[list[Numbered]]:
    table, documents = tables.claims, tables.documents
    query = select(table.c.number, table.c.document, table.c.payload, documents.c.outlet)
    query = query.join(documents, documents.c.number == table.c.document)
    for batch in _batches(connection, query, table):
        told = [(row, rows.claim_of(row)) for row in batch]
        denied = rows.denied_in(one for _, one in told)
        yield [
            (
                row["number"],
                _without(rows.claim_row(one, denied), "payload"),
                rows.claim_terms(one, row["outlet"]),
            )
            for row, one in told
        ]


def _derived(connection: Connection) -> Iterator[list[Numbered]]:
    table = tables.derived
    query = select(table.c.number, table.c.sort, table.c.id, table.c.payload)
    for batch in _batches(connection, query, table):
        yield [(row["number"], *_derived_row(row)) for row in batch]


def _derived_row(row: Any) -> tuple[rows.Row, set[tuple[str, str]]]:  # noqa: ANN401
    if row["payload"] is None or row["sort"] != rows.INCIDENT:
        blank = rows.ended_row(row["sort"], row["id"])
        return _without(blank | {"ended": int(row["payload"] is None)}, "payload"), set()
    incident = canon.load(row["payload"], Incident)
    return _without(rows.incident_row(incident), "payload"), rows.incident_terms(incident)


def _batches(connection: Connection, query: Any, table: Table) -> Iterator[list[Any]]:  # noqa: ANN401
    """The rows, some at a time, found again by their number, so that they may be changed."""
    last = 0
    while True:
        some = query.where(table.c.number > last).order_by(table.c.number).limit(BATCH)
        batch = list(connection.execute(some).mappings())
        if not batch:
            return
        last = batch[-1]["number"]
        yield batch


def _without(row: rows.Row, name: str) -> rows.Row:
    return {key: value for key, value in row.items() if key != name}
