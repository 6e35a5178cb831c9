"""Names that are places by the part they have in a verb: "shelled Bakhmut", "Goma fell"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse

SURE, LIKELY = "sure", "likely"
_SLOTS = {"dobj": "obj", "nsubjpass": "obj", "nsubj": "subj"}
_LISTED = frozenset({"conj", "appos"})


def placed_by(parse: Parse, last: int) -> str:
    """How surely the verb of a name that ends with token `last` makes it a place: sure, likely, "".

    A name in a list has the part of the first: "shelled Goris and Jermuk".
    """
    token = parse.tokens[last]
    while token.dep in _LISTED and token.head < token.i:
        token = parse.tokens[token.head]
    slot = _SLOTS.get(token.dep)
    return _verbs().get((parse.tokens[token.head].lemma, slot), "") if slot else ""


def is_fired_from(parse: Parse, preposition: int) -> bool:
    """Whether a preposition tells where one fires from: "from positions in Goris"."""
    noun = parse.tokens[parse.tokens[preposition].head]
    above = parse.tokens[noun.head]
    told = noun.dep == "pobj" and above.lemma == "from" and above.i < noun.i
    return told and noun.lemma in _standpoints()


def takes_places(verb: str) -> bool:
    """Whether the object of a verb (its lemma) can be a place by that alone."""
    return (verb, "obj") in _verbs()


@cache
def _standpoints() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("places/standpoints.tsv"))


@cache
def _verbs() -> dict[tuple[str, str], str]:
    return {(row["verb"], row["slot"]): row["force"] for row in rows("places/verbs.tsv")}
