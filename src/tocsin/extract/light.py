"""Light verbs: "carried out an attack", "came under fire" lend the event noun their arguments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.grammar.slots import Slots, verb_slots
from tocsin.grammar.subjects import VERBAL, owner_of
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

LENDS, VICTIM, OWN = "lend", "victim", "own"
OBJECTS = {"dobj", "nsubjpass", "attr"}
HELD = {"pobj", "pcomp"}
CALLED = {"oprd", "attr"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """The verb that carries an event noun, and what becomes of the verb's subject."""

    verb: int
    change: str


@cache
def _light() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in rows("light_verbs.tsv"):
        line = (row["prt"], row["frame-change"])
        found[row["lemma"]] = (*found.get(row["lemma"], ()), line)
    return found


def carrier_of(parse: Parse, i: int) -> Carrier | None:
    """The light verb that event noun `i` is the object of, looking through conjunction and "of".

    Covers the active ("launched an attack"), the passive, the reduced relative ("strikes carried
    out by"), the relative clause, the prepositional object ("came under attack"), what is "what it
    called a raid", and a noun that ties a party to it ("had no part in the attack").
    """
    token = called(parse, _first_conjunct(parse, parse.tokens[i]))
    for verb, link in _governors(parse, token):
        if parse.child(verb.i, "oprd") is not None and link == "":
            continue
        for prt, change in _light().get(verb.lemma, ()):
            if prt in {"-", ""} and link == "":
                return Carrier(verb=verb.i, change=change)
            if prt == link or (link == "" and _has_particle(parse, verb, prt)):
                return Carrier(verb=verb.i, change=change)
    return None


def carried_slots(parse: Parse, own: Slots, carrier: Carrier) -> Slots:
    """The noun's slots with those that its light verb lends; the noun's own come first.

    What the subject of a verb such as "come under" or "receive" suffers is from its doer. Whoever
    kills others in a raid made it.
    """
    lent = _lent(parse, parse.tokens[carrier.verb])
    slots = dict(own)
    subject = lent.get("subj", []) or lent.get("by", [])
    slot = {"keep": "subj", "swap": "obj", "victim": "obj"}.get(carrier.change, "subj")
    if carrier.change == OWN and _names_doer(parse, own):
        subject = []
    if carrier.change == VICTIM and "obj" in lent:
        slot = "subj"
    if carrier.change == LENDS:
        slots.setdefault("obj", lent.get("obj", []))
    if subject and slot not in slots:
        slots[slot] = subject
    for name, heads in lent.items():
        if name not in {"subj", "obj", "by", "prt", "xcomp"} and name not in slots:
            slots[name] = heads
    if carrier.change == "swap" and "by" not in slots and "from" in slots:
        slots["by"] = slots["from"]
    return slots


def _lent(parse: Parse, carrier: Token) -> Slots:
    """The arguments that a carrier has to lend: of a noun only whose it is."""
    if carrier.pos in VERBAL:
        return verb_slots(parse, carrier.i)
    owner = owner_of(parse, carrier)
    return {"subj": owner} if owner else {}


def called(parse: Parse, token: Token) -> Token:
    """The clause that a noun stands for in "what it called a raid"; the noun itself for others."""
    clause = parse.tokens[token.head]
    if token.dep not in CALLED or not parse.subtree(clause.i):
        return token
    first = parse.tokens[parse.subtree(clause.i)[0]]
    return clause if first.lemma == "what" and clause.dep in {"ccomp", "pcomp"} else token


def _names_doer(parse: Parse, slots: Slots) -> bool:
    """Whether an event noun says whose it is: "the Egyptian offensive", "the rebel attack"."""
    named = {i for name in parse.names for i in range(name.first, name.last)}
    return any(
        i in named or parse.tokens[i].lemma in members("armed")
        for slot in ("poss", "mod", "by")
        for i in slots.get(slot, ())
    )


def _first_conjunct(parse: Parse, token: Token) -> Token:
    while token.dep == "conj" and parse.tokens[token.head].pos in {"NOUN", "PROPN"}:
        token = parse.tokens[token.head]
    return token


def _governors(parse: Parse, token: Token) -> list[tuple[Token, str]]:
    head = parse.tokens[token.head]
    found: list[tuple[Token, str]] = []
    called_so = token.dep == "ccomp" and token.pos in VERBAL
    if token.dep in OBJECTS or called_so:
        found.append((head, ""))
    elif token.dep in HELD and parse.tokens[head.head].pos in {"VERB", "AUX", "NOUN"}:
        above = parse.tokens[head.head]
        if _is_amount(above, head):
            found.append((parse.tokens[above.head], ""))
        else:
            found.append((above, head.text.lower()))
    for clause in parse.children(token.i):
        if clause.dep == "relcl" or (clause.dep == "acl" and clause.tag == "VBN"):
            found += [(clause, ""), *((told, "") for told in parse.children_by(clause.i, "ccomp"))]
    return found


def _is_amount(noun: Token, tie: Token) -> bool:
    """Whether a verb's object only counts the event: "a wave of attacks", but no "report of"."""
    told = noun.lemma in telling_nouns()
    return noun.pos == "NOUN" and tie.text.lower() == "of" and noun.dep in OBJECTS and not told


@cache
def telling_nouns() -> frozenset[str]:
    """Lemmas of nouns for what is said: who receives reports of an attack is not attacked."""
    return frozenset(row["lemma"] for row in rows("speech/nouns.tsv"))


def _has_particle(parse: Parse, verb: Token, prt: str) -> bool:
    return any(
        c.text.lower() == prt and (c.dep in {"prt", "prep"} or c.tag == "RP")
        for c in parse.children(verb.i)
    )
