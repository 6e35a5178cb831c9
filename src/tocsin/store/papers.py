"""Reports and claims page by page, and one report with all that is known of its reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, or_, select

from tocsin.records import Document, Dropped, Reading, ResolvedClaim
from tocsin.store import queries, rows, tables
from tocsin.store.engines import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from tocsin.store.protocol import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A report as the ledger keeps it.

    `payload` is the SHA-256 of the bytes it was read from, `rules` what it was read with, `latest`
    whether no newer version of it counts, `withdrawn` why it does not count any more.
    """

    reading: Reading
    version: int
    payload: str
    rules: str
    recorded_at: datetime
    latest: bool
    withdrawn: str | None
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A report in a list: `claims` counts them, `number` is its row."""

    number: int
    document: Document
    claims: int
    recorded_at: datetime


class Papers:
    """The reports of one ledger."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Look into the ledger `name`."""
        self._engine = engine
        self._name = name

    def paper(self, document: str, as_of: datetime | None = None) -> Paper | None:
        """The newest version with this document id, also one that no longer counts."""
        table = tables.documents
        query = select(table).where(table.c.id == document, queries.known(table, as_of))
        query = query.order_by(table.c.number.desc()).limit(1)
        with reading(self._engine, self._name) as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            claims = select(tables.claims).where(tables.claims.c.document == row["number"])
            held = connection.execute(claims.order_by(tables.claims.c.number)).mappings()
            latest, withdrawn, dropped = _fate(connection, dict(row), as_of)
            return Paper(
                reading=rows.reading_of(dict(row), [dict(one) for one in held]),
                version=row["version"],
                payload=row["input"],
                rules=row["rules"],
                recorded_at=rows.moment_of(row["recorded_at"]),
                latest=latest,
                withdrawn=withdrawn,
                dropped=dropped,
            )

    def page(
        self, *, after: int = 0, most: int = 50, outlet: str = "", as_of: datetime | None = None
    ) -> tuple[Listed, ...]:
        """The reports that count in rows after `after`, in the order of recording."""
        table = tables.documents
        query = _lists().where(queries.counts(as_of), table.c.number > after)
        query = query.order_by(table.c.number).limit(most)
        if outlet:
            query = query.where(or_(table.c.outlet == outlet, table.c.origin == outlet))
        with reading(self._engine, self._name) as connection:
            return tuple(
                Listed(
                    number=row["number"],
                    document=rows.document_of(dict(row)),
                    claims=row["claims"],
                    recorded_at=rows.moment_of(row["recorded_at"]),
                )
                for row in connection.execute(query).mappings()
            )

    def latest(
        self, *, before: int | None = None, most: int = 100
    ) -> tuple[tuple[int, Reading], ...]:
        """The newest readings that count in rows before `before`, with their rows, newest first."""
        table, claims = tables.documents, tables.claims
        query = select(table).where(queries.counts(None)).order_by(table.c.number.desc())
        if before is not None:
            query = query.where(table.c.number < before)
        with reading(self._engine, self._name) as connection:
            found = connection.execute(query.limit(most)).mappings().all()
            held: dict[int, list[rows.Row]] = {row["number"]: [] for row in found}
            told = select(claims).where(claims.c.document.in_(held)).order_by(claims.c.number)
            for row in connection.execute(told).mappings():
                held[row["document"]].append(dict(row))
            return tuple(
                (row["number"], rows.reading_of(dict(row), held[row["number"]])) for row in found
            )

    def claims(
        self, query: Query, *, after: int = 0, most: int = 50
    ) -> tuple[tuple[int, ResolvedClaim], ...]:
        """The claims that meet `query` in rows after `after`, with their rows."""
        table, documents = tables.claims, tables.documents
        chosen = (
            select(table.c.number, table.c.payload)
            .join(documents, documents.c.number == table.c.document)
            .where(
                table.c.number > after,
                queries.counts(query.as_of),
                *queries.meets(query, table, tables.claim_terms, "claim"),
            )
            .order_by(table.c.number)
            .limit(most)
        )
        with reading(self._engine, self._name) as connection:
            return tuple(
                (row["number"], rows.claim_of(dict(row)))
                for row in connection.execute(chosen).mappings()
            )

    def claim(self, id_: str) -> ResolvedClaim | None:
        """The newest claim with this id, also of a version that no longer counts."""
        table = tables.claims
        query = select(table.c.payload).where(table.c.id == id_).order_by(table.c.number.desc())
        with reading(self._engine, self._name) as connection:
            row = connection.execute(query.limit(1)).mappings().first()
        return rows.claim_of(dict(row)) if row else None


def _lists() -> Select[Any]:
    """Every report with the number of its claims."""
    table, claims = tables.documents, tables.claims
    counted = select(func.count()).where(claims.c.document == table.c.number).scalar_subquery()
    return select(table, counted.label("claims"))


def _fate(
    connection: Connection, row: rows.Row, as_of: datetime | None
) -> tuple[bool, str | None, tuple[Dropped, ...]]:
    """Whether a version is the latest, why it was withdrawn, what of its origin was dropped."""
    table, gone, dropped = tables.documents, tables.withdrawals, tables.dropped
    versions = select(func.max(table.c.version)).where(table.c.origin == row["origin"])
    newest = connection.scalar(versions.where(queries.known(table, as_of)))
    taken = select(gone.c.why).where(gone.c.document == row["number"], queries.known(gone, as_of))
    left = select(dropped).where(dropped.c.origin == row["origin"], queries.known(dropped, as_of))
    return (
        newest == row["version"],
        connection.scalar(taken),
        tuple(rows.dropped_of(dict(one)) for one in connection.execute(left).mappings()),
    )
