"""A batch on its way into the ledger: what is new is read, what is known is left, each safe."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tocsin.config import Settings
from tocsin.errors import InputError
from tocsin.read import Opener, Source, files_below, items_of_file
from tocsin.records import Address, Dropped, Progress, RawItem, Reading, payload_digest_of
from tocsin.store.protocol import Entry, Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from tocsin.store.protocol import Store

STEP = "store"
GATE = "gate"
SAMPLED = 100
LISTED = 1_000


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
class Job:
    """One input on its way in; `known` ones were taken in before, just as they are."""

    raw: RawItem | Dropped
    receipt: Receipt
    known: bool = False

    @property
    def unread(self) -> RawItem | None:
        """What has to be read, if anything."""
        return None if self.known or isinstance(self.raw, Dropped) else self.raw


class Engine(Protocol):
    """What drives many items through the pipeline: this process, worker processes, a cluster."""

    def read(
        self, jobs: Iterable[Job], *, published: date | None, outlet: str | None
    ) -> Iterator[tuple[Job, tuple[Reading | Dropped, ...]]]:
        """Each job with what became of it, in the order of the jobs."""


@dataclass(frozen=True, slots=True)
class InTurn:
    """The engine that reads one item after the other, here."""

    take: Take
    settings: Settings

    def read(
        self, jobs: Iterable[Job], *, published: date | None, outlet: str | None
    ) -> Iterator[tuple[Job, tuple[Reading | Dropped, ...]]]:
        """Each job with what became of it."""
        for job in jobs:
            raw = job.unread
            yield (
                job,
                ()
                if raw is None
                else self.take(raw, settings=self.settings, published=published, outlet=outlet),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of a batch: documents kept, revised and unchanged; inputs that were dropped.

    `dropped` names the first thousand of them, `reasons` counts all, most frequent first.
    """

    read: int
    kept: int
    revised: int
    unchanged: int
    dropped: tuple[Dropped, ...]
    reasons: tuple[tuple[str, int], ...]

    @property
    def by_reason(self) -> dict[str, int]:
        """How many inputs were dropped for each reason, most frequent first."""
        return dict(self.reasons)

    @property
    def dropped_in_all(self) -> int:
        """How many inputs were dropped."""
        return sum(count for _, count in self.reasons)


@dataclass(slots=True)
class _Count:
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    dropped: list[Dropped] = field(default_factory=list)

    def add(self, outcome: Entry | Dropped) -> None:
        if not isinstance(outcome, Dropped):
            self.outcomes[outcome.value] += 1
            return
        self.reasons[f"{outcome.step}: {outcome.reason}"] += 1
        if len(self.dropped) < LISTED:
            self.dropped.append(outcome)

    def tally(self) -> Tally:
        return Tally(
            read=self.outcomes["read"],
            kept=self.outcomes[Entry.NEW.value],
            revised=self.outcomes[Entry.REVISED.value],
            unchanged=self.outcomes[Entry.UNCHANGED.value],
            dropped=tuple(self.dropped),
            reasons=tuple(self.reasons.most_common()),
        )


class Intake:
    """The way into one ledger."""

    def __init__(
        self, store: Store, *, engine: Engine, settings: Settings, now: Callable[[], datetime]
    ) -> None:
        """Lead to `store`; `engine` reads the items, `now` tells the time of each entry."""
        self._store = store
        self._engine = engine
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
        """Read items, files and folders in order; see `Desk.take_in`.

        Raises:
            LedgerError: the ledger cannot be written; what was added before stays.
        """
        count = _Count()
        asked = f"{published.isoformat() if published else ''}|{outlet or ''}"
        inputs = [one for item in items for one in _files(item)]
        jobs = self._jobs(inputs, asked)
        for job, outcomes in self._engine.read(jobs, published=published, outlet=outlet):
            count.outcomes["read"] += 1
            for outcome in self._entered(job, outcomes):
                count.add(outcome)
            if progress:
                done = count.outcomes["read"]
                total = len(inputs) if done <= len(inputs) else None
                progress(Progress(stage="add", done=done, total=total, item=job.raw.origin))
        return count.tally()

    def _jobs(self, inputs: Iterable[RawItem | Path], asked: str) -> Iterator[Job]:
        rules = f"{version('tocsin')} {self._settings.model}"
        for item in inputs:
            for raw in self._opened(item):
                digest = "" if isinstance(raw, Dropped) else payload_digest_of(raw.payload)
                receipt = Receipt(origin=raw.origin, digest=digest, rules=rules, asked=asked)
                known = not isinstance(raw, Dropped) and self._store.finished(receipt)
                yield Job(raw=raw, receipt=receipt, known=known)

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
        self, job: Job, outcomes: tuple[Reading | Dropped, ...]
    ) -> Iterator[Entry | Dropped]:
        """What adding an input did, document by document; nothing is read twice."""
        if isinstance(job.raw, Dropped):
            yield self._kept(job.raw, job.receipt)
            return
        if job.known:
            yield Entry.UNCHANGED
            return
        turned_away = [one for one in outcomes if isinstance(one, Dropped) and one.step == GATE]
        for outcome in outcomes:
            if outcome not in turned_away or _is_sampled(job.receipt):
                yield self._kept(outcome, job.receipt)
            elif isinstance(outcome, Dropped):
                yield outcome
        if len(turned_away) < len(outcomes):
            self._store.finish(job.receipt, at=self._now())

    def _kept(self, outcome: Reading | Dropped, receipt: Receipt) -> Entry | Dropped:
        if isinstance(outcome, Reading):
            try:
                return self._store.add(outcome, receipt=receipt, at=self._now())
            except InputError as error:
                outcome = Dropped(origin=outcome.document.origin, step=STEP, reason=str(error))
        self._store.drop(outcome, receipt=receipt, at=self._now())
        return outcome


def _is_sampled(receipt: Receipt) -> bool:
    """Whether an item that the gate turned away is named in the ledger: one in a hundred is.

    The bytes decide, so that the sample is the same on every run and whoever doubts the gate can
    look the sampled ones up.
    """
    return int(receipt.digest[:8], 16) % SAMPLED == 0


def _unfetched(address: Address) -> Dropped:
    return Dropped(origin=address.url, step="read", reason="is an address that is not fetched")


def _files(item: RawItem | str | Path) -> tuple[RawItem | Path, ...]:
    """An input, or each file below it where it is a folder."""
    return (item,) if isinstance(item, RawItem) else files_below(Path(item))
