"""How much a text is about armed violence: words counted by sentence, before anything is parsed."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from math import sqrt
from typing import NamedTuple

from tocsin.lexicon.tables import rows

THRESHOLD = 0.12
PIECE = re.compile(r"[A-Za-z][A-Za-z'’-]*|[.!?]|\n\s*\n")
VOWELS = "aeiou"
SHORT = 50
LEAST_GROUP = 3
GROUP = 1.5
LIMITS = {"harm": 2.0, "arms": 2.0, "party": 1.5, "war": 1.0}
QUIET = 0.75
POLICE = 0.5
PLAY = 1.0
FIGURATIVE = 1.0
GRAVE = 1.0
OFFICE = 0.75


class Evidence(NamedTuple):
    """What a word speaks for, and how strongly."""

    sort: str
    weight: float


def relevance_of(text: str) -> float:
    """How much `text` is about armed violence: 0 for none, about 1 for a war report.

    In each sentence, words of harm, arms, armed sides and war (`lexicon/relevance.tsv`, with the
    one-word names of `lexicon/actors/groups.tsv`) count up to a limit a sort, so that several
    sorts together weigh more than one repeated. People in office and other public persons count
    beside grave harm, so that a political murder stands out from crime. What is left above the
    level of everyday figures of speech is added up and divided by the square root of the text's
    length, so that a short flash counts as much as a long report, and a long report's one aside
    counts little.
    `THRESHOLD` is where docs/performance.md weighs what is missed against what must be read.
    """
    words, known, seconds, groups = 0, _known(), _seconds(), _groups()
    total = 0.0
    sentence: defaultdict[str, float] = defaultdict(float)
    before = ""
    for piece in PIECE.findall(text):
        if not piece[0].isalpha():
            if sentence:
                total += _weight(sentence)
                sentence = defaultdict(float)
            before = ""
            continue
        words += 1
        word = piece.lower()
        found = known.get(word)
        if found is not None:
            sentence[found.sort] += found.weight
        elif piece in groups:
            sentence["party"] += GROUP
        if word in seconds and (found := known.get(f"{before} {word}")) is not None:
            sentence[found.sort] += found.weight
        before = word
    return (total + _weight(sentence)) / sqrt(words + SHORT)


def _weight(sentence: defaultdict[str, float]) -> float:
    found = sum(min(sentence[sort], limit) for sort, limit in LIMITS.items()) - QUIET
    if sentence["harm"] >= GRAVE:
        found += min(sentence["office"], OFFICE)
    if sentence["arms"] < 1 and sentence["party"] < 1:
        found -= POLICE * bool(sentence["police"]) + min(sentence["play"], PLAY)
        if max(sentence["harm"], sentence["war"]) <= FIGURATIVE:
            found /= 2
    return max(found, 0.0)


@cache
def _known() -> dict[str, Evidence]:
    """Every form of the table's words and pairs; an own line overrules another word's ending."""
    table = [(row["word"], Evidence(row["sort"], float(row["weight"]))) for row in _rows()]
    inflected = {form: evidence for word, evidence in table for form in _forms(word)}
    return inflected | dict(table)


@cache
def _seconds() -> frozenset[str]:
    """The words that end a pair."""
    return frozenset(form.split()[1] for form in _known() if " " in form)


def _rows() -> tuple[dict[str, str], ...]:
    return rows("relevance.tsv")


def _forms(word: str) -> tuple[str, ...]:
    """The regular forms of an English noun or verb, some of which do not exist."""
    if word.endswith("e"):
        return (f"{word}s", f"{word}d", f"{word[:-1]}ing", f"{word[:-1]}er", f"{word[:-1]}ers")
    if word.endswith("y"):
        return (f"{word}s", f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing", f"{word}ed")
    forms = (f"{word}s", f"{word}es", f"{word}ed", f"{word}ing", f"{word}er", f"{word}ers")
    if word[-1] not in f"{VOWELS}wxy" and word[-2] in VOWELS:
        return (*forms, f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")
    return forms


@cache
def _groups() -> frozenset[str]:
    """Names of armed groups that are one word and mean nothing else."""
    names = (
        name
        for row in rows("actors/groups.tsv")
        if row["role"] == "REB"
        for name in (row["name"], *row["aliases"].split("|"))
    )
    return frozenset(
        name for name in names if len(name) >= LEAST_GROUP and name.isalpha() and name[0].isupper()
    )
