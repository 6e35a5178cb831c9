"""`python -m benchmarks.predict TASK GOLD -o PRED`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.predict.run import TASKS, predict


def main() -> int:
    """Write the predictions of one task; a document that failed is named and has no answer."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.predict", description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("gold", type=Path, help="the claims folder, or a .jsonl file (may be .gz)")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PRED")
    parser.add_argument("--pool", type=Path, help="the articles in which respun finds originals")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    args = parser.parse_args()
    if (args.task == "respun") != (args.pool is not None):
        parser.error("--pool FILE goes with the task respun")
    failures = predict(args.task, args.gold, args.output, workers=args.workers, pool=args.pool)
    for failure in failures:
        print(f"no answer for {failure.id}: {failure.why}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
