"""The whole way on one screen: the steps in order, and where failure becomes `Dropped`."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.claims import claims_in
from tocsin.attest.flags import flags_in
from tocsin.clean import document_of, off_topic
from tocsin.errors import MissingPartError, TocsinError
from tocsin.extract.events import mentions_in
from tocsin.parse.engine import parse
from tocsin.read import pages_in
from tocsin.records import Document, Dropped, RawItem, Reading
from tocsin.resolve.gazetteer import open_gazetteer
from tocsin.resolve.links import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from tocsin.config import Settings
    from tocsin.records import Page
    from tocsin.resolve.gazetteer import Gazetteer
PATIENCE = 5.0
"""How many times as long as it may work a document may take by the clock on the wall."""


def read(document: Document, settings: Settings) -> Reading:
    """One document's claims: parse, extract, attest, resolve.

    Raises:
        MissingPartError: the language model is not installed.
    """
    parsed = parse(document.text, settings.model)
    mentions = mentions_in(document, parsed)
    claims = claims_in(document, parsed, mentions)
    resolved = resolve(document, parsed, claims, gazetteer_at(settings.gazetteer))
    return Reading(document=document, claims=resolved, flags=flags_in(document, resolved))


@cache
def gazetteer_at(path: Path) -> Gazetteer:
    """The place index at `path`, opened once a process, built where it is missing."""
    return open_gazetteer(path)


def take(
    raw: RawItem,
    *,
    settings: Settings,
    published: date | None = None,
    outlet: str | None = None,
) -> tuple[Reading | Dropped, ...]:
    """Everything one raw item gives; whatever a document raises becomes `Dropped` with its reason.

    Raises:
        MissingPartError: a part of the installation is missing; no other document would fare
        better.
    """
    try:
        with in_time(settings.seconds_a_document):
            return tuple(
                page
                if isinstance(page, Dropped)
                else _taken(page, settings, published=published, outlet=outlet)
                for page in pages_in(raw)
            )
    except Late:
        reason = (
            f"took longer than the {settings.seconds_a_document:g} s of the processor that it may;"
            " split it into its reports, or raise the setting seconds_a_document"
        )
        return (Dropped(origin=raw.origin, step="read", reason=reason),)


class Late(BaseException):
    """A document takes too long; no Exception, so that nothing on the way takes it for its own."""


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Raise `Late` where the block takes more than `seconds` of this process's processor time.

    So a busy machine costs no document; whoever waits without working has `PATIENCE` times as long.
    Only in a main thread, and not on Windows; worker processes are ended from outside as well.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise Late

    clocks = (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, seconds * PATIENCE),
    )
    before = [(number, signal.signal(number, ring)) for number, _, _ in clocks]
    for _, clock, limit in clocks:
        signal.setitimer(clock, limit, 1.0)
    try:
        yield
    finally:
        for _, clock, _ in clocks:
            signal.setitimer(clock, 0)
        for number, handler in before:
            signal.signal(number, handler)


def _taken(
    page: Page, settings: Settings, *, published: date | None, outlet: str | None
) -> Reading | Dropped:
    try:
        found = off_topic(page, settings.gate) or document_of(
            page, published=published, outlet=outlet, settings=settings
        )
    except TocsinError as error:
        return Dropped(origin=page.origin, step="clean", reason=str(error))
    except Exception as error:  # noqa: BLE001 -- the one boundary, as below
        reason = f"{type(error).__name__}: {error}"
        return Dropped(origin=page.origin, step="clean", reason=reason)
    return found if isinstance(found, Dropped) else _read_or_dropped(found, settings)


def _read_or_dropped(document: Document, settings: Settings) -> Reading | Dropped:
    try:
        return read(document, settings)
    except MissingPartError:
        raise
    except Exception as error:  # noqa: BLE001 -- the one boundary: a failure stays its document's
        reason = f"{type(error).__name__}: {error}"
        return Dropped(origin=document.origin, step="read", reason=reason)
