"""`tocsin search` and `tocsin revisions`: the reports themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from tocsin.cli.console import is_plain, stdout, write_json, write_jsonl
from tocsin.cli.look import known
from tocsin.cli.options import As, AsOf, Format, Ledger
from tocsin.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from tocsin.desk.changes import Change
    from tocsin.store.protocol import Found

SEARCH_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin search ceasefire Goris       reports that hold both words, also inflected\n\n"
    "  tocsin search '\"defence ministry\"'  words that stand together\n\n"
    "  tocsin search shell* --as-of 2022-09-30"
)
REVISION_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin revisions https://example.org/report\n\n"
    "  tocsin revisions reports/goris.txt --format json"
)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What to look for.")],
    ledger: Ledger = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many reports.")] = 20,
    as_of: AsOf = None,
    format_: As = Format.TABLE,
) -> None:
    """Find the reports that hold all words, the best first, with the passage."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        found = desk.search(" ".join(words), limit=limit, as_of=as_of)
    if format_ is Format.TABLE:
        console = stdout()
        for one in found:
            _show(console, one)
        console.print(f"{len(found)} report{'s' * (len(found) != 1)}")
    else:
        values = [_wire(one) for one in found]
        write_jsonl(values) if format_ is Format.JSONL else write_json(values)


def revisions(
    origin: Annotated[str, typer.Argument(metavar="ORIGIN", help="The address or path as read.")],
    ledger: Ledger = None,
    as_of: AsOf = None,
    format_: As = Format.TABLE,
) -> None:
    """Show every version of a report: what changed, what its publisher says, what was withdrawn."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        found = desk.changes_to(as_read(origin), as_of) or desk.changes_to(origin, as_of)
    if not found:
        msg = (
            f"nothing was read from {origin}; name the address or path as `tocsin claims` shows it"
        )
        raise InputError(msg)
    if format_ is Format.TABLE:
        for one in found:
            _show_change(stdout(), one)
    else:
        values = [_wire_of_change(one) for one in found]
        write_jsonl(values) if format_ is Format.JSONL else write_json(values)


def as_read(origin: str) -> str:
    """A path as the ledger names it: absolute."""
    from pathlib import Path

    return origin if "://" in origin else str(Path(origin).absolute())


def _show(console: Console, found: Found) -> None:
    document = found.document
    day = document.published.isoformat() if document.published else "unknown day"
    heading = Text(document.title or document.origin, style="bold")
    console.print(heading.append(f"\n{document.outlet or 'unknown outlet'} · {day}", style="dim"))
    snippet, at = Text("  … " if found.start else "  "), 0
    for start, end in found.marks:
        word = found.snippet[start:end]
        snippet.append(_flat(found.snippet[at:start]))
        snippet.append(f"[{word}]" if is_plain(console) else word, style="bold underline")
        at = end
    snippet.append(_flat(found.snippet[at:]))
    console.print(snippet)
    console.print()


def _flat(words: str) -> str:
    return words.replace("\n", " ")


def _wire(found: Found) -> dict[str, object]:
    document = found.document
    return {
        "document": document.id,
        "origin": document.origin,
        "outlet": document.outlet,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "snippet": found.snippet,
        "start": found.start,
        "marks": [list(mark) for mark in found.marks],
    }


def _show_change(console: Console, change: Change) -> None:
    version = change.version
    console.print(
        Text(f"Version {version.number}", style="bold").append(
            f"  recorded {version.recorded_at:%Y-%m-%d %H:%M} UTC", style="not bold dim"
        )
    )
    for notice in change.notices:
        console.print(Text(f"  {notice.sort}: {notice.words}", style="yellow"))
    for sign, style, sentences in (("-", "red", change.lost), ("+", "green", change.gained)):
        for sentence in sentences:
            console.print(Text(f"  {sign} {sentence}", style=style))
    if version.withdrawn_at:
        told = (
            f"  withdrawn {version.withdrawn_at:%Y-%m-%d %H:%M} UTC by {version.by}: {version.why}"
        )
        console.print(Text(told, style="bold red"))


def _wire_of_change(change: Change) -> dict[str, object]:
    version = change.version
    gone = version.withdrawn_at
    return {
        "version": version.number,
        "document": version.document.id,
        "title": version.document.title,
        "digest": version.document.digest,
        "recorded_at": version.recorded_at.isoformat(),
        "lost": list(change.lost),
        "gained": list(change.gained),
        "notices": [{"sort": one.sort, "words": one.words} for one in change.notices],
        "withdrawn": {"at": gone.isoformat(), "why": version.why, "by": version.by}
        if gone
        else None,
    }
