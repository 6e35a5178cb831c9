"""Losses: how many of whom were killed, wounded, captured, went missing or were displaced."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.extract.numbers import is_count, is_number, quantity_of
from tocsin.grammar.classes import members
from tocsin.grammar.slots import near_slots, noun_slots
from tocsin.lexicon.tables import rows
from tocsin.records import Toll

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.grammar.classes import Classes
    from tocsin.grammar.phrases import Phrases
    from tocsin.records import Parse, Token

LETTERS = {"VERB": "v", "NOUN": "n", "ADJ": "a"}
CUMULATIVE = {"total", "toll", "overall", "since"}


@cache
def _harms() -> dict[tuple[str, str], tuple[str, str]]:
    """(lemma or phrase, letter) -> harm and whose harm it is."""
    return {
        (row["lemma"], row["pos"]): (row["harm"], row["frame"])
        for row in rows("harms.tsv")
        if row["harm"] != "-" and row["frame"] != "-"
    }


def harms_its_object(token: Token) -> bool:
    """Whether a verb tells of harm to its object: without one ("Ten killed") it is a passive."""
    return _harms().get((token.lemma, "v"), ("", ""))[1] == "obj"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A toll with the word of harm (token `word`) and the head of who suffered it (`victim`)."""

    word: int
    victim: int
    toll: Toll


def losses_in(classes: Classes, phrases: Phrases, stretch: Iterable[int]) -> tuple[Loss, ...]:
    """The losses that a stretch of tokens states in figures, one for each disjoint group.

    "At least n" leaves the high end open, "up to n" the low one.
    """
    parse = classes.parse
    found: dict[tuple[str, int], Loss] = {}
    told = [(i, harm) for i in stretch if (harm := _harm_of(parse.tokens[i])) is not None]
    if not told:
        return ()
    heads = {i: _victims(parse, parse.tokens[i], harm[1]) for i, harm in told}
    suffered = {head for i, of in heads.items() for head in of if head != i}
    for i, harm in told:
        for head in heads[i]:
            if (head == i and i in suffered) or not _is_mortal(classes, head):
                continue
            toll = _toll(parse, phrases, head, harm[0], i)
            if toll is not None:
                found.setdefault((harm[0], toll.span.start), Loss(word=i, victim=head, toll=toll))
    return tuple(found.values())


def _is_mortal(classes: Classes, head: int) -> bool:
    """Whether a phrase counts living beings: a bare number, a harm word or people of any sort."""
    token = classes.parse.tokens[head]
    if classes.has(head, "vehicle") or token.lemma in members("vehicle"):
        return False
    if is_count(token) or _harm_of(token) is not None or token.pos in {"PROPN", "PRON"}:
        return True
    return any(classes.has(head, name) for name in ("people", "armed", "captive", "state"))


def _harm_of(token: Token) -> tuple[str, str] | None:
    letter = LETTERS.get(token.pos)
    if token.tag in {"VBN", "VBD"} and token.pos == "ADJ":
        letter = "v"
    return _harms().get((token.lemma, letter)) if letter else None


def _victims(parse: Parse, token: Token, frame: str) -> list[int]:
    if token.pos == "VERB" or (frame == "obj" and token.pos == "ADJ"):
        found = near_slots(parse, token.i).get(frame, [])
        return _shared(parse, token) or found or _number_before(parse, token)
    if token.pos == "ADJ":
        return _described(parse, token)
    if frame == "of":
        slots = noun_slots(parse, token.i)
        return slots.get("of", []) or ([token.i] if quantity_of(parse, token.i) else [])
    return _counted_noun(parse, token)


def _shared(parse: Parse, token: Token) -> list[int]:
    """The object that stands only with the second of two verbs: "killed and wounded dozens"."""
    if parse.child(token.i, "dobj", "nsubjpass"):
        return []
    other = parse.child(token.i, "conj")
    if other is None or _harm_of(other) is None or other.i > token.i + 2:
        return []
    return [child.i for child in parse.children_by(other.i, "dobj")]


def _described(parse: Parse, token: Token) -> list[int]:
    """What an adjective such as "dead" is said of."""
    if token.dep == "amod" and is_number(parse.tokens[token.head]):
        return [token.head]
    own = parse.child(token.i, "nsubj", "nummod", "npadvmod")
    if own is not None:
        return [own.i]
    above = parse.tokens[token.head]
    if token.dep == "amod" or above.pos == "NOUN":
        return [above.i]
    if token.dep in {"acomp", "oprd", "ccomp", "conj", "xcomp"} and above.i != token.i:
        if above.pos == "ADJ":
            return _number_before(parse, token) or _described(parse, above)
        slot = "obj" if token.dep == "oprd" else "subj"
        slots = near_slots(parse, above.i)
        return slots.get(slot) or slots.get("obj", []) or _number_before(parse, token)
    return _number_before(parse, token)


def _counted_noun(parse: Parse, token: Token) -> list[int]:
    """Counts that the noun itself carries: "20 deaths", "a toll of 49", "the toll rose to 49"."""
    if quantity_of(parse, token.i) is not None:
        return [token.i]
    of = noun_slots(parse, token.i).get("of", [])
    if any(is_number(parse.tokens[i]) for i in of):
        return of
    above = parse.tokens[token.head]
    if token.dep == "pobj" and parse.tokens[above.head].pos == "NOUN":
        token = parse.tokens[above.head]
        above = parse.tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass", "dobj"} and above.pos in {"VERB", "AUX"}:
        slots = near_slots(parse, above.i)
        return [
            i for s in ("to", "at", "xcomp") for i in slots.get(s, ()) if is_number(parse.tokens[i])
        ]
    return []


def _number_before(parse: Parse, token: Token) -> list[int]:
    for i in range(token.i - 1, max(token.i - 3, -1), -1):
        if is_number(parse.tokens[i]):
            return [i]
    return []


def _toll(parse: Parse, phrases: Phrases, head: int, harm: str, at: int) -> Toll | None:
    quantity = quantity_of(parse, head)
    if quantity is None:
        return None
    first = min(head, quantity.first)
    last = max(head, quantity.last)
    words = {parse.tokens[c].lemma for c in parse.subtree(at)}
    return Toll(
        harm=harm,
        whom="" if is_number(parse.tokens[head]) else phrases.span(head).text,
        low=quantity.low,
        high=quantity.high,
        cumulative=bool(words & CUMULATIVE),
        span=phrases.document.span(parse.tokens[first].start, parse.tokens[last].end),
    )
