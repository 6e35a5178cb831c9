"""Words of harm: what a word, alone or with the words that it takes, says was done to people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

LETTERS = {"VERB": "v", "NOUN": "n", "ADJ": "a"}
NONE = "-"
IN_TURN = ("killed", "wounded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """One line of `harms.tsv`: the harm, the slots of its victims, what none rules out.

    `name` is empty for a word that counts the harmed of any sort ("casualties"). `absent` are the
    harms that nobody suffered where the word counts nobody: who is not hurt is not dead either.
    """

    name: str
    frame: tuple[str, ...]
    absent: tuple[str, ...]


Phrases = tuple[tuple[tuple[str, ...], Harm], ...]


@cache
def _words() -> dict[tuple[str, str], Harm]:
    return {key: harm for key, rest, harm in _lines() if not rest}


@cache
def _phrases() -> dict[tuple[str, str], Phrases]:
    """(first lemma, letter) -> the words that follow it down the tree, and the harm."""
    found: dict[tuple[str, str], Phrases] = {}
    for key, rest, harm in _lines():
        if rest:
            found[key] = (*found.get(key, ()), (rest, harm))
    return found


def _lines() -> list[tuple[tuple[str, str], tuple[str, ...], Harm]]:
    found = []
    for row in rows("harms.tsv"):
        if row["frame"] == NONE:
            continue
        name = "" if row["harm"] == NONE else row["harm"]
        absent = (name,) if row["absent"] == NONE else tuple(row["absent"].split())
        first, *rest = row["lemma"].split()
        harm = Harm(name=name, frame=tuple(row["frame"].split()), absent=absent)
        found.append(((first, row["pos"]), tuple(rest), harm))
    return found


def harm_of(parse: Parse, token: Token) -> Harm | None:
    """The harm that a word tells of, a phrase ("shot dead", "lost their lives") before a word."""
    letter = LETTERS.get(token.pos)
    if token.tag in {"VBN", "VBD"} and token.pos == "ADJ":
        letter = "v"
    if letter is None:
        return None
    for rest, harm in _phrases().get((token.lemma, letter), ()):
        if _takes(parse, token.i, rest):
            return harm
    words = _words()
    return words.get((token.lemma, letter)) or words.get((token.text.lower(), letter))


def _takes(parse: Parse, i: int, rest: tuple[str, ...]) -> bool:
    """Whether the words of a phrase hang below token `i`, each on it or on the one before."""
    if not rest:
        return True
    return any(
        c.lemma == rest[0] and (_takes(parse, i, rest[1:]) or _takes(parse, c.i, rest[1:]))
        for c in parse.children(i)
    )


def harms_its_object(token: Token) -> bool:
    """Whether a verb tells of harm to its object: without one ("Ten killed") it is a passive."""
    harm = _words().get((token.lemma, "v"))
    return harm is not None and "obj" in harm.frame and bool(harm.name)


def counts_more_harm(parse: Parse, token: Token) -> bool:
    """Whether a verb counts those whom the same hurt less: "two died and six were injured"."""
    first = parse.tokens[token.head]
    if token.dep != "conj" or {token.pos, first.pos} != {"VERB"}:
        return False
    dead, hurt = harm_of(parse, first), harm_of(parse, token)
    return dead is not None and hurt is not None and (dead.name, hurt.name) == IN_TURN


def shared_victims(parse: Parse, token: Token) -> list[int]:
    """The object that stands only with the second of two verbs: "killed and wounded dozens"."""
    if parse.child(token.i, "dobj", "nsubjpass"):
        return []
    other = parse.child(token.i, "conj")
    if other is None or harm_of(parse, other) is None or other.i > token.i + 2:
        return []
    return [child.i for child in parse.children_by(other.i, "dobj")]
