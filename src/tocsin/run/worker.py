"""One worker process: raw items in, readings out, one at a time, until the other end closes."""

from __future__ import annotations

import gc
import signal
from dataclasses import dataclass
from datetime import date
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from tocsin.clean.reports import document_from
from tocsin.config import Settings
from tocsin.errors import TocsinError
from tocsin.pipeline import read, take
from tocsin.run.envelope import Outcomes, sealed
from tocsin.run.limits import bound_memory, peak_megabytes

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from tocsin.records import RawItem

WARM_UP = "Soldiers of one side shelled a town of the other on Tuesday, its ministry said."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What holds for every item: the settings and what the caller said of the reports."""

    settings: Settings
    published: date | None
    outlet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one item, or the error that would stop every other; the worker's memory.

    What became of it is in `envelope`, or where that cannot be written in `outcomes`.
    """

    envelope: bytes | None = None
    outcomes: Outcomes = ()
    error: TocsinError | None = None
    megabytes: float = 0.0


def work(connection: Connection, asked: Asked) -> None:
    """Answer the items that come through `connection`, after one empty answer when it is ready.

    Items are received by a thread of their own, so that whoever sends never waits for the parser.
    An interrupt from the keyboard is left to the main process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_memory(asked.settings.worker_megabytes)
    inbox: SimpleQueue[RawItem | None] = SimpleQueue()
    Thread(target=_receive, args=(connection, inbox), daemon=True).start()
    connection.send(_ready(asked))
    _keep_what_is_loaded()
    while (raw := inbox.get()) is not None:
        try:
            connection.send(_answer(raw, asked))
        except BrokenPipeError:
            return


def _ready(asked: Asked) -> Answer:
    """Load what reading needs, so that the first document is not charged for it."""
    try:
        read(
            document_from(WARM_UP, origin="", published=None, outlet=None, title=None),
            asked.settings,
        )
    except TocsinError as error:
        return Answer(error=error)
    return Answer()


def _keep_what_is_loaded() -> None:
    """Take tables, model and index, which stay for good, out of every later look for garbage."""
    gc.collect()
    gc.freeze()


def _receive(connection: Connection, inbox: SimpleQueue[RawItem | None]) -> None:
    try:
        while (raw := connection.recv()) is not None:
            inbox.put(raw)
    except (EOFError, OSError):
        pass
    inbox.put(None)


def _answer(raw: RawItem, asked: Asked) -> Answer:
    try:
        outcomes = take(
            raw, settings=asked.settings, published=asked.published, outlet=asked.outlet
        )
    except TocsinError as error:
        return Answer(error=error)
    envelope = sealed(outcomes)
    return Answer(
        envelope=envelope,
        outcomes=outcomes if envelope is None else (),
        megabytes=peak_megabytes(),
    )
