"""Repairs of the tree where the parser is often wrong and the words leave no doubt."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

LOOSE = {"npadvmod", "dobj", "dep", "attr", "oprd"}


def mended(parse: Parse) -> Parse:
    """`parse` with the heads and labels put right that a rule of this module knows to be wrong."""
    changed = {token.i: token for token in _appositions(parse)}
    if not changed:
        return parse
    return replace(parse, tokens=tuple(changed.get(token.i, token) for token in parse.tokens))


def _appositions(parse: Parse) -> list[Token]:
    """A name between commas behind the noun that it belongs to: "the mayor, Ana Ruiz, was"."""
    found = []
    for name in parse.names:
        head = _head_of(parse, name.first, name.last)
        if name.label != "PERSON" or name.first < 2 or head.dep not in LOOSE:  # noqa: PLR2004
            continue
        noun = parse.tokens[name.first - 2]
        if parse.tokens[name.first - 1].text == "," and noun.lemma in _titles():
            found.append(replace(head, head=noun.i, dep="appos"))
    return found


def _head_of(parse: Parse, first: int, last: int) -> Token:
    inside = range(first, last)
    return next(
        (parse.tokens[i] for i in inside if parse.tokens[i].head not in inside),
        parse.tokens[last - 1],
    )


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("bodies.tsv") if row["sort"] == "person")
