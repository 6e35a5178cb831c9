"""`tocsin series`: what happened by time, the counts of others, and how the two compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.table import Table

from tocsin.cli.console import stderr, stdout, write_json
from tocsin.cli.look import known
from tocsin.cli.options import As, AsOf, Format, Ledger, Since, Until
from tocsin.errors import InputError

series = typer.Typer(
    help="What happened by day, week or month; and the counts of others.",
    no_args_is_help=True,
    epilog="Examples:\n\n  tocsin series list --sort country --step month\n\n"
    "  tocsin series show 'ARM - AZE' --plot armaze.svg\n\n"
    "  tocsin series import GEDEvent_v23_1.csv --label ged\n\n"
    "  tocsin series compare ARM ged",
)

About = Annotated[
    Literal["dyad", "actor", "country", "cell"],
    typer.Option("--sort", help="What the series are about."),
]
By = Annotated[
    Literal["day", "week", "month"], typer.Option("--step", help="How long one point is.")
]
Named = Annotated[str, typer.Argument(metavar="NAME", help="As 'ARM - AZE', or SDN.")]


@series.command("list")
def list_(
    ledger: Ledger = None,
    sort: About = "dyad",
    step: By = "week",
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    format_: As = Format.TABLE,
) -> None:
    """Show every series of one sort, counting what was in print by the last day."""
    from tocsin.cli.bell import show_series
    from tocsin.desk import connect
    from tocsin.records import Sort, Step
    from tocsin.serve.wire_watch import wire_of_series

    with connect(known(ledger)) as desk:
        found = desk.series(Sort(sort), step=Step(step), since=since, until=until, as_of=as_of)
    if format_ is Format.TABLE:
        show_series(stdout(), found)
    else:
        write_json([wire_of_series(one) for one in found])


@series.command("show")
def show(
    name: Named,
    ledger: Ledger = None,
    step: By = "month",
    since: Since = None,
    until: Until = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE", help="Also draw it: a .png, .svg or .pdf file."),
    ] = None,
    format_: As = Format.TABLE,
) -> None:
    """Show one dyad, actor, country or cell step by step."""
    from tocsin.desk import connect
    from tocsin.records import Sort, Step
    from tocsin.serve.wire_watch import wire_of_series

    with connect(known(ledger)) as desk:
        found = next(
            (
                one
                for sort in Sort
                for one in desk.series(sort, name, step=Step(step), since=since, until=until)
            ),
            None,
        )
    if found is None:
        msg = f"nothing is known of {name!r}; `tocsin series list` shows the names"
        raise InputError(msg)
    if plot is not None:
        from tocsin.watch.plots import plot_series

        plot_series(plot, found)
    if format_ is not Format.TABLE:
        write_json(wire_of_series(found))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("From")
    for heading in ("Acts", "Deaths", "Low - high", "Accusations", "Threats", "Texts", "Outlets"):
        table.add_column(heading, justify="right")
    for point in found.points:
        table.add_row(
            point.day.isoformat(),
            f"{point.events:.3g}",
            f"{point.best:.3g}",
            f"{point.low:.3g} - {point.high:.3g}",
            f"{point.accusations:.3g}",
            f"{point.threats:.3g}",
            str(point.reports),
            str(point.outlets),
        )
    stdout().print(table)


@series.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The CSV that you downloaded.")],
    label: Annotated[
        str | None,
        typer.Option("--label", metavar="NAME", help="What it is called here; else its format."),
    ] = None,
    ledger: Ledger = None,
    format_: As = Format.TABLE,
) -> None:
    """Take in a file of UCDP GED, ACLED or VIEWS country-months, apart from the ledger's own.

    Their licences are between you and them. A label that is there already is replaced; what it said
    before can still be seen with --as-of.
    """
    from tocsin.desk import connect
    from tocsin.serve.wire_watch import wire_of_import

    with connect(ledger) as desk:
        taken = desk.watching.outside.take_in(file, label)
    if format_ is not Format.TABLE:
        write_json(wire_of_import(taken))
        return
    console = stderr()
    tally = taken.tally
    console.print(
        f"{taken.label}: {tally.mapped:,} of {tally.rows:,} rows of a {taken.format} file"
    )
    for one in tally.unmapped:
        console.print(f"  {one.rows:,} not counted, {one.reason}: {one.example}")


@series.command("outside")
def outside(ledger: Ledger = None, as_of: AsOf = None, format_: As = Format.TABLE) -> None:
    """List the outside series that were taken in."""
    from tocsin.desk import connect
    from tocsin.serve.wire_watch import wire_of_import

    with connect(known(ledger)) as desk:
        found = desk.watching.outside.imports(as_of)
    if format_ is not Format.TABLE:
        write_json([wire_of_import(one) for one in found])
        return
    for one in found:
        stdout().print(
            f"{one.label}: {one.origin} ({one.format}),"
            f" {one.tally.mapped:,} of {one.tally.rows:,} rows"
        )
    if not found:
        stdout().print("No outside series. Take one in: tocsin series import FILE")


@series.command("compare")
def compare(
    name: Named,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="The outside series.")],
    ledger: Ledger = None,
    format_: As = Format.TABLE,
) -> None:
    """Lay the ledger's deaths by month beside those of an outside series."""
    from tocsin.cli.bell import sparkline
    from tocsin.desk import connect
    from tocsin.serve.wire_watch import wire_of_comparison

    with connect(known(ledger)) as desk:
        found = desk.watching.compare(name, label)
    if format_ is not Format.TABLE:
        write_json(wire_of_comparison(found))
        return
    console = stdout()
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Month", "Ledger", found.label):
        table.add_column(heading, justify="left" if heading == "Month" else "right")
    for one in found.months:
        table.add_row(f"{one.month:%Y-%m}", f"{one.ledger:,.0f}", f"{one.outside:,.0f}")
    console.print(table)
    console.print(f"ledger  {sparkline([one.ledger for one in found.months])}")
    console.print(f"{found.label}  {sparkline([one.outside for one in found.months])}")
    told = "unknown" if found.agreement is None else f"{found.agreement:.2f}"
    console.print(f"rank correlation over {len(found.months)} months: {told}")
