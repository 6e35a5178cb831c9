"""The cluster engine: shards read by Ray's machines, written as Parquet, entered in one order.

Each shard is one task, which Ray runs again elsewhere if its machine dies. What it found lies as
Parquet in a folder that all machines can write to; the ledger is filled from there, shard by shard
while the next are being read, and is the same as if one process had read everything.
"""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from tocsin.errors import InputError, LedgerError, MissingPartError
from tocsin.intake import Job, rules_of
from tocsin.records import Dropped, RawItem
from tocsin.run.gathering import Gathering
from tocsin.run.rooms import Rooms
from tocsin.run.shards import (
    UNREAD,
    Line,
    Reader,
    lines_in,
    outcome_of,
    ready_folder,
    shards_in,
    shards_of,
    write_lines,
)
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tocsin.intake import Told
    from tocsin.run.gathering import Whole
    from tocsin.run.worker import Asked

Found = TypeVar("Found")
ATTEMPTS = 5
GATHERING = "_gathering"  # a name that readers of Parquet pass over
FEWEST_PARTS, MOST_PARTS = 2, 512
OF_A_PART = 1_000  # documents; every task writes a file for each part, so few are better
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # of bytes that stayed on another machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A Ray cluster at `address` (a new one on this machine if None) and a folder for Parquet.

    `folder` is a path that all machines share, or a URI. From `worth` documents on they also find
    out what belongs together; handing fewer around costs more than one process needs for them.
    """

    folder: str
    address: str | None = None
    worth: int = 20_000

    def read_all(
        self, inputs: Iterable[str | Path], asked: Asked, *, now: datetime
    ) -> Iterator[Told]:
        """Read all shards of `inputs` into the folder; then their items, in order, as jobs done.

        Args:
            inputs: files, folders and URIs, which every machine can open.
            asked: what holds for every item.
            now: when the items are read.

        Raises:
            MissingPartError: Ray is not installed.
            InputError: an input cannot be opened, the folder not written to, or the cluster not
                reached.
            LedgerError: a shard never came back.
        """
        _ray()
        ready_folder(self.folder)
        shards = shards_of(inputs)
        reader = Reader(asked=asked, now=now)
        for number in _in_order(self._read(shards, reader), len(shards)):
            for line in lines_in(self.folder, number):
                yield _told(line, rules_of(asked.settings))

    def gather(self, counting: frozenset[str]) -> Whole | None:
        """Copies, stories and incidents among the documents `counting`, which `read_all` read.

        None where the folder does not hold each of them, once.

        Raises:
            MissingPartError: Ray is not installed.
        """
        self._connect()
        shards = shards_in(self.folder)
        parts = min(FEWEST_PARTS + len(counting) // OF_A_PART, MOST_PARTS)
        rooms = Rooms(folder=f"{self.folder}/{GATHERING}", parts=parts)
        return Gathering(crew=Machines(), rooms=rooms).run(self.folder, shards, counting)

    def _connect(self) -> None:
        ray = _ray()
        if ray.is_initialized():
            return
        quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
        try:
            ray.init(address=self.address, include_dashboard=False, **quiet)
        except (OSError, RuntimeError, ValueError) as error:
            where = f"at {self.address}" if self.address else "on this machine"
            msg = (
                f"no Ray cluster answers {where} ({error}); check --address, start one there with"
                " `ray start --head`, or leave the address out for a new one on this machine"
            )
            raise InputError(msg) from error

    def _read(self, shards: tuple[str, ...], reader: Reader) -> Iterator[int]:
        """Let the machines write the lines of all shards; the number of each that is done."""
        ray = _ray()
        self._connect()
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        rows = [{"shard": n, "where": where} for n, where in enumerate(shards)]
        given = ray.data.from_items(rows, override_num_blocks=max(len(rows), 1))
        with warnings.catch_warnings():  # Ray has no new name for how often it tries again
            warnings.simplefilter("ignore", DeprecationWarning)
            done = given.map(_Shard(reader, self.folder), max_retries=ATTEMPTS)
        for row in done.iter_rows():
            yield row["shard"]


@dataclass(frozen=True, slots=True)
class _Shard:
    """The task: a shard's number and place, to its lines in the folder and how many they are."""

    reader: Reader
    folder: str

    def __call__(self, row: dict[str, Any]) -> dict[str, int]:
        number = row["shard"]
        lines = self.reader.lines(number, row["where"])
        return {"shard": number, "lines": write_lines(self.folder, number, lines)}


def _in_order(numbers: Iterable[int], count: int) -> Iterator[int]:
    """0 to `count` - 1 of `numbers`, each as soon as it and all before it have come.

    Raises:
        LedgerError: one of them never came.
    """
    waiting: set[int] = set()
    first = 0
    for number in numbers:
        waiting.add(number)
        while first in waiting:
            waiting.remove(first)
            yield first
            first += 1
    if first < count:
        msg = f"the cluster lost shard {first}; those before it are entered, run the command again"
        raise LedgerError(msg)


class Machines:
    """The machines of the cluster that this process leads, as a crew."""

    def each(self, work: Callable[[int], Found], count: int) -> Iterator[Found]:
        """What `work` gives for each number, in order; what a dead machine did is done again."""
        ray = _ray()
        given = ray.put(work)
        task = ray.remote(max_retries=ATTEMPTS)(_done)
        for found in [task.remote(given, number) for number in range(count)]:
            yield ray.get(found)


def _done(work: Callable[[int], Found], number: int) -> Found:
    return work(number)


def _told(line: Line, rules: str) -> Told:
    receipt = Receipt(
        origin=line["origin"], digest=line["digest"], rules=rules, asked=line["asked"]
    )
    outcomes = tuple(map(outcome_of, line["outcomes"]))
    for told, outcome in zip(line["outcomes"], outcomes, strict=True):
        if told.startswith(UNREAD) and isinstance(outcome, Dropped):
            return Job(raw=outcome, receipt=receipt), ()
    raw = RawItem(origin=line["origin"], media_type="", payload=b"", fetched_at=LONG_AGO)
    return Job(raw=raw, receipt=receipt), outcomes


def _ray() -> Any:  # noqa: ANN401 - an extra without types
    try:
        import ray  # noqa: PLC0415 - an extra
        import ray.data  # noqa: PLC0415
    except ImportError as error:
        msg = "the cluster engine needs Ray; try: pip install 'tocsin[ray]'"
        raise MissingPartError(msg) from error
    return ray
