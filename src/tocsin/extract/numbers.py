"""Numbers in words and digits, with the bounds that the words around them set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

DIGITS = re.compile(r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+|\d+")
BEFORE, AFTER = 5, 3
GROUP, HUNDRED, THOUSAND = 3, 100, 1000
RANGES = {"to", "-", "\u2013"}
PLURAL = {"NNS", "NNPS"}
POSTPOSED = {"or", "at", "plus", "+"}
EXCEPT = {"but", "except"}
Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of people: inclusive bounds (None is open) and the tokens it was read from."""

    low: int | None
    high: int | None
    first: int
    last: int


@cache
def _words() -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in rows("numbers.tsv")}


@cache
def _bounds() -> dict[str, str]:
    """Phrase -> low, high or near."""
    return {row["phrase"]: row["bound"] for row in rows("quantities.tsv") if row["low"] == "-"}


@cache
def _counts() -> dict[str, Bounds]:
    return {
        row["phrase"]: (int(row["low"]), None if row["high"] == "-" else int(row["high"]))
        for row in rows("quantities.tsv")
        if row["bound"] == "count"
    }


def is_number(token: Token) -> bool:
    """Whether a token is, or is part of, a cardinal number."""
    return bool(DIGITS.fullmatch(token.text)) or token.text.lower() in _words()


def is_count(token: Token) -> bool:
    """Whether a word counts people by itself: "12", "dozens", "thousands"."""
    return is_number(token) or (token.pos in {"NOUN", "NUM"} and token.text.lower() in _counts())


def quantity_of(parse: Parse, head: int) -> Quantity | None:
    """How many the noun phrase headed by `head` counts, or None if it does not say.

    Reads "at least 49 soldiers", "between 10 and 12", "dozens of civilians", "a soldier", "6 500".
    """
    run = None if _is_no_one(parse, head) else _number_run(parse, head)
    if run is None:
        return _counted(parse, head) or _held(parse, head)
    first, last = run
    value = _value(parse, first, last)
    dozens = _times_a_dozen(parse, last) if first == last else None
    if dozens is not None:
        value, last = dozens, last + 1
    if value is None:
        return None
    low, high = _bounded(parse, first, last, value)
    if low == high:
        low, high = _bounded_behind(parse, max(head, last), value)
    return Quantity(low=low, high=high, first=first, last=last)


def is_total(parse: Parse, head: int) -> bool:
    """Whether a noun only sets the bound of the number behind it: "a total of", "upwards of"."""
    bound = f"{parse.tokens[head].text} of".lower()
    before = parse.tokens[head - 1].text.lower() if head else ""
    return bound in _bounds() or f"{before} {bound}" in _bounds()


def _held(parse: Parse, head: int) -> Quantity | None:
    """How many a total or a group is of: "a total of 77", "upwards of 300", "a family of five"."""
    lemma = parse.tokens[head].lemma
    group = lemma in members("group") or lemma in members("people")
    if not is_total(parse, head) and (not group or lemma in members("one")):
        return None
    for prep in parse.children_by(head, "prep"):
        for held in parse.children_by(prep.i, "pobj"):
            if prep.text.lower() == "of":
                return quantity_of(parse, held.i)
    return None


def _times_a_dozen(parse: Parse, i: int) -> int | None:
    """The exact count that a number word makes with the word behind it: "two dozen"."""
    words = " ".join(token.text.lower() for token in parse.tokens[i : i + 2])
    low, high = _counts().get(words, (None, None))
    return low if low == high else None


def _is_no_one(parse: Parse, head: int) -> bool:
    """Whether a number word is half of a phrase that counts nobody: "no one"."""
    if head == 0:
        return False
    words = f"{parse.tokens[head - 1].text} {parse.tokens[head].text}"
    return _counts().get(words.lower()) == (0, 0)


def _number_run(parse: Parse, head: int) -> tuple[int, int] | None:
    tokens = parse.tokens
    seeds = [
        c.i
        for above in parse.children_by(head, "nummod", "amod", "compound", "quantmod")
        for c in (above, *parse.children_by(above.i, "compound"))
        if is_number(c)
    ]
    if is_number(tokens[head]):
        seeds = [head]
    if not seeds:
        return None
    first = last = seeds[0]
    while first > 0 and (is_number(tokens[first - 1]) or _glue(parse, first - 1)):
        first -= 1
    while last + 1 < len(tokens) and (is_number(tokens[last + 1]) or _glue(parse, last + 1)):
        last += 1
    return first, last


def _glue(parse: Parse, i: int) -> bool:
    """Whether two number words are one number: "twenty-one", "one hundred and five"."""
    if not 0 < i < len(parse.tokens) - 1:
        return False
    before, sign, after = (token.text.lower() for token in parse.tokens[i - 1 : i + 2])
    if after not in _words():
        return False
    return (sign == "-" and before in _words()) or (
        sign == "and" and _words().get(before, 0) >= HUNDRED
    )


def _value(parse: Parse, first: int, last: int) -> int | None:
    total, group = 0, 0
    previous = ""
    for token in parse.tokens[first : last + 1]:
        word = token.text.lower()
        if DIGITS.fullmatch(word):
            digits = re.sub(r"\D", "", word)
            spaced = previous.isdigit() and len(previous) <= GROUP and len(digits) == GROUP
            group = int(str(group) + digits) if spaced else int(digits)
            previous = digits
            continue
        previous = ""
        worth = _words().get(word)
        if worth is None:
            continue
        if worth >= THOUSAND:
            total, group = total + max(group, 1) * worth, 0
        elif worth == HUNDRED:
            group = max(group, 1) * worth
        else:
            group += worth
    found = total + group
    return found if found < 10**9 else None


def _bounded(parse: Parse, first: int, last: int, value: int) -> Bounds:
    if first > 1 and parse.tokens[first - 1].text in RANGES and is_number(parse.tokens[first - 2]):
        lower = _value(parse, first - 2, first - 2)
        if lower is not None and lower < value:
            return lower, value
    words = [t.text.lower() for t in parse.tokens[max(first - BEFORE, 0) : first]]
    for size in range(min(BEFORE, len(words)), 0, -1):
        bound = _bounds().get(" ".join(words[-size:]))
        if bound == "between":
            other = _other_end(parse, last)
            return (value, other) if other is not None else (value, value)
        if bound in {"low", "high"}:
            return (value, None) if bound == "low" else (None, value)
    return _bounded_behind(parse, last, value)


def _bounded_behind(parse: Parse, last: int, value: int) -> Bounds:
    """What the words behind a number or its noun make of it: "12 or more", "33 men at least"."""
    after = [t.text.lower() for t in parse.tokens[last + 1 : last + 1 + AFTER]]
    for size in range(min(AFTER, len(after)), 0, -1):
        bound = _bounds().get(" ".join(after[:size]))
        if bound in {"low", "high"} and after[0] in POSTPOSED:
            return (value, None) if bound == "low" else (None, value)
    return value, value


def _other_end(parse: Parse, last: int) -> int | None:
    for token in parse.tokens[last + 1 : last + 4]:
        if is_number(token):
            return _value(parse, token.i, token.i)
    return None


def is_one(token: Token) -> bool:
    """Whether a noun in the singular is a single person: "the soldier", but no "crew"."""
    return token.tag not in PLURAL and token.lemma in members("one")


def _counted(parse: Parse, head: int) -> Quantity | None:
    """Counts without a number: "dozens of", "several", "a soldier", "no one".

    "Nobody but fighters" counts nobody that is known.
    """
    if any(c.text.lower() in EXCEPT for c in parse.children_by(head, "prep")):
        return None
    for token in _count_words(parse, head):
        first, bounds = _longest(parse, token.i)
        if bounds is None or (bounds == (1, 1) and not is_one(parse.tokens[head])):
            continue
        low, high = bounds
        if low is not None and low == high and low > 1:
            low, high = _bounded(parse, first, token.i, low)
        return Quantity(low=low, high=high, first=token.i, last=token.i)
    return None


def _longest(parse: Parse, last: int) -> tuple[int, Bounds | None]:
    """The longest phrase that counts and ends at token `last`: its first token and its bounds."""
    for first in range(max(last - 2, 0), last + 1):
        phrase = " ".join(token.text.lower() for token in parse.tokens[first : last + 1])
        if phrase in _counts():
            return first, _counts()[phrase]
    return last, None


def _count_words(parse: Parse, head: int) -> list[Token]:
    """The words that can count what `head` names: itself, those before it, and that of its "of"."""
    tokens = parse.tokens
    below = [
        c
        for c in parse.children(head)
        if c.i < head and c.dep in {"det", "amod", "nummod", "quantmod", "compound"}
    ]
    words = [tokens[head], *below]
    if tokens[head].dep == "pobj" and tokens[tokens[head].head].text.lower() == "of":
        words.append(tokens[tokens[tokens[head].head].head])
    return words
