"""What is known of followed feeds: where polling stands, what was seen when, and silences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from tocsin.store import queries, rows, tables
from tocsin.store.engines import reading, writing
from tocsin.store.sources import Poll, Sighting

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine


class Feeds:
    """The followed feeds of one ledger."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Keep feeds in the database of `engine`, the ledger called `name`."""
        self._engine = engine
        self._name = name

    def polls(self) -> dict[str, Poll]:
        """Where polling stands, by the address of the feed."""
        with reading(self._engine, self._name) as connection:
            found = connection.execute(select(tables.polls)).mappings().all()
        return {row["feed"]: _poll_of(dict(row)) for row in found}

    def note(self, poll: Poll) -> None:
        """Remember where the polling of one feed stands now."""
        table = tables.polls
        row = {
            "feed": poll.feed,
            "title": poll.title,
            "etag": poll.etag,
            "modified": poll.modified,
            "failures": poll.failures,
            "trouble": poll.trouble,
            "polled_at": rows.stamp(poll.polled_at),
            "answered_at": rows.stamp(poll.answered_at) if poll.answered_at else None,
            "due_at": rows.stamp(poll.due_at),
        }
        with writing(self._engine, self._name) as connection:
            connection.execute(delete(table).where(table.c.feed == poll.feed))
            connection.execute(insert(table), row)

    def seen(self, feed: str) -> dict[str, Sighting]:
        """The newest sighting of every entry that was seen in a feed, by its origin."""
        table = tables.sightings
        query = select(table).where(table.c.feed == feed).order_by(table.c.number)
        with reading(self._engine, self._name) as connection:
            found = connection.execute(query).all()
        return {
            one.origin: Sighting(origin=one.origin, digest=one.digest, tries=one.tries)
            for one in found
        }

    def see(self, feed: str, sighting: Sighting, *, at: datetime) -> None:
        """Note that an entry was taken in, was seen changed, or could not be had yet."""
        row = {
            "feed": feed,
            "origin": sighting.origin,
            "digest": sighting.digest,
            "tries": sighting.tries,
            "recorded_at": rows.stamp(at),
        }
        with writing(self._engine, self._name) as connection:
            connection.execute(insert(tables.sightings), row)

    def arrivals(self, feed: str, as_of: datetime | None = None) -> tuple[datetime, ...]:
        """When each entry of a feed was first had, oldest first."""
        table = tables.sightings
        first = func.min(table.c.recorded_at)
        had = (table.c.feed == feed, table.c.tries == 0, queries.known(table, as_of))
        query = select(first).where(*had)
        with reading(self._engine, self._name) as connection:
            found = connection.scalars(query.group_by(table.c.origin).order_by(first)).all()
        return tuple(rows.moment_of(one) for one in found)

    def feeds(self, as_of: datetime | None = None) -> tuple[str, ...]:
        """The addresses of all feeds of which something was seen, sorted."""
        table = tables.sightings
        query = select(table.c.feed).where(queries.known(table, as_of)).distinct()
        with reading(self._engine, self._name) as connection:
            return tuple(sorted(connection.scalars(query)))

    def hush(self, feed: str, *, silent: bool, at: datetime) -> bool:
        """Note that a feed fell silent or speaks again; False if that was known."""
        if self.is_silent(feed) == silent:
            return False
        row = {"feed": feed, "silent": int(silent), "recorded_at": rows.stamp(at)}
        with writing(self._engine, self._name) as connection:
            connection.execute(insert(tables.silences), row)
        return True

    def is_silent(self, feed: str, as_of: datetime | None = None) -> bool:
        """Whether the last that was noted of a feed is that it is silent."""
        table = tables.silences
        query = select(table.c.silent).where(table.c.feed == feed, queries.known(table, as_of))
        with reading(self._engine, self._name) as connection:
            return bool(connection.scalar(query.order_by(table.c.number.desc()).limit(1)))


def _poll_of(row: rows.Row) -> Poll:
    moments = ("polled_at", "answered_at", "due_at")
    told = {key: rows.moment_of(row[key]) if row[key] else None for key in moments}
    return Poll(**(row | told))
