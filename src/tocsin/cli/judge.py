"""`tocsin judge`, `judgements`, `doubts` and `reconcile`: a person's word on what is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.table import Table
from rich.text import Text

from tocsin.cli.console import drawn, stdout, write_json
from tocsin.cli.incidents import short_id
from tocsin.cli.look import known
from tocsin.cli.options import As, AsOf, Format, Ledger
from tocsin.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.records import Doubt, Judgement

JUDGE_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin judge 3f9a1c 77b0de same --why 'both quote the mayor on one strike'\n\n"
    "  tocsin judge 3f9a1c 77b0de different --why 'two villages' --by ana\n\n"
    "  tocsin judge 3f9a1c 77b0de --withdraw"
)
DOUBT_EXAMPLES = "Examples:\n\n  tocsin doubts\n\n  tocsin doubts --most 20 --format json"

Which = Annotated[str, typer.Argument(metavar="ID", help="A claim's or an incident's id.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who judges.")]
Opinion = Literal["same", "different", "unsure"]


def judge(
    left: Which,
    right: Which,
    verdict: Annotated[
        Opinion | None, typer.Argument(metavar="same|different|unsure", show_default=False)
    ] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason.")] = None,
    by: By = "a person",
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take back what was judged of the two.")
    ] = False,
    ledger: Ledger = None,
    format_: As = Format.TABLE,
) -> None:
    """Say that two claims are about one happening, or are not; this overrides the machine.

    What was judged holds for good, also when more is read, until it is withdrawn.
    """
    from tocsin.desk import connect
    from tocsin.records import Verdict

    if withdraw == (verdict is not None):
        msg = "give a verdict (same, different or unsure), or --withdraw to take one back"
        raise InputError(msg)
    if not withdraw and not (why or "").strip():
        msg = "a judgement needs its reason; add --why 'in a few words'"
        raise InputError(msg)
    with connect(known(ledger)) as desk:
        if verdict is None:
            kept = desk.withdraw_judgement(left, right, by=by)
        else:
            desk.judge(left, right, Verdict(verdict), why=why or "", by=by)
            kept = True
        with drawn("Comparing") as step:
            changed = desk.reconcile(step)
    if format_ is not Format.TABLE:
        write_json({"kept": kept, "changed": changed})
        return
    said = "taken back" if withdraw else "kept"
    found = f"{said}; incidents and families changed: {changed}"
    stdout().print(found if kept else f"{by} has judged nothing of these two")


def judgements(ledger: Ledger = None, as_of: AsOf = None, format_: As = Format.TABLE) -> None:
    """Show what people judged, also what was taken back, oldest first."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        found = desk.judgements(as_of)
    if format_ is Format.TABLE:
        stdout().print(_judged(found) if found else "Nobody has judged anything.")
    else:
        write_json([_wire(one) for one in found])


def doubts(
    ledger: Ledger = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many to show.")] = 50,
    format_: As = Format.TABLE,
) -> None:
    """Show the pairs of claims that the machine cannot tell, for a person to judge."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        found = desk.doubts(limit=most)
    if format_ is Format.TABLE:
        stdout().print(_doubted(found) if found else "Nothing is in doubt.")
        return
    write_json(
        [
            {
                "left": one.left,
                "right": one.right,
                "incidents": one.incidents,
                "score": one.score,
                "reasons": [
                    {"feature": r.feature, "score": r.score, "left": r.left, "right": r.right}
                    for r in one.reasons
                ],
            }
            for one in found
        ]
    )


def reconcile(
    ledger: Ledger = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Work everything out again, not only what is new.")
    ] = False,
    format_: As = Format.TABLE,
) -> None:
    """Bring copies and incidents up to date; `add` does this by itself."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk, drawn("Comparing") as step:
        changed = desk.reconcile(step, anew=anew)
    if format_ is Format.TABLE:
        stdout().print(f"incidents and families changed: {changed}")
    else:
        write_json({"changed": changed})


def _judged(found: Sequence[Judgement]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("When", "Who", "Claims", "Verdict", "Why"):
        table.add_column(heading)
    for one in found:
        gone = f" (taken back {one.withdrawn_at:%Y-%m-%d})" if one.withdrawn_at else ""
        table.add_row(
            f"{one.at:%Y-%m-%d %H:%M}",
            one.by,
            f"{short_id(one.left)} {short_id(one.right)}",
            Text(f"{one.verdict.value}{gone}", style="dim" if gone else "bold"),
            "; ".join(reason.left for reason in one.reasons),
        )
    return table


def _doubted(found: Sequence[Doubt]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Claims", "Score", "What speaks for and against"):
        table.add_column(heading)
    for one in found:
        told = sorted(one.reasons, key=lambda reason: -abs(reason.score))
        table.add_row(
            f"{short_id(one.left)}\n{short_id(one.right)}",
            f"{one.score:+.1f}",
            "\n".join(f"{r.feature} {r.score:+.1f}: {_values(r.left, r.right)}" for r in told[:4]),
        )
    return table


def _values(left: str, right: str) -> str:
    return left if left == right else f"{left} | {right}"


def _wire(one: Judgement) -> dict[str, object]:
    return {
        "left": one.left,
        "right": one.right,
        "verdict": one.verdict.value,
        "why": "; ".join(reason.left for reason in one.reasons),
        "by": one.by,
        "at": one.at.isoformat(),
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
    }
