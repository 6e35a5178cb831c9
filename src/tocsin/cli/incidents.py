"""Incidents for people: the shop window, readable at any width and without colour."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from tocsin.cli.words import (
    kind_text,
    place_words,
    sides_words,
    standing,
    tolls_by_voice,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, RenderableType

    from tocsin.records import Incident

WIDE = 100
VERY_WIDE = 130
ID_LENGTH = 10
DEPTH = {"ASSAULT": 0, "ACCUSE": 2, "REQUEST": 2, "REJECT": 2, "SUPPORT": 2}
"""Blows come first and mere words last; every other kind is between them."""


def show_incidents(console: Console, found: Sequence[Incident], *, with_background: bool) -> None:
    """The incidents by day, violence before talk; the footer says what is not in the table."""
    background = [one for one in found if one.background]
    shown = list(found) if with_background else [one for one in found if not one.background]
    if shown:
        console.print(_table(sorted(shown, key=_order), console.width))
    console.print(_footer(len(shown), 0 if with_background else len(background)))


def _order(incident: Incident) -> tuple[date, int, int, str]:
    """By day, unknown days last; then blows, other deeds, mere words; then by reports."""
    when = incident.when
    first = (when.first or when.last) if when else None
    depth = DEPTH.get(incident.kind.value, 1)
    return first or date.max, depth, -incident.independent_reports, incident.id


def _table(shown: Sequence[Incident], width: int) -> Table:
    table = Table(
        box=box.HORIZONTALS, show_lines=True, expand=True, header_style="bold", pad_edge=False
    )
    if width >= WIDE:
        table.add_column("When", width=14)
        table.add_column("Where", ratio=2)
    else:
        table.add_column("When, where", ratio=3)
    table.add_column("What: who → whom", ratio=5)
    if width >= VERY_WIDE:
        table.add_column("Tolls, by voice", ratio=4)
    table.add_column("Who says so", ratio=5)
    table.add_column("Independent\nreports" if width >= WIDE else "Rep.", justify="right")
    for incident in shown:
        table.add_row(*_cells(incident, width), style="dim" if incident.background else "")
    return table


def _cells(incident: Incident, width: int) -> list[RenderableType]:
    """The cells of one incident; what has no column of its own at this width stands below."""
    when = [Text(when_words(incident.when)), Text(short_id(incident.id), style="dim")]
    if incident.background:
        when.append(Text("background", style="italic"))
    where = Text(place_words(incident.places))
    what: list[RenderableType] = [kind_text(incident.kind.value, incident.mode)]
    sides = sides_words(incident.actors, incident.recipients)
    if sides:
        what.append(Text(sides))
    tolls = tolls_text(incident)
    if tolls and width < VERY_WIDE:
        what.append(tolls)
    first = [Group(*when), where] if width >= WIDE else [Group(*when, *[where][: bool(where)])]
    figures: list[RenderableType] = [tolls] if width >= VERY_WIDE else []
    reports = Text(str(incident.independent_reports), style="bold")
    voices = voices_grid(incident) if width >= WIDE else voices_text(incident)
    return [*first, Group(*what), *figures, voices, reports]


def voices_text(incident: Incident) -> Text:
    """As `voices_grid`, without the space for columns."""
    return Text("\n").join(
        Text.assemble((word, style or "dim"), (f" {', '.join(names)}", style))
        for word, style, names in standing(incident)
    )


def voices_grid(incident: Incident) -> Table:
    """Who asserts, confirms, admits in part and denies, one row each."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=8)
    grid.add_column()
    for word, style, names in standing(incident):
        grid.add_row(Text(word, style=style or "dim"), Text(", ".join(names), style=style))
    return grid


def tolls_text(incident: Incident) -> Text:
    """Each figure with the voices that give it."""
    return Text("\n").join(
        Text.assemble((figure, "bold"), f": {', '.join(voices)}")
        for figure, voices in tolls_by_voice(incident.tolls)
    )


def short_id(id_: str) -> str:
    """The start of an id, long enough to be typed into `tocsin explain`."""
    return id_[:ID_LENGTH]


def _footer(shown: int, hidden: int) -> Text:
    text = Text(f"{shown:,} incident{'s' * (shown != 1)}")
    if hidden:
        text.append(f"; {hidden:,} told as background: --background shows them")
    if shown:
        text.append(". Why: tocsin explain ID")
    return text
