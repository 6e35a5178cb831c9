"""Words by which a text keeps its distance: "reportedly", "allegedly", "a suspected strike"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse

MODIFIERS = {"advmod", "amod", "acomp", "auxpass", "npadvmod"}
CUES = {"adv", "adj"}


@cache
def _hedges() -> frozenset[str]:
    return frozenset(
        row["cue"]
        for row in rows("speech/hedges.tsv")
        if row["sets"] == "hedged" and row["pos"] in CUES
    )


def is_hedged(parse: Parse, i: int) -> bool:
    """Whether the predicate at token `i`, its noun phrase or its verb carries a hedge."""
    at = parse.tokens[i]
    for _ in range(3):
        if any(c.dep in MODIFIERS and c.text.lower() in _hedges() for c in parse.children(at.i)):
            return True
        if at.head == at.i or at.dep not in {"dobj", "pobj", "nsubj", "nsubjpass", "xcomp", "prep"}:
            return False
        at = parse.tokens[at.head]
    return False
