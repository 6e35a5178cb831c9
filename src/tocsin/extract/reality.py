"""Is it an act, or a threat, a demand, a possibility, a negation; fresh, or history?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality

if TYPE_CHECKING:
    from tocsin.grammar.classes import Classes
    from tocsin.records import Document, Parse, Token

BY_KIND = {Kind.THREATEN: Reality.THREATENED, Kind.REQUEST: Reality.DEMANDED}
YEAR = re.compile(r"(?:19|20)\d\d")
CARRY = {"xcomp", "pcomp", "acl", "advcl", "conj", "ccomp", "prep", "dobj", "pobj", "nsubjpass"}
REACH = 5


@cache
def _modality() -> dict[tuple[str, str], Reality]:
    return {
        (row["lemma"], row["pos"][:1]): Reality(row["reality"])
        for row in rows("speech/modality.tsv")
    }


@cache
def _background() -> frozenset[str]:
    return frozenset(row["phrase"] for row in rows("speech/background.tsv"))


def reality_of(classes: Classes, i: int, kind: Kind) -> Reality:
    """How the predicate at token `i` is told.

    Negation, modal verbs, conditionals and governing words ("threatened to", "called for") decide, the
    nearest first; REQUEST and THREATEN are demanded and threatened by their nature.
    """
    parse = classes.parse
    if kind in BY_KIND:
        return Reality.NEGATED if _negated(parse, i) else BY_KIND[kind]
    at, steps = parse.tokens[i], 0
    while steps < REACH:
        told = _told_at(parse, at)
        if told is not None:
            return told
        above = parse.tokens[at.head]
        if above.i == at.i or at.dep not in CARRY:
            break
        governed = _governed(at, above)
        if governed is not None:
            return governed
        at, steps = above, steps + 1
    return Reality.ACTUAL


def _negated(parse: Parse, i: int) -> bool:
    return parse.child(i, "neg") is not None


def _told_at(parse: Parse, token: Token) -> Reality | None:
    for child in parse.children(token.i):
        if child.dep == "neg" or (child.dep == "det" and child.text.lower() == "no"):
            return Reality.NEGATED
        if child.dep == "aux" and child.tag == "MD":
            told = _modality().get((child.lemma, "m"))
            if told is not None:
                return told
        if child.dep == "mark" and child.text.lower() in {"if", "unless"}:
            return Reality.HYPOTHETICAL
    return None


def _governed(below: Token, above: Token) -> Reality | None:
    if below.dep in {"conj", "advcl"}:
        return None
    if above.pos == "ADP":
        return _modality().get((above.lemma, "p"))
    if below.dep == "ccomp" and above.pos == "VERB":
        return None
    letter = {"VERB": "v", "NOUN": "n", "ADJ": "a"}.get(above.pos, "")
    if below.dep == "dobj" and above.pos == "VERB":
        return _modality().get((above.lemma, "v"))
    return _modality().get((above.lemma, letter))


def is_background(classes: Classes, document: Document, i: int, clause: list[int]) -> bool:
    """Whether the predicate is history: an earlier year, or words such as "previously"."""
    parse = classes.parse
    words = " ".join(parse.tokens[k].text.lower() for k in clause)
    if document.published is not None:
        years = {int(year) for year in YEAR.findall(words)}
        if years and max(years) < document.published.year:
            return True
    return any(f" {phrase} " in f" {words} " for phrase in _background())
