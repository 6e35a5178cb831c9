"""Write the web archive of a made-up day: `python -m benchmarks.day PAGES FILE [--seed N]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.day import pages, write_archive


def main() -> None:
    """Write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.day", description=__doc__)
    parser.add_argument("pages", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    write_archive(args.file, pages(args.pages, args.seed))


if __name__ == "__main__":
    main()
