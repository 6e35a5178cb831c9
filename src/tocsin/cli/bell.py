"""Alerts, states and forecasts for people, readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from tocsin.cli.incidents import short_id
from tocsin.cli.words import day_words
from tocsin.records import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from tocsin.records import Alert, Dyad, Episode, Forecast, Point, Series

BARS = "▁▂▃▄▅▆▇█"
MOST_BARS = 48
MOST_SENTENCES = 6
STATE_STYLES = {
    State.QUIET: "green",
    State.COOLING: "cyan",
    State.SIMMERING: "yellow",
    State.FLARING: "bold red",
    State.WAR: "bold white on red",
}
LEVELS = list(State)


def sparkline(values: Sequence[float]) -> str:
    """Values as bars of eight heights; nothing at all is a dot.

    >>> sparkline([0, 1, 4, 8])
    '·▁▄█'
    """
    top = max(values, default=0.0) or 1.0
    return "".join(
        BARS[min(len(BARS) - 1, int((len(BARS) * value - 1e-9) / top))] if value > 0 else "·"
        for value in values
    )


def show_alerts(console: Console, found: Sequence[Alert]) -> None:
    """Each alert with what was seen, what is usual, and the sentences behind it."""
    for one in found:
        console.print(_heading(one))
        for line in _lines(one):
            console.print(Text(f"  {line}"))
        for cited in one.cited[:MOST_SENTENCES]:
            place = f"{cited.outlet or cited.document}, {cited.published or 'undated'}"
            words = " ".join(cited.sentence.split())
            console.print(Text.assemble(("  “", "dim"), words, ("” ", "dim"), (place, "dim")))
        if len(one.cited) > MOST_SENTENCES:
            console.print(Text(f"  and {len(one.cited) - MOST_SENTENCES} sentences more", "dim"))
        console.print()
    rang = f"{len(found):,} alert{'s' * (len(found) != 1)}" if found else "Nothing rings"
    console.print(f"{rang}. Why an incident: tocsin explain ID" if found else f"{rang}.")


def _heading(alert: Alert) -> Text:
    return Text.assemble(
        (day_words(alert.day), "bold"),
        "  ",
        (alert.dyad.name, "bold"),
        "  ",
        (alert.state.value.upper(), STATE_STYLES[alert.state]),
        (f"  {alert.detector} {alert.score:.1f}", "dim"),
    )


def _lines(alert: Alert) -> Iterable[str]:
    yield f"{alert.observed:.3g} acts of violence in three weeks, {alert.expected:.2g} expected"
    for one in alert.reasons:
        yield f"{one.feature}: {one.left}, {one.right}"
    if alert.probability is not None:
        yield f"chance of a flare-up within three months: {alert.probability:.0%}"
    if alert.after is not None:
        yield after_words(alert.after)
    if alert.incidents:
        yield "incidents: " + " ".join(short_id(one) for one in alert.incidents)


def after_words(episode: Episode) -> str:
    """`the last war: 27 Sep - 9 Nov 2020, 4,000 deaths`."""
    name = "war" if episode.state is State.WAR else "flare"
    days = day_words(episode.first)
    if episode.last > episode.first:
        days += f" - {day_words(episode.last)}"
    return f"the last {name}: {days}, {episode.deaths:,.0f} deaths known"


def show_states(console: Console, states: Sequence[tuple[Dyad, State, float]]) -> None:
    """How it stands between each two sides, the worst first."""
    table = Table(box=box.SIMPLE, header_style="bold", pad_edge=False)
    table.add_column("Dyad")
    table.add_column("State")
    table.add_column("Flare-up within three months", justify="right")
    ordered = sorted(states, key=lambda one: (-LEVELS.index(one[1]), -one[2], one[0]))
    for dyad, state, chance in ordered:
        hot = state in {State.FLARING, State.WAR}
        table.add_row(
            dyad.name,
            Text(state.value, style=STATE_STYLES[state]),
            "it has begun" if hot else f"{chance:.0%}",
        )
    console.print(table)


def show_forecasts(console: Console, found: Sequence[Forecast], past: Series) -> None:
    """Past months as bars, and the ranges of those to come."""
    deaths = [point.best for point in past.points][-MOST_BARS:]
    console.print(Text.assemble((past.subject.name, "bold"), f"  deaths by month, {past.source}"))
    if deaths:
        first = past.points[-len(deaths)].day
        console.print(f"{first:%Y-%m} {sparkline(deaths)} {past.points[-1].day:%Y-%m}")
    table = Table(box=box.SIMPLE, header_style="bold", pad_edge=False)
    for heading in ("Month", "Median", "Half of the time", "Nine times of ten", "None at all"):
        table.add_column(heading, justify="left" if heading == "Month" else "right")
    for one in found:
        none = sum(draw == 0 for draw in one.draws) / len(one.draws)
        table.add_row(
            f"{one.month:%b %Y}",
            f"{one.quantile(0.5):,}",
            f"{one.quantile(0.25):,} - {one.quantile(0.75):,}",
            f"{one.quantile(0.05):,} - {one.quantile(0.95):,}",
            f"{none:.0%}",
        )
    console.print(table)


def show_series(console: Console, found: Sequence[Series]) -> None:
    """One line a subject, the most violent first: its acts as bars, and the sums."""
    hidden = [one for one in found if not any(map(_is_hostile, one.points))]
    found = sorted((one for one in found if one not in hidden), key=_by_violence)
    table = Table(box=box.SIMPLE, header_style="bold", pad_edge=False)
    for heading in ("Subject", "Violence", "Acts", "Deaths", "Accusations, threats"):
        table.add_column(heading, justify="left" if heading in {"Subject", "Violence"} else "right")
    for one in found:
        points = one.points
        table.add_row(
            one.subject.name,
            sparkline([point.events for point in points][-MOST_BARS:]),
            f"{sum(point.events for point in points):,.0f}",
            f"{sum(point.best for point in points):,.0f}",
            f"{sum(point.accusations + point.threats for point in points):,.0f}",
        )
    console.print(table)
    if found:
        last = found[0].points
        console.print(
            f"{len(found):,} series by {found[0].step.value} up to {last[-1].day};"
            f" {len(hidden):,} without violence, threat or accusation are not shown"
        )
    else:
        console.print("No series: no dated incident fits.")


def _is_hostile(point: Point) -> bool:
    return any((point.events, point.accusations, point.threats, point.mobilisations))


def _by_violence(series: Series) -> tuple[float, str]:
    return -sum(point.events for point in series.points), series.subject.name
