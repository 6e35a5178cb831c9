"""Speed and memory: `python -m benchmarks.speed [--json]` (make bench).

Documents of 600 words are made of the paragraphs of examples/dispatches. One core is used, each
figure is the median of several rounds, and nothing is asserted. Beside the clock on the wall stands
the processor's own time, which other work on the machine hardly touches.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin import pipeline
from tocsin.clean import document_of
from tocsin.clean.reports import document_from
from tocsin.config import settings
from tocsin.read import pages_in, raw_items
from tocsin.records import Document, Dropped, RawItem
from tocsin.resolve import links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

EXAMPLES = Path(__file__).parents[1] / "examples" / "dispatches"
WORDS = 600
DOCUMENTS = 30
ROUNDS = 3
COLD_STARTS = 3
STEPS = {
    "parse": ("parse",),
    "extract": ("mentions_in",),
    "attest": ("claims_in", "flags_in"),
    "resolve": ("resolve",),
}
PARTS = {
    "places": ("places_in", "borders_in"),
    "dates": ("times_in",),
    "actors": ("lessons_of", "actors_of"),
}
COMMAND_LINE = "import sys; from tocsin.cli import main; sys.exit(main())"
READ_AT = datetime(2026, 1, 1, tzinfo=UTC)


def documents() -> list[Document]:
    """`DOCUMENTS` different texts of about `WORDS` words each."""
    return list(islice(_documents(list(_paragraphs())), DOCUMENTS))


def warm(texts: list[Document]) -> dict[str, Any]:
    """Documents a second and milliseconds a document of each step, models and tables loaded.

    What is loaded is out of the way of the search for garbage, as in the worker processes.
    """
    chosen = settings()
    pipeline.read(texts[0], chosen)
    gc.collect()
    gc.freeze()
    spent: dict[str, float] = defaultdict(float)
    for module, steps in ((pipeline, STEPS), (links, PARTS)):
        for step, names in steps.items():
            for name in names:
                setattr(module, name, _timed(getattr(module, name), step, spent))
    walls, processors = [], []
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        for text in texts:
            pipeline.read(text, chosen)
        walls.append(len(texts) / (time.perf_counter() - wall))
        processors.append(len(texts) / (time.process_time() - processor))
    read = ROUNDS * len(texts)
    return {
        "documents_a_second": round(statistics.median(walls), 2),
        "documents_a_processor_second": round(statistics.median(processors), 2),
        "words_a_document": round(statistics.mean(len(text.text.split()) for text in texts)),
        "milliseconds": _shares(spent, STEPS, read),
        "milliseconds_within_resolve": _shares(spent, PARTS, read),
        "peak_memory_mb": _megabytes(resource.RUSAGE_SELF),
    }


def _shares(spent: dict[str, float], steps: Iterable[str], read: int) -> dict[str, float]:
    """Milliseconds a document of each step."""
    return {step: round(1000 * spent[step] / read, 1) for step in steps}


def cold(text: Document) -> dict[str, Any]:
    """Seconds and memory of `tocsin read` on one text, from the start of the process to its end."""
    seconds, processors = [], []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.txt"
        file.write_text(text.text, "utf-8")
        command = [sys.executable, "-c", COMMAND_LINE, "read", str(file)]
        for _ in range(COLD_STARTS):
            wall, processor = time.perf_counter(), _children()
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
            seconds.append(time.perf_counter() - wall)
            processors.append(_children() - processor)
    return {
        "cold_read_seconds": round(statistics.median(seconds), 2),
        "cold_read_processor_seconds": round(statistics.median(processors), 2),
        "cold_read_peak_memory_mb": _megabytes(resource.RUSAGE_CHILDREN),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    args = parser.parse_args()
    texts = documents()
    found = cold(texts[0])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    found |= warm(texts)
    if args.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):28} {value}")


def _paragraphs() -> Iterator[str]:
    chosen = settings()
    for raw in raw_items([EXAMPLES], now=READ_AT, max_bytes=chosen.max_bytes):
        if isinstance(raw, RawItem):
            for page in pages_in(raw):
                if not isinstance(page, Dropped):
                    story = document_of(page, published=None, outlet=None, settings=chosen)
                    if isinstance(story, Document):
                        yield from filter(str.strip, story.text.split("\n"))


def _documents(paragraphs: list[str]) -> Iterator[Document]:
    """Each document starts at another paragraph and runs on, round the end, to its length."""
    for start in range(len(paragraphs)):
        taken: list[str] = []
        words = 0
        for paragraph in paragraphs[start:] + paragraphs[:start]:
            taken.append(paragraph)
            words += len(paragraph.split())
            if words >= WORDS:
                break
        yield document_from(
            "\n\n".join(taken),
            origin=f"speed-{start}",
            published=READ_AT.date(),
            outlet=None,
            title=None,
        )


def _timed(
    step: Callable[..., object], name: str, spent: dict[str, float]
) -> Callable[..., object]:
    def run(*args: object, **kwargs: object) -> object:
        began = time.process_time()
        try:
            return step(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - began

    return run


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _megabytes(who: int) -> int:
    """The largest memory a process of ours held (Linux counts kilobytes, macOS bytes)."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(who).ru_maxrss * unit / 1e6)


if __name__ == "__main__":
    main()
