"""Many documents through worker processes: in order, in bounded memory, one failure one document.

Jobs are handed out a few at a time to each worker, and answers are given back in the order of the
jobs, so the ledger is the same with any number of workers. A worker that dies or does not answer in
time costs the document that it was reading; the others on its desk are read by its successor.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from tocsin.pipeline import PATIENCE
from tocsin.records import Dropped, RawItem
from tocsin.run.envelope import Outcomes, opened
from tocsin.run.worker import Answer, Asked, work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from tocsin.config import Settings
    from tocsin.intake import Job

STEP = "run"
DEPTH = 6
WINDOW = 64
TIRED_SHARE = 0.6
FAREWELL = 5.0
START = 300.0


@dataclass(slots=True)
class _Worker:
    """A process, the way to it, what lies on its desk, and since when it has been silent."""

    process: BaseProcess
    connection: Connection
    desk: deque[tuple[int, RawItem]] = field(default_factory=deque)
    since: float = field(default_factory=time.monotonic)
    ready: bool = False
    tired: bool = False

    @property
    def has_room(self) -> bool:
        return len(self.desk) < DEPTH and not self.tired

    def time_left(self, limit: float) -> float:
        return self.since + (limit if self.ready else START) - time.monotonic()

    def give(self, number: int, raw: RawItem) -> None:
        if not self.desk and self.ready:
            self.since = time.monotonic()
        self.desk.append((number, raw))
        self.connection.send(raw)


class Workers:
    """An engine for `Intake` that reads in `count` processes."""

    def __init__(self, count: int, settings: Settings) -> None:
        """Read with `settings`; the processes start when there is something to read."""
        self._count = count
        self._settings = settings
        self._context = multiprocessing.get_context("spawn")
        self._crew: list[_Worker] = []

    def read(
        self, jobs: Iterable[Job], *, published: date | None, outlet: str | None
    ) -> Iterator[tuple[Job, Outcomes]]:
        """Each job with what became of it, in order; at most `WINDOW` jobs are held at once.

        Raises:
            MissingPartError: a part of the installation is missing.
        """
        self._asked = Asked(settings=self._settings, published=published, outlet=outlet)
        coming = enumerate(jobs)
        held: dict[int, Job] = {}
        found: dict[int, Outcomes] = {}
        first, more = 0, True
        try:
            while more or held:
                while more and len(held) < WINDOW and self._has_room:
                    number, job = next(coming, (0, None))
                    if job is None:
                        more = False
                        break
                    held[number] = job
                    self._hand_out(number, job, found)
                if first not in found:
                    found |= self._answers()
                while first in found:
                    yield held.pop(first), found.pop(first)
                    first += 1
        finally:
            self._dismiss()

    def _hand_out(self, number: int, job: Job, found: dict[int, Outcomes]) -> None:
        if job.unread is None:
            found[number] = ()
            return
        worker = self._free()
        if worker is None:
            msg = "no worker is free"
            raise RuntimeError(msg)
        try:
            worker.give(number, job.unread)
        except OSError:  # it died; whoever waits for its answer will notice
            return

    @property
    def _has_room(self) -> bool:
        return len(self._crew) < self._count or any(worker.has_room for worker in self._crew)

    def _free(self) -> _Worker | None:
        """The worker with the least on its desk, if one has room; a new one while all are busy."""
        rested = (worker for worker in self._crew if worker.has_room)
        found = min(rested, key=lambda worker: len(worker.desk), default=None)
        if (found is None or found.desk) and len(self._crew) < self._count:
            self._crew.append(self._hired())
            return self._crew[-1]
        return found

    def _hired(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._asked), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process=process, connection=ours)

    def _answers(self) -> dict[int, Outcomes]:
        """What came back since the last look; waits for it until somebody's time ends."""
        busy = [worker for worker in self._crew if worker.desk]
        limit = self._settings.seconds_a_document * PATIENCE
        left = min((worker.time_left(limit) for worker in busy), default=0)
        ready = wait([worker.connection for worker in busy], timeout=max(left, 0))
        found: dict[int, Outcomes] = {}
        for worker in busy:
            if worker.connection in ready:
                found |= self._answer_of(worker)
            elif worker.time_left(limit) < 0:
                found |= self._replaced(worker, f"was not read within {limit:g} s")
        return found

    def _answer_of(self, worker: _Worker) -> dict[int, Outcomes]:
        try:
            answer: Answer = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(FAREWELL)
            return self._replaced(
                worker, f"ended the process that read it (exit code {worker.process.exitcode})"
            )
        if answer.error is not None:
            raise answer.error
        worker.since = time.monotonic()
        if not worker.ready:
            worker.ready = True
            return {}
        number, _ = worker.desk.popleft()
        worker.tired = answer.megabytes > TIRED_SHARE * self._settings.worker_megabytes
        if worker.tired and not worker.desk:
            self._replace(worker)
        found = answer.outcomes if answer.envelope is None else opened(answer.envelope)
        return {number: found}

    def _replaced(self, worker: _Worker, why: str) -> dict[int, Outcomes]:
        """Drop what `worker` was reading, and let a new one read the rest of its desk."""
        number, raw = worker.desk.popleft()
        self._replace(worker)
        reason = f"{why}; the report is left out, the others go on"
        return {number: (Dropped(origin=raw.origin, step=STEP, reason=reason),)}

    def _replace(self, worker: _Worker) -> None:
        _end(worker)
        successor = self._hired()
        self._crew[self._crew.index(worker)] = successor
        for number, raw in worker.desk:
            successor.give(number, raw)

    def _dismiss(self) -> None:
        for worker in self._crew:
            _end(worker)
        self._crew.clear()


def _end(worker: _Worker) -> None:
    """Let a worker go; one that does not listen is killed."""
    worker.process.kill()
    worker.process.join(FAREWELL)
    worker.connection.close()
