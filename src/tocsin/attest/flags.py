"""Flags: what is wrong in the text itself, shown and never silently mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.quotes import quotes_in
from tocsin.records import Flag

if TYPE_CHECKING:
    from tocsin.records import Actor, Document, Link, ResolvedClaim, Span


def flags_in(document: Document, claims: tuple[ResolvedClaim, ...]) -> tuple[Flag, ...]:
    """Garbled quotes of a text: a side that attacks itself inside a quotation, marks left open."""
    found = [*_self_attacks(claims), *_open_quotes(document)]
    return tuple(sorted(found, key=lambda flag: (flag.span.start, flag.kind)))


def _self_attacks(claims: tuple[ResolvedClaim, ...]) -> list[Flag]:
    found = []
    for claim in claims:
        quote = claim.claim.quote
        if quote is None:
            continue
        actors = _countries(claim.actors, quote)
        recipients = _countries(claim.recipients, quote)
        if actors and actors == recipients:
            why = (
                f"the quotation has {', '.join(sorted(actors))} act against itself; "
                "words may have been cut or swapped"
            )
            found.append(Flag(kind="garbled-quote", span=quote, why=why))
    return found


def _countries(links: tuple[Link[Actor], ...], quote: Span) -> set[str]:
    """The countries of the parties that are named inside the quotation itself."""
    return {
        link.target.country
        for link in links
        if link.target.country is not None and link.mention.overlaps(quote)
    }


def _open_quotes(document: Document) -> list[Flag]:
    return [
        Flag(
            kind="unbalanced-quote",
            span=document.span(quote.start, min(quote.end, quote.start + 80)),
            why="the quotation is opened and not closed in its paragraph",
        )
        for quote in quotes_in(document.text)
        if not quote.closed
    ]
