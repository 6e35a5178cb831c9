"""Kill a growing ledger and feed it hostile inputs: `python -m benchmarks.faults [--json]`.

Every document goes through the real pipeline. `--kills 50 --hostile 1000` is the whole measure.
"""

from __future__ import annotations

import argparse
import json

from benchmarks.faults import killed


def main() -> None:
    """Print what was lost, doubled, dropped and brought down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5, help="kill -9 at so many moments [5]")
    parser.add_argument("--documents", type=int, default=2000, help="in the batch [2000]")
    parser.add_argument("--hostile", type=int, default=100, help="hostile inputs [100]")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    args = parser.parse_args()
    told = measured(args.kills, args.documents, args.hostile, args.seed)
    print(json.dumps(told) if args.json else "\n".join(f"{k:22} {v}" for k, v in told.items()))


def measured(kills: int, documents: int, hostile: int, seed: int) -> dict[str, int | bool | float]:
    """The figures of both parts; `peak_mb` is the most memory that any process held."""
    from benchmarks.hostile import run  # noqa: PLC0415 - starts with what it reads

    outcome = killed.run(kills, documents, seed)
    tally = run(hostile, seed)
    return {
        "kills": outcome.kills,
        "lost": outcome.lost,
        "doubled": outcome.doubled,
        "same_ledger": outcome.same_ledger,
        "hostile": tally.inputs,
        "dropped_with_reason": tally.dropped_with_reason,
        "crashes": tally.crashes,
        "peak_mb": max(outcome.peak_mb, tally.peak_mb),
        "documents": outcome.documents,
        "faults": outcome.faults,
        "hostile_read": tally.read,
        "seconds": outcome.seconds,
    }


if __name__ == "__main__":
    main()
