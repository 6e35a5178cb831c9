"""Blows that answer another: "in response to", "in revenge for" and what stands behind them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token


def is_answered(parse: Parse, i: int) -> bool:
    """Whether token `i` tells of what somebody answers with a blow: its noun, or what hangs on it.

    "In response to an attack that killed nine": neither the attack nor the killing is the answer.
    """
    return any(_is_named(parse, token) for token in (parse.tokens[i], *parse.ancestors(i)))


def _is_named(parse: Parse, token: Token) -> bool:
    while token.dep == "conj" and parse.tokens[token.head].pos == "NOUN":
        token = parse.tokens[token.head]
    above = parse.tokens[token.head]
    if token.dep == "dobj":
        return (above.lemma, "v", "-") in _answers()
    if token.dep != "pobj":
        return False
    before = {parse.tokens[above.head], parse.tokens[max(above.i - 1, 0)]}
    prt = above.text.lower()
    return any((one.lemma, one.pos[0].lower(), prt) in _answers() for one in before)


@cache
def _answers() -> frozenset[tuple[str, str, str]]:
    return frozenset((row["lemma"], row["pos"], row["prt"]) for row in rows("reprisals.tsv"))
