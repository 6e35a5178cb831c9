"""`tocsin serve` and `tocsin user`: the ledger on a screen, and who may see it."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.console import stderr, stdout, write_json
from tocsin.cli.look import known
from tocsin.cli.options import As, Format, Ledger, Since, Until
from tocsin.errors import InputError, MissingPartError

if TYPE_CHECKING:
    from tocsin.desk import Desk

SERVE_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin serve --ledger war.db\n\n"
    "  tocsin serve --ledger war.db --host 0.0.0.0 --name ledger.example.org --https"
)
DELIVER_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin deliver --rules rules.toml\n\n"
    "  tocsin deliver --rules rules.toml --dry-run --since 2022-09-01"
)
PORT = 8321
LEAST_PASSWORD = 12
WEB = ("fastapi", "uvicorn", "jinja2", "argon2", "python_multipart")

user = typer.Typer(
    help="Who may see and judge a served ledger.",
    no_args_is_help=True,
    epilog="Examples:\n\n  tocsin user add ana --role coder --ledger war.db\n\n"
    "  tocsin user token ana --for notebook --days 30 --ledger war.db",
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="A user's name.")]
Role = Annotated[str, typer.Option("--role", help="reader, coder or admin.")]
Rules = Annotated[
    Path | None, typer.Option("--rules", metavar="TOML", help="Rules, and channels to tell by.")
]
Given = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]


def serve(
    ledger: Ledger = None,
    host: Annotated[str, typer.Option("--host", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: a free one.")] = PORT,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A host name it answers to.")
    ] = None,
    log_in: Annotated[
        bool, typer.Option("--login/--no-login", help="Ask for accounts on loopback too.")
    ] = False,
    rules: Rules = None,
    https: Annotated[
        bool, typer.Option("--https/--http", help="Browsers come over HTTPS, by a proxy.")
    ] = False,
) -> None:
    """Show the ledger in a browser, and to programs; it listens to this machine only by default."""
    _need_web()
    from tocsin.desk import connect
    from tocsin.desk.rules import rule_book
    from tocsin.serve.run import listen, options_for
    from tocsin.serve.run import serve as run

    with connect(known(ledger)) as desk:
        options = options_for(desk, host, names=tuple(name or ()), log_in=log_in, https=https)
        bound = listen(host, port)
        run(desk, bound, options, _tell, rule_book(rules) if rules else None)


def deliver(
    ledger: Ledger = None,
    rules: Rules = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run/--send", help="Only show what would have been told.")
    ] = False,
    since: Since = None,
    until: Until = None,
    base: Annotated[
        str, typer.Option("--base", metavar="URL", help="Where the ledger is served, for links.")
    ] = "",
    format_: As = Format.TABLE,
) -> None:
    """Follow the rules once and send what is due; with --dry-run over the past, sending nothing."""
    _need_web()
    from tocsin.desk.rules import RuleBook, rule_book
    from tocsin.serve.courier import deliver as run
    from tocsin.serve.senders import wire_of_notice, words_of

    book = rule_book(rules) if rules else RuleBook()
    with _desk(known(ledger)) as desk:
        if not dry_run:
            done = run(desk, book, base)
            told = f"{done.made} new, {done.sent} sent, {done.failed} to be tried again"
            stderr().print(f"{told}, {done.dead} given up")
            return
        found = desk.deliveries.rehearse(book.rules, since, until)
    if format_ is not Format.TABLE:
        write_json([wire_of_notice(one, base) for one in found])
        return
    for one in found:
        stdout().print(f"{one.at:%Y-%m-%d %H:%M}  {words_of(one, base)}\n")
    stderr().print(f"{len(found)} would have been told; nothing was sent.")


def mcp(ledger: Ledger = None) -> None:
    """Give assistants search, incidents, explanations and export, by standard input and output."""
    if find_spec("mcp") is None:
        msg = "mcp is missing, which assistants need: pip install 'tocsin[mcp]'"
        raise MissingPartError(msg)
    from tocsin.serve.assistants import mcp_server

    with _desk(known(ledger)) as desk:
        mcp_server(desk).run("stdio")


def _tell(address: str) -> None:
    stderr().print(f"The ledger is at {address} until you press Ctrl-C.")


@user.command("add")
def add(name: Name, role: Role = "coder", ledger: Ledger = None, given: Given = False) -> None:
    """Make an account; the password is asked for."""
    _need_web()
    from tocsin.serve.office import hashed

    with _desk(ledger) as desk:
        made = desk.access.add_user(name, role, hashed(_password(given=given)))
    stderr().print(f"{made.name} is {made.rank.name.lower()} now.")


@user.command("password")
def password(name: Name, ledger: Ledger = None, given: Given = False) -> None:
    """Give a user a new password; all their sessions end."""
    _need_web()
    from tocsin.serve.office import hashed

    with _desk(ledger) as desk:
        desk.access.set_password(name, hashed(_password(given=given)))
    stderr().print(f"{name} has a new password.")


@user.command("role")
def role(
    name: Name, to: Annotated[str, typer.Argument(metavar="ROLE")], ledger: Ledger = None
) -> None:
    """Give a user another role."""
    with _desk(ledger) as desk:
        desk.access.set_rank(name, to)
    stderr().print(f"{name} is {to} now.")


@user.command("close")
def close(name: Name, ledger: Ledger = None) -> None:
    """Close an account with its sessions and tokens; what was judged stays."""
    with _desk(ledger) as desk:
        desk.access.close_user(name)
    stderr().print(f"{name} is out.")


@user.command("list")
def list_(ledger: Ledger = None, format_: As = Format.TABLE) -> None:
    """Show everybody with an account."""
    with _desk(ledger) as desk:
        found = desk.access.users()
    told = [
        {"name": one.name, "role": one.rank.name.lower(), "open": one.ended_at is None}
        for one in found
    ]
    if format_ is not Format.TABLE:
        write_json(told)
        return
    for one in told:
        stdout().print(f"{one['name']:24} {one['role']:8} {'' if one['open'] else 'closed'}")


@user.command("token")
def token(
    name: Name,
    label: Annotated[str, typer.Option("--for", help="What it is for.")] = "program",
    role: Role = "reader",
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="How long it lives.")] = 90,
    ledger: Ledger = None,
) -> None:
    """Make a token for a program; it is printed this once."""
    with _desk(ledger) as desk:
        secret = desk.access.add_token(name, role, label=label, days=days)
    stdout().print(secret)


def _desk(ledger: str | None) -> Desk:
    from tocsin.desk import connect

    return connect(ledger)


def _password(*, given: bool) -> str:
    word = sys.stdin.readline().rstrip("\n") if given else _asked()
    if len(word) < LEAST_PASSWORD:
        msg = f"a password needs at least {LEAST_PASSWORD} characters; three random words will do"
        raise InputError(msg)
    return word


def _asked() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _need_web() -> None:
    missing = [name for name in WEB if find_spec(name) is None]
    if missing:
        msg = f"{', '.join(missing)} is missing, which serving needs: pip install 'tocsin[serve]'"
        raise MissingPartError(msg)
