"""Repairs of events in -ing: "shelling" is a noun, whatever the parser takes it for."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

CLAUSES = {"csubj": "nsubj", "csubjpass": "nsubjpass", "advcl": "nsubj", "aux": "nsubj"}
FINITE = {"VBD", "VBZ", "VBP"}
HELPERS = ("aux", "auxpass")
OF_VERBS = ("nsubj", "dobj", "aux", "mark", "dative", "xcomp", "ccomp")
PLACES_OF_NOUNS = {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj"}


def events_read_as_clauses(parse: Parse) -> list[Token]:
    """An event taken for a clause, before a verb without a subject: "Shelling killed two"."""
    found = []
    for event in parse.tokens:
        verb = parse.tokens[event.head]
        if event.dep not in CLAUSES or not _is_event(event) or event.i > verb.i:
            continue
        if parse.child(event.i, *OF_VERBS) or parse.child(verb.i, "nsubj", "nsubjpass"):
            continue
        if verb.tag in FINITE or any(c.i != event.i for c in parse.children_by(verb.i, *HELPERS)):
            passive = parse.child(verb.i, "auxpass") is not None
            found.append(_as_noun(event, verb.i, "nsubjpass" if passive else CLAUSES[event.dep]))
    return found


def events_hung_on_their_adjective(parse: Parse) -> list[Token]:
    """An event taken for what its adjective does: "Heavy shelling wounded four"."""
    found: list[Token] = []
    for event in parse.tokens[1:]:
        word = parse.tokens[event.i - 1]
        if event.dep != "acl" or event.head != word.i or not _is_event(event):
            continue
        if word.tag != "JJ" or word.dep not in PLACES_OF_NOUNS or parse.child(event.i, *OF_VERBS):
            continue
        found.append(_as_noun(event, word.head, word.dep))
        found.append(replace(word, head=event.i, dep="amod", pos="ADJ"))
        others = (child for child in parse.children(word.i) if child.i != event.i)
        found += [replace(child, head=event.i) for child in others]
    return found


def events_read_as_objects(parse: Parse) -> list[Token]:
    """An event taken for the object of its kind: "Bombing raids on the town killed nine"."""
    found: list[Token] = []
    for kind in parse.tokens[:-1]:
        event = parse.tokens[kind.i + 1]
        if kind.dep not in {"nsubj", *CLAUSES} or not _is_event(kind) or kind.i > kind.head:
            continue
        if (event.dep, event.head) != ("dobj", kind.i) or event.lemma not in members("violence"):
            continue
        found.append(replace(event, head=kind.head, dep=CLAUSES.get(kind.dep, kind.dep)))
        found.append(replace(kind, head=event.i, dep="compound"))
        others = (child for child in parse.children(kind.i) if child.i != event.i)
        found += [replace(child, head=event.i) for child in others]
    return found


def _as_noun(event: Token, head: int, dep: str) -> Token:
    return replace(event, head=head, dep=dep, pos="NOUN", tag="NN", lemma=event.text.lower())


def _is_event(token: Token) -> bool:
    return token.tag == "VBG" and token.text.lower() in _events()


@cache
def _events() -> frozenset[str]:
    """Nouns in -ing for violence, as the table of triggers has them."""
    lines = rows("triggers/assault.tsv")
    return frozenset(r["lemma"] for r in lines if r["pos"] == "n" and r["lemma"].endswith("ing"))
