"""The newsroom of a desk: feeds that are followed, and pages as they were fetched."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tocsin.desk.follow import Following, states_of
from tocsin.export.warc import write_warc
from tocsin.store.captures import Captures
from tocsin.store.feeds import Feeds
from tocsin.store.filters import moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from tocsin.desk.follow import Event, Getter
    from tocsin.intake import Intake
    from tocsin.records import Capture, FeedSpec, SourceState
    from tocsin.store.protocol import Store

SHORTEST_REST = 1.0  # seconds


class Newsroom:
    """Feeds into one ledger, and the evidence that was fetched."""

    def __init__(
        self,
        store: Store,
        intake: Intake,
        getter: Getter,
        reconcile: Callable[[], object],
        now: Callable[[], datetime],
    ) -> None:
        """Work for `store`: take in through `intake`, fetch with `getter`, then `reconcile`."""
        self._captures = store.room(Captures)
        self._feeds = store.room(Feeds)
        self._reconcile = reconcile
        self._following = Following(self._feeds, intake, getter, now=now)

    def follow(
        self,
        specs: Sequence[FeedSpec],
        *,
        once: bool = False,
        stop: threading.Event | None = None,
        tell: Callable[[Event], object] = lambda _: None,
    ) -> int:
        """Poll feeds, take in what is new and reconcile, until `stop` is set, or `once`.

        How many documents came in. Where it stands is in the ledger: it goes on there next time.
        """
        stop = stop or threading.Event()
        came = 0
        while not stop.is_set():
            new = self._following.round(specs, stopped=stop.is_set, tell=tell)
            if new:
                self._reconcile()
            came += new
            if once:
                break
            stop.wait(max(self._following.pause(specs).total_seconds(), SHORTEST_REST))
        return came

    def sources(self) -> tuple[SourceState, ...]:
        """How every followed source stands, by address."""
        return states_of(self._feeds)

    def captures(
        self, url: str | None = None, *, as_of: date | datetime | None = None
    ) -> Iterator[Capture]:
        """The pages as they were fetched, of one address if given, oldest first."""
        return self._captures.all(url=url, as_of=moment_of(as_of))

    def write_captures(
        self, out: Path, url: str | None = None, *, as_of: date | datetime | None = None
    ) -> int:
        """Write those pages to `out` as a WARC file; how many there were."""
        return write_warc(self.captures(url, as_of=as_of), out)
