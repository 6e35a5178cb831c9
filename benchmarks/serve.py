"""The served ledger under load: `python -m benchmarks.serve [--incidents N] [--json]`.

A ledger of N incidents is made of seeded records, served in a process of its own, and asked by a
client of its own at a fixed rate while a third process adds reports. Latencies count from when a
request was due, so that a queue shows. Beside them stands a plain SELECT on the same file.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import json
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tocsin.records import (
    Actor,
    Claim,
    Document,
    Incident,
    Kind,
    Link,
    Mention,
    Place,
    Reading,
    Reality,
    ResolvedClaim,
    Role,
    Span,
    Stance,
    TollRange,
    When,
    digest_of,
)
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterator

RATE = 200  # requests a second
CONNECTIONS = 24
ROUNDS = 15
CLAIMS = 25  # of one report
FIRST = date(2015, 1, 1)
DENIED, OLD = 0.2, 0.1  # shares of the incidents
READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
SIDES = ("ARM", "AZE", "SDN", "COD", "RUS", "UKR", "ISR", "LBN", "MMR", "ETH", "MLI", "SYR")
KINDS = (Kind.ASSAULT, Kind.ASSAULT, Kind.COERCE, Kind.ACCUSE, Kind.CONSULT, Kind.THREATEN)
PAGES = {
    "first page": "/",
    "filter: sides": "/?side=ARM&side=AZE",
    "filter: kind, stance": "/?kind=ASSAULT&stance=disputed",
    "filter: days, country": "/?country=SDN&since=2019-01-01&until=2019-12-31",
    "filter: source": "/?source=Outlet+7",
    "map: world": "/api/v1/incidents/clusters?zoom=2",
    "map: zoomed in": "/api/v1/incidents/clusters?zoom=6&west=40&east=50&south=35&north=45",
}
READS = (
    "/api/v1/incidents?limit=20",
    "/api/v1/incidents?limit=20&side=ARM&side=AZE",
    "/api/v1/incidents/{incident}",
    "/api/v1/incidents/{incident}",
    "/api/v1/incidents/{incident}",
    "/api/v1/claims?limit=20",
    "/api/v1/documents/{document}",
    "/api/v1/documents/{document}",
)
WRITER = """
import sys, time
from benchmarks.serve import reading_of
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt
from datetime import datetime, UTC
store = Ledger(sys.argv[1])
until, n = time.monotonic() + float(sys.argv[2]), 10_000_000
while time.monotonic() < until:
    reading = reading_of(n)
    receipt = Receipt(origin=reading.document.origin, digest=str(n), rules="b", asked="")
    store.add(reading, receipt=receipt, at=datetime.now(UTC))
    n += 1
    time.sleep(0.25)
print(n - 10_000_000)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A ledger with the ids that are asked for."""

    path: Path
    incidents: tuple[str, ...]
    documents: tuple[str, ...]


def reading_of(number: int) -> Reading:
    """A report with `CLAIMS` claims, always the same for a number."""
    dice = random.Random(number)  # noqa: S311 - a benchmark, seeded
    sentence = "Guns shelled the town at dawn, the ministry said. "
    text = f"Report {number}. " + sentence * CLAIMS
    digest = digest_of(text)
    document = Document(
        id=digest[:16],
        origin=f"report-{number}.txt",
        outlet=f"Outlet {number % 40}",
        title=f"Report {number}",
        text=text,
        language="en",
        published=FIRST + timedelta(days=number % 3600),
        digest=digest,
    )
    starts = [found.start() for found in re.finditer("shelled", text)]
    claims = tuple(_claim(document, start, dice) for start in starts)
    return Reading(document=document, claims=claims, flags=())


def make(path: Path, incidents: int) -> Made:
    """A ledger of that many incidents, each with a claim in a report."""
    store = Ledger(path)
    dice = random.Random(0)  # noqa: S311 - same
    held, documents = [], []
    for number in range(-(-incidents // CLAIMS)):
        reading = reading_of(number)
        receipt = Receipt(origin=reading.document.origin, digest=str(number), rules="b", asked="")
        store.add(reading, receipt=receipt, at=READ_AT)
        documents.append(reading.document.id)
        held += [_incident(claim, dice) for claim in reading.claims]
        _progress("report", number + 1, -(-incidents // CLAIMS))
    store.settle(tuple(held[:incidents]), (), at=READ_AT + timedelta(hours=1))
    store.close()
    return Made(
        path=path, incidents=tuple(one.id for one in held[:incidents]), documents=tuple(documents)
    )


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The ledger at `path` in a server of its own; its address."""
    code = "import sys; from tocsin.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "serve", "--ledger", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - us
        try:
            line = server.stderr.readline() if server.stderr else ""
            found = re.search(r"http://\S+?:\d+", line)
            if found is None:
                raise RuntimeError(line)
            yield found.group()
        finally:
            server.terminate()


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> bytes:
    """One GET over an open connection; the body, or what went wrong."""
    writer.write(f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(path + " " + head.split(b"\r\n")[0].decode())
    if found := re.search(rb"content-length: (\d+)", head, re.IGNORECASE):
        return await reader.readexactly(int(found[1]))
    body = b""
    while size := int((await reader.readline()).strip() or b"0", 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readline()
    return body


async def pages(base: str) -> dict[str, dict[str, float]]:
    """Milliseconds of each page, one at a time: the first look, and the median of the next."""
    parts = urlsplit(base)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    told = {}
    for name, path in PAGES.items():
        spent = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            await ask(reader, writer, path)
            spent.append((time.perf_counter() - start) * 1000)
        told[name] = {"first_ms": spent[0], "median_ms": statistics.median(spent[1:])}
    writer.close()
    return told


async def load(base: str, made: Made, seconds: float) -> dict[str, float]:
    """Latencies of `RATE` reads a second over `seconds`, by when each was due."""
    parts = urlsplit(base)
    dice = random.Random(1)  # noqa: S311 - same
    due: asyncio.Queue[tuple[float, str] | None] = asyncio.Queue()
    spent: list[float] = []

    async def worker() -> None:
        """Ask over one connection, whatever is due next."""
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        while (job := await due.get()) is not None:
            await ask(reader, writer, job[1])
            spent.append((time.perf_counter() - job[0]) * 1000)
        writer.close()

    workers = [asyncio.create_task(worker()) for _ in range(CONNECTIONS)]
    start = time.perf_counter()
    for number in range(int(RATE * seconds)):
        moment = start + number / RATE
        await asyncio.sleep(max(0.0, moment - time.perf_counter()))
        path = dice.choice(READS).format(
            incident=dice.choice(made.incidents), document=dice.choice(made.documents)
        )
        due.put_nowait((moment, path))
    for _ in workers:
        due.put_nowait(None)
    await asyncio.gather(*workers)
    whole = time.perf_counter() - start
    ranked = sorted(spent)
    return {
        "asked_per_s": RATE,
        "answered_per_s": len(ranked) / whole,
        "p50_ms": ranked[len(ranked) // 2],
        "p95_ms": ranked[int(len(ranked) * 0.95)],
        "p99_ms": ranked[int(len(ranked) * 0.99)],
    }


def plain(made: Made) -> dict[str, float]:
    """Milliseconds of a plain SELECT on the same file: one incident, and twenty."""
    connection = sqlite3.connect(made.path)
    one = "SELECT payload FROM tocsin_derived WHERE sort = 'incident' AND id = ?"
    twenty = (
        "SELECT payload FROM tocsin_derived WHERE sort = 'incident'"
        " ORDER BY first_day DESC LIMIT 20"
    )
    told = {
        "one_ms": _timed(lambda: connection.execute(one, (made.incidents[7],)).fetchall()),
        "twenty_ms": _timed(lambda: connection.execute(twenty).fetchall()),
    }
    connection.close()
    return told


def weight(base: str) -> dict[str, float]:
    """Kilobytes of the first page, compressed: all that it loads but the map's library."""
    static = Path(__file__).parents[1] / "src" / "tocsin" / "serve" / "static"
    files = [*static.glob("*.css"), *static.glob("*.svg"), *(static / "js").glob("*.js")]
    shapes = [
        *static.glob("vendor/countries-110m.json"),
        *(static / "vendor" / "topojson").glob("*.js"),
    ]
    library = [*static.glob("vendor/leaflet.*")]

    async def page() -> bytes:
        """The first page."""
        parts = urlsplit(base)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        body = await ask(reader, writer, "/")
        writer.close()
        return body

    html = len(gzip.compress(asyncio.run(page())))
    ours, theirs = (
        sum(len(gzip.compress(f.read_bytes())) for f in some)
        for some in ([*files, *shapes], library)
    )
    return {"page_kb": (html + ours) / 1000, "map_library_kb": theirs / 1000}


def measure(incidents: int, seconds: float) -> dict[str, Any]:
    """All figures of a ledger of `incidents`, with one writer during the load."""
    with tempfile.TemporaryDirectory() as folder:
        made = make(Path(folder) / "war.db", incidents)
        with served(made.path) as base:
            start = time.perf_counter()
            asyncio.run(_once(base))
            opened = (time.perf_counter() - start) * 1000
            told: dict[str, Any] = {"incidents": incidents, "first_load_ms": opened}
            told["pages"] = asyncio.run(pages(base))
            command = [sys.executable, "-c", WRITER, str(made.path), str(seconds)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:  # noqa: S603
                told["reads"] = asyncio.run(load(base, made, seconds))
                written, _ = writer.communicate()
            told["reads"]["reports_written"] = int(written or 0)
            told["plain_select"] = plain(made)
            told["weight"] = weight(base)
    return told


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    told = measure(chosen.incidents, chosen.seconds)
    if chosen.json:
        print(json.dumps(told, indent=2))
        return
    print(
        f"{told['incidents']:,} incidents; read into memory once in {told['first_load_ms']:.0f} ms"
    )
    for name, figures in told["pages"].items():
        print(f"  {name:24} {figures['median_ms']:7.1f} ms  (first {figures['first_ms']:.1f})")
    reads, select, size = told["reads"], told["plain_select"], told["weight"]
    print(f"  {reads['answered_per_s']:.0f} of {RATE} reads a second, p50 {reads['p50_ms']:.1f},")
    print(f"    p95 {reads['p95_ms']:.1f}, p99 {reads['p99_ms']:.1f} ms,", end=" ")
    print(f"one writer adding {reads['reports_written']} reports")
    print(f"  plain SELECT: one {select['one_ms']:.2f} ms, twenty {select['twenty_ms']:.2f} ms")
    print(f"  page {size['page_kb']:.0f} KB compressed, the map's library", end=" ")
    print(f"{size['map_library_kb']:.0f} KB")


async def _once(base: str) -> None:
    parts = urlsplit(base)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    await ask(reader, writer, "/api/v1/incidents?limit=1")
    writer.close()


def _timed(call: Any) -> float:  # noqa: ANN401 - any callable
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def _claim(document: Document, start: int, dice: random.Random) -> ResolvedClaim:
    trigger = document.span(start, start + len("shelled"))
    seed = f"{document.id} {start}"
    mention = Mention(
        kind=dice.choice(KINDS),
        mode="artillery",
        trigger=trigger,
        trigger_token=0,
        participants=(),
        weapons=(),
        tolls=(),
        place=(),
        time=(),
        reality=Reality.ACTUAL,
        background=False,
        rule="benchmark",
    )
    claim = Claim(
        id=hashlib.sha256(seed.encode()).hexdigest()[:16],
        mentions=(mention,),
        chain=(),
        cue=None,
        stance=Stance.ASSERTS,
        denial=None,
        hedged=False,
        quote=None,
        answers=None,
        rule="benchmark",
    )
    who, whom = dice.sample(SIDES, 2)
    return ResolvedClaim(
        claim=claim,
        actors=(_link(trigger, "actor", _side(who)),),
        recipients=(_link(trigger, "recipient", _side(whom)),),
        speakers=(),
        places=(_link(trigger, "target", _place(dice)),),
        when=_day(dice),
    )


def _incident(claim: ResolvedClaim, dice: random.Random) -> Incident:
    denied = ("Ministry of Defence",) if dice.random() < DENIED else ()
    killed = dice.choice((0, 0, 1, 3, 12, 40))
    toll = TollRange(harm="killed", whom="", low=killed, best=killed, high=killed, source="Army")
    outlet = f"Outlet {dice.randrange(40)}"
    return Incident(
        id="i" + claim.id[:13],
        claims=(claim.id,),
        kind=claim.claim.first.kind,
        mode=claim.claim.first.mode,
        when=claim.when,
        places=tuple(link.target for link in claim.places),
        actors=tuple(link.target for link in claim.actors),
        recipients=tuple(link.target for link in claim.recipients),
        tolls=(toll,) if killed else (),
        asserted_by=(outlet,),
        confirmed_by=(),
        partly_confirmed_by=(),
        denied_by=denied,
        independent_reports=1,
        part_of=None,
        background=dice.random() < OLD,
    )


def _link(mention: Span, part: str, target: Any) -> Link[Any]:  # noqa: ANN401 - actor or place
    return Link(mention=mention, part=part, target=target, score=1.0, reasons=())


def _side(code: str) -> Actor:
    return Actor(id=f"country:{code}", name=code, country=code, role=Role.MIL)


def _place(dice: random.Random) -> Place:
    number = dice.randrange(4000)
    spot = random.Random(number)  # noqa: S311 - same
    return Place(
        name=f"Town {number}",
        country=spot.choice(SIDES),
        lat=spot.uniform(-30, 60),
        lon=spot.uniform(-20, 110),
        geonameid=number,
        precision=spot.choice((1, 1, 1, 2, 4)),
    )


def _day(dice: random.Random) -> When:
    day = FIRST + timedelta(days=dice.randrange(3600))
    return When(first=day, last=day, precision=1, text="")


def _progress(what: str, done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        print(f"\r{what} {done:,} of {total:,}", end="" if done < total else "\n", file=sys.stderr)


if __name__ == "__main__":
    main()
