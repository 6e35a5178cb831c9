"""What a ledger tells without reading all of itself: pages, counts, single things, words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.store import paging, single, words
from tocsin.store.engines import reading
from tocsin.store.migrations import version_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from tocsin.records import Document, Incident, ResolvedClaim
    from tocsin.store.protocol import Facet, Found, Page, Query, Size, Version


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

    def size(self, as_of: datetime | None = None) -> Size:
        """How much counts."""
        with reading(self._engine, self.name) as connection:
            return single.size(connection, as_of)

    def version(self) -> int:
        """The number of the schema, which every export names."""
        with reading(self._engine, self.name) as connection:
            return version_of(connection)
