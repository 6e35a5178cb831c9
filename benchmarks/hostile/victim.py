"""The process that reads hostile inputs as the product does and writes a line on each."""

from __future__ import annotations

import io
import json
import random
import sys
import time
from datetime import UTC, datetime

from benchmarks.hostile.inputs import hostile_input
from tocsin.config import settings
from tocsin.pipeline import take
from tocsin.read import Opener, Source
from tocsin.records import Dropped, RawItem, Reading

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MB = 1 << 20


def main(start: int, count: int, seed: int) -> None:
    """Read the inputs `start` to `count` of `seed`."""
    chosen = settings()
    opener = Opener(now=NOW, max_bytes=chosen.max_bytes)
    for number in range(start, count):
        name, payload = hostile_input(number, random.Random(f"{seed}-{number}"))  # noqa: S311
        began = time.monotonic()
        try:
            dropped = read = 0
            source = Source(origin=name, stream=io.BytesIO(payload), size=len(payload))
            for item in opener.items(source):
                outcomes = take(item, settings=chosen) if isinstance(item, RawItem) else (item,)
                dropped += sum(isinstance(one, Dropped) and bool(one.reason) for one in outcomes)
                read += sum(isinstance(one, Reading) for one in outcomes)
            end, why = "dropped" if dropped else "read" if read else "crash", "nothing came of it"
        except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
            end, why = "crash", f"{type(error).__name__}: {error}"
        took = round(time.monotonic() - began, 2)
        line = {"name": name, "end": end, "why": why, "seconds": took, "peak_mb": peak_mb()}
        print(json.dumps(line), flush=True)


def peak_mb() -> int:
    """The most memory that this process has held, or one that it started."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0
    held = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return held // (MB if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
