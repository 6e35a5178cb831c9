"""`tocsin read`: one text, its claims, no ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.console import ready_places, stderr, stdout, write_json, write_jsonl
from tocsin.cli.options import STDIN, As, Format, Links, Outlet, Published, Tables, named, ways
from tocsin.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Dropped, Reading

EXAMPLES = (
    "Examples:\n\n"
    "  tocsin read report.html\n\n"
    "  tocsin read report.txt --published 2022-09-13 --outlet 'Harbour Post'\n\n"
    "  tocsin read https://example.org/news/rss.xml --links\n\n"
    "  tocsin read reports.csv --columns text=body,date=day,outlet=paper --format jsonl\n\n"
    "  tocsin read - --format json < report.txt"
)

File = Annotated[
    str,
    typer.Argument(
        metavar="FILE|URL|-",
        help="A page, text, PDF, feed, table, web archive or zip file, or its web address;"
        " - is standard input.",
    ),
]


def read(
    file: File,
    published: Published = None,
    outlet: Outlet = None,
    columns: Tables = None,
    links: Links = False,
    format_: As = Format.TABLE,
) -> None:
    """Read one text and show who says what happened in it."""
    from tocsin.desk import read_once

    ready_places()
    asked = ways(published, outlet, columns, links)
    dropped: list[Dropped] = []
    readings = _readings(read_once(named(file), asked), dropped)
    first = next(readings, None)
    if first is None:
        raise InputError("; ".join(_told(file, one) for one in dropped) or f"{file} holds nothing")
    second = next(readings, None)
    if second is None:
        _show_one(first, dropped, format_)
        return
    _show_many((first, second), readings, format_)
    for one in dropped:
        stderr().print(f"dropped {_told(file, one)}", style="red", soft_wrap=True)


def _readings(outcomes: Iterator[Reading | Dropped], dropped: list[Dropped]) -> Iterator[Reading]:
    """The readings as they come; what was dropped is laid aside."""
    from tocsin.records import Dropped

    for one in outcomes:
        if isinstance(one, Dropped):
            dropped.append(one)
        else:
            yield one


def _show_one(reading: Reading, dropped: list[Dropped], format_: Format) -> None:
    from tocsin.serve.wire import wire_of

    if format_ is Format.TABLE:
        from tocsin.cli.claims import show_reading

        show_reading(stdout(), reading)
    elif format_ is Format.JSON:
        write_json(wire_of(reading, dropped))
    else:
        write_jsonl([wire_of(reading, dropped)])


def _show_many(
    first: tuple[Reading, Reading], readings: Iterator[Reading], format_: Format
) -> None:
    from itertools import chain

    from tocsin.serve.wire import wire_of

    if format_ is not Format.TABLE:
        write_jsonl(wire_of(one, []) for one in chain(first, readings))
        return
    from tocsin.cli.claims import show_reading

    console = stdout()
    for reading in chain(first, readings):
        show_reading(console, reading)


def _told(file: str, dropped: Dropped) -> str:
    """The reason, with the name of the thing where it does not say it itself."""
    reason, origin = dropped.reason, dropped.origin
    if reason.startswith(("-", "/")) or origin in reason or file in reason:
        return reason
    if file == STDIN and origin == STDIN:
        return f"standard input {reason}"
    return f"{file if origin.endswith(file) else origin} {reason}"
