"""Why an incident is what it is: both sides' stories side by side, down to the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tocsin.cli.console import is_plain, section
from tocsin.cli.incidents import short_id, tolls_text, voices_grid
from tocsin.cli.odds import odds_table
from tocsin.cli.reasons import reasons_grid
from tocsin.cli.tree import tree_of
from tocsin.cli.words import (
    REALITY_WORDS,
    STANCE_STYLES,
    STANCE_WORDS,
    distance_words,
    kind_text,
    place_words,
    short_voice,
    sides_words,
    site_words,
    toll_words,
    when_words,
)
from tocsin.reconcile import explained

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, RenderableType

    from tocsin.reconcile import Comparison, Evidence, Explanation
    from tocsin.records import Incident

TOLD_SO = frozenset({"asserts", "confirms"})
NARROW = 72
MOST_COMPARISONS = 8
_CONDITIONS = re.compile(r"\[[^\]]{16,}\]")


def show_explanation(console: Console, explanation: Explanation) -> None:
    """The incident, its stories in columns (one below the other where it is narrow), the joins."""
    console.print(_head(explanation.incident))
    told = [one for one in explanation.evidence if one.claim.claim.stance.value in TOLD_SO]
    against = [one for one in explanation.evidence if one not in told]
    plain = is_plain(console)
    columns = [
        (title, [_card(one, plain=plain) for one in stories])
        for title, stories in (
            (f"Told as it was ({len(told)})", told),
            (f"Denied or admitted in part ({len(against)})", against),
        )
        if stories
    ]
    if len(columns) > 1 and console.width >= NARROW:
        console.print(_side_by_side(columns))
    else:
        for title, cards in columns:
            console.print(Text(title, style="bold"), *cards, sep="\n")
    counted = [one for one in explanation.evidence if one.claim.claim.tolls]
    if counted:
        console.print(_history(counted))
    if explanation.contradictions:
        console.print(odds_table(explanation))
    if explanation.comparisons:
        shown = explanation.comparisons[:MOST_COMPARISONS]
        console.print(_joins(shown, len(explanation.comparisons)))
        console.print(_legend(shown))
    for judgement in explanation.judgements:
        why = "; ".join(reason.left for reason in judgement.reasons)
        pair = f"{short_id(judgement.left)} and {short_id(judgement.right)}"
        console.print(f"{judgement.by} judged {pair}: {judgement.verdict} ({why})")


def _head(incident: Incident) -> Panel:
    reports = incident.independent_reports
    parts: list[RenderableType] = [
        kind_text(incident.kind.value, incident.mode),
        Text(sides_words(incident.actors, incident.recipients)),
        Text(f"{when_words(incident.when)}  {place_words(incident.places, most=8)}"),
    ]
    if incident.tolls:
        parts.append(tolls_text(incident))
    parts += [
        voices_grid(incident),
        Text(
            f"{reports} independent report{'s' * (reports != 1)} of {len(incident.claims)} claims"
        ),
    ]
    return Panel(Group(*parts), title=f"Incident {incident.id}", title_align="left")


def _side_by_side(columns: Sequence[tuple[str, Sequence[RenderableType]]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, header_style="bold", pad_edge=False)
    for title, _ in columns:
        table.add_column(title, ratio=1)
    table.add_row(*(Group(*cards) for _, cards in columns))
    return table


def _card(evidence: Evidence, *, plain: bool) -> Group:
    """One claim: whose word, in which report, in which sentence, by which rule."""
    claim, first = evidence.claim.claim, evidence.claim.claim.first
    style = STANCE_STYLES[claim.stance.value]
    said = STANCE_WORDS[claim.stance.value]
    voice = Text(f"{said} {short_voice(evidence.voice)}", style=style or "bold")
    read = kind_text(first.kind.value, first.mode)
    facts = (
        REALITY_WORDS[first.reality.value],
        f"denies the {claim.denial.value}" if claim.denial else "",
        distance_words(claim.distance),
        sides_words(
            [link.target for link in evidence.claim.actors],
            [link.target for link in evidence.claim.recipients],
        ),
        site_words(evidence.claim.places),
        when_words(evidence.claim.when),
        *(toll_words(toll) for toll in claim.tolls),
    )
    read.append("".join(f" · {fact}" for fact in facts if fact))
    name = evidence.origin.replace("\\", "/").rsplit("/", 1)[-1]
    source = Text(f"{evidence.outlet or 'unknown outlet'} · {name}", style="dim")
    rule = Text(f"rule {_short(evidence.rule)} · claim {short_id(claim.id)}", style="dim")
    why, how = reasons_grid(evidence.claim), tree_of(claim)
    return Group(voice, _marked(evidence, plain=plain), read, why, how, source, rule, Text())


def _short(rule: str) -> str:
    """A rule without its long conditions, which `--format json` has."""
    return _CONDITIONS.sub("[…]", rule)


def _marked(evidence: Evidence, *, plain: bool) -> Text:
    """The sentence with its trigger marked, in brackets where there is no style to mark it."""
    text, (start, end) = evidence.sentence.text, evidence.trigger
    trigger = f"[{text[start:end]}]" if plain else text[start:end]
    parts = (text[:start], "italic"), (trigger, "bold underline"), (text[end:], "italic")
    return Text.assemble(*((" ".join(words.split("\n")), style) for words, style in parts))


def _history(counted: Sequence[Evidence]) -> Table:
    """Every count in the order of publication: a voice's later figure replaces its earlier one."""
    table = Table(
        title="Losses as they were told, the earliest first",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        header_style="bold",
        pad_edge=False,
    )
    for title in ("Voice", "Losses", "Report"):
        table.add_column(title)
    for one in counted:
        losses = ", ".join(toll_words(toll) for toll in one.claim.claim.tolls)
        name = one.origin.replace("\\", "/").rsplit("/", 1)[-1]
        table.add_row(short_voice(one.voice), losses, name)
    return table


def _joins(shown: Sequence[Comparison], total: int) -> Table:
    """What speaks for and against one happening, the strongest comparisons first."""
    table = section("Why these claims stand together")
    table.add_column("Claims", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    table.add_column("Reasons", ratio=1)
    for one in shown:
        reasons = ", ".join(
            f"{reason.feature} {reason.score:+.1f}"
            for reason in sorted(one.reasons, key=lambda reason: -abs(reason.score))
        )
        pair = f"{short_id(one.left)} {short_id(one.right)}"
        table.add_row(pair, f"{one.verdict.value} {one.score:+.1f}", reasons)
    if total > len(shown):
        table.caption = f"and {total - len(shown)} more; --format json has all"
    return table


def _legend(shown: Sequence[Comparison]) -> Table:
    """What each reason means, once."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for feature in dict.fromkeys(reason.feature for one in shown for reason in one.reasons):
        grid.add_row(Text(feature, style="bold"), Text(explained(feature), style="dim"))
    return grid
