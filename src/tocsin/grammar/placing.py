"""Names that are places by their part in an event: "shelled Bakhmut", "the fall of Goma"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Parse, Token

SURE, LIKELY = "sure", "likely"
ORIGIN = "origin"
_SLOTS = {"dobj": "obj", "nsubjpass": "obj", "nsubj": "subj"}
_LISTED = frozenset({"conj", "appos"})
_WITHIN = frozenset({"in", "inside", "near"})
_TIES = frozenset({"ADP", "ADV", "SCONJ"})


def placed_by(parse: Parse, last: int) -> str:
    """How surely its event makes a name that ends with token `last` a place: sure, likely, "".

    A name in a list has the part of the first: "shelled Goris and Jermuk".
    """
    token = parse.tokens[last]
    while token.dep in _LISTED and token.head < token.i:
        token = parse.tokens[token.head]
    slot = _SLOTS.get(token.dep)
    if token.dep == "pobj":
        tie = parse.tokens[token.head]
        return _verbs().get((parse.tokens[tie.head].lemma, tie.text.lower()), "")
    return _verbs().get((parse.tokens[token.head].lemma, slot), "") if slot else ""


def relation_by(parse: Parse, preposition: int) -> str:
    """The relation that a preposition sets for the place behind it: at, target, origin or "".

    Of a chain the first tells where fire came from: "from inside Gaza", "out of Goris".
    """
    if is_fired_from(parse, preposition):
        return ORIGIN
    chain = {relations().get(token.text.lower(), "") for token in _chain(parse, preposition)}
    own = relations().get(parse.tokens[preposition].text.lower(), "")
    return ORIGIN if ORIGIN in chain else own


def is_fired_from(parse: Parse, preposition: int) -> bool:
    """Whether a preposition tells where one fires from: "from positions in Goris".

    So does one that tells where such a place lies: "from the area of Goris in Armenia".
    """
    noun = parse.tokens[parse.tokens[preposition].head]
    if noun.dep != "pobj":
        return False
    if noun.lemma in _standpoints():
        return _is_from(parse, noun.head)
    inside = parse.tokens[preposition].text.lower() in _WITHIN
    return inside and any(_is_from(parse, part.head) for part in _named(parse, noun))


def _named(parse: Parse, noun: Token) -> list[Token]:
    """A name and what "of" hangs it on, or a noun on which "of" hangs one: "the area of Goris"."""
    above = parse.tokens[noun.head]
    if noun.pos == "PROPN":
        return [noun, parse.tokens[above.head]] if above.lemma == "of" else [noun]
    ties = (child for child in parse.children_by(noun.i, "prep") if child.lemma == "of")
    return [noun for tie in ties if (name := parse.child(tie.i, "pobj")) and name.pos == "PROPN"]


def _is_from(parse: Parse, preposition: int) -> bool:
    return any(
        relations().get(token.text.lower()) == ORIGIN for token in _chain(parse, preposition)
    )


def _chain(parse: Parse, preposition: int) -> Iterator[Token]:
    """A preposition and those that it stands right behind: "from out of"."""
    token = parse.tokens[preposition]
    yield token
    while token.dep == "prep" and token.head == token.i - 1:
        token = parse.tokens[token.head]
        if token.pos not in _TIES:
            return
        yield token


@cache
def relations() -> dict[str, str]:
    """Preposition -> at, target or origin."""
    return {row["preposition"]: row["relation"] for row in rows("prepositions.tsv")}


def takes_places(verb: str) -> bool:
    """Whether the object of a verb (its lemma) can be a place by that alone."""
    return (verb, "obj") in _verbs()


@cache
def _standpoints() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("places/standpoints.tsv"))


@cache
def _verbs() -> dict[tuple[str, str], str]:
    return {(row["verb"], row["slot"]): row["force"] for row in rows("places/verbs.tsv")}
