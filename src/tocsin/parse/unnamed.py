"""Names that the tagger does not know, right behind a verb: "shelled Bakhmut" has no adverb."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.grammar.placing import takes_places

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

    A word of the dictionary is a name only behind a verb that takes places.

    Args:
        tokens: the tokens of a text.
        starts: the first tokens of its sentences.
        known: the words of the language, in lower case.
    """
    found = list(tokens)
    for token in tokens[1:]:
        verb = tokens[token.i - 1]
        if verb.pos != "VERB" or token.i in starts or not token.text.istitle():
            continue
        dep = "dobj" if token.dep in LOOSE and _is_free(tokens, token, verb) else token.dep
        unsure = token.pos != "PROPN" and token.text.lower() in known
        if unsure and (dep == token.dep or not takes_places(verb.lemma)):
            continue
        if token.pos != "PROPN" or dep != token.dep:
            found[token.i] = replace(token, pos="PROPN", tag="NNP", dep=dep)
    return found


def _is_free(tokens: Sequence[Token], token: Token, verb: Token) -> bool:
    """Whether a word hangs on a verb that has no object near it."""
    near = tokens[max(verb.i - NEAR, 0) : verb.i + NEAR]
    return token.head == verb.i and not any(t.head == verb.i and t.dep in TAKEN for t in near)
