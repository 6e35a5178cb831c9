"""`tocsin watch`, `alerts` and `forecast`: what rings, what rang, what may come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.console import stderr, stdout, write_json, write_jsonl
from tocsin.cli.look import known
from tocsin.cli.options import As, AsOf, Format, Ledger, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.records import Alert, Dyad, State

WATCH_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin watch                                       what rings today\n\n"
    "  tocsin watch --as-of 2022-09-14\n\n"
    "  tocsin watch --replay 2022-09-01 2022-09-30        what would have rung when"
)
ALERT_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin alerts\n\n"
    "  tocsin alerts 'ARM - AZE'\n\n"
    "  tocsin alerts ARM --format json"
)
FORECAST_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin forecast 'ARM - AZE'\n\n"
    "  tocsin forecast SDN --source ged --months 6 --plot sudan.svg"
)

Plot = Annotated[
    Path | None,
    typer.Option("--plot", metavar="FILE", help="Also draw it: a .png, .svg or .pdf file."),
]


def watch(
    ledger: Ledger = None,
    as_of: AsOf = None,
    replay: Annotated[
        tuple[str, str] | None,
        typer.Option("--replay", metavar="FROM TO", help="Every day between two, as known then."),
    ] = None,
    format_: As = Format.TABLE,
) -> None:
    """Ring for every two sides that leave their normal state, say why, and cite the sentences.

    Without options it looks at today and keeps what rings, so that `tocsin alerts` shows it.
    """
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        if replay is not None:
            found = desk.watching.replay(day(replay[0]), day(replay[1]))
            states: tuple[tuple[Dyad, State, float], ...] = ()
        else:
            found, states = desk.watching.watch(as_of), desk.watching.states(as_of)
        knows = replay is not None or as_of is None or bool(states or desk.documents(as_of))
    _show(found, format_)
    if states and format_ is Format.TABLE:
        from tocsin.cli.bell import show_states

        show_states(stdout(), states)
    if not knows:
        stderr().print(
            f"The ledger was empty on {as_of}. What was in print by then, whenever it was added:"
            f" tocsin watch --replay {as_of} {as_of}"
        )


def alerts(
    dyad: Annotated[
        str | None, typer.Argument(metavar="DYAD", help="A dyad, or a side of one.")
    ] = None,
    ledger: Ledger = None,
    as_of: AsOf = None,
    format_: As = Format.TABLE,
) -> None:
    """Show the alerts that `tocsin watch` kept, the newest first."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        found = desk.alerts(dyad, as_of=as_of)
    _show(found, format_)


def forecast(
    name: Annotated[str, typer.Argument(metavar="DYAD|COUNTRY", help="As 'ARM - AZE', or SDN.")],
    ledger: Ledger = None,
    source: Annotated[
        str, typer.Option("--source", metavar="LABEL", help="The ledger, or an outside series.")
    ] = "ledger",
    months: Annotated[int, typer.Option("--months", help="How many months ahead (1 to 14).")] = 3,
    as_of: AsOf = None,
    plot: Plot = None,
    format_: As = Format.TABLE,
) -> None:
    """Say how many deaths the coming months may bring: a median, and ranges that hold.

    Nine of ten months with violence lay within the wide range where it was measured.
    """
    from tocsin.desk import connect
    from tocsin.serve.wire_watch import wire_of_forecast

    with connect(known(ledger)) as desk:
        found = desk.watching.forecast(name, source=source, months=months, as_of=as_of)
        past = desk.watching.monthly(name, source=source, as_of=as_of)
    if plot is not None:
        from tocsin.watch.plots import plot_forecast

        plot_forecast(plot, past, found)
    if format_ is Format.TABLE:
        from tocsin.cli.bell import show_forecasts

        show_forecasts(stdout(), found, past)
    else:
        _write(format_, [wire_of_forecast(one) for one in found])


def _show(found: Sequence[Alert], format_: Format) -> None:
    if format_ is Format.TABLE:
        from tocsin.cli.bell import show_alerts

        show_alerts(stdout(), found)
    else:
        from tocsin.serve.wire_watch import wire_of_alert

        _write(format_, [wire_of_alert(one) for one in found])


def _write(format_: Format, values: Sequence[object]) -> None:
    if format_ is Format.JSONL:
        write_jsonl(values)
    else:
        write_json(values)
