"""A followed source, and how it keeps to its own rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """A feed to follow: what its documents' outlet is, whether its links are read, how often."""

    url: str
    outlet: str | None = None
    links: bool = False
    every: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a followed source stands.

    `last_seen` is when the last new entry came, `usual_gap` the median time between two,
    `chance` how likely so long a silence is if it kept its rhythm (see `desk.rhythm`), `silent`
    whether it is too long to be that. `trouble` is why it could not be asked, `failures` times in a
    row.
    """

    feed: str
    title: str | None
    entries: int
    last_seen: datetime | None
    usual_gap: timedelta | None
    silent: bool
    chance: float
    failures: int
    trouble: str | None
    due_at: datetime | None
