"""Where, when and with what: phrases attached to a predicate by syntax."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.placing import relation_by, relations
from tocsin.grammar.reprisals import is_answered
from tocsin.lexicon.tables import rows
from tocsin.records import Locative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.grammar.classes import Classes
    from tocsin.records import Document, Span, Token

STOPS = {"ccomp", "parataxis", "relcl", "advcl", "conj"}


def clause_of(classes: Classes, i: int) -> list[int]:
    """Token indices of the clause around `i`: its predicate and what hangs on it.

    A blow that is answered and the one that answers it have nothing in common.
    """
    parse = classes.parse
    if is_answered(parse, i):
        return sorted(parse.subtree(i))
    top = parse.tokens[i]
    for above in parse.ancestors(i):
        if top.pos in {"VERB", "AUX"} and top.dep not in {"xcomp", "pcomp", "acl"}:
            break
        top = above
    around = {i, *(above.i for above in parse.ancestors(i))}
    found = [top.i]
    for at in found:
        found += [
            c.i
            for c in parse.children(at)
            if (c.dep not in STOPS or c.pos not in {"VERB", "AUX"} or c.i in around)
            and not is_answered(parse, c.i)
        ]
    return sorted(found)


def locatives_of(classes: Classes, document: Document, clause: list[int]) -> tuple[Locative, ...]:
    """Place phrases of a clause, each with its relation to the event."""
    parse = classes.parse
    found: dict[int, Locative] = {}
    for i in clause:
        name = classes.name_at.get(i)
        if name is None or name.label != "PLACE" or name.first in found or name.first != i:
            continue
        relation, words = _relation(classes, i, name.last)
        if relation:
            start, end = parse.tokens[name.first].start, parse.tokens[name.last - 1].end
            found[i] = Locative(
                span=document.span(start, end), relation=relation, preposition=words
            )
    return tuple(found.values())


def _relation(classes: Classes, first: int, last: int) -> tuple[str, str]:
    """The relation that the nearest preposition above a place name sets, and its words."""
    parse = classes.parse
    head = next(i for i in range(first, last) if _leaves(parse.tokens[i], first, last))
    at = parse.tokens[head]
    while at.dep in {"compound", "conj", "appos", "poss", "nmod", "amod"}:
        at = parse.tokens[at.head]
    above = parse.tokens[at.head]
    if at.dep == "pobj" and above.pos in {"ADP", "SCONJ"}:
        words = above.text.lower()
        inner = parse.tokens[above.head]
        if words == "of" and inner.text.lower() not in relations():
            outer = parse.tokens[inner.head]
            told = relation_by(parse, outer.i) if outer.pos == "ADP" else ""
            return (told, f"{outer.text.lower()} {inner.lemma} of") if told else ("at", words)
        return relation_by(parse, above.i), words
    if at.dep == "dobj":
        return "target", ""
    return ("at", "") if at.dep in {"npadvmod", "nsubjpass"} else ("", "")


def _leaves(token: Token, first: int, last: int) -> bool:
    return not first <= token.head < last or token.head == token.i


def times_of(classes: Classes, document: Document, clause: list[int]) -> tuple[Span, ...]:
    """Date and time phrases of a clause."""
    parse = classes.parse
    found = []
    for name in _names(classes, clause, "DATE"):
        start, end = parse.tokens[name[0]].start, parse.tokens[name[1] - 1].end
        found.append(document.span(start, end))
    return tuple(found)


def _names(classes: Classes, clause: list[int], label: str) -> Iterator[tuple[int, int]]:
    for i in clause:
        name = classes.name_at.get(i)
        if name is not None and name.label == label and name.first == i:
            yield name.first, name.last


@cache
def weapon_modes() -> dict[str, str]:
    """Weapon lemma or phrase -> the mode of ASSAULT that it implies (`-` for none)."""
    return {row["weapon"]: row["mode"] for row in rows("weapons.tsv")}


def weapons_of(
    classes: Classes, document: Document, clause: list[int]
) -> tuple[tuple[Span, ...], str]:
    """The weapons named in a clause and the mode that the first of them implies (or "")."""
    parse = classes.parse
    spans, mode = [], ""
    for i in clause:
        token = parse.tokens[i]
        if token.pos not in {"NOUN", "PROPN"}:
            continue
        implied = weapon_modes().get(token.lemma)
        if implied is None:
            continue
        first = _compound_start(classes, i)
        phrase = " ".join(t.lemma for t in parse.tokens[first : i + 1])
        implied = weapon_modes().get(phrase, implied)
        spans.append(document.span(parse.tokens[first].start, token.end))
        mode = mode or ("" if implied == "-" else implied)
    return tuple(spans), mode


def _compound_start(classes: Classes, i: int) -> int:
    parse = classes.parse
    first = i
    while first > 0 and parse.tokens[first - 1].head in range(first, i + 1):
        before = parse.tokens[first - 1]
        if before.dep not in {"compound", "amod", "nmod", "punct"} or classes.label(before.i):
            break
        first -= 1
    return first
