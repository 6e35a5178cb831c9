"""Print what becomes of hostile inputs: `python -m benchmarks.hostile 1000 --seed 0 --json`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from benchmarks.hostile.tally import run


def main() -> None:
    """Run as many hostile inputs as asked and print the tally."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    args = parser.parse_args()
    tally = asdict(run(args.count, args.seed))
    print(json.dumps(tally) if args.json else "\n".join(f"{k:22} {v}" for k, v in tally.items()))


main()
