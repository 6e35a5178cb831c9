"""A batch on its way into the ledger: what is new is read, what is known is left, each safe."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tocsin.errors import InputError
from tocsin.read import Opener, Source, files_below, items_of_file
from tocsin.records import Address, Dropped, Progress, RawItem, Reading, payload_digest_of
from tocsin.store.protocol import Entry, Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from tocsin.config import Settings
    from tocsin.store.protocol import Store

STEP = "store"


class Take(Protocol):
    """What turns one item into readings, or says why not: `tocsin.pipeline.take`."""

    def __call__(
        self,
        raw: RawItem,
        *,
        settings: Settings,
        published: date | None = None,
        outlet: str | None = None,
    ) -> tuple[Reading | Dropped, ...]:
        """The documents of `raw`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of a batch: documents kept, revised and unchanged; inputs that were dropped."""

    read: int
    kept: int
    revised: int
    unchanged: int
    dropped: tuple[Dropped, ...]

    @property
    def by_reason(self) -> dict[str, int]:
        """How many inputs were dropped for each reason, most frequent first."""
        counted = Counter(f"{one.step}: {one.reason}" for one in self.dropped)
        return dict(counted.most_common())


class Intake:
    """The way into one ledger."""

    def __init__(
        self, store: Store, *, take: Take, settings: Settings, now: Callable[[], datetime]
    ) -> None:
        """Lead to `store`; `take` reads one item, `now` tells the time of each entry."""
        self._store = store
        self._take = take
        self._settings = settings
        self._now = now

    def add(
        self,
        items: Iterable[RawItem | str | Path],
        *,
        published: date | None = None,
        outlet: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Tally:
        """Read items, files and folders one by one; see `Desk.take_in`.

        Raises:
            LedgerError: the ledger cannot be written; what was added before stays.
        """
        outcomes: Counter[str] = Counter()
        dropped: list[Dropped] = []
        asked = f"{published.isoformat() if published else ''}|{outlet or ''}"
        inputs = [one for item in items for one in _files(item)]
        for done, item in enumerate(inputs, 1):
            for raw in self._opened(item):
                outcomes["read"] += 1
                for outcome in self._entered(raw, asked, published, outlet):
                    if isinstance(outcome, Dropped):
                        dropped.append(outcome)
                    else:
                        outcomes[outcome.value] += 1
            if progress:
                name = item.origin if isinstance(item, RawItem) else str(item)
                progress(Progress(stage="add", done=done, total=len(inputs), item=name))
        return Tally(
            read=outcomes["read"],
            kept=outcomes[Entry.NEW.value],
            revised=outcomes[Entry.REVISED.value],
            unchanged=outcomes[Entry.UNCHANGED.value],
            dropped=tuple(dropped),
        )

    def _opened(self, item: RawItem | str | Path) -> Iterator[RawItem | Dropped]:
        opener = Opener(now=self._now(), max_bytes=self._settings.max_bytes)
        if isinstance(item, RawItem):
            source = Source(
                origin=item.origin,
                stream=BytesIO(item.payload),
                media_type=item.media_type,
                size=len(item.payload),
                label=item.label,
            )
            found = replace(opener, now=item.fetched_at).items(source)
        else:
            found = items_of_file(Path(item).absolute(), opener)
        for one in found:
            yield _unfetched(one) if isinstance(one, Address) else one

    def _entered(
        self, raw: RawItem | Dropped, asked: str, published: date | None, outlet: str | None
    ) -> Iterator[Entry | Dropped]:
        """What adding an input did, document by document; nothing is read twice."""
        digest = "" if isinstance(raw, Dropped) else payload_digest_of(raw.payload)
        rules = f"{version('tocsin')} {self._settings.model}"
        receipt = Receipt(origin=raw.origin, digest=digest, rules=rules, asked=asked)
        if isinstance(raw, Dropped):
            yield self._kept(raw, receipt)
            return
        if self._store.finished(receipt):
            yield Entry.UNCHANGED
            return
        for outcome in self._take(raw, settings=self._settings, published=published, outlet=outlet):
            yield self._kept(outcome, receipt)
        self._store.finish(receipt, at=self._now())

    def _kept(self, outcome: Reading | Dropped, receipt: Receipt) -> Entry | Dropped:
        if isinstance(outcome, Reading):
            try:
                return self._store.add(outcome, receipt=receipt, at=self._now())
            except InputError as error:
                outcome = Dropped(origin=outcome.document.origin, step=STEP, reason=str(error))
        self._store.drop(outcome, receipt=receipt, at=self._now())
        return outcome


def _unfetched(address: Address) -> Dropped:
    return Dropped(origin=address.url, step="read", reason="is an address that is not fetched")


def _files(item: RawItem | str | Path) -> tuple[RawItem | Path, ...]:
    """An input, or each file below it where it is a folder."""
    return (item,) if isinstance(item, RawItem) else files_below(Path(item))
