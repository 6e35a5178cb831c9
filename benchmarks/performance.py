"""Write docs/performance.md and its plot: `python -m benchmarks.performance [--days N ...]`.

Runs what benchmarks.throughput measures, once for the parts and once for each made-up day, and asks
the gate at several thresholds how much it passes. Where the development sets lie in ../shared/gold,
their texts are asked too. The page names the machine; all of it is written anew.
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
from benchmarks.throughput import DEEP, GATED, PLAIN, day, parts
from tocsin.clean.relevance import THRESHOLD, relevance_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parents[1]
GOLD = HERE.parent / "shared" / "gold"
PAGE, PLOT = HERE / "docs" / "performance.md", HERE / "docs" / "gate.svg"
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


def page(measured: dict[str, Any], days: list[dict[str, Any]], gate: dict[str, list[float]]) -> str:
    """The page, from what was measured."""
    return HEAD + "\n\n".join(
        (_machine(), _parts(measured), _days(days), _gate(gate), _closing(measured))
    )


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Measured on {platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"{memory:.0f} GiB of memory, Python {platform.python_version()}."
    )


def _parts(measured: dict[str, Any]) -> str:
    rows = "\n".join(f"| {name.replace('_', ' ')} | {value} |" for name, value in measured.items())
    return (
        "## The parts\n\n`python -m benchmarks.throughput --json`\n\n"
        f"| measure | value |\n|---|---|\n{rows}"
    )


def _days(days: list[dict[str, Any]]) -> str:
    if not days:
        return "## A day\n\nNot measured in this run: `python -m benchmarks.throughput --day N`."
    columns = ("pages", "kept", "incidents", "reading_s", "reconciling_s", "pages_per_s", "peak_mb")
    head = "| " + " | ".join(column.replace("_", " ") for column in columns) + " |"
    lines = ["| " + " | ".join(str(one[column]) for column in columns) + " |" for one in days]
    return "\n".join(
        (
            "## A day, from web archive to reconciled ledger",
            "",
            "`python -m benchmarks.throughput --day N`",
            "",
            head,
            "|" + "---|" * len(columns),
            *lines,
        )
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


def _closing(measured: dict[str, Any]) -> str:
    ratio = measured["gate_per_s"] / max(measured["spacy_everything_per_s"], 0.1)
    return (
        "## Instead\n\nA plain pass of the same spaCy pipeline over everything, in two processes, "
        f"reads {measured['spacy_everything_per_s']} documents of 600 words a second here; the "
        f"gate decides about {measured['gate_per_s']} pages, {ratio:.0f} times as many. Peers' "
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
    args = parser.parse_args()
    gate = gate_scores()
    plot(gate)
    measured = parts(GATED, DEEP, PLAIN)
    days = [day(count, min(2, os.cpu_count() or 1)) for count in args.days]
    PAGE.write_text(page(measured, days, gate), "utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
