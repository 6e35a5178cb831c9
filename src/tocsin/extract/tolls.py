"""Losses: how many of whom were killed, wounded, captured, went missing or were displaced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.extract.harms import harm_of, shared_victims
from tocsin.extract.numbers import Quantity, is_count, is_number, is_one, is_total, quantity_of
from tocsin.extract.reality import reality_of
from tocsin.grammar.classes import members
from tocsin.grammar.slots import near_slots, noun_slots
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality, Toll

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.extract.harms import Harm
    from tocsin.grammar.classes import Classes
    from tocsin.grammar.phrases import Phrases
    from tocsin.records import Parse, Token

COUNTED = {"PROPN", "PRON", "ADJ"}
FIGURED = ("to", "at", "xcomp", "obj", "above", "over", "below", "past")
POINTERS = {"the", "this", "that"}
CUMULATIVE = {"total", "toll", "overall", "since"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A toll with the word of harm (token `word`) and the head of who suffered it (`victim`)."""

    word: int
    victim: int
    toll: Toll


def losses_in(classes: Classes, phrases: Phrases, stretch: Iterable[int]) -> tuple[Loss, ...]:
    """The losses that a stretch of tokens states in figures, one for each disjoint group.

    "At least n" leaves the high end open, "up to n" the low one. A figure for the dead and the
    wounded together leaves open how many of each there were.
    """
    parse = classes.parse
    told = {i: harm for i in stretch if (harm := harm_of(parse, parse.tokens[i])) is not None}
    if not told:
        return ()
    heads = {i: _victims(parse, parse.tokens[i], harm) for i, harm in told.items()}
    suffered = {head for i, of in heads.items() for head in of if head != i}
    found: dict[tuple[str, int], Loss] = {}
    for i, harm in told.items():
        together = _is_together(parse, i, heads[i])
        for head in heads[i]:
            if (head == i and i in suffered) or not _is_mortal(classes, head):
                continue
            for toll in _tolls(classes, phrases, head, harm, i):
                counted = _shared_out(toll) if together else toll
                if counted is not None:
                    key = toll.harm, toll.span.start
                    found.setdefault(key, Loss(word=i, victim=head, toll=counted))
    return tuple(found.values())


def _is_together(parse: Parse, i: int, heads: list[int]) -> bool:
    """Whether one figure counts two harms: "killed and wounded dozens", "40 dead or wounded"."""
    token = parse.tokens[i]
    others = parse.children_by(i, "conj")
    others = (*others, parse.tokens[token.head]) if token.dep == "conj" else others
    return any(
        set(_victims(parse, other, harm)) <= set(heads)
        for other in others
        if (harm := harm_of(parse, other)) is not None
    )


def _shared_out(toll: Toll) -> Toll | None:
    """One harm's part in a figure for two: no more than the whole, if the whole has an end."""
    if toll.high is None:
        return None
    return replace(toll, low=None) if toll.high > 1 else toll


def _is_mortal(classes: Classes, head: int) -> bool:
    """Whether a phrase counts living beings: a bare number, a harm word or people of any sort."""
    parse = classes.parse
    token = parse.tokens[head]
    if classes.has(head, "vehicle") and token.lemma not in members("one"):
        return False
    if is_count(token) or is_total(parse, head) or token.pos in COUNTED:
        return True
    if harm_of(parse, token) is not None:
        return token.tag != "NN" or not noun_slots(parse, head).get("of")
    return any(classes.has(head, name) for name in ("people", "armed", "captive", "state"))


def _victims(parse: Parse, token: Token, harm: Harm) -> list[int]:
    reckoned = _reckoned(parse, token)
    if reckoned:
        return reckoned
    if token.pos == "VERB" or ("obj" in harm.frame and token.pos == "ADJ"):
        slots = near_slots(parse, token.i)
        found = [head for slot in harm.frame for head in slots.get(slot, ())]
        shared = shared_victims(parse, token) or _bare_number(parse, token)
        return shared or found or _number_before(parse, token)
    if token.pos == "ADJ":
        return _described(parse, token)
    if "of" in harm.frame:
        slots = noun_slots(parse, token.i)
        return slots.get("of", []) or ([token.i] if quantity_of(parse, token.i) else [])
    return _counted_noun(parse, token) or ([token.i] if _is_ruled_out(parse, token.i) else [])


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
    of = list(noun_slots(parse, token.i).get("of", []))
    for clause in parse.children_by(token.i, "acl"):
        of += near_slots(parse, clause.i).get("obj", [])
    if any(is_number(parse.tokens[i]) for i in of):
        return of
    above = parse.tokens[token.head]
    if token.dep == "pobj" and parse.tokens[above.head].pos == "NOUN":
        token = parse.tokens[above.head]
        above = parse.tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass", "dobj"} and above.pos in {"VERB", "AUX"}:
        slots = near_slots(parse, above.i)
        return [i for slot in FIGURED for i in slots.get(slot, ()) if is_number(parse.tokens[i])]
    return []


def _bare_number(parse: Parse, token: Token) -> list[int]:
    """The number right before a participle that has nothing else: "took in 40 wounded"."""
    if token.tag != "VBN" or any(c.i < token.i for c in parse.children(token.i)):
        return []
    before = parse.tokens[max(token.i - 1, 0)]
    return [before.i] if is_number(before) and before.dep in {"dobj", "pobj"} else []


def _number_before(parse: Parse, token: Token) -> list[int]:
    for i in range(token.i - 1, max(token.i - 3, -1), -1):
        if is_number(parse.tokens[i]):
            return [i]
    return []


def _reckoned(parse: Parse, token: Token) -> list[int]:
    """The figure at which the harmed are put: "estimated the dead at 47", "put the killed at 9"."""
    counted = parse.tokens[token.head] if token.dep in {"acl", "amod"} else token
    if counted.dep == "pobj":
        counted = parse.tokens[parse.tokens[counted.head].head]
    verb = parse.tokens[counted.head]
    if counted.dep not in {"dobj", "nsubjpass"} or verb.lemma not in _reckonings():
        return []
    behind = (parse.tokens[i] for i in parse.subtree(verb.i) if i > counted.i)
    figures = (t for t in behind if t.dep == "pobj" and is_number(t))
    return [t.i for t in figures if parse.tokens[t.head].text.lower() == "at"]


@cache
def _reckonings() -> frozenset[str]:
    return frozenset(row["verb"] for row in rows("reckonings.tsv"))


def _tolls(classes: Classes, phrases: Phrases, head: int, harm: Harm, at: int) -> Iterator[Toll]:
    """What the phrase at `head` counts; a word for harm of any sort only tells that none came."""
    parse = classes.parse
    quantity = quantity_of(parse, head) or _lone(classes, head, at)
    if quantity is None and head == at and harm.absent and _is_ruled_out(parse, at):
        quantity = Quantity(low=0, high=0, first=head, last=head)
    if quantity is None:
        return
    none = (quantity.low, quantity.high) == (0, 0)
    first, last = min(head, quantity.first), max(head, quantity.last)
    words = {parse.tokens[c].lemma for c in parse.subtree(at)}
    for name in harm.absent if none else (harm.name,):
        if name:
            yield Toll(
                harm=name,
                whom="" if is_number(parse.tokens[head]) else phrases.span(head).text,
                low=quantity.low,
                high=quantity.high,
                cumulative=bool(words & CUMULATIVE),
                span=phrases.document.span(parse.tokens[first].start, parse.tokens[last].end),
            )


def _lone(classes: Classes, head: int, at: int) -> Quantity | None:
    """One person who is named or pointed at and did suffer: "the pilot", "General Omar Haddad"."""
    parse = classes.parse
    token = parse.tokens[head]
    pointed = any(
        c.dep == "poss" or (c.dep == "det" and c.lemma in POINTERS) for c in parse.children(head)
    )
    if not ((is_one(token) and pointed) or classes.label(head) == "PERSON"):
        return None
    if reality_of(parse, at, Kind.ASSAULT, None) is not Reality.ACTUAL:
        return None
    return Quantity(low=1, high=1, first=head, last=head)


def _is_ruled_out(parse: Parse, i: int) -> bool:
    """Whether harm is said not to have come about: "casualties were avoided".

    Whoever gives no figure for it rules nothing out.
    """
    above = (token.lemma for token in parse.ancestors(i))
    return (
        members("figure").isdisjoint(above)
        and reality_of(parse, i, Kind.ASSAULT, None) is Reality.NEGATED
    )
