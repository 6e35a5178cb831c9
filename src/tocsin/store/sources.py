"""What a ledger can do for fetched pages and followed feeds, whatever keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """Where the polling of one feed stands.

    `etag` and `modified` are for the next conditional request, `failures` how many polls in a row
    failed, `trouble` what the last one said, `answered_at` when the feed last answered, `due_at`
    when it is asked next. This is how the work goes on after a stop, not knowledge of the world:
    it is overwritten, and no past is kept.
    """

    feed: str
    title: str | None
    etag: str | None
    modified: str | None
    failures: int
    trouble: str | None
    polled_at: datetime
    answered_at: datetime | None
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An entry of a feed as it was seen; `tries` is how often its page failed, 0 if it was had."""

    origin: str
    digest: str
    tries: int = 0


class FeedBook(Protocol):
    """Where polling stands, what was seen when, and silences."""

    def polls(self) -> dict[str, Poll]:
        """Where polling stands, by the address of the feed."""

    def note(self, poll: Poll) -> None:
        """Remember where the polling of one feed stands now."""

    def seen(self, feed: str) -> dict[str, Sighting]:
        """The newest sighting of every entry that was seen in a feed, by its origin."""

    def see(self, feed: str, sighting: Sighting, *, at: datetime) -> None:
        """Note that an entry was taken in, was seen changed, or could not be had yet."""

    def arrivals(self, feed: str, as_of: datetime | None = None) -> tuple[datetime, ...]:
        """When each entry of a feed was first had, oldest first."""

    def feeds(self, as_of: datetime | None = None) -> tuple[str, ...]:
        """The addresses of all feeds of which something was seen, sorted."""

    def hush(self, feed: str, *, silent: bool, at: datetime) -> bool:
        """Note that a feed fell silent or speaks again; False if that was known."""

    def is_silent(self, feed: str, as_of: datetime | None = None) -> bool:
        """Whether the last that was noted of a feed is that it is silent."""
