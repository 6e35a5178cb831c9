"""`tocsin follow`, `sources` and `captures`: feeds for ever, how they stand, what was fetched."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from tocsin.cli.console import ready_places, stderr, stdout, write_json
from tocsin.cli.look import known
from tocsin.cli.options import As, AsOf, Format, Ledger, Links
from tocsin.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from tocsin.desk.follow import Event
    from tocsin.records import SourceState

FOLLOW_EXAMPLES = (
    "FEEDS is OPML, as feed readers export it, or TOML:\n\n"
    "  every = 15            minutes between two polls\n\n"
    "  [[feed]]\n\n"
    '  url = "https://example.org/rss"\n\n'
    '  outlet = "Harbour Post"\n\n'
    "  links = true          read the pages, not only what the feed says of them\n\n"
    "Examples:\n\n"
    "  tocsin follow feeds.toml --ledger war.db\n\n"
    "  tocsin follow subscriptions.opml --links --once"
)
SOURCES_EXAMPLES = "Examples:\n\n  tocsin sources --ledger war.db"
CAPTURES_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin captures --ledger war.db --warc evidence.warc.gz\n\n"
    "  tocsin captures --url https://example.org/a --warc page.warc.gz"
)


def follow(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="A TOML or OPML file of feeds.")],
    ledger: Ledger = None,
    links: Links = False,
    once: Annotated[
        bool, typer.Option("--once", help="Ask every feed that is due once, then end: for cron.")
    ] = False,
) -> None:
    """Follow feeds: take in what is new, reconcile, and tell when a source falls silent.

    Ctrl-C or SIGTERM ends it after the report at hand; the next run goes on where it stood.
    """
    from tocsin.desk import connect, feeds_listed

    specs = feeds_listed(_payload(feeds), links=links)
    ready_places()
    console = stderr()
    if not once:
        console.print(f"Following {len(specs)} feed{'s' * (len(specs) != 1)}; Ctrl-C ends it.")
    with connect(ledger) as desk, _stoppable() as stop:
        came = desk.newsroom.follow(specs, once=once, stop=stop, tell=_tell)
    console.print(f"{came} new or changed report{'s' * (came != 1)}.")


def sources(ledger: Ledger = None, format_: As = Format.TABLE) -> None:
    """Show how every followed source stands, and which fell silent against its own rhythm."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        states = desk.sources()
    if format_ is not Format.TABLE:
        write_json([_wire(one) for one in states])
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Source", "Entries", "Last new", "Usual gap", "Standing"):
        table.add_column(heading)
    for one in states:
        seen = one.last_seen.strftime("%Y-%m-%d %H:%M") if one.last_seen else "never"
        gap = _length(one.usual_gap) if one.usual_gap else "not known yet"
        table.add_row(one.title or one.feed, str(one.entries), seen, gap, _standing(one))
    stdout().print(table)


def captures(
    warc: Annotated[Path, typer.Option("--warc", metavar="OUT", help="The WARC file to write.")],
    ledger: Ledger = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="Only this page.")] = None,
    as_of: AsOf = None,
) -> None:
    """Write the fetched pages as they were read to a WARC file: evidence for later."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        count = desk.newsroom.write_captures(warc, url, as_of=as_of)
    stderr().print(f"{count} page{'s' * (count != 1)} written to {warc}")


def _payload(feeds: Path) -> bytes:
    try:
        return feeds.read_bytes()
    except OSError as error:
        msg = f"{feeds} cannot be read ({error.strerror}); check the path"
        raise InputError(msg) from error


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set; a second Ctrl-C ends at once."""
    stop = threading.Event()

    def handle(number: int, _: object) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {one: signal.signal(one, handle) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _tell(event: Event) -> None:
    from tocsin.desk.follow import Heard

    console = stderr()
    if isinstance(event, Heard):
        if event.trouble:
            trouble = event.trouble.removeprefix(f"{event.feed} ")
            console.print(Text.assemble((event.feed, "bold"), " ", (trouble, "red")))
        elif event.new:
            console.print(Text.assemble((event.feed, "bold"), f" {event.new} new"))
        return
    state = event.state
    words = "has fallen silent against its own rhythm" if state.silent else "speaks again"
    style = "bold yellow" if state.silent else "green"
    console.print(Text.assemble((state.title or state.feed, "bold"), " ", (words, style)))


def _standing(state: SourceState) -> Text:
    if state.failures:
        return Text(f"cannot be asked, {state.failures} times: {state.trouble}", style="red")
    if state.silent:
        return Text("silent", style="bold yellow")
    return Text("as usual" if state.usual_gap else "new", style="green")


def _length(gap: timedelta) -> str:
    """A length of time in one unit, as people say it."""
    minutes = gap.total_seconds() / 60
    for name, size in (("days", 1440), ("hours", 60)):
        if minutes >= 2 * size:
            return f"{minutes / size:.0f} {name}"
    return f"{minutes:.0f} minutes"


def _wire(state: SourceState) -> dict[str, object]:
    return {
        "feed": state.feed,
        "title": state.title,
        "entries": state.entries,
        "last_seen": state.last_seen.isoformat() if state.last_seen else None,
        "usual_gap_seconds": state.usual_gap.total_seconds() if state.usual_gap else None,
        "silent": state.silent,
        "chance": state.chance,
        "failures": state.failures,
        "trouble": state.trouble,
        "due_at": state.due_at.isoformat() if state.due_at else None,
    }
