"""What a ledger tells without reading all of itself: pages, counts, single things, words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tocsin.records import Incident
from tocsin.store import canon, paging, queries, rows, single, tables, words
from tocsin.store.engines import reading
from tocsin.store.migrations import version_of
from tocsin.store.protocol import Query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine, Select

    from tocsin.records import Document, Reading, ResolvedClaim
    from tocsin.store.protocol import Facet, Found, Page, Size, Version

BATCH = 200
Condition = Any


class Lookup:
    """The quick questions of a `Store`, over an open engine."""

    name: str
    _engine: Engine

    def incident_page(
        self, query: Query, *, limit: int, after: str | None = None, newest: bool = False
    ) -> Page[Incident]:
        """Up to `limit` incidents by first day (undated last), or from the `newest` down.

        Raises:
            InputError: `after` is no page's `after`.
        """
        with reading(self._engine, self.name) as connection:
            return paging.incident_page(connection, query, limit=limit, after=after, newest=newest)

    def claim_page(
        self, query: Query, *, limit: int, after: str | None = None, newest: bool = False
    ) -> Page[ResolvedClaim]:
        """Up to `limit` claims by first day (undated last), or from the `newest` down.

        Raises:
            InputError: `after` is no page's `after`.
        """
        with reading(self._engine, self.name) as connection:
            return paging.claim_page(connection, query, limit=limit, after=after, newest=newest)

    def tally_incidents(self, query: Query, by: Facet) -> tuple[tuple[str, int], ...]:
        """How many incidents that meet `query` have each value of `by`."""
        with reading(self._engine, self.name) as connection:
            return paging.tally(connection, query, by)

    def incident(self, id_: str, as_of: datetime | None = None) -> Incident | None:
        """The incident with this very id."""
        with reading(self._engine, self.name) as connection:
            return single.incident(connection, id_, as_of)

    def incidents_starting(
        self, start: str, as_of: datetime | None = None, *, limit: int = 3
    ) -> tuple[Incident, ...]:
        """Up to `limit` incidents whose id, or the id of one of whose claims, starts so."""
        with reading(self._engine, self.name) as connection:
            return single.incidents_starting(connection, start, as_of, limit)

    def document(self, id_: str, as_of: datetime | None = None) -> Document | None:
        """The document with this id that counts."""
        with reading(self._engine, self.name) as connection:
            return single.document(connection, id_, as_of)

    def revisions(self, origin: str, as_of: datetime | None = None) -> tuple[Version, ...]:
        """All versions of the document at `origin`, oldest first, with their withdrawals."""
        with reading(self._engine, self.name) as connection:
            return single.revisions(connection, origin, as_of)

    def search(
        self, words_: str, as_of: datetime | None = None, *, limit: int = 20
    ) -> tuple[Found, ...]:
        """Reports that hold all words, best first; see `Store.search`.

        Raises:
            InputError: there are no words to look for.
        """
        with reading(self._engine, self.name) as connection:
            return words.search(connection, words_, as_of, limit)

    def settled(self, query: Query) -> Iterator[tuple[Incident, datetime]]:
        """The incidents that meet `query`, by first day, each with when it was last changed."""
        table = tables.derived
        chosen = queries.standing_incidents(query, table.c.payload, table.c.recorded_at)
        for row in self._rows(chosen.order_by(table.c.day, table.c.id)):
            yield canon.load(row["payload"], Incident), rows.moment_of(row["recorded_at"])

    def told(self, query: Query) -> Iterator[tuple[ResolvedClaim, Document]]:
        """The claims that meet `query`, in the order of recording, each with its document."""
        claims, documents = tables.claims, tables.documents
        chosen = queries.counting_claims(query, claims.c.payload, documents)
        for row in self._rows(chosen.order_by(claims.c.number)):
            yield rows.claim_of(row), rows.document_of(row)

    def evidence(
        self, claims_: tuple[str, ...], as_of: datetime | None = None
    ) -> Iterator[tuple[ResolvedClaim, Document]]:
        """The claims with these ids, each with its document; twice where two origins have it."""
        claims, documents = tables.claims, tables.documents
        chosen = queries.counting_claims(Query(as_of=as_of), claims.c.payload, documents)
        chosen = chosen.where(claims.c.id.in_(claims_)).order_by(claims.c.number)
        for row in self._rows(chosen):
            yield rows.claim_of(row), rows.document_of(row)

    def readings_by_origin(self, as_of: datetime | None = None) -> Iterator[Reading]:
        """The current readings, by their origins' characters whatever the database's language."""
        documents = tables.documents
        origin = documents.c.origin
        with reading(self._engine, self.name) as connection:
            key = origin.collate("C") if connection.dialect.name == "postgresql" else origin
        return self._readings(queries.counts(as_of), key)

    def size(self, as_of: datetime | None = None) -> Size:
        """How much counts."""
        with reading(self._engine, self.name) as connection:
            return single.size(connection, as_of)

    def version(self) -> int:
        """The number of the schema, which every export names."""
        with reading(self._engine, self.name) as connection:
            return version_of(connection)

    def _readings(
        self, condition: Condition, key: Condition = tables.documents.c.number
    ) -> Iterator[Reading]:
        documents, claims = tables.documents, tables.claims
        with reading(self._engine, self.name) as connection:
            query = select(documents).where(condition).order_by(key)
            for batch in connection.execute(query).mappings().partitions(BATCH):
                numbers = [row["number"] for row in batch]
                held: dict[int, list[Any]] = {number: [] for number in numbers}
                of_batch = select(claims).where(claims.c.document.in_(numbers))
                for row in connection.execute(of_batch.order_by(claims.c.number)).mappings():
                    held[row["document"]].append(row)
                for row in batch:
                    yield rows.reading_of(dict(row), held[row["number"]])

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        with reading(self._engine, self.name) as connection:
            result = connection.execution_options(yield_per=BATCH).execute(query)
            yield from result.mappings()
