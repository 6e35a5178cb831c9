"""The measure of kills finds what it should find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.faults import dispatches, killed
from tests import factories as make
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from pathlib import Path

RECEIPT = Receipt(origin="a", digest="d", rules="1", asked="")


def test_dispatches_are_the_same_for_a_seed_and_hold_copies_and_gaps(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        dispatches.write(tmp_path / name, 60, seed)
    texts = {
        name: [one.read_text("utf-8") for one in sorted((tmp_path / name).iterdir())]
        for name in "abc"
    }
    assert texts["a"] == texts["b"] != texts["c"]
    assert texts["a"].count("") == 1
    assert len(set(texts["a"])) < 60


def test_a_lost_document_is_seen(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "war.db")
    ledger.add(make.reading(make.document(origin="a")), receipt=RECEIPT, at=make.NOON)
    ledger.close()
    seen = killed._Seen(safe={"a", "b"})
    seen.look(tmp_path / "war.db")
    assert (seen.lost, seen.doubled, seen.faults) == ({"b"}, set(), 0)


def test_a_doubled_document_is_seen(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "war.db")
    for text in ("One.", "Two."):
        reading = make.reading(make.document(text, origin="a"))
        ledger.add(reading, receipt=RECEIPT, at=make.NOON)
    ledger.close()
    seen = killed._Seen()
    seen.look(tmp_path / "war.db")
    assert seen.doubled == {"a"}


def test_the_places_are_frozen_once(tmp_path: Path) -> None:
    places = killed.freeze_places(tmp_path / "in")
    written = places.stat().st_mtime_ns
    assert places.parent == tmp_path
    assert killed.freeze_places(tmp_path / "in") == places
    assert places.stat().st_mtime_ns == written


@pytest.mark.model
def test_a_killed_ledger_ends_as_an_undisturbed_one() -> None:
    outcome = killed.run(kills=2, documents=6, seed=3)
    assert (outcome.lost, outcome.doubled, outcome.faults) == (0, 0, 0)
    assert outcome.same_ledger
