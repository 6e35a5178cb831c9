"""Repairs of what is counted twice: soldiers of two sides, or the dead and then the wounded."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

SIDED = {"ADJ", "PROPN", "NOUN"}
PLURAL = {"NNS", "NNPS"}
WITHIN = {"nummod", "amod", "compound", "conj", "nmod"}
REACH = 5
HARMS = {"killed", "wounded", "missing", "captured"}
PARTICIPLES = {"VBN", "VBD"}


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


def harm_counted_apart(parse: Parse) -> list[Token]:
    """A second count of harm is a second verb: "ten were killed and 20 others injured in a raid".

    The parser takes "20 others injured" for a noun beside the first verb, or for the subject of
    whoever tells of it at the end ("..., medics said"); then both verbs are what is told.
    """
    found: list[Token] = []
    for verb in parse.tokens:
        if verb.tag not in PARTICIPLES or verb.lemma not in _harming():
            continue
        counted = parse.tokens[verb.head]
        if verb.dep == "conj" and counted.lemma in _harming():
            found += _suffering(parse, counted, verb)
        between = range(counted.i + 1, verb.i)
        if verb.dep not in {"acl", "amod"} or any(
            parse.tokens[i].head != counted.i for i in between
        ):
            continue
        if counted.i < verb.i and _is_count(parse, counted):
            found += _told_with_first(parse, counted, verb)
    return found


def _suffering(parse: Parse, first: Token, verb: Token) -> list[Token]:
    """The subject of a second passive that shares the auxiliary of the first."""
    passive = parse.child(first.i, "auxpass", "nsubjpass") is not None
    if not passive or parse.child(verb.i, "aux", "dobj") is not None:
        return []
    return [replace(noun, dep="nsubjpass") for noun in parse.children_by(verb.i, "nsubj")]


def _told_with_first(parse: Parse, counted: Token, verb: Token) -> list[Token]:
    start = parse.subtree(counted.i)[0]
    joint, above = parse.tokens[start - 1], parse.tokens[counted.head]
    first = parse.tokens[joint.head]
    if not start or joint.dep != "cc" or first.lemma not in _harming() or first.i > joint.i:
        return []
    own = [replace(counted, head=verb.i, dep="nsubjpass")]
    own.append(replace(verb, head=first.i, dep="conj", pos="VERB", tag="VBN"))
    if counted.dep == "conj" and above.i == first.i:
        return own
    others = [c for c in parse.children_by(above.i, "nsubj") if c.i != counted.i]
    if counted.dep != "nsubj" or (above.dep, above.head) != ("conj", first.i) or not others:
        return []
    head = above.i if first.head == first.i else first.head
    return [
        *own,
        replace(above, head=head, dep=first.dep),
        replace(first, head=above.i, dep="ccomp"),
    ]


def _is_count(parse: Parse, token: Token) -> bool:
    """Whether a word counts people by itself or is counted: "four", "dozens", "20 others"."""
    words = (token, *parse.children_by(token.i, "nummod", "amod"))
    return any(word.tag == "CD" or word.lemma in _quantities() for word in words)


@cache
def _harming() -> frozenset[str]:
    lines = (row for row in rows("harms.tsv") if row["pos"] == "v")
    return frozenset(r["lemma"] for r in lines if r["harm"] in HARMS and " " not in r["lemma"])


@cache
def _quantities() -> frozenset[str]:
    return frozenset(row["phrase"] for row in rows("quantities.tsv"))
