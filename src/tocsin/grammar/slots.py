"""The logical arguments of a predicate: passive, relative, participle and control undone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

Slots = dict[str, list[int]]

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = {"who", "which", "that", "whom", "whose"}
VERBAL = {"VERB", "AUX"}
DEPTH = 6
DEEP = ("obj", "indirect", "to", "with", "against", "on", "from", "of", "between")
OBJECT_CONTROL = {"of", "for", "from", "over", "with", "into"}


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
    token = parse.tokens[i]
    if token.dep == "relcl":
        _relative(parse, token, slots)
    elif not slots["subj"] and not (passive and slots["obj"]):
        slots["obj" if _takes_object_role(parse, i) else "subj"] += _inherited(parse, i, 0)
    return {slot: _unique(heads) for slot, heads in slots.items() if heads}


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
        slots["poss"] += with_conjuncts(parse, child.i)
    elif child.dep in {"compound", "amod", "nmod"}:
        slots["mod"] += [child.i, *_modifier_chain(parse, child.i)]
    elif child.dep == "prep":
        _preposition(parse, child, slots)
    elif child.dep == "acl" and child.tag == "VBN":
        for agent in parse.children_by(child.i, "agent", "prep"):
            _preposition(parse, agent, slots)


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


def with_conjuncts(parse: Parse, i: int) -> list[int]:
    """Token `i` and the heads that are coordinated with it."""
    found = [i]
    for child in parse.children(i):
        if child.dep == "conj":
            found += with_conjuncts(parse, child.i)
    return found


def is_passive(parse: Parse, i: int) -> bool:
    """Whether verb `i` is a passive, with or without an auxiliary."""
    if parse.child(i, "auxpass", "nsubjpass"):
        return True
    token = parse.tokens[i]
    if token.tag != "VBN" or parse.child(i, "aux", "nsubj"):
        return False
    if token.dep == "conj":
        return parse.child(i, "dobj") is None and is_passive(parse, token.head)
    return token.dep in {"acl", "advcl"} or parse.child(i, "agent") is not None


def subjects(parse: Parse, i: int, depth: int = 0) -> list[int]:
    """The logical subject's heads of verb `i`, its own or inherited."""
    own = parse.child(i, "nsubj")
    if own is not None and not _is_relative(own):
        return with_conjuncts(parse, own.i)
    if parse.child(i, "nsubjpass"):
        return _agents(parse, i)
    if parse.tokens[i].dep == "relcl" and own is not None:
        return with_conjuncts(parse, parse.tokens[i].head)
    return _inherited(parse, i, depth)


def _agents(parse: Parse, i: int) -> list[int]:
    found: list[int] = []
    for agent in parse.children_by(i, "agent"):
        for thing in parse.children_by(agent.i, "pobj"):
            found += with_conjuncts(parse, thing.i)
    return found


def objects(parse: Parse, i: int) -> list[int]:
    """The logical object's heads of verb `i`."""
    found: list[int] = []
    for child in parse.children_by(i, "dobj", "nsubjpass"):
        found += with_conjuncts(parse, child.i)
    return found


def _verb_child(parse: Parse, child: Token, slots: Slots) -> None:
    if child.dep == "nsubj" and not _is_relative(child):
        slots["subj"] += with_conjuncts(parse, child.i)
    elif child.dep in {"nsubjpass", "dobj"} and not _is_relative(child):
        slots["obj"] += with_conjuncts(parse, child.i)
    elif child.dep == "dative":
        things = parse.children_by(child.i, "pobj")
        slots["to" if things else "indirect"] += [t.i for t in things] or [child.i]
    elif child.dep in {"prep", "agent"}:
        _preposition(parse, child, slots)
    elif child.dep == "prt" or (child.dep == "advmod" and child.tag in {"RP", "RB"}):
        slots["prt"].append(child.i)
    elif child.dep in {"xcomp", "ccomp", "acomp", "attr", "oprd"}:
        slots["xcomp"].append(child.i)


def _preposition(parse: Parse, prep: Token, slots: Slots) -> None:
    name = "by" if prep.dep == "agent" else prep.text.lower()
    for below in parse.children(prep.i):
        if below.dep == "pobj":
            inner = _complex(parse, prep, below)
            if inner is not None:
                slots["towards"] += inner
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
            if told is not None and told.pos in {"NOUN", "PROPN"}:
                return told.i
    return clause.i


def _complex(parse: Parse, prep: Token, noun: Token) -> list[int] | None:
    """The target of "in the direction of X"; None for a plain prepositional object."""
    if prep.text.lower() != "in" or noun.lemma != "direction":
        return None
    found: list[int] = []
    for of in parse.children_by(noun.i, "prep"):
        for thing in parse.children_by(of.i, "pobj"):
            found += with_conjuncts(parse, thing.i)
    return found or None


def _modifier_chain(parse: Parse, i: int) -> list[int]:
    return [
        inner
        for child in parse.children(i)
        if child.dep in {"compound", "amod", "nmod", "conj", "npadvmod"}
        for inner in [child.i, *_modifier_chain(parse, child.i)]
    ]


def _is_relative(token: Token) -> bool:
    return token.tag in {"WDT", "WP", "WP$"} and token.text.lower() in RELATIVES


def _relative(parse: Parse, token: Token, slots: Slots) -> None:
    antecedent = with_conjuncts(parse, token.head)[:1]
    for child in parse.children(token.i):
        if _is_relative(child):
            slots["subj" if child.dep == "nsubj" else "obj"] += antecedent
            return
        if child.dep == "prep" and any(_is_relative(p) for p in parse.children(child.i)):
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


def _inherited(parse: Parse, i: int, depth: int) -> list[int]:
    token = parse.tokens[i]
    if depth > DEPTH or token.head == i:
        return []
    head = parse.tokens[token.head]
    if token.dep == "conj" and head.pos in VERBAL:
        return _of_conjunct(parse, i, head.i, depth)
    if token.dep == "acl":
        return _of_noun_clause(parse, token, head, depth)
    if token.dep == "pcomp":
        return _of_gerund(parse, head, depth)
    if token.dep in {"xcomp", "advcl", "ccomp"}:
        return _controlled(parse, token, head, depth)
    return []


def _of_conjunct(parse: Parse, i: int, first: int, depth: int) -> list[int]:
    """The subject that a second verb shares with the first it is joined to."""
    if not is_passive(parse, first):
        return subjects(parse, first, depth + 1)
    shared = objects(parse, first)
    return shared or (_inherited(parse, first, depth + 1) if is_passive(parse, i) else [])


def _controlled(parse: Parse, token: Token, head: Token, depth: int) -> list[int]:
    if head.pos == "ADJ" and head.head != head.i:
        return subjects(parse, head.head, depth + 1) or subjects(parse, head.i, depth + 1)
    if head.pos not in VERBAL:
        return []
    direct = objects(parse, head.i)
    if is_passive(parse, head.i):
        return (_agents(parse, head.i) if _are_tools(parse, direct) else []) or direct
    if token.dep == "xcomp" and direct:
        return direct
    return subjects(parse, head.i, depth + 1)


def _are_tools(parse: Parse, heads: list[int]) -> bool:
    """Whether somebody acts by these things: "launchers were used by the army to fire"."""
    tools = members("weapon") | members("vehicle") | members("launchable")
    return bool(heads) and all(parse.tokens[i].lemma in tools for i in heads)


def _of_noun_clause(parse: Parse, token: Token, head: Token, depth: int) -> list[int]:
    bare = parse.child(token.i, "aux") is None
    if bare and token.tag in {"VBN", "VBG"}:
        return with_conjuncts(parse, head.i)[:1]
    return _owner(parse, head, depth)


def _owner(parse: Parse, noun: Token, depth: int) -> list[int]:
    """Who stands behind a noun such as "plan" or "order": its possessor or its verb's subject."""
    owner = parse.child(noun.i, "poss")
    if owner is not None:
        return with_conjuncts(parse, owner.i)
    head = parse.tokens[noun.head]
    if noun.dep in {"dobj", "attr"} and head.pos in VERBAL:
        return subjects(parse, head.i, depth + 1)
    return []


def _of_gerund(parse: Parse, prep: Token, depth: int) -> list[int]:
    if prep.head == prep.i:
        return []
    above = parse.tokens[prep.head]
    if above.pos in VERBAL:
        direct = objects(parse, above.i)
        if direct and prep.text.lower() in OBJECT_CONTROL:
            return direct
        return subjects(parse, above.i, depth + 1)
    if above.pos == "ADJ" and above.head != above.i:
        return subjects(parse, above.head, depth + 1)
    if prep.text.lower() in OBJECT_CONTROL and above.dep in {"dobj", "nsubjpass"}:
        verb = parse.tokens[above.head]
        if verb.lemma in accusing_verbs():
            return with_conjuncts(parse, above.i)
    return _owner(parse, above, depth)


@cache
def accusing_verbs() -> frozenset[str]:
    """Verbs whose object is the doer of the gerund: "accused Armenia of firing"."""
    return frozenset(
        row["lemma"]
        for row in rows("speech/verbs.tsv")
        if {"of-ing", "for-ing", "with-ing"} & set(row["pattern"].split())
    )


def _unique(heads: list[int]) -> list[int]:
    return list(dict.fromkeys(heads))
