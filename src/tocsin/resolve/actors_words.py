"""The words of a noun phrase for a party: where it begins, how it reads, what it is listed with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.resolve.actors_parts import WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Document, Parse, Span
    from tocsin.resolve.actors_index import Index

BEFORE = WITHIN - {"appos"}


@cache
def foreign_words() -> frozenset[str]:
    """Words such as "multinational", after which a force is of no country where it acts."""
    return frozenset(row["word"] for row in rows("actors/foreign.tsv"))


@cache
def domestic_words() -> frozenset[str]:
    """Words such as "federal", after which a body is of the state where the text's events are."""
    return frozenset(row["word"] for row in rows("actors/domestic.tsv"))


def core_of(parse: Parse, head: int, index: Index) -> tuple[int, int]:
    """The tokens of a phrase (first, last exclusive) with its whole name or noun."""
    first, last = first_of(parse, head), head + 1
    hit = index.named.get(head) or index.nouns.get(head)
    if hit is None:
        return first, last
    return min(first, bare_from(parse, hit.first, head)), max(last, hit.last)


def span_of(parse: Parse, head: int, index: Index, document: Document) -> Span:
    """The characters of a phrase with its whole name or noun."""
    first, last = core_of(parse, head, index)
    return document.span(parse.tokens[first].start, parse.tokens[last - 1].end)


def words_of(parse: Parse, head: int) -> str:
    """The words of a phrase up to its head, without articles."""
    return " ".join(token.text for token in parse.tokens[first_of(parse, head) : head + 1])


def shown(parse: Parse, head: int, document: Document) -> str:
    """The words of a phrase as the text writes them, on one line."""
    start = parse.tokens[first_of(parse, head)].start
    return " ".join(document.text[start : parse.tokens[head].end].split())


def first_of(parse: Parse, head: int) -> int:
    """The first token of a phrase, articles and signs apart."""
    first = head
    for child in parse.children(head):
        if child.i < head and child.dep in BEFORE:
            first = min(first, parse.subtree(child.i)[0])
    return bare_from(parse, first, head)


def bare_from(parse: Parse, first: int, head: int) -> int:
    """Where a phrase begins without articles and signs."""
    while first < head and parse.tokens[first].pos in {"DET", "PUNCT"}:
        first += 1
    return first


def coordinates(parse: Parse, head: int) -> Iterator[int]:
    """The heads that are joined to a head by "and" or commas."""
    for child in parse.children_by(head, "conj"):
        yield child.i
        yield from coordinates(parse, child.i)
