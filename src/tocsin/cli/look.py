"""`tocsin incidents`, `claims` and `explain`: what the ledger holds, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.asking import narrowed
from tocsin.cli.console import stdout, write_json, write_jsonl
from tocsin.cli.options import As, AsOf, Format, Ledger
from tocsin.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.store.filters import Filters

INCIDENT_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin incidents\n\n"
    "  tocsin incidents --country ARM --since 2022-09-12 --until 2022-09-14\n\n"
    "  tocsin incidents --side ARM --side AZE --disputed\n\n"
    "  tocsin incidents --kind ASSAULT --place Jermuk --format json"
)
CLAIM_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin claims --country AZE --kind ASSAULT\n\n"
    "  tocsin claims --source 'Ministry of Defence' --side ARM\n\n"
    "  tocsin claims --place Goris --format jsonl > claims.jsonl"
)
EXPLAIN_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin explain 3f9a1c        the start of an incident's or a claim's id is enough\n\n"
    "  tocsin explain 3f9a1c --format json"
)

Background = Annotated[
    bool, typer.Option("--background/--no-background", help="Also what is told as background.")
]


@narrowed
def incidents(
    *,
    ledger: Ledger = None,
    asked: Filters,
    background: Background = False,
    format_: As = Format.TABLE,
) -> None:
    """Show the incidents: what, who, where, when, and who asserts, confirms or denies it."""
    from tocsin.desk import connect
    from tocsin.serve.wire import wire_of_incident

    with connect(known(ledger)) as desk:
        found = desk.incidents(**asked)
    if format_ is Format.TABLE:
        from tocsin.cli.incidents import show_incidents

        show_incidents(stdout(), found, with_background=background)
    else:
        _write(format_, [wire_of_incident(one) for one in found])


@narrowed
def claims(
    *,
    ledger: Ledger = None,
    asked: Filters,
    format_: As = Format.TABLE,
) -> None:
    """Show the claims, each with the sentence it was read from."""
    from tocsin.desk import connect
    from tocsin.serve.wire import wire_of_claim

    with connect(known(ledger)) as desk:
        found = desk.claims(**asked)
        documents = {one.id: one for one in desk.documents(asked.get("as_of"))}
    if format_ is not Format.TABLE:
        _write(
            format_,
            [
                {"document": one.claim.first.trigger.document_id} | wire_of_claim(one)
                for one in found
            ],
        )
        return
    from tocsin.cli.claims import show_claims

    show_claims(stdout(), found, documents)


def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An incident's or a claim's id.")],
    ledger: Ledger = None,
    as_of: AsOf = None,
    format_: As = Format.TABLE,
) -> None:
    """Show why: an incident, both sides' stories, their sentences and the rules that read them."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        explanation = desk.explain(id_, as_of=as_of)
    if format_ is Format.TABLE:
        from tocsin.cli.explanation import show_explanation

        show_explanation(stdout(), explanation)
    else:
        from tocsin.serve.wire_why import wire_of_explanation

        _write(format_, [wire_of_explanation(explanation)])


def _write(format_: Format, values: Sequence[object]) -> None:
    if format_ is Format.JSONL:
        write_jsonl(values)
    else:
        write_json(values)


def known(ledger: str | None) -> str | None:
    """The ledger as it was named; looking into one never makes it.

    Raises:
        InputError: there is no file at the path.
    """
    if ledger is not None and "://" not in ledger and not Path(ledger).exists():
        msg = f"ledger {ledger} does not exist; check the path, or fill it with `tocsin add`"
        raise InputError(msg)
    return ledger
