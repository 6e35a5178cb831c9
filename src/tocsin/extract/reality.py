"""Is it an act, or a threat, a demand, a possibility, a negation?"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.subjects import topics
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

BY_KIND = {Kind.THREATEN: Reality.THREATENED, Kind.REQUEST: Reality.DEMANDED}
LETTERS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "ADP": "prep"}
REACHES = {"xcomp": "xcomp", "ccomp": "ccomp", "dobj": "obj", "nsubjpass": "obj", "acl": "of"} | {
    "pobj": "prep",
    "pcomp": "prep",
    "prep": "prep",
}
SUBJECTS = {"nsubj", "nsubjpass"}
EXCEPT = {"but", "except"}
STEPS = 6


@cache
def _modality() -> dict[tuple[str, str], tuple[Reality, frozenset[str]]]:
    """(lemma, part of speech) -> what it makes of the events in its reach."""
    found = {}
    for row in rows("speech/modality.tsv"):
        lemma = row["lemma"].removeprefix("be ") if row["pos"] == "a" else row["lemma"]
        lemma = lemma.removesuffix(" to") if row["pos"] in {"v", "a"} else lemma
        found[lemma, row["pos"]] = (Reality(row["reality"]), frozenset(row["reach"].split()))
    return found


def reality_of(parse: Parse, i: int, kind: Kind, carrier: int | None) -> Reality:
    """How the predicate at token `i`, carried by the light verb `carrier`, is told.

    Negation, modal verbs, conditionals and governing words ("threatened to", "called for") decide,
    the nearest first; REQUEST and THREATEN are demanded and threatened by their nature.
    """
    at = parse.tokens[i]
    for _ in range(STEPS):
        told = _told_at(parse, at)
        if told is not None:
            return BY_KIND.get(kind, told) if told is not Reality.NEGATED else told
        above = parse.tokens[at.head]
        if above.i == at.i:
            break
        told = _governed(parse, at, above)
        if told is Reality.ACTUAL:
            told = _foretold(parse, above) or told
        if told is not None:
            return BY_KIND.get(kind, told)
        if not _carries(parse, at, above, carrier):
            break
        at = above
    return BY_KIND.get(kind, Reality.ACTUAL)


def _told_at(parse: Parse, token: Token) -> Reality | None:
    found = None
    for child in parse.children(token.i):
        word = child.lemma
        if child.dep == "neg" and _is_alternative(parse, child):
            continue
        if child.dep == "neg" or (child.dep in {"det", "preconj"} and word == "no"):
            return Reality.NEGATED
        if child.dep in {"nsubj", "nsubjpass", "dobj"} and _is_nothing(parse, child):
            return Reality.NEGATED
        found = _of_child(token, child) or found
    return found


def _foretold(parse: Parse, verb: Token) -> Reality | None:
    """What a modal or an "if" makes of a deed that goes on: "will continue to strike"."""
    return next((told for c in parse.children(verb.i) if (told := _of_child(verb, c))), None)


def _is_alternative(parse: Parse, negation: Token) -> bool:
    """Whether a "not" only names the other possibility: "whether or not it was a raid"."""
    return negation.i > 0 and parse.tokens[negation.i - 1].text.lower() == "or"


def _of_child(token: Token, child: Token) -> Reality | None:
    word = child.lemma
    if child.dep == "aux" and child.tag == "MD":
        return _sets(f"{word} {token.lemma}", "v") or _sets(word, "modal")
    if child.dep == "mark":
        return _sets(word, "conj")
    return _sets(word, "a", "host") if child.dep == "amod" else None


def _sets(lemma: str, pos: str, reach: str | None = None) -> Reality | None:
    """What a word makes of the events in its reach, if it is in the table."""
    line = _modality().get((lemma, pos))
    return line[0] if line is not None and (reach is None or reach in line[1]) else None


def _is_nothing(parse: Parse, noun: Token) -> bool:
    """Whether an argument says that there was none: "no sites", "nobody", "not one jet".

    "Nobody but fighters" there was.
    """
    if any(c.text.lower() in EXCEPT for c in parse.children_by(noun.i, "prep")):
        return False
    if _sets(noun.lemma, "det") is Reality.NEGATED:
        return True
    owners = (c.i for c in parse.children_by(noun.i, "amod", "compound", "poss"))
    return any(
        c.i < noun.i and c.dep in {"det", "neg", "preconj"} and c.lemma in {"no", "not", "neither"}
        for at in (noun.i, *owners)
        for c in parse.children(at)
    )


def _governed(parse: Parse, below: Token, above: Token) -> Reality | None:
    """What a governing word makes of an event; one denies what follows it, never what it follows.

    The parser makes "accuses" a clause of "denies" in "A accuses B of it, a charge B denies".
    """
    if below.dep in SUBJECTS and below.pos == "NOUN":
        suffers = below.dep == "nsubjpass" and _sets(above.lemma, LETTERS.get(above.pos, ""), "obj")
        opened = None if above.lemma in _occurrences() else _opened(parse, above)
        return suffers or opened
    reach = REACHES.get(below.dep)
    letter = LETTERS.get(above.pos)
    if reach is None or letter is None:
        return None
    if below.dep == "prep" and letter == "n":
        reach = "of"
    names = [above.lemma]
    names += [
        f"{above.lemma} {c.lemma}" for c in parse.children(above.i) if c.dep in {"prep", "prt"}
    ]
    for name in reversed(names):
        told = _sets(name, letter, reach)
        if told is Reality.NEGATED and reach == "ccomp" and below.i < above.i:
            return None
        if told is not None:
            return told
    return None


def _opened(parse: Parse, verb: Token) -> Reality | None:
    """What the word that opens a clause makes of its subject: "whether a raid or a fire did it"."""
    marks = parse.children_by(verb.i, "mark")
    return next((told for c in marks if (told := _sets(c.lemma, "conj", "clause"))), None)


@cache
def _occurrences() -> frozenset[str]:
    return frozenset(row["verb"] for row in rows("occurrences.tsv"))


def _carries(parse: Parse, at: Token, above: Token, carrier: int | None) -> bool:
    """Whether what is said of `above` also holds for `at`."""
    if above.i == carrier or (at.dep == "attr" and above.lemma == "be"):
        return True
    if at.dep == "nsubj" and at.pos == "NOUN":
        return above.lemma in _occurrences()
    if at.dep == "conj":
        return at.pos != "VERB" or parse.child(at.i, "nsubj", "nsubjpass", "aux") is None
    if at.dep == "prep" and (above.lemma, at.text.lower()) in topics():
        return False
    if at.dep in {"pobj", "prep"}:
        return at.dep == "pobj" or above.pos in {"NOUN", "VERB"}
    return at.dep in {"xcomp", "pcomp", "acl"}
