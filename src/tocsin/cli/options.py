"""Options that several commands share, each written once."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.errors import InputError

if TYPE_CHECKING:
    from tocsin.desk import Ways
    from tocsin.read.reach import Named
    from tocsin.run.cluster import Cluster


class Format(StrEnum):
    """Tables are for people, JSON is for programs."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class Engines(StrEnum):
    """Processes of this machine, or a Ray cluster."""

    LOCAL = "local"
    RAY = "ray"


def day(words: str) -> date:
    """A civil day written as 2022-09-13.

    Raises:
        BadParameter: it is written in another way.
    """
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        msg = f"{words!r} is no day; write it as 2022-09-13"
        raise typer.BadParameter(msg) from error


Ledger = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH|URL",
        help="The ledger: a file, or a postgresql:// URL. [default: in the user's data folder]",
        show_default=False,
    ),
]
As = Annotated[Format, typer.Option("--format", help="How to show it.")]
Published = Annotated[
    date | None,
    typer.Option(
        "--published", parser=day, metavar="DAY", help="When it was published: 2022-09-13."
    ),
]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.")]
Country = Annotated[
    str | None,
    typer.Option("--country", metavar="ISO3", help="A side or place of this country, e.g. ARM."),
]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="A PLOVER kind, e.g. ASSAULT.")
]
Since = Annotated[
    date | None, typer.Option("--since", parser=day, metavar="DAY", help="On this day or later.")
]
Until = Annotated[
    date | None, typer.Option("--until", parser=day, metavar="DAY", help="On this day or earlier.")
]
Where = Annotated[str | None, typer.Option("--place", metavar="NAME", help="At this place.")]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day, metavar="DAY", help="As the ledger knew it on this day."),
]
Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|URL|-...",
        help="Files, folders, web addresses, or - for standard input: pages, texts, PDF, feeds,"
        " tables (CSV, JSON, Parquet), web archives (WARC, WACZ), zip, tar and gzip files.",
    ),
]
Gate = Annotated[
    bool,
    typer.Option("--gate/--no-gate", help="Read only pages whose words speak of armed violence."),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers", min=1, metavar="N", help="Processes that read; worth it from 50 reports on."
    ),
]
Sides = Annotated[
    list[str] | None,
    typer.Option(
        "--side", metavar="NAME|ISO3", help="A party; give it twice for both sides of a dyad."
    ),
]
Voice = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Told, confirmed or denied by this voice."),
]
Disputed = Annotated[
    bool | None, typer.Option("--disputed/--undisputed", help="Only what somebody denies, or not.")
]
Names = Annotated[bool, typer.Option("--names", help="Also name those who may be private persons.")]
Tables = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="PART=COLUMN,...",
        help="Where a table's parts are: text, date, title, outlet, author, url."
        " [default: by its header]",
        show_default=False,
    ),
]
Links = Annotated[
    bool,
    typer.Option("--links", help="Fetch and read the pages that feeds and tables name."),
]
STDIN = "-"


def named(words: str) -> Named:
    """What a user names: a path or web address as it stands, `-` for standard input.

    Raises:
        InputError: it is empty, which would mean the folder one is in.
    """
    from tocsin.desk import Source

    if not words.strip():
        msg = (
            "an empty path was given, perhaps by a variable that is not set; name a file or folder"
        )
        raise InputError(msg)
    return Source(origin=STDIN, stream=sys.stdin.buffer) if words == STDIN else words


def ways(published: date | None, outlet: str | None, columns: str | None, links: bool) -> Ways:
    """How to read, as it was asked on the command line.

    Raises:
        InputError: the columns are no mapping.
    """
    from tocsin.desk import Ways, columns_asked

    told = columns_asked(columns) if columns else None
    return Ways(published=published, outlet=outlet, columns=told, links=links)


Engine = Annotated[
    Engines, typer.Option("--engine", help="Where reports are read: here, or on a Ray cluster.")
]
Address = Annotated[
    str | None,
    typer.Option("--address", metavar="ADDRESS", help="The Ray cluster. [default: a new one here]"),
]
Parquet = Annotated[
    str | None,
    typer.Option(
        "--parquet",
        metavar="FOLDER|URI",
        help="Where a cluster writes what it reads; all its machines must reach it.",
    ),
]


def cluster_at(engine: Engines, address: str | None, parquet: str | None) -> Cluster | None:
    """The Ray cluster at an address, or a new one here, and its folder; None for this machine.

    A folder that nobody named goes when the process ends.

    Raises:
        InputError: a cluster elsewhere is given no folder that both it and this machine can reach,
            or what only a cluster needs is given to this machine.
    """
    if engine is not Engines.RAY:
        for option, given in (("--address", address), ("--parquet", parquet)):
            if given:
                msg = f"{option} {given} is for a cluster; add --engine ray, or leave it out"
                raise InputError(msg)
        return None
    import atexit
    from shutil import rmtree
    from tempfile import mkdtemp

    from tocsin.run.cluster import Cluster

    if address and not parquet:
        msg = f"the cluster at {address} needs a folder to write to; name one with --parquet"
        raise InputError(msg)
    if not parquet:
        parquet = mkdtemp(prefix="tocsin-parquet-")
        atexit.register(rmtree, parquet, ignore_errors=True)
    return Cluster(folder=parquet, address=address)
