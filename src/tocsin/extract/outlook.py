"""How the source of a relation stands to the act: intends, refuses or demands it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.extract.route import Route
    from tocsin.records import Parse, Token

LETTERS = {"VERB": "v", "ADJ": "a", "NOUN": "n"}
OPENS = {"xcomp", "acl", "pcomp", "prep", "ccomp"}


def outlook_on(parse: Parse, route: Route, trigger: int | None) -> str | None:
    """`intends`, `refuses`, `demands`, or None for an act told as done.

    Args:
        parse: the sentence.
        route: the way from the source to the target.
        trigger: the token that tells of the act, if any.
    """
    for i in _stations(parse, route, trigger):
        found = _at(parse, parse.tokens[i])
        if found is not None:
            return found
    return None


def _stations(parse: Parse, route: Route, trigger: int | None) -> list[int]:
    """The predicates that govern the act, highest first."""
    if trigger is None:
        return [i for i in route.tokens if i not in {route.source, route.target}]
    chain = [trigger]
    for token in parse.ancestors(trigger):
        if parse.tokens[chain[-1]].dep in {"advcl", "relcl", "nsubj", "parataxis"}:
            break
        chain.append(token.i)
    return chain[::-1]


def _at(parse: Parse, token: Token) -> str | None:
    for outlook in _told(parse, token):
        negated = any(c.dep == "neg" or c.lemma == "never" for c in parse.children(token.i))
        return "refuses" if outlook == "intends" and negated else outlook
    return None


def _told(parse: Parse, token: Token) -> Iterator[str]:
    for child in parse.children_by(token.i, "aux"):
        if child.tag == "MD" and (child.text.lower(), "modal") in _words():
            yield _words()[child.text.lower(), "modal"]
    word = _words().get((token.lemma, LETTERS.get(token.pos, "")))
    if word is not None and parse.child(token.i, *OPENS) is not None:
        yield word


@cache
def _words() -> dict[tuple[str, str], str]:
    return {(row["word"], row["pos"]): row["outlook"] for row in rows("outlooks.tsv")}
