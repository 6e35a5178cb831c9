"""Repairs of days: a weekday before people is when they did it, and no part of their name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass")
ACTING = ("people", "armed", "captive", "crowd")


def days_read_as_names(parse: Parse) -> list[Token]:
    """A weekday taken for a part of its subject: "on Sunday rebels seized the town".

    Or of whom a speaker tells: "police said on Friday gunmen kidnapped a priest".
    """
    found: list[Token] = []
    for noun in parse.tokens:
        if noun.lemma not in _people():
            continue
        day = next(_days_of(parse, noun), None)
        if day is None:
            continue
        above = parse.tokens[noun.head]
        if noun.dep in SUBJECTS:
            found += _told_of_verb(parse, day, noun)
        elif noun.dep == "pobj" and above.text.lower() == "on":
            verb = _verb_behind(parse, above, noun)
            if verb is not None:
                passive = parse.child(verb.i, "auxpass") is not None
                found.append(replace(day, head=above.i, dep="pobj"))
                found.append(replace(noun, head=verb.i, dep=SUBJECTS[passive]))
    return found


def _days_of(parse: Parse, noun: Token) -> Iterator[Token]:
    """The weekday, or the night of a weekday, that is joined to a noun."""
    for word in parse.children_by(noun.i, "compound", "nmod"):
        inner = parse.children_by(word.i, "compound", "nmod")
        if word.i < noun.i and any(one.lemma.lower() in _weekdays() for one in (word, *inner)):
            yield word


def _told_of_verb(parse: Parse, day: Token, noun: Token) -> Iterator[Token]:
    """The day, with what stands before it, hung on the verb or on the "on" before it."""
    first = parse.subtree(day.i)[0]
    before = parse.tokens[first - 1] if first else None
    if before is not None and before.text.lower() == "on" and parse.child(before.i, "pobj") is None:
        yield replace(day, head=before.i, dep="pobj")
    else:
        yield replace(day, head=noun.head, dep="npadvmod")
    for word in parse.children_by(noun.i, "amod", "advmod"):
        if word.i < day.i:
            yield replace(word, head=day.i)


def _verb_behind(parse: Parse, on: Token, noun: Token) -> Token | None:
    """The verb behind the noun without a subject: that of the "on", or of what it says."""
    above = parse.tokens[on.head]
    for verb in (above, *parse.children_by(above.i, "ccomp")):
        if verb.pos == "VERB" and verb.i > noun.i and parse.child(verb.i, *SUBJECTS) is None:
            return verb
    return None


@cache
def _people() -> frozenset[str]:
    return frozenset().union(*map(members, ACTING))


@cache
def _weekdays() -> frozenset[str]:
    """Whole names; "Sun" is also a newspaper."""
    return frozenset(r["word"] for r in rows("dates/weekdays.tsv") if r["class"] == "weekday")
