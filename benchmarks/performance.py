"""Write docs/performance.md and its plots: `python -m benchmarks.performance [--days N ...]`.

Runs what benchmarks.throughput measures, once for the parts and once for each made-up day, and
benchmarks.gate. With `--measured FOLDER` figures are taken from files in it, as the benchmarks
print them with --json: parts.json, gate.json, day-*.json, engines.json and soak.json. The page
names the machine; all of it is written anew.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import (
    days_told,
    engines_told,
    gate_told,
    measured,
    plot_days,
    plot_gate,
    soak_told,
)

if TYPE_CHECKING:
    from benchmarks.figures import Measured

HERE = Path(__file__).parents[1]
PAGE, PLOT = HERE / "docs" / "performance.md", HERE / "docs" / "gate.svg"
DAY_PLOT = HERE / "docs" / "day.svg"
HEAD = """# Performance

Written by `python -m benchmarks.performance`; do not edit. What the words mean and what follows for
larger amounts: [scale.md](scale.md).

"""


def page(found: Measured) -> str:
    """The page, from what was measured."""
    parts_of_page = (
        _machine(),
        _parts(found.parts),
        days_told(found.days),
        gate_told(found.gate),
        engines_told(found.engines),
        soak_told(found.soak),
        _closing(found.parts),
    )
    return HEAD + "\n\n".join(part for part in parts_of_page if part)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Measured on {platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"{memory:.0f} GiB of memory, Python {platform.python_version()}. Load average when"
        f" this page was written: {os.getloadavg()[0]:.0f}. Where that is more than the processors,"
        " other work slowed down every figure by the clock on the wall; processor seconds are less"
        " touched."
    )


def _parts(found: dict[str, Any]) -> str:
    rows = "\n".join(f"| {name.replace('_', ' ')} | {value} |" for name, value in found.items())
    return (
        "## The parts\n\n`python -m benchmarks.throughput --json`\n\n"
        f"| measure | value |\n|---|---|\n{rows}"
    )


def _closing(found: dict[str, Any]) -> str:
    gate, plain, pages = (
        found[f"{name}_per_s"] for name in ("gate", "spacy_everything", "trafilatura_and_spacy")
    )
    return (
        f"## Instead\n\nA plain pass of the same spaCy pipeline over everything reads {plain}"
        " documents of 600 words a second here, in two processes; of raw pages, trafilatura"
        f" extracts {found['trafilatura_per_s']} a second, and {pages} with the spaCy pass over"
        f" what it extracts. The gate decides about {gate} such pages a second,"
        f" {gate / pages:.0f} times as many as both. (Rates of two processes are twice those"
        " measured in one.) Peers' published rates, from their papers: POLECAT's coder needs a GPU"
        " or a cluster; HeidelTime alone takes 9 to 16 s a document; trafilatura alone extracts 60"
        " pages a second and core."
        "\n"
    )


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.performance", description=__doc__)
    parser.add_argument("--days", type=int, nargs="*", default=[], metavar="N")
    parser.add_argument("--measured", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    found = measured(args.measured, args.days)
    plot_gate(found.gate, PLOT)
    plot_days(found.days, DAY_PLOT)
    PAGE.write_text(page(found), "utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
