"""Flags: what is wrong in the text itself, shown and never silently mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.quotes import quotes_in
from tocsin.attest.sides import sides_of
from tocsin.records import Flag

if TYPE_CHECKING:
    from tocsin.records import Document, Parse, ResolvedClaim


def flags_in(
    document: Document, parse: Parse, claims: tuple[ResolvedClaim, ...]
) -> tuple[Flag, ...]:
    """Garbled quotes of a text: a side that attacks itself inside a quotation, marks left open."""
    found = [*_self_attacks(document, claims), *_open_quotes(document)]
    return tuple(sorted(found, key=lambda flag: (flag.span.start, flag.kind)))


def _self_attacks(document: Document, claims: tuple[ResolvedClaim, ...]) -> list[Flag]:
    found = []
    for claim in claims:
        quote = claim.claim.quote
        actors = {link.target.country for link in claim.actors} - {None}
        recipients = {link.target.country for link in claim.recipients} - {None}
        if quote is not None and actors and actors == recipients:
            why = (
                f"the quotation has {', '.join(sorted(filter(None, actors)))} act against itself; "
                "words may have been cut or swapped"
            )
            found.append(Flag(kind="garbled-quote", span=quote, why=why))
    return found


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
