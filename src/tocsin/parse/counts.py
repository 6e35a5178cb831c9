"""Repairs of counted nouns: "49 Armenian and 50 Azerbaijani soldiers" are two groups of people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

SIDED = {"ADJ", "PROPN", "NOUN"}
PLURAL = {"NNS", "NNPS"}
WITHIN = {"nummod", "amod", "compound", "conj", "nmod"}
REACH = 5


def two_counts_of_one_noun(parse: Parse) -> list[Token]:
    """A noun that two numbers count, each for a side, is joined to the first side.

    The parser hangs all of "12 Turkish and 3 Syrian soldiers" on the noun; then the first side gets
    the place of the noun with its own number, and the noun stands beside it with the second.
    """
    found: list[Token] = []
    for joint in parse.tokens:
        if joint.dep == "cc" and joint.i > 1:
            found += _parted(parse, joint)
    return found


def _parted(parse: Parse, joint: Token) -> list[Token]:
    tokens = parse.tokens
    count, side = tokens[joint.i - 2], tokens[joint.i - 1]
    if count.tag != "CD" or side.pos not in SIDED:
        return []
    ahead = tokens[joint.i + 1 : joint.i + 1 + REACH]
    second = next((token for token in ahead if token.tag == "CD"), None)
    if second is None or second.i + 2 >= len(tokens):
        return []
    other, noun = tokens[second.i + 1], tokens[second.i + 2]
    if other.pos not in SIDED or noun.tag not in PLURAL or not _is_whole(side, noun):
        return []
    return [
        replace(side, head=noun.head if noun.head != noun.i else side.i, dep=noun.dep),
        replace(noun, head=side.i, dep="conj"),
        replace(count, head=side.i, dep="nummod"),
        replace(joint, head=side.i),
        replace(second, head=noun.i, dep="nummod"),
        replace(other, head=noun.i, dep="amod"),
    ]


def _is_whole(side: Token, noun: Token) -> bool:
    """Whether the first side is read as a mere word before the noun."""
    return side.head == noun.i and side.dep in WITHIN and noun.dep != "conj"
