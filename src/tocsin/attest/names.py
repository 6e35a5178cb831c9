"""Persons called by one of their names: "Mende" after "Lambert Mende, the spokesman"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.records import Name, Parse


def full_name(parse: Parse, head: int) -> int:
    """The head of the first longer name of the person that a single name stands for, else `head`.

    The longer name must hold the same word and belong to a person; names of bodies and places share
    words without being one ("Sudan" and "South Sudan").
    """
    token = parse.tokens[head]
    if token.pos != "PROPN" or not _stands_alone(parse, head):
        return head
    for name in parse.names:
        if name.last - name.first > 1 and name.label == "PERSON" and _holds(parse, name, head):
            return name.last - 1
    return head


def _stands_alone(parse: Parse, head: int) -> bool:
    """Whether a token is all of its name, whatever the recogniser takes it for, and is no place."""
    around = [n for n in parse.names if n.first <= head < n.last]
    return all(n.last - n.first == 1 and n.label in {"PERSON", "ORG", "OTHER"} for n in around)


def _holds(parse: Parse, name: Name, head: int) -> bool:
    word = parse.tokens[head].text
    return not name.first <= head < name.last and any(
        parse.tokens[i].text == word for i in range(name.first, name.last)
    )
