"""Claims for people: who did what to whom, where, when, who says so, and in which words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.cli.console import is_plain
from tocsin.cli.excerpt import excerpt
from tocsin.cli.words import (
    REALITY_WORDS,
    STANCE_STYLES,
    STANCE_WORDS,
    day_words,
    distance_words,
    kind_text,
    sides_words,
    site_words,
    toll_words,
    voice_words,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from tocsin.records import Document, Reading, ResolvedClaim

OWN_VOICE = "the publisher"


def show_reading(console: Console, reading: Reading) -> None:
    """A document's claims one below the other, then what is wrong in it and what is missing."""
    document = reading.document
    console.print(_heading(document))
    console.print()
    numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
    for claim in reading.claims:
        show_claim(console, claim, document, numbers)
    if not reading.claims:
        console.print("No claims about a conflict in this text.")
    _show_flags(console, reading)
    _show_remedy(console, reading)


def show_claims(
    console: Console, claims: Sequence[ResolvedClaim], documents: Mapping[str, Document]
) -> None:
    """Claims of many documents, in groups by document."""
    ordered = sorted(claims, key=_document_id)
    numbers = {claim.id: number for number, claim in enumerate(ordered, 1)}
    for id_, group in groupby(ordered, key=_document_id):
        document = documents[id_]
        console.print(_heading(document))
        console.print()
        for claim in group:
            show_claim(console, claim, document, numbers)
    console.print(f"{len(ordered):,} claim{'s' * (len(ordered) != 1)}")


def _document_id(claim: ResolvedClaim) -> str:
    return claim.claim.first.trigger.document_id


def show_claim(
    console: Console, claim: ResolvedClaim, document: Document, numbers: Mapping[str, int]
) -> None:
    """One claim in two lines and the sentence it was read from."""
    told = claim.claim
    spans = (told.first.trigger, *(mention.trigger for mention in told.mentions[1:]))
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=3, justify="right", style="dim")
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    number = numbers.get(told.id)
    dim = "dim" if told.first.background else ""
    grid.add_row(str(number or ""), _what(claim), Text(when_words(claim.when), style=dim))
    console.print(grid)
    console.print(Padding(_voice(claim, document, numbers), (0, 0, 0, 5)))
    sentence = excerpt(document.text, spans, plain=is_plain(console))
    console.print(Padding(Text.assemble(("│ ", "dim"), sentence), (0, 0, 1, 5)))


def _what(claim: ResolvedClaim) -> Text:
    first = claim.claim.first
    line = kind_text(first.kind.value, first.mode)
    sides = sides_words(
        [link.target for link in claim.actors], [link.target for link in claim.recipients]
    )
    places = site_words(claim.places)
    tolls = ", ".join(toll_words(toll) for toll in claim.claim.tolls)
    for words, before in ((sides, "  "), (places, " · "), (tolls, " · ")):
        if words:
            line.append(before + words)
    return line


def _voice(claim: ResolvedClaim, document: Document, numbers: Mapping[str, int]) -> Text:
    told = claim.claim
    style = STANCE_STYLES[told.stance.value]
    who = voice_words(claim, document.outlet or OWN_VOICE)
    line = Text(f"{STANCE_WORDS[told.stance.value]} ", style=style).append(who, style=style)
    answered = numbers.get(told.answers or "")
    notes = (
        REALITY_WORDS[told.first.reality.value],
        f"denies the {told.denial.value}" if told.denial else "",
        f"answers {answered}" if answered else "",
        "hedged" if told.hedged else "",
        distance_words(told.distance),
        "in quotation marks" if told.quote else "",
        "background" if told.first.background else "",
    )
    for note in notes:
        if note:
            line.append(f" · {note}", style="dim")
    return line


def _heading(document: Document) -> Text:
    parts = [document.outlet or "unknown outlet"]
    parts += [document.author] if document.author else []
    parts.append(day_words(document.published) if document.published else "unknown day")
    heading = Text(document.title or document.origin, style="bold")
    return heading.append(f"\n{' · '.join(parts)}", style="not bold dim")


def _show_flags(console: Console, reading: Reading) -> None:
    for flag in reading.flags:
        text = Text.assemble((f"! {flag.kind}: ", "bold yellow"), flag.why, " ")
        words = " ".join(flag.span.text.split())
        console.print(text.append(f"“{words}”", style="italic"))


def _show_remedy(console: Console, reading: Reading) -> None:
    """Days that could not be told, and what to pass so that they can be."""
    unknown = dict.fromkeys(
        claim.when.text
        for claim in reading.claims
        if claim.when and claim.when.text and not (claim.when.first or claim.when.last)
    )
    if not unknown or reading.document.published:
        return
    words = ", ".join(f"“{text}”" for text in unknown)
    console.print(
        f"The day of publication is not known, so {words} cannot be dated:"
        " pass it, for example --published 2022-09-13.",
        style="yellow",
    )
