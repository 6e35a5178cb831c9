"""What a phrase says of a party so far, and the words that narrow its head down."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tocsin.lexicon.tables import rows
from tocsin.records import Reason, Role

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

WITHIN = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "appos", "npadvmod"})
TYING = frozenset({"prep", "acl", "amod"})
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


class Part(NamedTuple):
    """A word below a head and how it hangs there: `mod`, `of`, `in` or `appos`."""

    relation: str
    i: int


@cache
def affixes() -> dict[str, str]:
    """Words that tie a noun to a name, and whether it then belongs to it: yes, no, sponsor."""
    return {row["word"]: row["carries"] for row in rows("actors/affixes.tsv")}


def parts_of(parse: Parse, head: int, known: dict[int, list[Part]]) -> list[Part]:
    """The words that narrow `head` down, nearest relation first; not its coordinates.

    `known` remembers the words below each head of one text.
    """
    told = known.get(head)
    if told is not None:
        return told
    found: list[Part] = []
    late: list[Part] = []
    for child in reversed(parse.children(head)):
        if child.dep == "appos":
            late.append(Part("appos", child.i))
        elif child.dep in WITHIN:
            found.append(Part("mod", child.i))
            found += [Part("mod", part.i) for part in parts_of(parse, child.i, known)]
        if child.dep in TYING:
            late += _attached(parse, child)
    late.sort(key=_comes_late)
    for part in late:
        relation = part.relation
        found.append(part)
        found += [
            Part(relation, below.i) if below.relation == "mod" else below
            for below in parts_of(parse, part.i, known)
        ]
    known[head] = found
    return found


def _comes_late(part: Part) -> bool:
    return part.relation != "of"


def _attached(parse: Parse, child: Token) -> list[Part]:
    if child.dep == "prep":
        word = child.text.lower()
        relation = "of" if word in BELONGING else "in" if word in LOCAL else ""
        if not relation:
            return []
        return [Part(relation, below.i) for below in parse.children_by(child.i, "pobj")]
    if affixes().get(child.text.lower()) != "yes":
        return []
    ties = parse.children_by(child.i, "prep", "agent")
    return [Part("of", below.i) for tie in ties for below in parse.children_by(tie.i, "pobj")]
