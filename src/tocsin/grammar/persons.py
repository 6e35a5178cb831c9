"""People as a text words them: their names, and what they are called besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

FIRST_PERSON = {"i", "we", "us", "me"}
COUNTRY = "US"
SKIPPED = {"DET", "PUNCT", "SYM", "NUM", "ADV", "PART", "CCONJ"}
AROUND = {"appos"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Somebody by name ("Ana Ruiz") and by description ("deputy mayor"); either can be empty."""

    name: str
    description: str


def is_first_person(token: Token) -> bool:
    """Whether a word is the "I" or "we" of whoever speaks; "US" in capitals is a state."""
    return token.text != COUNTRY and token.text.lower() in FIRST_PERSON


def described_at(parse: Parse, head: int) -> Described:
    """The name and description of whoever the noun phrase headed by `head` is about.

    An apposition supplies what the phrase itself leaves out.
    """
    name, description = _split(parse, head)
    around = [child.i for child in parse.children_by(head, *AROUND)]
    token = parse.tokens[head]
    if token.dep in AROUND:
        around.append(token.head)
    for other in around:
        more_name, more_description = _split(parse, other)
        name, description = name or more_name, description or more_description
    return Described(name=name, description=description)


def _split(parse: Parse, head: int) -> tuple[str, str]:
    """The words of a phrase that are a person's name, and the others without small words."""
    inside = _phrase(parse, head)
    named = {i for i in inside if i in _personal(parse, head)}
    rest = [i for i in inside if i not in named and parse.tokens[i].pos not in SKIPPED]
    return _joined(parse, sorted(named)), _joined(parse, rest)


def _phrase(parse: Parse, head: int) -> list[int]:
    inside = [head]
    for child in parse.children(head):
        if child.dep in {"compound", "amod", "nmod"} or (child.dep == "poss" and child.i < head):
            inside += parse.subtree(child.i)
    return sorted(set(inside))


def _personal(parse: Parse, head: int) -> set[int]:
    return {
        i
        for name in parse.names
        if name.first <= head < name.last and name.label in {"PERSON", "OTHER"}
        for i in range(name.first, name.last)
        if parse.tokens[i].pos == "PROPN"
    }


def _joined(parse: Parse, indices: list[int]) -> str:
    return " ".join(parse.tokens[i].text for i in indices)
