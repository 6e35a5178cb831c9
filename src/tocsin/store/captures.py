"""Pages as they were fetched: evidence that can be shown later, each body kept once."""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from tocsin.records import Capture, payload_digest_of
from tocsin.store import queries, rows, tables
from tocsin.store.engines import reading, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

BATCH = 50
BAD = 400


class Captures:
    """The captures of one ledger; only ever added to."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Keep captures in the database of `engine`, the ledger called `name`."""
        self._engine = engine
        self._name = name

    def keep(self, capture: Capture, *, at: datetime) -> str:
        """Keep an answer whole; the digest of its body, by which its document names it.

        An answer with the very body that its address gave last is not kept again.
        """
        digest = payload_digest_of(capture.body)
        table = tables.captures
        query = select(table.c.digest).where(table.c.url == capture.url, table.c.status < BAD)
        with writing(self._engine, self._name) as connection:
            last = connection.scalar(query.order_by(table.c.number.desc()).limit(1))
            if last == digest:
                return digest
            bodies = tables.bodies
            known = select(bodies.c.digest).where(bodies.c.digest == digest)
            if connection.scalar(known) is None:
                packed = {"size": len(capture.body), "packed": zlib.compress(capture.body)}
                connection.execute(insert(bodies), packed | {"digest": digest})
            row = {
                "asked": capture.asked,
                "url": capture.url,
                "status": capture.status,
                "headers": json.dumps(capture.headers),
                "digest": digest,
                "fetched_at": rows.stamp(capture.fetched_at),
                "recorded_at": rows.stamp(at),
            }
            connection.execute(insert(table), row)
        return digest

    def all(
        self,
        *,
        url: str | None = None,
        digest: str | None = None,
        as_of: datetime | None = None,
    ) -> Iterator[Capture]:
        """The captures in the order of recording, of one address or one body if asked."""
        table, bodies = tables.captures, tables.bodies
        query = select(table, bodies.c.packed).join(bodies, bodies.c.digest == table.c.digest)
        query = query.where(queries.known(table, as_of)).order_by(table.c.number)
        if url is not None:
            query = query.where((table.c.url == url) | (table.c.asked == url))
        if digest is not None:
            query = query.where(table.c.digest == digest)
        with reading(self._engine, self._name) as connection:
            result = connection.execution_options(yield_per=BATCH).execute(query)
            for row in result.mappings():
                yield Capture(
                    asked=row["asked"],
                    url=row["url"],
                    status=row["status"],
                    headers=tuple((name, value) for name, value in json.loads(row["headers"])),
                    body=zlib.decompress(row["packed"]),
                    fetched_at=datetime.fromisoformat(row["fetched_at"]),
                )
