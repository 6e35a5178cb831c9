"""Why a name was taken for what it is: each link's reasons with the values that were compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from tocsin.cli.words import actor_words, when_words
from tocsin.records import Actor

if TYPE_CHECKING:
    from tocsin.records import Reason, ResolvedClaim

UNCERTAIN = "uncertain"
PARTS = {"speaker": "voice", "at": "place", "target": "place hit", "origin": "fired from"}


def reasons_grid(claim: ResolvedClaim) -> Table:
    """Who, where and when of a claim, a row each: what it was taken for, and why."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for link in claim.links:
        words = " ".join(link.mention.text.split())
        known = actor_words(link.target) if isinstance(link.target, Actor) else link.target.name
        told = Text(known if known == words else f"{known} “{words}”")
        row = _row(told, link.reasons, uncertain=link.uncertain)
        grid.add_row(PARTS.get(link.part, link.part), row)
    if claim.when is not None and claim.when.reasons:
        told = Text(when_words(claim.when))
        grid.add_row("day", _row(told, claim.when.reasons, uncertain=claim.when.uncertain))
    return grid


def _row(told: Text, reasons: tuple[Reason, ...], *, uncertain: bool) -> Text:
    for reason in reasons:
        values = " : ".join(value for value in (reason.left, reason.right) if value)
        told.append(f" · {reason.feature} {reason.score:.2g} ({values})", style="dim")
    if uncertain:
        told.append(f" · {UNCERTAIN}", style="yellow")
    return told
