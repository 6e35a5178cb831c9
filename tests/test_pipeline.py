"""From bytes to readings, and the one place where failure becomes a reason."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests import factories
from tocsin import pipeline
from tocsin.config import settings
from tocsin.errors import MissingPartError
from tocsin.records import Dropped, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.config import Settings
    from tocsin.records import Document

pytestmark = pytest.mark.model

TEXT = (
    "Armenia accused Azerbaijan of shelling Jermuk on Tuesday, killing two soldiers. Azerbaijan "
    "denied the allegations, and the army said that it had only answered fire from the border."
)


def taken(raw: bytes | str, **fields: object) -> tuple[Reading | Dropped, ...]:
    return pipeline.take(factories.raw_item(raw), settings=settings(**fields))


def test_a_report_becomes_a_reading_of_its_own_text() -> None:
    (reading,) = pipeline.take(
        factories.raw_item(TEXT), settings=settings(), published=factories.DAY, outlet="Valley Post"
    )
    assert isinstance(reading, Reading)
    assert (reading.document.outlet, reading.document.published) == ("Valley Post", factories.DAY)
    assert {c.claim.first.kind.value for c in reading.claims} == {"ACCUSE", "ASSAULT"}


@pytest.mark.parametrize("payload", [b"", b" \r\n\t ", b"%PDF-1.7 \x00\x01"])
def test_what_holds_no_report_is_dropped_with_a_reason(payload: bytes) -> None:
    (found,) = taken(payload)
    assert isinstance(found, Dropped)
    assert found.origin == "a.txt"
    assert found.reason


def test_a_text_that_is_too_long_is_dropped_and_not_cut() -> None:
    (found,) = taken(TEXT, max_characters=50)
    assert isinstance(found, Dropped)
    assert "50" in found.reason


def test_a_failure_of_one_document_becomes_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: Document, chosen: Settings) -> Reading:
        msg = f"{document.origin} broke at {chosen.model}"
        raise ZeroDivisionError(msg)

    monkeypatch.setattr(pipeline, "read", fail)
    (found,) = taken(TEXT)
    assert isinstance(found, Dropped)
    assert found.step == "read"
    assert found.reason.startswith("ZeroDivisionError: a.txt broke")


def test_a_missing_model_stops_the_run_instead_of_dropping_every_document() -> None:
    with pytest.raises(MissingPartError, match="no_such_model"):
        taken(TEXT, model="no_such_model")


def at_it(*_: object, **__: object) -> None:
    """Work for ever, and take every failure for one's own."""
    while True:
        with contextlib.suppress(Exception):
            sum(range(1000))


def idle(*_: object, **__: object) -> None:
    """Wait for ever."""
    while True:
        with contextlib.suppress(Exception):
            time.sleep(0.01)


@pytest.mark.parametrize("stuck", [at_it, idle])
def test_a_document_that_takes_too_long_is_dropped(
    monkeypatch: pytest.MonkeyPatch, stuck: Callable[..., None]
) -> None:
    monkeypatch.setattr(pipeline, "document_of", stuck)
    (dropped,) = pipeline.take(factories.raw_item(), settings=settings(seconds_a_document=0.1))
    assert isinstance(dropped, Dropped)
    assert "took longer than the 0.1 s of the processor that it may" in dropped.reason


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such clocks")
def test_time_that_others_take_does_not_count() -> None:
    began = time.monotonic()
    with pipeline.in_time(0.2):
        while time.monotonic() - began < 0.4:
            time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such clocks")
def test_no_clock_runs_on_behind_a_document() -> None:
    with pipeline.in_time(0.05):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGPROF) is signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_a_page_that_breaks_the_cleaner_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(pipeline, "document_of", broken)
    (dropped,) = pipeline.take(factories.raw_item(), settings=settings())
    assert isinstance(dropped, Dropped)
    assert (dropped.step, dropped.reason) == ("clean", "RecursionError: ")
