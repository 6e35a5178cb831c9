"""How a place hangs on its sentence: at, target or origin, by the preposition or verb above it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.placing import placed_by, relation_by, relations
from tocsin.resolve.bearings import is_bearing
from tocsin.resolve.capitals import CAPITAL
from tocsin.resolve.places_words import beside, feature_words

if TYPE_CHECKING:
    from tocsin.records import Parse, Token
    from tocsin.resolve.clauses import Clauses

STRUCK = {"dobj", "nsubjpass"}


def relation_of(clauses: Clauses, text: str, head: int) -> str:
    """The relation that is set above the place whose name has its head at token `head`, or ""."""
    parse = clauses.parse
    at: Token = parse.tokens[head]
    while at.head != at.i and (at.dep in {"conj", "appos"} or _names_part(parse, at)):
        at = parse.tokens[at.head]
    above = parse.tokens[at.head]
    if at.dep == "pobj" and above.lemma == "of" and not _is_tie(parse.tokens[above.head]):
        if clauses.is_deed(above.head):
            return "at"
        at = parse.tokens[above.head]
        above = parse.tokens[at.head]
    if is_bearing(text, parse.tokens[head].start):
        return "at"
    if at.dep == "pobj":
        return relation_by(parse, above.i)
    hit = clauses.is_done_by_deed(above.i) and at.lemma != CAPITAL
    if at.dep in STRUCK and (hit or clauses.is_deed(above.i)):
        return "target"
    return "at" if at.pos == "PROPN" and placed_by(parse, at.i) else ""


def _is_tie(token: Token) -> bool:
    """Whether a word is the first half of a preposition: "out of"."""
    return token.text.lower() in relations()


def _names_part(parse: Parse, token: Token) -> bool:
    """Whether a name only tells which region or direction is meant: "the Lachin region"."""
    above = parse.tokens[token.head]
    return (
        token.dep in {"compound", "nmod", "amod", "poss"}
        and above.lemma.casefold() in _place_nouns()
    )


@cache
def _place_nouns() -> frozenset[str]:
    """Lemmas of nouns that a place's name goes before: region, direction, village, hospital."""
    return beside("site").union(feature_words("after"))
