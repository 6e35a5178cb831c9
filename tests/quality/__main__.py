"""`python -m tests.quality [--full] [SET ...]`: score the development sets against their floors."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.quality.floors import complaints, floors_of
from tests.quality.report import page
from tests.quality.scores import UnansweredError, figures_of
from tests.quality.sets import HERE, SHARED, all_sets

PAGE = HERE.parents[1] / "docs" / "quality.md"


def main() -> int:
    """Measure, compare, and write the page if all sets were answered; 1 if something fell."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--full", action="store_true", help="whole sets instead of samples")
    parser.add_argument("sets", nargs="*", metavar="SET", help="only these (default: all)")
    args = parser.parse_args()
    if not (SHARED / "gold").is_dir():
        print(f"{SHARED.name}/gold is not beside the checkout: nothing to measure")
        return 0
    floors = floors_of("whole" if args.full else "sample")
    results, wrong = [], []
    for each in all_sets():
        if args.sets and each.name not in args.sets:
            continue
        began = time.perf_counter()
        try:
            with tempfile.TemporaryDirectory() as folder:
                figures = figures_of(each, Path(folder), whole=args.full)
        except UnansweredError as error:
            wrong.append(str(error))
            continue
        print(f"{each.name} ({time.perf_counter() - began:.0f} s)")
        for measure, figure in figures.items():
            floor = floors.get(each.name, {}).get(measure)
            print(f"  {measure:42} {figure:.3f}" + (f"  floor {floor:.3f}" if floor else ""))
        wrong += complaints(each, figures, floors)
        results.append((each, figures))
    if not args.sets and len(results) == len(all_sets()):
        PAGE.write_text(page(results, floors, whole=args.full), "utf-8")
    print(*wrong, sep="\n")
    print(f"{len(results)} sets measured, {len(wrong)} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
