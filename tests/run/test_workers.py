"""Worker processes: the same ledger with any number, one failure one document, nothing for ever."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tocsin.config import settings
from tocsin.intake import InTurn, Job
from tocsin.pipeline import take
from tocsin.records import Dropped, Reading
from tocsin.run import Workers
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = pytest.mark.model

TEXTS = [f"Rebels shelled the village of Goris on day {n}, the army said." for n in range(12)]


def jobs(texts: list[str]) -> Iterator[Job]:
    for n, text in enumerate(texts):
        raw = make.raw_item(text, origin=f"{n}.txt")
        yield Job(raw=raw, receipt=Receipt(origin=raw.origin, digest="0", rules="", asked=""))


def read(workers: Workers, texts: list[str]) -> list[tuple[str, tuple[Reading | Dropped, ...]]]:
    found = workers.read(jobs(texts), published=None, outlet=None)
    return [(job.raw.origin, outcomes) for job, outcomes in found]


def test_two_workers_find_what_one_process_finds_in_the_same_order() -> None:
    some = [replace(job, known=n == 1) for n, job in enumerate(jobs(TEXTS))]
    here = list(InTurn(take, settings()).read(some, published=None, outlet=None))
    assert list(Workers(2, settings()).read(some, published=None, outlet=None)) == here
    assert here[1][1] == ()


def test_a_worker_that_is_killed_costs_the_one_document_it_was_reading() -> None:
    workers = Workers(2, settings())
    found = workers.read(jobs(TEXTS), published=None, outlet=None)
    first = next(found)
    victim = workers._crew[0].process.pid
    assert victim is not None
    os.kill(victim, signal.SIGKILL)
    outcomes = dict([(first[0].raw.origin, first[1])] + [(j.raw.origin, o) for j, o in found])
    assert list(outcomes) == [f"{n}.txt" for n in range(len(TEXTS))]
    lost = [o[0] for o in outcomes.values() if isinstance(o[0], Dropped)]
    assert len(lost) <= 1
    assert all(one.step == "run" and "exit code -9" in one.reason for one in lost)


def test_no_more_processes_are_hired_than_have_something_to_read() -> None:
    workers = Workers(5, settings())
    found = workers.read(jobs(TEXTS[:2]), published=None, outlet=None)
    next(found)
    assert len(workers._crew) == 2
    assert len(list(found)) == 1


def test_no_process_outlives_the_reading() -> None:
    workers = Workers(1, settings())
    found = workers.read(jobs(TEXTS), published=None, outlet=None)
    next(found)
    processes = [worker.process for worker in workers._crew]
    found.close()  # type: ignore[attr-defined]
    assert processes
    assert not any(process.is_alive() for process in processes)


def test_a_document_that_takes_too_long_is_named_and_the_others_go_on() -> None:
    long = "Rebels shelled the village, the army said, and then they left.\n\n" * 8_000
    workers = Workers(1, replace(settings(), seconds_a_document=4.0))
    outcomes = dict(read(workers, [TEXTS[0], long, TEXTS[1]]))
    dropped = outcomes["1.txt"][0]
    assert isinstance(dropped, Dropped)
    assert "longer than the 4 s of the processor" in dropped.reason
    assert isinstance(outcomes["0.txt"][0], Reading)
    assert isinstance(outcomes["2.txt"][0], Reading)


def test_a_worker_that_answers_nobody_is_replaced_and_costs_one_document() -> None:
    workers = Workers(1, replace(settings(), seconds_a_document=1.0))
    found = workers.read(jobs(TEXTS[:8]), published=None, outlet=None)
    first = next(found)
    stopped = workers._crew[0].process.pid
    assert stopped is not None
    os.kill(stopped, signal.SIGSTOP)
    outcomes = [first[1], *(one for _, one in found)]
    lost = [one[0] for one in outcomes if isinstance(one[0], Dropped)]
    assert len(outcomes) == 8
    assert len(lost) <= 1
    assert all("not read within 5 s" in one.reason for one in lost)
