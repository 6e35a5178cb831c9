"""`tocsin rejects`: what was not read, from where, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from tocsin.cli.console import stdout, write_json
from tocsin.cli.look import known
from tocsin.cli.options import As, AsOf, Format, Ledger

if TYPE_CHECKING:
    from tocsin.desk.rejects import Rejects

EXAMPLES = (
    "Of the pages that the gate turns away, one in a hundred is named in the ledger; the count"
    " says how many they stand for. Read some without --gate to see whether the gate erred.\n\n"
    "Examples:\n\n"
    "  tocsin rejects\n\n"
    "  tocsin rejects --step gate --format json"
)


def rejects(
    ledger: Ledger = None,
    step: Annotated[
        str | None, typer.Option("--step", metavar="STEP", help="Only this step, such as gate.")
    ] = None,
    as_of: AsOf = None,
    format_: As = Format.TABLE,
) -> None:
    """Show what was not read, counted by source, step and reason."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        found = [one for one in desk.rejects(as_of=as_of) if step in {None, one.step}]
    if format_ is not Format.TABLE:
        write_json([_wire(one) for one in found])
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("About", justify="right")
    for heading in ("Source", "Step", "Reason", "For example"):
        table.add_column(heading, overflow="fold")
    for one in found:
        table.add_row(str(one.stands_for), one.source, one.step, one.reason, one.examples[0])
    stdout().print(table)


def _wire(one: Rejects) -> dict[str, object]:
    return {
        "source": one.source,
        "step": one.step,
        "reason": one.reason,
        "kept": one.kept,
        "stands_for": one.stands_for,
        "examples": list(one.examples),
    }
