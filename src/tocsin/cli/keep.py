"""`tocsin withdraw`, `migrate`, `check`, `backup` and `compact`: looking after a ledger."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from tocsin.cli.console import stderr, stdout, write_json
from tocsin.cli.look import known
from tocsin.cli.options import As, Format, Ledger
from tocsin.errors import InputError

WITHDRAW_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin withdraw https://example.org/report --why 'the agency retracted it'\n\n"
    "Its history stays: tocsin revisions ORIGIN shows it, and --as-of looks back before."
)
BACKUP_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin backup war-2022-09-30.db --ledger war.db\n\n"
    "  tocsin backup postgresql://ana@db.example.org/war --ledger war.db   into an empty database"
)
CHECK_EXAMPLES = "Examples:\n\n  tocsin check --ledger war.db\n\n  tocsin check --format json"
COMPACT_EXAMPLES = "Examples:\n\n  tocsin compact --ledger war.db"
MIGRATE_EXAMPLES = "Examples:\n\n  tocsin migrate --ledger war.db"


def withdraw(
    origin: Annotated[str, typer.Argument(metavar="ORIGIN", help="The address or path as read.")],
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, for the record.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")] = "a person",
    ledger: Ledger = None,
) -> None:
    """Stop counting a report, keep its history, and bring the incidents up to date."""
    from tocsin.cli.search import as_read
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        names = dict.fromkeys((as_read(origin), origin))
        if not any(desk.withdraw(name, why=why, by=by) for name in names):
            msg = f"nothing that counts was read from {origin}; see `tocsin revisions {origin}`"
            raise InputError(msg)
        changed = desk.reconcile()
    stderr().print(f"{origin} is withdrawn; {changed} incidents and families changed")


def migrate(ledger: Ledger = None) -> None:
    """Bring a ledger to this program's schema; every command does so when it opens one."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        stderr().print(f"The ledger has schema {desk.schema_version()}, the newest.")


def check(ledger: Ledger = None, format_: As = Format.TABLE) -> None:
    """Look for damage: the file, lost rows, changed texts, marks that do not fit their text."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        faults = list(desk.upkeep.check())
        size = desk.size()
    if format_ is Format.TABLE:
        console = stdout()
        for one in faults:
            where = " ".join(part for part in (one.table, one.row) if part) or "the file"
            console.print(Text.assemble(("FAULT ", "bold red"), (where, "bold"), f": {one.what}"))
        found = f"{len(faults)} fault{'s' * (len(faults) != 1)}" if faults else "no faults"
        console.print(f"{size.documents:,} documents, {size.claims:,} claims: {found}")
    else:
        write_json([{"table": one.table, "row": one.row, "what": one.what} for one in faults])
    if faults:
        raise typer.Exit(2)


def backup(
    target: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="A new file, or an empty postgresql:// one.")
    ],
    ledger: Ledger = None,
) -> None:
    """Copy the ledger as it is now, while others may go on writing; also between databases."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        desk.upkeep.backup(target)
    with connect(target) as copy:
        size = copy.size()
    stderr().print(
        f"{size.documents:,} documents and {size.claims:,} claims are in {_shown(target)}"
    )


def compact(ledger: Ledger = None) -> None:
    """Work the look-ups out anew and give free space back."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        before, after = desk.upkeep.compact()
    stderr().print(f"{before / 1e6:,.1f} MB before, {after / 1e6:,.1f} MB now")


def _shown(target: str) -> str:
    """A URL without its user and password."""
    scheme, parted, rest = target.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if parted else target
