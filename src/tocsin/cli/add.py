"""`tocsin add`: files and folders into a ledger."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table
from rich.text import Text

from tocsin.cli.console import drawn, ready_places, stderr, stdout, write_json
from tocsin.cli.options import (
    STDIN,
    Address,
    As,
    Engine,
    Engines,
    Format,
    Gate,
    Ledger,
    Links,
    Outlet,
    Parquet,
    Paths,
    Published,
    Tables,
    Workers,
    cluster_at,
    named,
    ways,
)
from tocsin.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from tocsin.desk import Desk, Ways
    from tocsin.intake import Tally
    from tocsin.records import Progress
    from tocsin.run.cluster import Cluster

EXAMPLES = (
    "Examples:\n\n"
    "  tocsin add report.html\n\n"
    "  tocsin add reports/ more/*.txt --ledger war.db\n\n"
    "  tocsin add crawl.warc.gz notes.csv https://example.org/news/report.html\n\n"
    "  tocsin add stories.jsonl --columns text=body,date=day,outlet=paper\n\n"
    "  tocsin add wire.txt --published 2022-09-13 --outlet 'Meridian Wire'\n\n"
    "  tocsin add crawl.warc.gz --gate --workers 2\n\n"
    "  tocsin add s3://news/2024-05-16 --gate --engine ray --parquet s3://found/2024-05-16\n\n"
    "Adding the same files again changes nothing. Ctrl-C loses nothing that was added."
)
MOST_NAMED = 5


def add(
    paths: Paths,
    ledger: Ledger = None,
    published: Published = None,
    outlet: Outlet = None,
    columns: Tables = None,
    links: Links = False,
    gate: Gate = False,
    workers: Workers = 1,
    engine: Engine = Engines.LOCAL,
    address: Address = None,
    parquet: Parquet = None,
    format_: As = Format.TABLE,
) -> None:
    """Read files, folders and web addresses into the ledger and tell how the incidents changed."""
    from tocsin.clean.relevance import THRESHOLD
    from tocsin.config import settings
    from tocsin.desk import connect

    cluster = cluster_at(engine, address, parquet)
    ready_places()
    asked = ways(published, outlet, columns, links)
    chosen = settings(gate=THRESHOLD) if gate else settings()
    with connect(ledger, chosen) as desk:
        with drawn("Reading") as step:
            things = [named(one) for one in paths]
            if cluster:
                tally = _from_cluster(desk, paths, asked, cluster, step)
            else:
                tally = desk.take_in(things, asked, workers=workers, progress=step)
        with drawn("Comparing") as step:
            changed = desk.reconcile_on(cluster) if cluster else desk.reconcile(step)
    if format_ is Format.TABLE:
        _show(stdout(), tally, changed)
    else:
        write_json(_wire(tally, changed))
    _name_dropped(stderr(), tally)
    if tally.dropped and not (tally.kept or tally.revised or tally.unchanged):
        raise typer.Exit(2)


def _from_cluster(
    desk: Desk, paths: list[str], asked: Ways, cluster: Cluster, step: Callable[[Progress], None]
) -> Tally:
    if asked.columns or asked.links:
        msg = "a cluster reads no tables by --columns and follows no --links; leave them out"
        raise InputError(msg)
    if STDIN in paths:
        msg = f"a cluster does not read standard input ({STDIN}); save it to a file and give that"
        raise InputError(msg)
    return desk.take_in_from(
        cluster, paths, published=asked.published, outlet=asked.outlet, progress=step
    )


def _show(console: Console, tally: Tally, changed: int) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="bold")
    table.add_column()
    rows = (
        (tally.read, "read", ""),
        (tally.kept, "new", "green"),
        (tally.revised, "new versions of known reports", "yellow"),
        (tally.unchanged, "known already, unchanged", "dim"),
        (tally.dropped_in_all, "dropped", "red"),
        (changed, "incidents and families new or changed", "bold"),
    )
    for number, words, style in rows:
        if number or words == "read":
            table.add_row(str(number), Text(words, style=style))
    console.print(table)


def _name_dropped(console: Console, tally: Tally) -> None:
    """Every reason once, with the inputs it stopped, or that there was no input."""
    named: dict[str, list[str]] = defaultdict(list)
    for one in tally.dropped:
        named[one.reason].append(one.origin)
    if not tally.read:
        console.print("no file was found there; hidden files and folders are passed over")
    for reason, origins in named.items():
        for origin in origins[:MOST_NAMED]:
            line = Text.assemble(("dropped ", "red"), (_near(origin), "bold"), " ", reason)
            console.print(line, soft_wrap=True)
        if len(origins) > MOST_NAMED:
            console.print(f"    and {len(origins) - MOST_NAMED} more like it", style="dim")


def _near(origin: str) -> str:
    """A path as seen from here, or its file name; anything else as it is."""
    path = Path(origin)
    if not path.is_absolute():
        return origin
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else path.name


def _wire(tally: Tally, changed: int) -> dict[str, object]:
    return {
        "read": tally.read,
        "kept": tally.kept,
        "revised": tally.revised,
        "unchanged": tally.unchanged,
        "changed": changed,
        "reasons": tally.by_reason,
        "dropped": [
            {"origin": one.origin, "step": one.step, "reason": one.reason} for one in tally.dropped
        ],
    }
