"""Run hostile inputs through the product in a process of its own and count how each ends."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

LIMIT = 300  # seconds of silence after which an input counts as a crash


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileTally:
    """How hostile inputs ended.

    `dropped_with_reason` went no further and say why (at least one part of them), `read` gave
    readings and nothing else, `crashes` brought the process down, hung, or gave nothing at all.
    `peak_mb` is the most memory that the process held, or one of those it started; `slowest` is
    the input that took longest, in seconds.
    """

    inputs: int
    dropped_with_reason: int
    read: int
    crashes: int
    peak_mb: int
    slowest: float


def run(count: int, seed: int = 0) -> HostileTally:
    """Read `count` hostile inputs made from `seed`, and tell how they ended."""
    ends: Counter[str] = Counter()
    peak, slowest, start = 0, 0.0, 0
    while start < count:
        done = 0
        for line in _outcomes(start, count, seed):
            told = json.loads(line)
            done += 1
            ends[told["end"]] += 1
            peak, slowest = max(peak, told["peak_mb"]), max(slowest, told["seconds"])
            if told["end"] == "crash":
                print(f"input {told['name']}: {told['why']}", file=sys.stderr)
        start += done
        if start < count:
            ends["crash"] += 1
            print(f"input {start} of seed {seed} brought the process down", file=sys.stderr)
            start += 1
    return HostileTally(
        inputs=count,
        dropped_with_reason=ends["dropped"],
        read=ends["read"],
        crashes=ends["crash"],
        peak_mb=peak,
        slowest=slowest,
    )


def _outcomes(start: int, count: int, seed: int) -> list[str]:
    """The lines of a process that reads inputs from `start` on, up to where it ends or hangs."""
    command = [sys.executable, "-m", "benchmarks.hostile.victim", str(start), str(count), str(seed)]
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
        if child.stdout is None:  # pragma: no cover - it is a pipe
            return lines
        while select.select([child.stdout], [], [], LIMIT)[0]:
            line = child.stdout.readline()
            if not line:
                break
            lines.append(line)
        child.kill()
    return lines
