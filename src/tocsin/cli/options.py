"""Options that several commands share, each written once."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """Tables are for people, JSON is for programs."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


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
    list[Path],
    typer.Argument(metavar="PATH...", help="Files and folders: plain text and HTML."),
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
