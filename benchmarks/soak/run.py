"""One soak: the lying server, a process that follows it, a process that serves; then the count."""

from __future__ import annotations

import json
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.memory import megabytes_of
from benchmarks.soak.liar import HONEST, LINKED, Liar, lying
from tocsin.desk import connect
from tocsin.store.ledger import Ledger
from tocsin.store.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
EVERY = 6.0  # seconds between two polls of a feed
LOOK, ASK = 5.0, 1.0  # seconds between two looks at memory, and two requests of the page
CALM = 100.0  # seconds at the end without lies, for what is still due
WAIT = 60.0
LATEST = 600.0  # seconds after the end within which the last entries must have come
PATHS = (
    "/",
    "/api/v1/incidents?limit=20",
    "/api/v1/claims?limit=20",
    "/?kind=ASSAULT",
    "/feed.atom",
)
TOCSIN = "import sys; from tocsin.cli import main; sys.exit(main())"


@dataclass(slots=True)
class _Watch:
    """What was seen while it ran: memory of both processes by time, and how requests went."""

    memory: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    asked: Counter[int] = field(default_factory=Counter)

    def look(self, processes: dict[str, subprocess.Popen[str]]) -> None:
        for name, process in processes.items():
            if process.poll() is not None:
                msg = f"the process that {name}s ended with {process.returncode}"
                raise RuntimeError(msg)
            self.memory[name].append(megabytes_of(process.pid))

    def ask(self, base: str, path: str) -> None:
        connection = HTTPConnection(base.partition("//")[2], timeout=WAIT)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            self.asked[answer.status] += 1
        except (OSError, HTTPException):
            self.asked[0] += 1
        finally:
            connection.close()


def soak(
    minutes: float, seed: int, *, honest: float = HONEST, every: float = EVERY
) -> dict[str, Any]:
    """Follow and serve for so long; what was lost or doubled, and how memory went.

    `honest` is the share of answers without a lie, `every` the seconds between two polls. Time
    counts from the first round of polls, so that starting is not taken for growth.
    """
    with tempfile.TemporaryDirectory(prefix="tocsin-soak-") as folder:
        where = Path(folder, "war.db")
        connect(where).close()
        liar, watch = Liar(seed=seed, honest=honest), _Watch()
        with lying(liar) as site:
            urls = [f"{site}/feed/{n}" for n in range(liar.feeds)]
            told = _watched(liar, watch, [str(where), str(every), str(LINKED), *urls], minutes * 60)
            counted = _counted(where, liar, site)
    return {
        "minutes": minutes,
        **counted,
        "came": told["came"],
        "settled_s": told["settled_s"],
        "stopped_s": told["stopped_s"],
        "answers": dict(Counter(liar.told).most_common()),
        "troubles": told["troubles"],
        "requests_of_the_page": {str(k): v for k, v in sorted(watch.asked.items())},
        "memory": {name: thirds(found) for name, found in watch.memory.items()},
        "memory_by_tenth": {name: tenths(found) for name, found in watch.memory.items()},
    }


def _watched(liar: Liar, watch: _Watch, asked: list[str], seconds: float) -> dict[str, Any]:
    """Let both run, and look; what the follower says at its end."""
    following = ["-m", "benchmarks.soak.follower", *asked]
    serving = ["-c", TOCSIN, "serve", "--ledger", asked[0], "--port", "0"]
    with _running(following) as follower, _running(serving) as server:
        base = _address(server)
        processes = {"follow": follower, "serve": server}
        while liar.asked <= 2 * liar.feeds and follower.poll() is None:
            time.sleep(ASK)
        end, n = time.monotonic() + seconds, 0
        liar.calm = end - min(CALM, seconds / 2)
        while time.monotonic() < end:
            if n % int(LOOK / ASK) == 0:
                watch.look(processes)
            watch.ask(base, PATHS[n % len(PATHS)])
            time.sleep(ASK)
            n += 1
        settled = _settled(Path(asked[0]), liar)
        told = _stopped(follower)
    return {"settled_s": settled, **told}


def _stopped(follower: subprocess.Popen[str]) -> dict[str, Any]:
    """What the follower says at its end, and how long it took to end once it was told to."""
    began = time.monotonic()
    follower.send_signal(signal.SIGTERM)
    try:
        told, trouble = follower.communicate(timeout=LATEST)
    except subprocess.TimeoutExpired:
        follower.kill()
        return {"stopped_s": None, "came": None, "troubles": {}}
    if follower.returncode:
        raise RuntimeError(trouble)
    took = round(time.monotonic() - began, 1)
    return {"stopped_s": took, **json.loads(told.strip().split("\n")[-1])}


def _settled(where: Path, liar: Liar) -> float:
    """Wait until all that was published came in, for so long; the seconds that took."""
    began, ledger = time.monotonic(), Ledger(where)
    wanted = sum(len(liar.published(feed)) for feed in range(liar.feeds))
    try:
        while ledger.size().documents < wanted and time.monotonic() - began < LATEST:
            time.sleep(LOOK)
    finally:
        ledger.close()
    return round(time.monotonic() - began, 1)


@contextmanager
def _running(arguments: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A Python process; it is told to end with the block."""
    command = [sys.executable, *arguments]
    with subprocess.Popen(  # noqa: S603 - our own
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    line = server.stderr.readline() if server.stderr else ""
    found = re.search(r"http://\S+?:\d+", line)
    if found is None:
        raise RuntimeError(line)
    return found.group()


def _counted(where: Path, liar: Liar, site: str) -> dict[str, int]:
    """What was published against what the ledger holds.

    `lost` counts entries without a document, `stale` those whose newest text is not the one that
    counts, `doubled` those with a version too many, `strange` documents that nobody published.
    """
    entries = {f"{site}{e.path}": e for n in range(liar.feeds) for e in liar.published(n)}
    ledger = Ledger(where)
    try:
        held = {one.origin: one for one in ledger.documents()}
        texts = {origin: len(ledger.versions(origin)) for origin in held}
        dropped, faults = (
            sum(1 for _ in ledger.dropped()),
            sum(1 for _ in ledger.room(Upkeep).check()),
        )
    finally:
        ledger.close()
    linked = {origin for origin, one in entries.items() if one.feed == LINKED}
    wanted = {o: 1 if o in linked else len(one.texts) for o, one in entries.items()}
    newest = {o: entries[o].texts[wanted[o] - 1] for o in entries}
    return {
        "published": len(entries),
        "corrected": sum(n - 1 for n in wanted.values()),
        "documents": len(held),
        "lost": len(entries.keys() - held.keys()),
        "stale": sum(o in held and not _says(held[o].text, newest[o]) for o in entries),
        "doubled": sum(texts.get(o, 0) > n for o, n in wanted.items()),
        "strange": len(held.keys() - entries.keys()),
        "dropped": dropped,
        "faults_of_the_ledger": faults,
    }


def _says(text: str, wanted: str) -> bool:
    """Whether a text holds another, whatever the white space."""
    return " ".join(wanted.split()) in " ".join(text.split())


def thirds(found: list[float]) -> dict[str, float]:
    """Median megabytes of the first and the last third, and the last by the first."""
    size = max(len(found) // 3, 1)
    first, last = statistics.median(found[:size]), statistics.median(found[-size:])
    return {
        "first_third_mb": round(first, 1),
        "last_third_mb": round(last, 1),
        "last_over_first": round(last / first, 3),
        "most_mb": round(max(found), 1),
    }


def tenths(found: list[float]) -> list[float]:
    """Median megabytes of each tenth of the time."""
    bounds = [len(found) * n // 10 for n in range(11)]
    parts = [found[start:end] for start, end in pairwise(bounds)]
    return [round(statistics.median(part), 1) for part in parts if part]
