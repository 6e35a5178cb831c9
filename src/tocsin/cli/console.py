"""The terminal: where text goes, how progress is drawn, how machines are served."""

from __future__ import annotations

import io
import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tocsin.records import Progress


_ITEM = 40


def stdout() -> Console:
    """What the user asked for goes here; names in it are never taken for markup or emoji."""
    return Console(highlight=False, markup=False, emoji=False)


def stderr() -> Console:
    """Messages and progress go here, so that a pipe gets only what was asked for."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def is_plain(console: Console) -> bool:
    """Whether nothing on this terminal can be told by its style."""
    return console.color_system is None or console.no_color


def section(title: str) -> Table:
    """A table over the whole width, under a title of its own."""
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        expand=True,
        header_style="bold",
        pad_edge=False,
    )


def write_json(value: object) -> None:
    """One JSON value for a program, indented so that people can look at it too."""
    _write(value, indent=2)


def write_jsonl(values: Iterable[object]) -> None:
    """One JSON value a line, written as soon as it is known."""
    for value in values:
        _write(value, indent=None)


def _write(value: object, indent: int | None) -> None:
    """JSON in the terminal's encoding: escapes only where it cannot write all characters."""
    narrow = not (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(value, ensure_ascii=narrow, indent=indent) + "\n")


def never_choke() -> None:
    """Let a terminal that cannot write a character show a `?` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def drawn(label: str) -> Iterator[Callable[[Progress], None]]:
    """A progress bar on a terminal, nothing in a pipe; the callback takes every step."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[item]}", style="dim", markup=False),
    )
    console = stderr()
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None, item="")

        def step(progress: Progress) -> None:
            bar.update(
                task,
                completed=progress.done,
                total=progress.total,
                item=(progress.item or progress.stage)[-_ITEM:],
            )

        yield step


def ready_places() -> None:
    """Compile the place index before its first use, where people can see why it takes a while."""
    from tocsin.config import settings

    chosen = settings()
    if chosen.gazetteer.is_file():
        return
    from tocsin.desk import build_gazetteer

    stderr().print("The place index is compiled once, before its first use.")
    with drawn("Places") as step:
        build_gazetteer(step, chosen=chosen)
