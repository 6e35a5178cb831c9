"""What the benchmarks measured, as parts of docs/performance.md: days, engines and the soak."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.gate import NEWS, WAR, gate_figures
from benchmarks.throughput import DEEP, GATED, PLAIN, day, parts
from tocsin.clean.relevance import THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Figures = dict[str, Any]
DAY_COLUMNS = (
    "pages",
    "kept",
    "incidents",
    "reading_s",
    "reading_processor_s",
    "reconciling_s",
    "reconciling_processor_s",
    "processor_ms_a_page",
    "peak_mb",
)
OTHER = ("lgl", "polnear")
COUNTED = ("published", "corrected", "documents", "lost", "stale", "doubled", "strange", "dropped")
ENGINE_ROWS = {
    "starting (a run over a page a shard)": "start",
    "reading, without the start": "reading",
    "reconciling (on Ray by its tasks)": "reconcile",
}
WHAT_IS_LOST = (
    "The texts of lgl and polnear with an armed side that do not pass were looked at: crimes whose"
    " parties the full reading takes for soldiers, the attacks and battles of an election campaign,"
    " and asides in long texts on something else. muc4 is dispatches of 1989 and 1990 in capital"
    " letters; half of those with violence that do not pass hold one claim of it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured; None or nothing where it was not."""

    parts: Figures
    gate: Figures
    days: tuple[Figures, ...]
    engines: Figures | None
    soak: Figures | None


def measured(folder: Path | None, days: Iterable[int]) -> Measured:
    """The figures that lie in `folder`; parts and `days` are measured where they do not."""
    held = {file.stem: json.loads(file.read_text("utf-8")) for file in _files(folder)}
    counts = {name: found for name, found in held.items() if name.startswith("day-")}
    workers = min(2, os.cpu_count() or 1)
    made = [day(str(count), workers) for count in days if f"day-{count}" not in counts]
    return Measured(
        parts=held.get("parts") or parts(GATED, DEEP, PLAIN),
        gate=held.get("gate") or gate_figures(workers),
        days=tuple(sorted([*counts.values(), *made], key=lambda one: int(one["pages"]))),
        engines=held.get("engines"),
        soak=held.get("soak"),
    )


def days_told(days: tuple[Figures, ...]) -> str:
    """The table of days, with the cost of a page and the plot."""
    head = "## A day, from web archive to reconciled ledger\n\n"
    if not days:
        return f"{head}Not measured in this run: `python -m benchmarks.throughput --day N`."
    rows = [[f"{one[column]:,}" for column in DAY_COLUMNS] for one in days]
    last = days[-1]
    share = last["kept"] / last["pages"]
    hours = last["processor_ms_a_page"] * 385_000 / 3_600_000
    return (
        f"{head}`python -m benchmarks.throughput --day N`\n\n{_table(_titles(DAY_COLUMNS), rows)}"
        f"\n\nOf the pages of the largest day {share:.1%} pass the gate and are read in full; of"
        " local news (lgl) and political news (polnear) as much passes, see below. Seconds"
        " on the wall hold whatever else the machine did; processor seconds are those of all"
        f" processes together. At the cost of a page in the last row, 385,000 pages take"
        f" {hours:.1f} processor hours.{_turns_told(last)}"
        "\n\n![Processor time and memory of days](day.svg)"
    )


def _turns_told(one: Figures) -> str:
    """What each turn of reconciling took."""
    spent, held = _turns(one, 0), _turns(one, 1)
    if not spent:
        return ""
    seconds, megabytes = (", ".join(f"{n:,}" for n in column) for column in (spent, held))
    return (
        f" Its reconciling took {len(spent)} turns of {seconds} processor seconds, after which the"
        f" main process held {megabytes} MB."
    )


def _turns(one: Figures, column: int) -> list[float]:
    """The processor seconds (0) or the megabytes (1) of each turn of a day's reconciling."""
    return [turn[column] for turn in one.get("turns", ())]


def gate_told(found: Figures) -> str:
    """What passes the gate at which threshold: of all texts, and of those that tell of violence."""
    return (
        "## The gate: what passes at which threshold\n\n`python -m benchmarks.gate --json`. The"
        f" setting `gate`; `tocsin add --gate` takes {THRESHOLD}. Share of texts that pass:\n\n"
        f"{_passing_told(found, ('',))}\n\nOf the texts in which the full reading finds a claim of"
        " violence, and of those (armed) in which an army or an armed group has a part in violence"
        " that was done, the share that passes:\n\n"
        f"{_passing_told(found, ('violent_', 'armed_'))}\n\n{WHAT_IS_LOST}\n\n"
        "![What the gate passes of reports on war and of other news](gate.svg)"
    )


def _passing_told(found: Figures, groups: tuple[str, ...]) -> str:
    """A column a set and group, a row a threshold."""
    columns = {
        f"{name}{' armed' * (group == 'armed_')} ({one[f'{group}texts']})": one[f"{group}passing"]
        for name, one in found["sets"].items()
        for group in groups
        if f"{group}texts" in one
    }
    rows = [
        [f"{threshold:.2f}", *(f"{shares[n]:.3f}" for shares in columns.values())]
        for n, threshold in enumerate(found["thresholds"])
    ]
    return _table(("threshold", *columns), rows)


def engines_told(found: Figures | None) -> str:
    """What Ray costs on one machine."""
    if found is None:
        return ""
    rows = [
        [
            name,
            *(str(found[f"{engine}_{key}{unit}"]) for engine in ("local", "ray") for unit in UNITS),
        ]
        for name, key in ENGINE_ROWS.items()
    ]
    titles = ("", "local, s", "local, processor s", "Ray, s", "Ray, processor s")
    return (
        "## Ray on one machine\n\n`python -m benchmarks.engines`: "
        f"{found['pages']:,} pages in {found['shards']} archives, two processors each, medians;"
        f" Ray itself starts in {found['ray_init_s']} s.\n\n{_table(titles, rows)}\n\n"
        f"Ray adds {found['overhead_wall']:.0%} on the wall and {found['overhead_processor']:.0%}"
        " of processor time to the reading."
    )


def soak_told(found: Figures | None) -> str:
    """What an hour of following and serving did."""
    if found is None:
        return ""
    counts = "; ".join(f"{found[name]} {name}" for name in COUNTED)
    rows = [
        [name, *(str(memory[key]) for key in ("first_third_mb", "last_third_mb", "most_mb"))]
        for name, memory in found["memory"].items()
    ]
    lies = sum(count for name, count in found["answers"].items() if name != "honest")
    table = _table(("process", "first third, MB", "last third, MB", "most, MB"), rows)
    return (
        "## Following a server that lies\n\n"
        f"`python -m benchmarks.soak --minutes {found['minutes']:g}`: {lies} of"
        f" {sum(found['answers'].values())} answers carried a fault. Entries: {counts}."
        f" Requests of the page by status: {found['requests_of_the_page']}.\n\n{table}"
    )


def plot_gate(found: Figures, file: Path) -> None:
    """Recall on reports of violence against the share of other news that has to be read."""
    import matplotlib as mpl  # noqa: PLC0415 - an extra

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - an extra

    sets = found["sets"]
    figure, axes = plt.subplots(figsize=(6, 4))
    other = [sets[name] for name in (OTHER if OTHER[0] in sets else (NEWS,))]
    count = sum(one["texts"] for one in other)
    cost = [
        sum(one["texts"] * one["passing"][n] for one in other) / count
        for n in range(len(found["thresholds"]))
    ]
    for name, one in sets.items():
        if name not in {*OTHER, NEWS}:
            recall = one["passing"] if name == WAR else one["violent_passing"]
            axes.plot(cost, recall, marker="o", label=name)
    axes.set_xlabel("share that passes of news on other things")
    axes.set_ylabel("share that passes of texts with violence")
    axes.legend()
    axes.grid(visible=True, alpha=0.3)
    figure.savefig(file, metadata={"Date": None})


def plot_days(days: tuple[Figures, ...], file: Path) -> None:
    """Processor time against pages, and the memory of the main process over the largest day."""
    if not days:
        return
    import matplotlib as mpl  # noqa: PLC0415 - an extra

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - an extra

    figure, (cost, memory) = plt.subplots(1, 2, figsize=(9, 3.6))
    counts = [one["pages"] for one in days]
    for name in ("reading", "reconciling"):
        cost.plot(counts, [one[f"{name}_processor_s"] for one in days], marker="o", label=name)
    cost.set(xscale="log", yscale="log", xlabel="pages", ylabel="processor seconds")
    last = days[-1]
    for name, held in (("reading", last["memory_mb"]), ("reconciling", _turns(last, 1))):
        memory.plot([100 * (n + 1) / len(held) for n in range(len(held))], held, label=name)
    memory.set(xlabel="per cent of the day", ylabel="MB of the main process", ylim=(0, None))
    for axes in (cost, memory):
        axes.legend()
        axes.grid(visible=True, alpha=0.3)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


UNITS = ("_s", "_processor_s")


def _files(folder: Path | None) -> list[Path]:
    return sorted(folder.glob("*.json")) if folder else []


def _titles(columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(column.replace("_", " ") for column in columns)


def _table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = tuple(titles)
    lines = ["| " + " | ".join(cells) + " |" for cells in (titles, *map(tuple, rows))]
    return "\n".join((lines[0], "|" + "---|" * len(titles), *lines[1:]))
