"""Events told in turn: "struck the airport after the army had shelled the town" is two blows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse


TAKEN = {"pobj", "pcomp"}


def is_told_in_turn(parse: Parse, inner: int, outer: int) -> bool:
    """Whether the event at token `inner` only tells when the one at `outer` was.

    It stands below `outer`, behind a word such as "after": in its clause, or as its object.
    """
    at = inner
    while at != outer:
        above = parse.tokens[at].head
        if above == at:
            return False
        if parse.tokens[above].text.lower() in _words() and parse.tokens[at].dep in TAKEN:
            return _is_below(parse, above, outer)
        if any(c.text.lower() in _words() for c in parse.children_by(at, "mark")):
            return _is_below(parse, at, outer)
        at = above
    return False


def _is_below(parse: Parse, i: int, outer: int) -> bool:
    return any(above.i == outer for above in parse.ancestors(i))


@cache
def _words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("sequences.tsv"))
