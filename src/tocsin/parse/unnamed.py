"""Names that the tagger does not know, and things that it takes for names.

"Shelled Bakhmut" has no adverb, and "Rockets hit the town" tells of no club.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.grammar.placing import takes_places
from tocsin.lexicon.tables import rows
from tocsin.parse.names import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.parse.dictionary import Dictionary
    from tocsin.records import Token

LOOSE = frozenset({"advmod", "npadvmod", "prt", "acomp", "dep"})
TAKEN = frozenset({"dobj", "attr", "auxpass"})
NEAR = 20


def named_objects(
    tokens: Sequence[Token], starts: frozenset[int], known: Dictionary
) -> list[Token]:
    """`tokens` with capitalised words behind a verb as names, and as its objects.

    A word of the dictionary is a name only where a verb takes it as a place, and a word that opens
    a sentence only where such a verb has it as the subject of its passive.

    Args:
        tokens: the tokens of a text.
        starts: the first tokens of its sentences.
        known: the words of the language, in lower case.
    """
    found = list(tokens)
    for token in tokens:
        if not token.text.istitle() or token.text.lower() in calendar():
            continue
        if token.i in starts:
            named = _opens(token, tokens[token.head], known)
        else:
            named = _follows(token, tokens, known)
        if named is not None and named != token:
            found[token.i] = named
    return found


def things_that_open(tokens: Sequence[Token], starts: frozenset[int]) -> list[Token]:
    """`tokens` with weapons and rebels that open a sentence as what they are: "Rockets fell".

    Args:
        tokens: the tokens of a text.
        starts: the first tokens of its sentences.
    """
    found = list(tokens)
    for token in tokens[:-1]:
        one = token.text.lower().removesuffix("s")
        many = token.pos == "PROPN" and token.text == f"{one.title()}s"
        alone = token.i in starts and tokens[token.i + 1].pos != "PROPN"
        if many and alone and one in _openers():
            found[token.i] = replace(token, pos="NOUN", tag="NNS", lemma=one)
    return found


@cache
def _openers() -> frozenset[str]:
    return members("rebels").union(row["weapon"] for row in rows("weapons.tsv"))


def _opens(token: Token, verb: Token, known: Dictionary) -> Token | None:
    """A name that opens its sentence: "Kharkiv was hit"."""
    hit = token.dep == "nsubjpass" and takes_places(verb.lemma)
    told = token.tag == "NN" and token.text.lower() not in known
    return replace(token, pos="PROPN", tag="NNP") if hit and told else None


def _follows(token: Token, tokens: Sequence[Token], known: Dictionary) -> Token | None:
    """A name right behind a verb; headlines write all words with a capital."""
    verb = tokens[token.i - 1]
    if verb.pos != "VERB" or not verb.text.islower():
        return None
    dep = "dobj" if token.dep in LOOSE and _is_free(tokens, token, verb) else token.dep
    taken = dep == "dobj" and token.head == verb.i and takes_places(verb.lemma)
    if token.pos != "PROPN" and token.text.lower() in known and not taken:
        return None
    return replace(token, pos="PROPN", tag="NNP", dep=dep)


def _is_free(tokens: Sequence[Token], token: Token, verb: Token) -> bool:
    """Whether a word hangs on a verb that has no object near it."""
    near = tokens[max(verb.i - NEAR, 0) : verb.i + NEAR]
    return token.head == verb.i and not any(t.head == verb.i and t.dep in TAKEN for t in near)
