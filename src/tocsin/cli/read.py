"""`tocsin read`: one text, its claims, no ledger."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tocsin.cli.console import ready_places, stdout, write_json, write_jsonl
from tocsin.cli.options import As, Format, Outlet, Published
from tocsin.errors import InputError

EXAMPLES = (
    "Examples:\n\n"
    "  tocsin read report.html\n\n"
    "  tocsin read report.txt --published 2022-09-13 --outlet 'Harbour Post'\n\n"
    "  tocsin read - --format json < report.txt"
)
STDIN = "-"

File = Annotated[
    str, typer.Argument(metavar="FILE|-", help="A text or HTML file; - is standard input.")
]


def read(
    file: File, published: Published = None, outlet: Outlet = None, format_: As = Format.TABLE
) -> None:
    """Read one text and show who says what happened in it."""
    from tocsin.desk import read_once
    from tocsin.records import Dropped
    from tocsin.serve.wire import wire_of

    ready_places()
    payload = sys.stdin.buffer.read() if file == STDIN else None
    outcomes = read_once(file, payload, published=published, outlet=outlet)
    readings = [one for one in outcomes if not isinstance(one, Dropped)]
    dropped = [one for one in outcomes if isinstance(one, Dropped)]
    if not readings:
        raise InputError("; ".join(_told(file, one) for one in dropped))
    if format_ is Format.TABLE:
        from tocsin.cli.claims import show_reading

        console = stdout()
        for reading in readings:
            show_reading(console, reading)
        return
    wires = [wire_of(one, dropped) for one in readings]
    if format_ is Format.JSON and len(wires) == 1:
        write_json(wires[0])
    else:
        write_jsonl(wires)


def _told(file: str, dropped: object) -> str:
    name = "standard input" if file == STDIN else file
    reason = str(getattr(dropped, "reason", dropped))
    return reason if reason.startswith(("-", "/")) or name in reason else f"{name} {reason}"
