"""The commands of `tocsin`, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli import (
    add,
    export,
    follow,
    judge,
    keep,
    look,
    read,
    rejects,
    search,
    series,
    serve,
    upkeep,
    watch,
)

app = typer.Typer(
    name="tocsin",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: [bold]tocsin read FILE[/bold], then [bold]tocsin add FOLDER[/bold] and"
    " [bold]tocsin incidents[/bold]. Exit codes: 0 done, 2 bad input, 130 interrupted.",
)
app.command("read", epilog=read.EXAMPLES)(read.read)
app.command("add", epilog=add.EXAMPLES)(add.add)
app.command("rejects", epilog=rejects.EXAMPLES)(rejects.rejects)
app.command("follow", epilog=follow.FOLLOW_EXAMPLES)(follow.follow)
app.command("sources", epilog=follow.SOURCES_EXAMPLES)(follow.sources)
app.command("captures", epilog=follow.CAPTURES_EXAMPLES)(follow.captures)
app.command("incidents", epilog=look.INCIDENT_EXAMPLES)(look.incidents)
app.command("claims", epilog=look.CLAIM_EXAMPLES)(look.claims)
app.command("explain", epilog=look.EXPLAIN_EXAMPLES)(look.explain)
app.command("judge", epilog=judge.JUDGE_EXAMPLES)(judge.judge)
app.command("judgements")(judge.judgements)
app.command("doubts", epilog=judge.DOUBT_EXAMPLES)(judge.doubts)
app.command("reconcile")(judge.reconcile)
app.command("watch", epilog=watch.WATCH_EXAMPLES)(watch.watch)
app.command("alerts", epilog=watch.ALERT_EXAMPLES)(watch.alerts)
app.command("forecast", epilog=watch.FORECAST_EXAMPLES)(watch.forecast)
app.command("serve", epilog=serve.SERVE_EXAMPLES)(serve.serve)
app.command("search", epilog=search.SEARCH_EXAMPLES)(search.search)
app.command("revisions", epilog=search.REVISION_EXAMPLES)(search.revisions)
app.command("withdraw", epilog=keep.WITHDRAW_EXAMPLES)(keep.withdraw)
app.command("export", epilog=export.EXPORT_EXAMPLES)(export.export)
app.command("bundle", epilog=export.BUNDLE_EXAMPLES)(export.bundle)
app.command("backup", epilog=keep.BACKUP_EXAMPLES)(keep.backup)
app.command("check", epilog=keep.CHECK_EXAMPLES)(keep.check)
app.command("compact", epilog=keep.COMPACT_EXAMPLES)(keep.compact)
app.command("migrate", epilog=keep.MIGRATE_EXAMPLES)(keep.migrate)
app.command("deliver", epilog=serve.DELIVER_EXAMPLES)(serve.deliver)
app.command("mcp")(serve.mcp)
app.command("doctor", epilog=upkeep.DOCTOR_EXAMPLES)(upkeep.doctor)
app.add_typer(serve.user, name="user")
app.add_typer(series.series, name="series")
app.add_typer(upkeep.gazetteer, name="gazetteer")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"tocsin {version('tocsin')}")
        raise typer.Exit


@app.callback()
def tocsin(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    __: Annotated[bool, typer.Option("--debug", help="Show the traceback of a defect.")] = False,
) -> None:
    """Who says what happened: a ledger of claims about armed conflict."""
