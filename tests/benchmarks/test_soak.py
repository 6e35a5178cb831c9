"""The soak finds what is lost, stale or doubled, and sees memory that grows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.soak.liar import Liar
from benchmarks.soak.run import _counted, soak, tenths, thirds
from tests import factories as make
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from pathlib import Path

SITE = "http://127.0.0.1:1"
RECEIPT = Receipt(origin="a", digest="d", rules="1", asked="")


def test_what_is_lost_stale_doubled_and_strange_is_counted(tmp_path: Path) -> None:
    now = time.monotonic()
    liar = Liar(feeds=1, gap=10.0, started=now - 25, calm=now)
    first, second, third = liar.published(0)
    ledger = Ledger(tmp_path / "war.db")
    texts = {
        first.path: [first.texts[0]],
        second.path: ["Something.", "Something else."],
        "/page/9/9": [third.texts[0]],
    }
    for path, versions in texts.items():
        for text in versions:
            reading = make.reading(make.document(text, origin=SITE + path))
            ledger.add(reading, receipt=RECEIPT, at=make.NOON)
    ledger.close()
    found = _counted(tmp_path / "war.db", liar, SITE)
    names = ("published", "documents", "lost", "stale", "doubled", "strange")
    assert [found[name] for name in names] == [3, 3, 1, 1, 1, 1]


def test_memory_that_grows_is_seen() -> None:
    assert thirds([100.0] * 30)["last_over_first"] == 1
    assert thirds([100.0 + n for n in range(30)])["last_over_first"] > 1.15
    assert tenths([float(n) for n in range(20)]) == [0.5 + 2 * n for n in range(10)]


def test_lies_are_the_same_for_a_seed_and_never_many_in_a_row() -> None:
    rows = []
    for _ in range(2):
        liar = Liar(seed=3)
        rows.append([liar.fault("/page/1/1", None) for _ in range(200)])
    assert rows[0] == rows[1]
    bad = "".join("x" if one in {"error", "busy", "reset", "stall"} else "." for one in rows[0])
    assert "x" in bad
    assert "xxx" not in bad


@pytest.mark.model
def test_both_processes_run_and_what_is_published_comes_in() -> None:
    found = soak(minutes=0.2, seed=1, honest=1.0, every=1.0)
    names = ("lost", "stale", "doubled", "strange", "faults_of_the_ledger")
    assert [found[name] for name in names] == [0] * 5
    assert found["documents"] == found["published"] > 0
    assert set(found["requests_of_the_page"]) == {"200"}
