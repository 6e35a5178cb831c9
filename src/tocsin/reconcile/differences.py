"""What differs between two copies of one text: a number, a day, a place, a side, a quotation.

A word-by-word alignment finds what was put in another's stead; the readings of both tell which part
each passage plays. A changed number is a contradiction to show, not a sign of independence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import Contradiction, Kind, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tocsin.records import Family, Span, Toll

LONGEST = 16
"""Words of a passage that is still one fact told otherwise, and not a part written anew."""
QUOTE_WORDS = 5
SAME_QUOTE = 0.5
GARBLED = "garbled-quote"
KINDS = ("date", "place", "means", "actor", "victim", "number", "name")

_WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*")
_QUOTE = re.compile(r'["“„«]([^"“”„«»]{20,800})["”»]')
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of one reading: as compared, and where each stands."""

    reading: Reading
    plain: tuple[str, ...]
    offsets: tuple[tuple[int, int], ...]

    def span(self, first: int, last: int) -> Span:
        """The passage from word `first` up to word `last`."""
        start, end = self.offsets[first][0], self.offsets[last - 1][1]
        return self.reading.document.span(start, end)


def contradictions_in(family: Family, readings: Mapping[str, Reading]) -> tuple[Contradiction, ...]:
    """What the copies of `family` contradict one another in, by place in the text.

    Each pair of copies that was found alike is compared; `readings` are by document id.
    """
    found: list[Contradiction] = []
    for edge in family.edges:
        if edge.left in readings and edge.right in readings:
            found += differences(readings[edge.left], readings[edge.right])
    return tuple(found)


def differences(one: Reading, two: Reading) -> tuple[Contradiction, ...]:
    """What two copies of one text tell differently, in the order of the first."""
    left, right = _words(one), _words(two)
    parts = _parts(one), _parts(two)
    found = []
    matcher = SequenceMatcher(None, left.plain, right.plain, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "replace" or j - i > LONGEST or m - k > LONGEST:
            continue
        here, there = left.span(i, j), right.span(k, m)
        kind = _kind(here, there, *parts)
        if kind is not None:
            why = f"one copy has “{here.text}”, the other “{there.text}”"
            found.append(Contradiction(kind=kind, left=here, right=there, why=why))
    return tuple(sorted((*found, *_quotes(one, two)), key=lambda c: (c.left.start, c.kind)))


def changed(one: Reading, two: Reading) -> frozenset[str]:
    """The kinds of fact that differ between two copies."""
    return frozenset(difference.kind for difference in differences(one, two))


def _words(reading: Reading) -> _Words:
    found = list(_WORD.finditer(reading.document.text))
    return _Words(
        reading=reading,
        plain=tuple(match.group().casefold().removesuffix("s") for match in found),
        offsets=tuple(match.span() for match in found),
    )


def _parts(reading: Reading) -> dict[str, list[tuple[int, int]]]:
    """Where the text names places, sides, means and losses."""
    held: defaultdict[str, list[Span]] = defaultdict(list)
    for claim in reading.claims:
        held["place"] += [link.mention for link in claim.places]
        held["actor"] += [link.mention for link in claim.actors]
        held["victim"] += [link.mention for link in claim.recipients]
        for mention in claim.claim.mentions:
            if mention.kind is Kind.ASSAULT:
                held["means"] += [mention.trigger, *mention.weapons]
            held["victim"] += [toll.span for toll in mention.tolls]
            held["date"] += mention.time
    return {kind: [(span.start, span.end) for span in spans] for kind, spans in held.items()}


def _kind(
    left: Span,
    right: Span,
    of_left: Mapping[str, list[tuple[int, int]]],
    of_right: Mapping[str, list[tuple[int, int]]],
) -> str | None:
    """What kind of fact two passages tell differently; None where it is mere wording."""
    words = _WORD.findall(left.text), _WORD.findall(right.text)
    if all(_dated(side) for side in words):
        return "date"
    numbers = [{number for word in side if (number := _number(word))} for side in words]
    if all(numbers) and numbers[0] != numbers[1]:
        return "number"
    here, there = _played(left, of_left), _played(right, of_right)
    for kind in KINDS:
        if kind in here & there:
            return kind
    named = all(any(word[0].isupper() for word in side) for side in words)
    for kind in KINDS:
        if named and kind in here | there:
            return kind
    return "name" if named else None


def _played(span: Span, parts: Mapping[str, list[tuple[int, int]]]) -> set[str]:
    return {
        kind
        for kind, places in parts.items()
        if any(start < span.end and span.start < end for start, end in places)
    }


def _dated(words: list[str]) -> bool:
    named = (word.casefold() for word in words if word[0].isupper())
    return any(word in _calendar() for word in named) or any(map(_YEAR.fullmatch, words))


def _number(word: str) -> str | None:
    if word[0].isdigit():
        return word.replace(",", "")
    return _numerals().get(word.casefold())


def _quotes(one: Reading, two: Reading) -> list[Contradiction]:
    """Quotations that two copies give in different words; a garbled one comes first."""
    found = []
    theirs = _quoted(two)
    for mine in _quoted(one):
        other = max(theirs, key=lambda quote: _alike(mine, quote), default=None)
        if other is None or not SAME_QUOTE <= _alike(mine, other) < 1:
            continue
        left, right = (other, mine) if _is_garbled(other, two) else (mine, other)
        garbled = _is_garbled(left, two if left is other else one)
        how = "another copy of this quote reads" if garbled else "the other copy quotes"
        why = f"{how} “{right.text}”"
        found.append(Contradiction(kind="quote", left=left, right=right, why=why))
    return found


def _quoted(reading: Reading) -> list[Span]:
    spans = [reading.document.span(*m.span(1)) for m in _QUOTE.finditer(reading.document.text)]
    return [span for span in spans if len(_WORD.findall(span.text)) >= QUOTE_WORDS]


def _alike(one: Span, two: Span) -> float:
    a, b = (set(_WORD.findall(span.text.casefold())) for span in (one, two))
    return len(a & b) / max(len(a), len(b), 1)


def _is_garbled(quote: Span, reading: Reading) -> bool:
    return any(flag.kind == GARBLED and flag.span.overlaps(quote) for flag in reading.flags)


def claims_at_odds(readings: Iterable[Reading], claims: Iterable[str]) -> tuple[Contradiction, ...]:
    """Counts of one loss that two claims of one incident give differently, with both passages.

    Only counts that exclude each other: "at least two" and "five" agree.
    """
    mine = set(claims)
    counted = [
        (claim.id, toll)
        for reading in readings
        for claim in reading.claims
        if claim.id in mine
        for toll in claim.claim.tolls
    ]
    counted.sort(key=lambda one: (one[0], one[1].span.start))
    return tuple(
        Contradiction(
            kind="number",
            left=one.span,
            right=two.span,
            why=f"one claim counts “{one.span.text}” {one.harm}, another “{two.span.text}”",
        )
        for (claim, one), (other, two) in combinations(counted, 2)
        if claim != other and one.harm == two.harm and _exclude(one, two)
    )


def _exclude(one: Toll, two: Toll) -> bool:
    return any(
        few.high is not None and few.high < (many.low or 0)
        for few, many in ((one, two), (two, one))
    )


@cache
def _calendar() -> frozenset[str]:
    names = (*rows("dates/months.tsv"), *rows("dates/weekdays.tsv"))
    return frozenset(row["word"] for row in names)


@cache
def _numerals() -> dict[str, str]:
    return {
        row["word"]: row["value"] for row in rows("dates/numbers.tsv") if row["class"] == "number"
    }
