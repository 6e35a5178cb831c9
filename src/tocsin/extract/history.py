"""Is it fresh, or history that a text tells as context: an earlier year, "previously", "since"?"""

from __future__ import annotations

import re
from calendar import month_name
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.grammar.classes import Classes
    from tocsin.records import Document, Parse

Cues = tuple[tuple[str, re.Pattern[str]], ...]

YEAR = re.compile(r"(?:19|20)\d\d")
MONTHS = f"(?:{'|'.join(name.lower() for name in month_name if name)})"
SINCE, INTO, OLD = "since", "into", "old"
SPANS = {"day", "week", "month", "year", "decade"}
NOMINAL = {"pobj", "prep", "poss", "compound", "relcl", "acl"}


def _years_above(parse: Parse, i: int) -> set[int]:
    """The years of the clauses that the one around `i` only adds to: "a war that killed ten"."""
    found: set[int] = set()
    below = parse.tokens[i]
    for above in parse.ancestors(i):
        if below.dep in {"ccomp", "conj"}:
            break
        if above.pos in {"VERB", "AUX"}:
            own = set(parse.subtree(below.i))
            rest = (parse.tokens[k].text for k in parse.subtree(above.i) if k not in own)
            found |= {int(word) for word in rest if YEAR.fullmatch(word)}
        below = above
    return found


def _is_measured_from(parse: Parse, i: int) -> bool:
    """Whether an event is what a length of time is counted from, and so began long ago.

    "Months since they invaded", "since the start of the offensive", "two years into a war in which
    thousands were killed", "a war that is four years old".
    """
    token = parse.tokens[i]
    if token.tag == "VBD" and any(c.lemma == SINCE for c in parse.children_by(i, "mark")):
        above = parse.tokens[token.head]
        return _is_span(above.lemma) or _is_span(parse.tokens[max(_first(parse, i) - 1, 0)].lemma)
    if _is_so_old(parse, i):
        return True
    below = token
    for above in parse.ancestors(i):
        if below.dep not in NOMINAL:
            return False
        if above.pos in {"ADP", "SCONJ"} and above.lemma == SINCE:
            return True
        if above.lemma == INTO and _is_span(parse.tokens[max(above.i - 1, 0)].lemma):
            return True
        below = above
    return False


def _is_said_for_long(parse: Parse, i: int) -> bool:
    """Whether an event is the content of old words: "has long claimed it will take the town"."""
    token = parse.tokens[i]
    verb = token.head if token.dep == "ccomp" else i
    return verb != i and any(c.lemma == "long" for c in parse.children_by(verb, "advmod"))


def _first(parse: Parse, i: int) -> int:
    return min(parse.subtree(i))


def _is_span(lemma: str) -> bool:
    return lemma in SPANS


def _is_so_old(parse: Parse, i: int) -> bool:
    """Whether a clause on a noun tells its age: "a war that is nearly four years old"."""
    return any(
        said.lemma == OLD and any(_is_span(c.lemma) for c in parse.children_by(said.i, "npadvmod"))
        for clause in parse.children_by(i, "relcl")
        for said in parse.children_by(clause.i, "acomp")
    )


@cache
def _history() -> tuple[Cues, Cues]:
    """Cues that are sure, and those that need another sign: the longest word and a pattern."""
    sure: list[tuple[str, re.Pattern[str]]] = []
    weak: list[tuple[str, re.Pattern[str]]] = []
    for row in rows("speech/background.tsv"):
        cue = re.escape(row["cue"]).replace("YEAR", r"(?:19|20)\d\d").replace(r"\ N\ ", r"\ \S+\ ")
        if "MONTH" in cue or "EVENT" in cue or row["cue"].startswith("N "):
            cue = cue.replace("MONTH", MONTHS).replace("EVENT", r"\w+").replace("N\\ ", r"\S+\ ")
        longest = max((w for w in row["cue"].split() if not w.isupper()), key=len, default="")
        found = longest, re.compile(rf"\b(?:{cue})\b")
        (sure if row["strength"] == "sure" else weak).append(found)
    return tuple(sure), tuple(weak)


def _tells(cues: Cues, words: str) -> bool:
    """Whether any cue stands in `words`; a pattern is tried only where its longest word is."""
    return any(longest in words and pattern.search(words) for longest, pattern in cues)


def is_background(classes: Classes, document: Document, i: int, clause: list[int]) -> bool:
    """Whether the predicate is history: an earlier year, or words such as "previously"."""
    parse = classes.parse
    words = " ".join(parse.tokens[k].text.lower() for k in clause)
    lemmas = " ".join(parse.tokens[k].lemma for k in clause)
    years = {int(year) for year in YEAR.findall(words)}
    if document.published is not None and years:
        return max(years) < document.published.year
    if document.published is not None and not years:
        above = _years_above(parse, i)
        if above and max(above) < document.published.year:
            return True
    if _is_measured_from(parse, i) or _is_said_for_long(parse, i):
        return True
    sure, weak = _history()
    if _tells(sure, words) or _tells(sure, lemmas):
        return True
    perfect = any(c.lemma == "have" and c.tag == "VBD" for c in parse.children_by(i, "aux"))
    return perfect and bool(years) and _tells(weak, words)
