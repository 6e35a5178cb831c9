"""From bytes to readings, and the one place where failure becomes a reason."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest

from tests import factories
from tocsin import pipeline
from tocsin.config import settings
from tocsin.errors import MissingPartError
from tocsin.records import Dropped, Reading

if TYPE_CHECKING:
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


def test_a_document_that_takes_too_long_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> None:
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.01)

    monkeypatch.setattr(pipeline, "document_of", endless)
    (dropped,) = pipeline.take(factories.raw_item(), settings=settings(seconds_a_document=0.1))
    assert isinstance(dropped, Dropped)
    assert "took longer than 0.1 seconds" in dropped.reason


def test_a_page_that_breaks_the_cleaner_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(pipeline, "document_of", broken)
    (dropped,) = pipeline.take(factories.raw_item(), settings=settings())
    assert isinstance(dropped, Dropped)
    assert (dropped.step, dropped.reason) == ("clean", "RecursionError: ")
