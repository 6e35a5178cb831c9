"""The logical arguments of a predicate: passive, relative, participle and control undone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from tocsin.grammar.subjects import (
    VERBAL,
    asks_who,
    inherited,
    is_passive,
    is_relative,
    subjects,
    told_of,
    with_conjuncts,
)

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

Slots = dict[str, list[int]]

DEEP = ("obj", "indirect", "to", "with", "against", "on", "from", "of", "between")
STRANDED = {"at", "on", "upon"}


def verb_slots(parse: Parse, i: int) -> Slots:
    """Head tokens of the arguments of verb `i` by slot.

    Slots are those of `near_slots`, and deep for parties that only the things around the verb name.
    """
    return with_deep(parse, i, near_slots(parse, i))


def with_deep(parse: Parse, i: int, slots: Slots) -> Slots:
    """The slots of verb `i` with what it has deep, see `_deep`."""
    deep = _unique(_deep(parse, i))
    return {**slots, "deep": deep} if deep else slots


def near_slots(parse: Parse, i: int) -> Slots:
    """Head tokens of what verb `i` itself governs or inherits, by slot.

    Slots are subj, obj, indirect, by, prt, xcomp and each preposition in lower case; passives are
    turned round and a missing subject is looked up through conjunction, control and relative
    clauses.
    """
    slots: Slots = defaultdict(list)
    passive = is_passive(parse, i)
    for child in parse.children(i):
        _verb_child(parse, child, slots)
    if passive and slots["obj"]:
        _strand(parse, i, slots)
    token = parse.tokens[i]
    told = None if token.dep == "relcl" else told_of(parse, token)
    if token.dep == "relcl":
        _relative(parse, token, slots)
    elif told is not None:
        slots["obj" if passive else "subj"] += told
    elif not slots["subj"] and not (passive and slots["obj"]) and not asks_who(parse, i):
        slots["obj" if _takes_object_role(parse, i) else "subj"] += inherited(parse, i)
    return {slot: _unique(heads) for slot, heads in slots.items() if heads}


def _strand(parse: Parse, i: int, slots: Slots) -> None:
    """The subject of a passive as the object of its bare preposition: "was fired upon"."""
    for prep in parse.children_by(i, "prep"):
        if prep.i == i + 1 and prep.text.lower() in STRANDED and not parse.children(prep.i):
            slots[prep.text.lower()] += slots.pop("obj")
            return


def _deep(parse: Parse, i: int) -> list[int]:
    """Parties that only the things around verb `i` name, the nearest thing first.

    Whom an infinitive is about ("threatened to break with Congo"), whose a thing is ("rejected the
    Senegalese plan"), or on whom a condition hangs ("threatened to leave if Chad attacks").
    """
    named = _named_beside(parse, i)
    found = _of_infinitives(parse, i, named)
    for child in parse.children_by(i, "dobj", "nsubjpass"):
        if child.i not in named:
            found += _owners(parse, child.i, named)
    return found or _conditioned(parse, i)


def _named_beside(parse: Parse, i: int) -> set[int]:
    """The tokens of the sentence around `i` that are part of a name."""
    sentence = parse.sentence(parse.sentence_of(i))
    first = bisect_left(parse.names, sentence.start, key=lambda name: name.first)
    last = bisect_left(parse.names, sentence.stop, key=lambda name: name.first)
    return {k for name in parse.names[first:last] for k in range(name.first, name.last)}


def _of_infinitives(parse: Parse, i: int, named: set[int]) -> list[int]:
    if parse.child(i, "dobj", "dative", "nsubjpass") is not None:
        return []
    found: list[int] = []
    for inner in parse.children_by(i, "xcomp"):
        if inner.tag != "VB" or inner.pos not in VERBAL:
            continue
        near: Slots = defaultdict(list)
        for child in parse.children(inner.i):
            _verb_child(parse, child, near)
        options = [head for slot in DEEP for head in near.get(slot, ())]
        options += [owner for head in near["obj"] for owner in _owners(parse, head, named)]
        found += [head for head in options if head in named] or options
    return found


def _owners(parse: Parse, thing: int, named: set[int]) -> list[int]:
    """Whose a thing is, as far as a name tells: possessor, modifier, or after a preposition."""
    slots = noun_slots(parse, thing)
    found = [k for slot in ("poss", "mod") for k in slots.get(slot, ()) if k in named]
    for slot in ("with", "to", "of", "from", "against"):
        for head in slots.get(slot, ()):
            inner = noun_slots(parse, head)
            if head in named or any(k in named for k in inner.get("mod", ())):
                found.append(head)
    return found


def _conditioned(parse: Parse, i: int) -> list[int]:
    places = [i, *(token.i for token in parse.children_by(i, "xcomp"))]
    return [
        subject
        for place in places
        for clause in parse.children_by(place, "advcl")
        if any(mark.lemma in {"if", "unless"} for mark in parse.children_by(clause.i, "mark"))
        for subject in subjects(parse, clause.i)
    ]


def noun_slots(parse: Parse, i: int) -> Slots:
    """Head tokens of the arguments of event noun `i`: poss, mod, by and each preposition.

    A predicative adjective ("is ready for talks") also has the subject of its verb, and xcomp.
    """
    slots: Slots = defaultdict(list)
    for child in parse.children(i):
        _noun_child(parse, child, slots)
    if parse.tokens[i].pos == "ADJ":
        _predicated(parse, i, slots)
    for low, heads in _low_prepositions(parse, slots["of"] + slots["by"]).items():
        if not slots[low]:
            slots[low] = heads
    return {slot: _unique(heads) for slot, heads in slots.items() if heads}


def _noun_child(parse: Parse, child: Token, slots: Slots) -> None:
    if child.dep == "poss":
        whose = _antecedent_of(parse, child) if child.tag == "WP$" else None
        slots["poss"] += with_conjuncts(parse, child.i) if whose is None else [whose]
    elif child.dep in {"compound", "amod", "nmod"}:
        slots["mod"] += [child.i, *_modifier_chain(parse, child.i)]
    elif child.dep == "prep":
        _preposition(parse, child, slots)
    elif child.dep == "acl" and child.tag == "VBN":
        for agent in parse.children_by(child.i, "agent", "prep"):
            _preposition(parse, agent, slots)


def _antecedent_of(parse: Parse, pronoun: Token) -> int | None:
    """Whom "whose" stands for: "the army, whose attack failed"."""
    clause = next((t for t in parse.ancestors(pronoun.i) if t.dep == "relcl"), None)
    return clause.head if clause is not None else None


def _predicated(parse: Parse, i: int, slots: Slots) -> None:
    slots["xcomp"] += [child.i for child in parse.children_by(i, "xcomp")]
    token = parse.tokens[i]
    if token.dep in {"acomp", "conj", "oprd"} and token.head != i:
        above = parse.tokens[token.head]
        slots["subj"] += subjects(parse, above.i if above.pos in VERBAL else above.head)


def _low_prepositions(parse: Parse, heads: list[int]) -> Slots:
    """What parsers hang too low: "the downing of a drone by Iran" puts "by Iran" on the drone."""
    found: Slots = defaultdict(list)
    for head in heads:
        for child in parse.children_by(head, "prep", "agent"):
            if child.text.lower() != "of":
                _preposition(parse, child, found)
    return found


def _verb_child(parse: Parse, child: Token, slots: Slots) -> None:
    if child.dep == "nsubj" and not is_relative(child):
        slots["subj"] += with_conjuncts(parse, child.i)
    elif child.dep in {"nsubjpass", "dobj"} and not is_relative(child):
        slots["obj"] += with_conjuncts(parse, child.i)
    elif child.dep == "dative":
        things = parse.children_by(child.i, "pobj")
        slots["to" if things else "indirect"] += [t.i for t in things] or [child.i]
    elif child.dep in {"prep", "agent"}:
        _preposition(parse, child, slots)
    elif child.dep == "prt" or (child.dep == "advmod" and child.tag in {"RP", "RB"}):
        slots["prt"].append(child.i)
    elif child.dep in {"xcomp", "ccomp", "acomp", "attr", "oprd"}:
        called = _as_called(parse, child) if child.dep == "ccomp" else child.i
        slots["xcomp" if called == child.i else "obj"].append(called)


def _preposition(parse: Parse, prep: Token, slots: Slots) -> None:
    name = "by" if prep.dep == "agent" else prep.text.lower()
    for below in parse.children(prep.i):
        if below.dep == "pobj":
            inner = _complex(parse, prep, below)
            owner = _own_of(parse, prep, below)
            doers = _by_the_hands_of(parse, prep, below)
            if inner is not None:
                slots["towards"] += inner
            elif owner:
                slots["poss"] += owner
            elif doers:
                slots["by"] += doers
            else:
                slots[name] += with_conjuncts(parse, below.i)
        elif below.dep == "pcomp":
            slots[name].append(_as_called(parse, below))
        elif below.dep == "prep" or (below.dep == "conj" and below.pos == "ADP"):
            _preposition(parse, below, slots)


def _as_called(parse: Parse, clause: Token) -> int:
    """What somebody says that a thing is, "on what the army called a base"; else the clause."""
    named = {"what", "whatever"}
    for verb in (clause, *parse.children_by(clause.i, "ccomp")):
        if any(parse.tokens[i].text.lower() in named for i in parse.subtree(clause.i)[:1]):
            told = parse.child(verb.i, "oprd", "attr")
            under = next((p for p in parse.children_by(verb.i, "prep") if p.lemma == "as"), None)
            told = told or (parse.child(under.i, "pobj") if under is not None else None)
            if told is not None and told.pos in {"NOUN", "PROPN"}:
                return told.i
    return clause.i


def _complex(parse: Parse, prep: Token, noun: Token) -> list[int] | None:
    """The target of "in the direction of X", "in X's direction"; None for a plain object."""
    if prep.text.lower() != "in" or noun.lemma != "direction":
        return None
    found = [
        i for owner in parse.children_by(noun.i, "poss") for i in with_conjuncts(parse, owner.i)
    ]
    for of in parse.children_by(noun.i, "prep"):
        for thing in parse.children_by(of.i, "pobj"):
            found += with_conjuncts(parse, thing.i)
    return found or None


def _own_of(parse: Parse, prep: Token, thing: Token) -> list[int]:
    """Whose a deed "of its own" is: the possessor that stands before "own"."""
    if prep.text.lower() != "of" or thing.lemma != "own":
        return []
    return [owner.i for owner in parse.children_by(thing.i, "poss")]


def _by_the_hands_of(parse: Parse, prep: Token, thing: Token) -> list[int]:
    """Who did it where somebody suffers or dies "at the hands of" them."""
    if prep.text.lower() != "at" or thing.lemma != "hand":
        return []
    return [
        i
        for of in parse.children_by(thing.i, "prep")
        for doer in parse.children_by(of.i, "pobj")
        for i in with_conjuncts(parse, doer.i)
    ]


def _modifier_chain(parse: Parse, i: int) -> list[int]:
    return [
        inner
        for child in parse.children(i)
        if child.dep in {"compound", "amod", "nmod", "conj", "npadvmod"}
        for inner in [child.i, *_modifier_chain(parse, child.i)]
    ]


def _relative(parse: Parse, token: Token, slots: Slots) -> None:
    antecedent = with_conjuncts(parse, token.head)[:1]
    if any(c.tag == "WRB" for c in parse.children_by(token.i, "advmod")):
        return
    for child in parse.children(token.i):
        if is_relative(child):
            slots["subj" if child.dep == "nsubj" else "obj"] += antecedent
            return
        if child.dep == "prep" and any(is_relative(p) for p in parse.children(child.i)):
            slots[child.text.lower()] = antecedent
            return
    if slots["subj"] and not slots["obj"]:
        slots["obj"] += antecedent
    elif not slots["subj"] and not slots["obj"]:
        slots["obj" if is_passive(parse, token.i) else "subj"] += antecedent


def _takes_object_role(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    if token.tag != "VBN" or parse.child(i, "dobj"):
        return False
    return is_passive(parse, i)


def _unique(heads: list[int]) -> list[int]:
    return list(dict.fromkeys(heads))
