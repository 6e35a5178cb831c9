"""What Ray costs on one machine: `python -m benchmarks.engines [--pages N] [--rounds N] [--json]`.

The same made-up web archives are read into a ledger by the local engine with worker processes and
by the cluster engine on a Ray of this machine with as many processors. Starting is counted apart:
what a run over one page each takes is taken off the local engine, whose processes start each time;
Ray's are kept, so a first run over those pages is its start. Beside the clock on the wall stands
processor time, of all processes together, which other work on the machine hardly touches; the two
engines take turns, and medians are told. Each reconciles its ledger its own way.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.day import pages, write_archive
from tocsin.clean.relevance import THRESHOLD
from tocsin.config import settings
from tocsin.desk import connect
from tocsin.run.cluster import Cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tocsin.desk import Desk

SHARDS = 8
LOCAL, RAY = "local", "ray"
PARTS_OF_A_TIME = (86_400, 3_600, 60, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds on the wall and of all processors."""

    wall: float
    processor: float

    def less(self, start: Spent) -> Spent:
        """What is left when a start is taken off."""
        return Spent(wall=self.wall - start.wall, processor=self.processor - start.processor)


def compared(count: int, rounds: int, workers: int) -> dict[str, Any]:
    """Both engines over `count` pages in `SHARDS` archives: medians, and what Ray adds."""
    import ray  # noqa: PLC0415 - an extra

    with tempfile.TemporaryDirectory(prefix="tocsin-engines-") as folder:
        few, many = shards(Path(folder, "few"), SHARDS), shards(Path(folder, "many"), count)
        began = time.perf_counter()
        ray.init(num_cpus=workers, log_to_driver=False, include_dashboard=False)
        started = time.perf_counter() - began
        found: defaultdict[str, list[Spent]] = defaultdict(list)
        found[f"{RAY} start"].append(_run(RAY, few, Path(folder, "first"), workers)[0])
        for n in range(rounds):
            where = [Path(folder, f"{name} {n}") for name in ("start", LOCAL, RAY)]
            found[f"{LOCAL} start"].append(_run(LOCAL, few, where[0], workers)[0])
            for engine, path in zip((LOCAL, RAY), where[1:], strict=True):
                reading, reconciling = _run(engine, many, path, workers)
                found[f"{engine} reading"].append(reading)
                found[f"{engine} reconcile"].append(reconciling)
        ray.shutdown()
    return _told(found, {"pages": count, "shards": SHARDS, "ray_init_s": round(started, 1)})


def shards(folder: Path, count: int) -> Path:
    """A folder of `SHARDS` archives with `count` pages in all."""
    folder.mkdir()
    every = pages(count, seed=3)
    for n in range(SHARDS):
        write_archive(folder / f"{n}.warc.gz", islice(every, count // SHARDS))
    return folder


def _run(engine: str, inputs: Path, where: Path, workers: int) -> tuple[Spent, Spent]:
    where.mkdir()
    cluster = Cluster(folder=str(where / "parquet"), worth=0)

    def read(desk: Desk) -> object:
        if engine == RAY:
            return desk.take_in_from(cluster, [inputs])
        return desk.take_in([inputs], workers=workers)

    def reconcile(desk: Desk) -> object:
        return desk.reconcile_on(cluster) if engine == RAY else desk.reconcile()

    with connect(where / "war.db", settings(gate=THRESHOLD)) as desk:
        return _spent(lambda: read(desk)), _spent(lambda: reconcile(desk))


def _spent(work: Callable[[], object]) -> Spent:
    wall, processor = time.perf_counter(), _processor()
    work()
    return Spent(wall=time.perf_counter() - wall, processor=_processor() - processor)


def _processor() -> float:
    """Processor seconds of this process, of the children it has seen end, and of all below it."""
    used = os.times()
    return sum(used[:4]) + sum(_below(os.getpid()))


def _below(pid: int) -> Iterator[float]:
    """Seconds of each process that descends from one and is alive, as `ps` tells it."""
    command = ["ps", "-e", "S", "-o", "pid=,ppid=,time="]  # S: with those that ended below it
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    children: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for line in told.splitlines():
        child, parent, spent = line.split()
        children[int(parent)].append((int(child), spent))
    waiting = [pid]
    while waiting:
        for number, spent in children[waiting.pop()]:
            waiting.append(number)
            parts = [float(part) for part in spent.replace("-", ":").split(":")]
            yield sum(a * b for a, b in zip(PARTS_OF_A_TIME[-len(parts) :], parts, strict=True))


def _told(found: dict[str, list[Spent]], told: dict[str, Any]) -> dict[str, Any]:
    middle = {
        name: Spent(
            wall=statistics.median(one.wall for one in spent),
            processor=statistics.median(one.processor for one in spent),
        )
        for name, spent in found.items()
    }
    reading = {
        LOCAL: middle[f"{LOCAL} reading"].less(middle[f"{LOCAL} start"]),
        RAY: middle[f"{RAY} reading"],
    }
    for engine in (LOCAL, RAY):
        told |= _named(f"{engine}_start", middle[f"{engine} start"])
        told |= _named(f"{engine}_reading", reading[engine])
        told |= _named(f"{engine}_reconcile", middle[f"{engine} reconcile"])
    told["overhead_wall"] = round(reading[RAY].wall / reading[LOCAL].wall - 1, 3)
    told["overhead_processor"] = round(reading[RAY].processor / reading[LOCAL].processor - 1, 3)
    return told


def _named(name: str, spent: Spent) -> dict[str, float]:
    return {f"{name}_s": round(spent.wall, 1), f"{name}_processor_s": round(spent.processor, 1)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--pages", type=int, default=1_600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--json", action="store_true", help="one JSON object")
    args = parser.parse_args()
    found = compared(args.pages, args.rounds, args.workers)
    if args.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):28} {value}")


if __name__ == "__main__":
    main()
