"""How fast a day of news is read: `python -m benchmarks.throughput [--json] [--day N|FILE]`.

Without `--day` a short run (under a minute on two idle cores) measures the parts: the gate, the
deep reading of what passes it with one and with two workers, and, as what a user would do instead,
a plain spaCy pass over everything, once over texts and once over what trafilatura extracts from
raw pages. With `--day N` a web archive of N made-up pages (benchmarks/day) goes all the way to a
reconciled ledger, with `--day FILE` one that `python -m benchmarks.day` wrote; how far it came is
told on stderr. Rates are pages or documents a second of wall time, the gate's from raw page to
decision; documents of the deep reading have about 600 words. Those of a processor's second are for
one process alone, and hold on a busy machine too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from trafilatura import extract

from benchmarks.day import pages
from benchmarks.day.pages import articles
from benchmarks.memory import megabytes_of
from tocsin.clean import off_topic
from tocsin.clean.relevance import THRESHOLD
from tocsin.config import settings
from tocsin.desk import connect
from tocsin.intake import Job
from tocsin.parse.engine import DEFAULT_MODEL
from tocsin.read import pages_in
from tocsin.records import Dropped, Page, RawItem, Reading
from tocsin.run import Workers
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

    from benchmarks.day import Made
    from tocsin.config import Settings
    from tocsin.records import Progress

ROOT = Path(__file__).parents[1]
LOOK, TELL = 50, 10_000
GATED, DEEP, PLAIN = 3_000, 120, 40
OWN_GATED, OWN_DEEP = 800, 40
WORDS = 600
READ_AT = datetime(2024, 5, 16, tzinfo=UTC)
VIOLENT = "ASSAULT"


def parts(gated: int, deep: int, plain: int) -> dict[str, Any]:
    """The rates of the parts, from `gated` pages, `deep` and `plain` documents."""
    made = list(pages(gated))
    items = [_item(page.url, page.html.encode(), "text/html") for page in made]
    quiet = [item for item, page in zip(items, made, strict=True) if page.topic != "conflict"]
    reports = [_item(f"{n}.txt", text.encode(), "text/plain") for n, text in _reports(deep)]
    gate = replace(settings(), gate=THRESHOLD)
    turned_away = [item for item in quiet if _is_turned_away(item)]
    rates = {
        "gate_per_s": _rate(2, turned_away, gate)[0],
        "gate_passes_of_other_news": round(1 - len(turned_away) / len(quiet), 3),
        "gate_recall": _recall(deep),
    }
    two, _ = _rate(2, reports, gate)
    one, peak = _rate(1, reports, gate)
    return rates | {
        "gate_per_processor_s": _rate_of_one(turned_away[:OWN_GATED], gate),
        "deep_per_processor_s": _rate_of_one(reports[:OWN_DEEP], gate),
        "deep_per_s": two,
        "workers_2_over_1": round(two / one, 2),
        **_instead(made[:plain], plain),
        "peak_mb": round(peak),
    }


def day(asked: str, workers: int) -> dict[str, Any]:
    """A day from web archive to reconciled ledger: seconds, rates and memory.

    `asked` is a number of pages, or the archive that holds them. `processor` seconds are those of
    all processes together. Of the main process, `memory_mb` tells the memory after each twentieth
    of the pages, `turns` the processor seconds and the memory of each turn of reconciling.
    """
    memory: list[int] = []
    turns: list[tuple[float, int]] = []

    def read_so_far(progress: Progress) -> None:
        if progress.done % LOOK == 0:
            memory.append(round(megabytes_of(os.getpid())))
        if progress.done % TELL == 0:
            _tell(began, f"{progress.done} pages, {memory[-1]} MB")

    def told_so_far(progress: Progress) -> None:
        turns.append((_spent()[1], round(megabytes_of(os.getpid()))))
        _tell(began, f"{progress.done} turns, {turns[-1][1]} MB")

    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "day.warc.gz")
        if asked.isdecimal():
            making = [sys.executable, "-m", "benchmarks.day", asked, str(archive)]
            subprocess.run(making, check=True, cwd=ROOT)  # noqa: S603 - our own, memory of its own
        else:
            archive = Path(asked)
        chosen = settings(gate=THRESHOLD)
        with connect(Path(folder, "ledger.db"), chosen) as desk:
            began = _spent()
            tally = desk.take_in([archive], workers=workers, progress=read_so_far)
            read = _spent()
            desk.reconcile(told_so_far)
            done = _spent()
            incidents = len(desk.incidents())
        megabytes = [round(p.stat().st_size / 1e6) for p in (archive, Path(folder, "ledger.db"))]
    count = tally.kept + sum(tally.by_reason.values())
    wall, processor = (done[n] - began[n] for n in (0, 1))
    return {
        "pages": count,
        "archive_mb": megabytes[0],
        "ledger_mb": megabytes[1],
        "kept": tally.kept,
        "dropped": tally.by_reason,
        "incidents": incidents,
        "reading_s": round(read[0] - began[0], 1),
        "reading_processor_s": round(read[1] - began[1], 1),
        "reconciling_s": round(done[0] - read[0], 1),
        "reconciling_processor_s": round(done[1] - read[1], 1),
        "processor_ms_a_page": round(1000 * processor / count, 1),
        "pages_per_s": round(count / wall, 1),
        "minutes_for_385000": round(385_000 / (count / wall) / 60, 1),
        "peak_mb": round(_peak()),
        "memory_mb": memory[:: max(len(memory) // 20, 1)],
        "turns": [[round(b[0] - a[0], 1), b[1]] for a, b in pairwise(turns)],
    }


def _tell(began: tuple[float, float], what: str) -> None:
    now = _spent()
    wall, processor = (round((now[n] - began[n]) / 60, 1) for n in (0, 1))
    print(f"{what}; {wall} min, {processor} min of processors", file=sys.stderr, flush=True)


def _spent() -> tuple[float, float]:
    """The time on the wall, and processor seconds of this process and its ended children."""
    return time.perf_counter(), sum(os.times()[:4])


def _rate(workers: int, items: list[RawItem], chosen: Settings) -> tuple[float, float]:
    """Items a second through so many workers, their start left out, and the largest's memory."""
    found = Workers(workers, chosen).read(_jobs(items), published=None, outlet=None)
    with _stopwatch() as watch:
        for n, _ in enumerate(found):
            if n == workers * 8:  # all have started
                watch.restart(n + 1)
    return round((len(items) - watch.counted) / watch.seconds, 1), _peak()


def _rate_of_one(items: list[RawItem], chosen: Settings) -> float:
    """Items a second of one processor, in this process, whatever else the machine does."""
    from tocsin.pipeline import take  # noqa: PLC0415 - as below

    take(items[0], settings=chosen)
    began = time.process_time()
    for item in items:
        take(item, settings=chosen)
    return round(len(items) / (time.process_time() - began), 1)


def _recall(count: int) -> float:
    """Of made-up reports in which all is read and violence found, the part that passes the gate."""
    from tocsin.pipeline import take  # noqa: PLC0415 - in this process only for this figure

    passed = violent = 0
    for n, text in _reports(count // 2):
        item = _item(f"{n}.txt", text.encode(), "text/plain")
        (reading,) = take(item, settings=settings())
        if isinstance(reading, Reading) and any(
            claim.claim.first.kind.value == VIOLENT for claim in reading.claims
        ):
            violent += 1
            passed += not _is_turned_away(item)
    return round(passed / violent, 4)


def _is_turned_away(item: RawItem) -> bool:
    (page,) = pages_in(item)
    return isinstance(page, Page) and isinstance(off_topic(page, THRESHOLD), Dropped)


def _instead(made: Iterable[Made], count: int) -> dict[str, float]:
    """The rates of what a user would do instead: twice what one process does.

    Documents of 600 words a second whole through the same spaCy pipeline, and raw pages a second,
    those that the gate decides about, as HTML through trafilatura, alone and with that spaCy pass.
    """
    nlp = spacy.load(DEFAULT_MODEL)
    texts = [text for _, text in _reports(count)]
    documents = sum(len(text.split()) for text in texts) / WORDS
    _parsed(nlp, texts[:2])
    with _stopwatch() as plain:
        _parsed(nlp, texts)
    with _stopwatch() as extracting:
        stories = [extract(page.html) or "" for page in made]
    with _stopwatch() as parsing:
        _parsed(nlp, stories)
    return {
        "spacy_everything_per_s": round(2 * documents / plain.seconds, 1),
        "trafilatura_per_s": round(2 * len(stories) / extracting.seconds, 1),
        "trafilatura_and_spacy_per_s": round(
            2 * len(stories) / (extracting.seconds + parsing.seconds), 1
        ),
    }


def _parsed(nlp: Language, texts: Iterable[str]) -> None:
    for _ in nlp.pipe(texts):
        pass


def _reports(count: int) -> Iterator[tuple[int, str]]:
    """Different reports on war of about 600 words."""
    for n, text in enumerate(islice(articles("conflict", seed=7), count)):
        words = text.split(" ")
        yield n, " ".join(words[:WORDS]) if len(words) > WORDS else text


class _Watch:
    """Seconds since the start, or since the restart, and how many items came before it."""

    def __init__(self) -> None:
        self.counted = 0
        self.seconds = 0.0
        self._started = time.perf_counter()

    def restart(self, counted: int) -> None:
        self.counted = counted
        self._started = time.perf_counter()

    def stop(self) -> None:
        self.seconds = time.perf_counter() - self._started


@contextmanager
def _stopwatch() -> Iterator[_Watch]:
    watch = _Watch()
    yield watch
    watch.stop()


def _item(origin: str, payload: bytes, media_type: str) -> RawItem:
    return RawItem(origin=origin, media_type=media_type, payload=payload, fetched_at=READ_AT)


def _jobs(items: Iterable[RawItem]) -> Iterator[Job]:
    for item in items:
        receipt = Receipt(origin=item.origin, digest="0", rules="", asked="")
        yield Job(raw=item, receipt=receipt)


def _peak() -> float:
    """Megabytes of the largest process so far, this one or a worker."""
    here, below = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return max(here, below) * 1024 / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--day", metavar="N|FILE", help="a whole day of pages instead")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    args = parser.parse_args()
    if args.day and not (args.day.isdecimal() or Path(args.day).is_file()):
        parser.error(f"--day {args.day}: neither a number of pages nor a file; make one first")
    found = day(args.day, args.workers) if args.day else parts(GATED, DEEP, PLAIN)
    if args.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):28} {value}")


if __name__ == "__main__":
    main()
