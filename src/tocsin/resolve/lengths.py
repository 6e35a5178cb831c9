"""Deeds dated by a length of time: "12 days after the attack", "five months of fighting"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from tocsin.records import When
from tocsin.resolve.almanac import back, month_end
from tocsin.resolve.timex import precision_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tocsin.records import Parse, Timex

LENGTH = re.compile(r"P(?P<n>\d{1,3}|X)(?P<unit>[DWMY])")
SEVERAL = 3
EARLIER, LATER = -1, 1
SIDES = {"after": EARLIER, "before": LATER}
AROUND = {"D": 0, "W": 3}
WEEK = 7
ARGUMENTS = {"nsubj", "nsubjpass", "dobj"}


class Tie(NamedTuple):
    """The word that sets a deed apart from another, the other's word, and which way it lies."""

    token: int
    verb: int
    sign: int


def tie_above(parse: Parse, trigger: int) -> Tie | None:
    """The "after" or "before" that a deed stands behind, as a noun or as a clause."""
    token = parse.tokens[trigger]
    above = parse.tokens[token.head]
    if token.dep in ARGUMENTS and above.dep == "advcl":
        token = above
    if token.dep == "pobj" and above.lemma.casefold() in SIDES:
        return Tie(above.i, above.head, SIDES[above.lemma.casefold()])
    for mark in parse.children_by(token.i, "mark") if token.dep == "advcl" else ():
        if mark.lemma.casefold() in SIDES:
            return Tie(mark.i, token.head, SIDES[mark.lemma.casefold()])
    return None


def tie_below(parse: Parse, verb: int) -> Tie | None:
    """The "before" that sets a verb apart from a later deed, told behind it as a noun.

    What comes "after" another deed is the news itself, whose day is told by itself.
    """
    for tie in parse.children_by(verb, "prep"):
        deed = parse.child(tie.i, "pobj")
        if deed is not None and SIDES.get(tie.lemma.casefold()) == LATER:
            return Tie(tie.i, deed.i, -LATER)
    return None


def length_at(times: Sequence[Timex], start: int, end: int) -> Timex | None:
    """The length of time that ends at a word, or just before it."""
    for timex in times:
        if timex.span.end in {end, start - 1} and LENGTH.fullmatch(timex.value):
            return timex
    return None


def days_apart(timex: Timex, base: When, sign: int) -> When | None:
    """The days a told length before (-1) or after (1) others; weeks are good to three days."""
    length = LENGTH.fullmatch(timex.value)
    if length is None or length["n"] == "X" or base.first is None or base.last is None:
        return None
    amount, unit = int(length["n"]), length["unit"]
    if unit in AROUND:
        by = timedelta(days=sign * amount * (WEEK if unit == "W" else 1))
        slack = timedelta(days=AROUND[unit])
        first, last = base.first + by - slack, base.last + by + slack
    else:
        day = back(base.first, unit, -sign * amount)
        if day is None:
            return None
        first = day.replace(day=1, month=1 if unit == "Y" else day.month)
        last = month_end(day.year, 12 if unit == "Y" else day.month)
    return When(first=first, last=last, precision=precision_of(first, last), text=timex.span.text)


def up_to(timex: Timex, today: date) -> When | None:
    """The days up to one that a length covers; months and years begin with the first of a month."""
    length = LENGTH.fullmatch(timex.value)
    if length is None:
        return None
    amount = SEVERAL if length["n"] == "X" else int(length["n"])
    first = back(today, length["unit"], amount)
    if first is None:
        return None
    first = first if length["unit"] in AROUND else first.replace(day=1)
    precision = precision_of(first, today)
    return When(first=first, last=today, precision=precision, text=timex.span.text)
