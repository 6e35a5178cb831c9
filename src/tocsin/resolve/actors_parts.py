"""What a phrase says of a party so far, and the words that narrow its head down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tocsin.lexicon.tables import rows
from tocsin.records import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Parse, Token

WITHIN = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "appos"})
BELONGING = frozenset({"of", "for", "from", "with", "to"})
LOCAL = frozenset(
    {"in", "at", "near", "on", "within", "inside", "across", "around", "outside", "along"}
)


class Guess(NamedTuple):
    """What a phrase says of a party so far, with the reasons."""

    id: str | None = None
    name: str | None = None
    country: str | None = None
    role: Role = Role.UNK
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    stateless: bool = False

    def because(self, feature: str, score: float, left: str, right: str) -> Guess:
        """The same guess with one more reason."""
        reason = Reason(feature=feature, score=score, left=left, right=right)
        return Guess(*self[:5], (*self.reasons, reason), self.stateless)


@dataclass(frozen=True, slots=True)
class Part:
    """A word below a head and how it hangs there: `mod`, `of`, `in` or `appos`."""

    relation: str
    i: int


@cache
def affixes() -> dict[str, str]:
    """Words that tie a noun to a name, and whether it then belongs to it: yes, no, sponsor."""
    return {row["word"]: row["carries"] for row in rows("actors/affixes.tsv")}


def parts_of(parse: Parse, head: int) -> Iterator[Part]:
    """The words that narrow `head` down, nearest relation first; not its coordinates."""
    late: list[tuple[str, int]] = []
    for child in reversed(parse.children(head)):
        if child.dep == "appos":
            late.append(("appos", child.i))
        elif child.dep in WITHIN:
            yield Part("mod", child.i)
            yield from (Part("mod", part.i) for part in parts_of(parse, child.i))
        late.extend(_attached(parse, child))
    for relation, i in sorted(late, key=lambda pair: pair[0] != "of"):
        yield Part(relation, i)
        for part in parts_of(parse, i):
            yield Part(relation if part.relation == "mod" else part.relation, part.i)


def _attached(parse: Parse, child: Token) -> Iterator[tuple[str, int]]:
    if child.dep == "prep":
        word = child.text.lower()
        relation = "of" if word in BELONGING else "in" if word in LOCAL else ""
        yield from ((relation, c.i) for c in parse.children_by(child.i, "pobj") if relation)
    elif child.dep in {"acl", "amod"} and affixes().get(child.text.lower()) == "yes":
        for tie in parse.children_by(child.i, "prep", "agent"):
            yield from (("of", c.i) for c in parse.children_by(tie.i, "pobj"))
