"""Repairs of the tree where the parser is often wrong and the words leave no doubt."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.parse.counts import harm_counted_apart, two_counts_of_one_noun
from tocsin.parse.gerunds import (
    events_hung_on_their_adjective,
    events_read_as_clauses,
    events_read_as_objects,
)
from tocsin.parse.predicates import (
    clauses_hung_on_a_noun_between,
    clauses_parted_by_a_semicolon,
    subjects_of_infinitives,
    subjects_read_in_two_parts,
    verbs_hung_on_their_subject,
    verbs_read_as_modifiers,
    voices_hung_on_the_last_noun,
    voices_joined_to_what_they_tell,
    voices_read_as_appositions,
    voices_read_as_objects,
)
from tocsin.parse.weekdays import days_read_as_names

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

NOMINAL = {"NOUN", "PROPN"}
TAKEN = ("dobj", "nsubjpass", "auxpass")
FINITE = {"VBD", "VBZ", "VBP"}
JOINABLE = {"pobj", "dobj"}
CLAUSAL = ("nsubj", "nsubjpass", "aux", "cop", "acl", "relcl", "advcl", "punct")
DESIGNATION = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Za-z]?")
LOOSE = {"npadvmod", "dobj", "dep", "attr", "oprd"}


def mended(parse: Parse) -> Parse:
    """`parse` with the heads and labels put right that a rule of this module knows to be wrong.

    Where a rule would put a word above itself, it leaves that sentence as it is.
    """
    for rule in RULES:
        changed = {token.i: token for token in rule(parse)}
        heads = [changed.get(token.i, token).head for token in parse.tokens] if changed else []
        rings = {parse.sentence_of(i) for i in changed if _is_in_ring(i, heads)}
        kept = {i: token for i, token in changed.items() if parse.sentence_of(i) not in rings}
        if kept:
            tokens = tuple(kept.get(token.i, token) for token in parse.tokens)
            parse = replace(parse, tokens=tokens)
    return parse


def _is_in_ring(i: int, heads: list[int]) -> bool:
    """Whether the heads above token `i` never end at a root."""
    seen = set()
    while heads[i] != i:
        if i in seen:
            return True
        seen.add(i)
        i = heads[i]
    return False


def _nouns_joined_to_verbs(parse: Parse) -> list[Token]:
    """A second noun joined to the verb: "shot by Malian troops and suspected Russian fighters"."""
    found = []
    for noun in parse.tokens:
        if noun.dep != "conj" or noun.pos not in NOMINAL or parse.tokens[noun.head].pos != "VERB":
            continue
        first = parse.subtree(noun.i)[0]
        joint, before = parse.tokens[first - 1], parse.tokens[first - 2]
        if first < 2 or joint.dep != "cc" or joint.head != noun.head:  # noqa: PLR2004
            continue
        if before.pos in NOMINAL and before.dep in JOINABLE and not parse.child(noun.i, *CLAUSAL):
            found += [replace(noun, head=before.i), replace(joint, head=before.i)]
    return found


def _appositions(parse: Parse) -> list[Token]:
    """A name between commas behind the noun that it belongs to: "the mayor, Ana Ruiz, was"."""
    found = []
    for name in parse.names:
        head = _head_of(parse, name.first, name.last)
        if name.label != "PERSON" or name.first < 2 or head.dep not in LOOSE:  # noqa: PLR2004
            continue
        noun = parse.tokens[name.first - 2]
        if parse.tokens[name.first - 1].text == "," and noun.lemma in _titles():
            found.append(replace(head, head=noun.i, dep="appos"))
    return found


def _verbs_read_as_adjectives(parse: Parse) -> list[Token]:
    """A verb taken for an adjective of its object: "Minister Ruiz accused rebel groups of it"."""
    found: list[Token] = []
    for verb in parse.tokens:
        thing = parse.tokens[verb.head]
        root = parse.tokens[thing.head]
        if verb.dep != "amod" or verb.tag not in {"VBD", "VBN"} or thing.dep != "dobj":
            continue
        if root.dep != "ROOT" or root.pos not in NOMINAL or not root.i < verb.i < thing.i:
            continue
        found.append(replace(verb, head=verb.i, dep="ROOT", pos="VERB", tag="VBD"))
        found.append(replace(thing, head=verb.i))
        found.append(replace(root, head=verb.i, dep="nsubj"))
        moved = (c for c in parse.children(root.i) if c.i > verb.i and c.i != thing.i)
        found += [replace(child, head=verb.i) for child in moved]
        lent = (c for c in parse.children(thing.i) if c.i > thing.i and c.dep == "prep")
        found += [replace(child, head=verb.i) for child in lent]
    return found


def _finite_conjuncts(parse: Parse) -> list[Token]:
    """A finite verb joined to an infinitive: "blocked a team on its way to help and shot at it"."""
    found = []
    for verb in parse.tokens:
        first = parse.tokens[verb.head]
        joined = verb.dep == "conj" and verb.tag in FINITE and first.tag == "VB"
        if not joined or parse.child(verb.i, "nsubj", "nsubjpass", "aux"):
            continue
        above = next(
            (a for a in parse.ancestors(first.i) if a.tag in FINITE and a.i < verb.i), None
        )
        if above is not None:
            found.append(replace(verb, head=above.i))
    return found


def _objects_counted(parse: Parse) -> list[Token]:
    """A figure taken for the object of its "over": "it killed over 200 of them"."""
    found = []
    for word in parse.tokens[:-1]:
        number = parse.tokens[word.i + 1]
        verb = parse.tokens[word.head]
        if word.dep != "prep" or number.head != word.i or number.pos != "NUM":
            continue
        free = verb.pos == "VERB" and verb.i == word.i - 1
        if free and word.text.lower() in _bounds() and not parse.child(verb.i, *TAKEN):
            found.append(replace(number, head=verb.i, dep="dobj"))
            found.append(replace(word, head=number.i, dep="quantmod"))
    return found


def _objects_read_as_measures(parse: Parse) -> list[Token]:
    """People right behind a verb of which they can only be the object: "eliminated ten rebels"."""
    found = []
    for noun in parse.tokens:
        above = parse.tokens[noun.head]
        verb = parse.tokens[above.head] if above.dep in {"advmod", "prt"} else above
        if noun.dep != "npadvmod" or noun.lemma not in _people() or verb.pos != "VERB":
            continue
        first = parse.subtree(noun.i)[0]
        if verb.i < first == above.i + 1 and not parse.child(verb.i, *TAKEN):
            found.append(replace(noun, head=verb.i, dep="dobj"))
    return found


def _predicates_read_as_clauses(parse: Parse) -> list[Token]:
    """What an object is said to be: "held Kyiv responsible", "left dozens of people dead"."""
    found = []
    for word in parse.tokens[1:]:
        verb, before = parse.tokens[word.head], parse.tokens[word.i - 1]
        if word.dep != "advcl" or word.pos != "ADJ" or verb.pos != "VERB":
            continue
        taken = parse.child(verb.i, "dobj")
        if taken is not None and before.i in parse.subtree(taken.i):
            found.append(replace(word, dep="oprd"))
    return found


def _designations(parse: Parse) -> list[Token]:
    """A type of aircraft or gun taken for a number: "downed a Pakistani F-16"."""
    found = []
    for token in parse.tokens[1:]:
        noun = parse.tokens[token.i - 1]
        if token.dep != "nummod" or token.head != noun.i or noun.pos not in NOMINAL:
            continue
        if DESIGNATION.fullmatch(token.text):
            found.append(replace(token, head=noun.head, dep=noun.dep, pos="PROPN", tag="NNP"))
            found.append(replace(noun, head=token.i, dep="compound"))
            moved = (c for c in parse.children(noun.i) if c.i != token.i)
            found += [replace(child, head=token.i) for child in moved]
    return found


def _complements(parse: Parse) -> list[Token]:
    """A clause that completes its noun, taken for a relative one: "a charge that it arms them"."""
    return [
        replace(verb, dep="acl")
        for verb in parse.tokens
        if verb.dep == "relcl"
        and any(c.text.lower() == "that" for c in parse.children_by(verb.i, "mark"))
        and parse.child(verb.i, "nsubj", "nsubjpass") is not None
    ]


def _exceptions(parse: Parse) -> list[Token]:
    """An exception taken for a second clause: "claim nobody but fighters died"."""
    found = []
    for but in parse.tokens[1:-1]:
        nobody, verb = parse.tokens[but.i - 1], parse.tokens[but.head]
        if but.text.lower() != "but" or not is_nobody(parse, nobody):
            continue
        spared = parse.tokens[but.i + 1]
        above = parse.tokens[spared.head]
        found.append(replace(but, head=nobody.i, dep="prep", pos="ADP", tag="IN"))
        found.append(replace(spared, head=but.i, dep="pobj"))
        if verb.i == nobody.head and above.dep == "conj" and above.head == verb.i:
            found.append(replace(nobody, head=above.i, dep=spared.dep))
            found.append(replace(above, dep="ccomp"))
    return found


def is_nobody(parse: Parse, token: Token) -> bool:
    """Whether a word says that there was no such person or thing: "nobody", "no one"."""
    if token.lemma in _nobodies():
        return True
    return token.lemma in {"one", "other"} and any(
        c.text.lower() == "no" for c in parse.children_by(token.i, "det")
    )


@cache
def _nobodies() -> frozenset[str]:
    return frozenset(
        row["lemma"]
        for row in rows("speech/modality.tsv")
        if (row["pos"], row["reality"]) == ("det", "negated")
    )


@cache
def _bounds() -> frozenset[str]:
    return frozenset(row["phrase"] for row in rows("quantities.tsv") if row["low"] == "-")


def _head_of(parse: Parse, first: int, last: int) -> Token:
    inside = range(first, last)
    return next(
        (parse.tokens[i] for i in inside if parse.tokens[i].head not in inside),
        parse.tokens[last - 1],
    )


@cache
def _people() -> frozenset[str]:
    wanted = {"people", "armed", "captive"}
    return frozenset(row["lemma"] for row in rows("classes.tsv") if row["class"] in wanted)


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("bodies.tsv") if row["sort"] == "person")


RULES = (
    *(days_read_as_names, _appositions, _verbs_read_as_adjectives, _finite_conjuncts),
    *(_objects_counted, _objects_read_as_measures, _predicates_read_as_clauses),
    *(_nouns_joined_to_verbs, _designations, _exceptions, _complements, two_counts_of_one_noun),
    *(subjects_read_in_two_parts, voices_read_as_appositions, voices_read_as_objects),
    *(subjects_of_infinitives, verbs_hung_on_their_subject),
    *(events_read_as_objects, events_hung_on_their_adjective, events_read_as_clauses),
    *(harm_counted_apart, clauses_parted_by_a_semicolon, voices_joined_to_what_they_tell),
    *(verbs_read_as_modifiers, clauses_hung_on_a_noun_between, voices_hung_on_the_last_noun),
)
