"""Write docs/performance.md and its plots: `python -m benchmarks.performance [--days N ...]`.

Runs what benchmarks.throughput measures, once for the parts and once for each made-up day, and asks
the gate at several thresholds how much it passes. Where the development sets lie in ../shared/gold,
their texts are asked too. With `--measured FOLDER` figures are taken from files in it, as the
benchmarks print them with --json: parts.json, day-*.json, engines.json and soak.json. The page
names the machine; all of it is written anew.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.day import pages
from benchmarks.figures import Measured, days_told, engines_told, measured, plot_days, soak_told
from tocsin.clean.relevance import THRESHOLD, relevance_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parents[1]
GOLD = HERE.parent / "shared" / "gold"
PAGE, PLOT = HERE / "docs" / "performance.md", HERE / "docs" / "gate.svg"
DAY_PLOT = HERE / "docs" / "day.svg"
THRESHOLDS = (0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.24, 0.3)
MADE = 2_000
WAR = "made-up reports on war"
READ, OTHER = ("claims", "fakes_articles"), ("lgl", "polnear")
HEAD = """# Performance

Written by `python -m benchmarks.performance`; do not edit. What the words mean and what follows for
larger amounts: [scale.md](scale.md).

"""


def gate_scores() -> dict[str, list[float]]:
    """The relevance of many texts by what they are: made-up news by topic, and whole sets."""
    found: dict[str, list[float]] = {}
    for page in pages(MADE):
        name = WAR if page.topic == "conflict" else "made-up other news"
        found.setdefault(name, []).append(relevance_of(page.text))
    for name, text in _gold_texts():
        found.setdefault(name, []).append(relevance_of(text))
    return found


def _gold_texts() -> Iterator[tuple[str, str]]:
    for path in sorted(GOLD.glob("claims/text/*.txt")):
        yield "claims", path.read_bytes().decode("utf-8")
    for name in ("fakes_articles", *OTHER):
        for path in GOLD.glob(f"{name}.dev.jsonl*"):
            content = path.read_bytes()
            if path.suffix == ".gz":
                content = gzip.decompress(content)
            for line in content.decode("utf-8").strip().split("\n"):
                yield name, json.loads(line)["text"]


def passing(scores: list[float], threshold: float) -> float:
    """The share of texts that pass the gate."""
    return sum(score >= threshold for score in scores) / len(scores)


def page(found: Measured, gate: dict[str, list[float]]) -> str:
    """The page, from what was measured."""
    parts_of_page = (
        _machine(),
        _parts(found.parts),
        days_told(found.days),
        _gate(gate),
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


def _gate(gate: dict[str, list[float]]) -> str:
    head = "| threshold | " + " | ".join(f"{name} ({len(s)})" for name, s in gate.items()) + " |"
    lines = [
        f"| {threshold:.2f} | "
        + " | ".join(f"{passing(scores, threshold):.3f}" for scores in gate.values())
        + " |"
        for threshold in THRESHOLDS
    ]
    return "\n".join(
        (
            "## The gate: what passes at which threshold",
            "",
            f"The setting `gate`; `tocsin add --gate` takes {THRESHOLD}. Share of texts that pass:",
            "",
            head,
            "|---|" + "---|" * len(gate),
            *lines,
            "",
            "![What the gate passes of reports on war and of other news](gate.svg)",
        )
    )


def _closing(found: dict[str, Any]) -> str:
    ratio = found["gate_per_s"] / max(found["spacy_everything_per_s"], 0.1)
    return (
        "## Instead\n\nA plain pass of the same spaCy pipeline over everything, in two processes, "
        f"reads {found['spacy_everything_per_s']} documents of 600 words a second here; the "
        f"gate decides about {found['gate_per_s']} pages, {ratio:.0f} times as many. Peers' "
        "published rates, from their papers: POLECAT's coder needs a GPU or a cluster; "
        "HeidelTime alone takes 9 to 16 s a document; trafilatura alone extracts 60 pages a second "
        "and core.\n"
    )


def plot(gate: dict[str, list[float]]) -> None:
    """Recall on reports of violence against the share of other news that has to be read."""
    import matplotlib as mpl  # noqa: PLC0415 - an extra

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - an extra

    war = [score for name in (*READ, WAR) for score in gate.get(name, [])]
    figure, axes = plt.subplots(figsize=(6, 4))
    for name in (*OTHER, "made-up other news"):
        if name in gate:
            cost = [passing(gate[name], threshold) for threshold in THRESHOLDS]
            recall = [passing(war, threshold) for threshold in THRESHOLDS]
            axes.plot(cost, recall, marker="o", label=name)
    axes.set_xlabel("share of other news that passes")
    axes.set_ylabel("share of reports on war that pass")
    axes.legend()
    axes.grid(visible=True, alpha=0.3)
    figure.savefig(PLOT, metadata={"Date": None})


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.performance", description=__doc__)
    parser.add_argument("--days", type=int, nargs="*", default=[], metavar="N")
    parser.add_argument("--measured", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    found = measured(args.measured, args.days)
    gate = gate_scores()
    plot(gate)
    plot_days(found.days, DAY_PLOT)
    PAGE.write_text(page(found, gate), "utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
