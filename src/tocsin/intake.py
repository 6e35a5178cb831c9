"""A batch on its way into the ledger: what is new is read, what is known is left, each safe."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

from tocsin.config import Settings
from tocsin.errors import InputError
from tocsin.read import Columns, Opener
from tocsin.read.reach import Reach, things_in
from tocsin.records import UNLABELLED, Dropped, Progress, RawItem, Reading, payload_digest_of
from tocsin.store.captures import Captures
from tocsin.store.protocol import Entry, Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from tocsin.read.reach import Named
    from tocsin.records import Capture, Label
    from tocsin.store.protocol import Store

STEP = "store"
GATE = "gate"
SAMPLED = 100
LISTED = 1_000
REMEMBERED = 10_000  # origins, many more than any engine reads at once


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
    """One input on its way in.

    `known` ones were taken in before, just as they are; None where nobody has looked yet.
    """

    raw: RawItem | Dropped
    receipt: Receipt
    known: bool | None = None

    @property
    def unread(self) -> RawItem | None:
        """What has to be read, if anything."""
        return None if self.known or isinstance(self.raw, Dropped) else self.raw


Told = tuple[Job, tuple[Reading | Dropped, ...]]


class Engine(Protocol):
    """What drives many items through the pipeline: this process, worker processes, a cluster."""

    def read(
        self, jobs: Iterable[Job], *, published: date | None, outlet: str | None
    ) -> Iterator[Told]:
        """Each job with what became of it, in the order of the jobs."""


@dataclass(frozen=True, slots=True)
class InTurn:
    """The engine that reads one item after the other, here."""

    take: Take
    settings: Settings

    def read(
        self, jobs: Iterable[Job], *, published: date | None, outlet: str | None
    ) -> Iterator[Told]:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How a batch is to be read.

    `published` and `outlet` hold for every document, `columns` says where a table's parts are,
    `links` has the pages fetched that feeds and tables name.
    """

    published: date | None = None
    outlet: str | None = None
    columns: Columns | None = None
    links: bool = False

    def asked_of(self, label: Label) -> str:
        """What was asked, for the receipt, and what a feed or table says: if it changes, read."""
        asked = f"{self.published.isoformat() if self.published else ''}|{self.outlet or ''}"
        if label == UNLABELLED:
            return asked
        day = label.published.isoformat() if label.published else ""
        return f"{asked}|{day}|{label.outlet or ''}|{label.title or ''}"


class Intake:
    """The way into one ledger."""

    def __init__(
        self,
        store: Store,
        *,
        engine: Engine,
        settings: Settings,
        now: Callable[[], datetime],
        get: Callable[[str], Capture],
    ) -> None:
        """Lead to `store`; `engine` reads items, `now` tells the time, `get` fetches a page."""
        self._store = store
        self._engine = engine
        self._settings = settings
        self._now = now
        self._get = get
        self._finished: OrderedDict[str, None] = OrderedDict()

    def add(
        self,
        items: Iterable[Named],
        ways: Ways,
        progress: Callable[[Progress], None] | None = None,
    ) -> Tally:
        """Read whatever is named, in order; see `Desk.take_in`.

        Raises:
            LedgerError: the ledger cannot be written; what was added before stays.
        """
        inputs = [one for item in items for one in things_in(item)]
        jobs = self._jobs(inputs, ways)
        told = self._engine.read(jobs, published=ways.published, outlet=ways.outlet)
        return self.enter(told, expected=len(inputs), progress=progress)

    def enter(
        self,
        told: Iterable[Told],
        *,
        expected: int,
        progress: Callable[[Progress], None] | None = None,
    ) -> Tally:
        """Keep what was read, wherever it was read, in the order in which it comes.

        Raises:
            LedgerError: the ledger cannot be written; what was added before stays.
        """
        count = _Count()
        for job, outcomes in told:
            count.outcomes["read"] += 1
            for outcome in self._entered(job, outcomes):
                count.add(outcome)
            if progress:
                done = count.outcomes["read"]
                total = expected if expected > 1 and done <= expected else None
                progress(Progress(stage="add", done=done, total=total, item=job.raw.origin))
        return count.tally()

    def refuse(self, dropped: Dropped) -> None:
        """Note that something could not be had."""
        rules = rules_of(self._settings)
        receipt = Receipt(origin=dropped.origin, digest="", rules=rules, asked="")
        self._store.drop(dropped, receipt=receipt, at=self._now())

    def keep(self, capture: Capture) -> None:
        """Keep a page as it was fetched, unless the settings say not to."""
        if self._settings.keep_payloads:
            self._store.room(Captures).keep(capture, at=self._now())

    def _jobs(self, inputs: Iterable[Named], ways: Ways) -> Iterator[Job]:
        opener = Opener(
            now=self._now(),
            max_bytes=self._settings.max_bytes,
            columns=ways.columns,
            links=ways.links,
        )
        reach = Reach(opener, self._get, self.keep)
        for raw in (one for named in inputs for one in reach.items(named)):
            receipt = Receipt(
                origin=raw.origin,
                digest="" if isinstance(raw, Dropped) else payload_digest_of(raw.payload),
                rules=rules_of(self._settings),
                asked=ways.asked_of(UNLABELLED if isinstance(raw, Dropped) else raw.label),
            )
            yield Job(raw=raw, receipt=receipt, known=self._is_known(raw, receipt))

    def _is_known(self, raw: RawItem | Dropped, receipt: Receipt) -> bool:
        return not isinstance(raw, Dropped) and self._store.finished(receipt)

    def _entered(
        self, job: Job, outcomes: tuple[Reading | Dropped, ...]
    ) -> Iterator[Entry | Dropped]:
        """What adding an input did, document by document; nothing is read twice."""
        if isinstance(job.raw, Dropped):
            yield self._kept(job.raw, job.receipt)
            return
        if job.known or self._became_known(job):
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
            self._finished[job.receipt.origin] = None
            if len(self._finished) > REMEMBERED:
                self._finished.popitem(last=False)

    def _became_known(self, job: Job) -> bool:
        """Whether an input was taken in since it was looked up, as twice in one batch."""
        looked_up = job.known is not None and job.receipt.origin not in self._finished
        return not looked_up and self._is_known(job.raw, job.receipt)

    def _kept(self, outcome: Reading | Dropped, receipt: Receipt) -> Entry | Dropped:
        if isinstance(outcome, Reading):
            try:
                return self._store.add(outcome, receipt=receipt, at=self._now())
            except InputError as error:
                outcome = Dropped(origin=outcome.document.origin, step=STEP, reason=str(error))
        self._store.drop(outcome, receipt=receipt, at=self._now())
        return outcome


def rules_of(settings: Settings) -> str:
    """What reports are read with, as receipts keep it: the version of Tocsin and the parser."""
    return f"{_version()} {settings.model}"


@cache
def _version() -> str:
    """The version of Tocsin, which takes a millisecond to find out."""
    return version("tocsin")


def _is_sampled(receipt: Receipt) -> bool:
    """Whether an item that the gate turned away is named in the ledger: one in a hundred is.

    The bytes decide, so that the sample is the same on every run and whoever doubts the gate can
    look the sampled ones up.
    """
    return int(receipt.digest[:8], 16) % SAMPLED == 0
