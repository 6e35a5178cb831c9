"""Follow a server that lies, and serve meanwhile: `python -m benchmarks.soak [--minutes N]`.

Feeds grow by an entry every ten seconds each; more than half of the answers carry a fault. Two real
processes work on one ledger on the loopback. At the end the server is honest for a while, and what
was published is held against the ledger: nothing may be lost or doubled, and memory stays flat.
"""

from __future__ import annotations

import argparse
import json

from benchmarks.soak.run import soak


def main() -> None:
    """Print what was lost and doubled, and the memory of both processes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    args = parser.parse_args()
    told = soak(args.minutes, args.seed)
    print(json.dumps(told) if args.json else "\n".join(f"{k:22} {v}" for k, v in told.items()))


if __name__ == "__main__":
    main()
