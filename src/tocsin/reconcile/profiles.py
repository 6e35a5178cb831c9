"""What a report is known by among reports on the same days: its names, rare words, ages, days."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from tocsin.reconcile.archive import words_in
from tocsin.reconcile.rarity import is_common
from tocsin.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Reading, ResolvedClaim

SHORT_WORD = 3
EXACT_DAYS = 2
EXACT_PLACE = 3
WEEK = 7
NAME, WORD = 1 << 32, 2 << 32
"""Bits that tell the marks of names from those of words."""

_WORD = re.compile(r"[^\W\d_][\w’']*")
_BETWEEN = re.compile(r"[ \t]*|[ \t]+[A-Z]\.[ \t]+|[ \t]*-[ \t]*")
_AGE = re.compile(r"\b(\d{1,2})[- ]years?[- ]old\b|, (\d{1,2}),")
_OWNER = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A report as a bundle of marks; names and words are numbers that stand for them.

    `week` counts weeks of publication, None where that is unknown; `days` are those on which its
    blows fell, `places` GeoNames ids of where.
    """

    id: str
    published: date | None
    names: frozenset[int]
    words: frozenset[int]
    ages: frozenset[int]
    days: frozenset[date]
    places: frozenset[int]

    @property
    def marks(self) -> frozenset[int]:
        """Its names and words together."""
        return self.names | self.words

    @property
    def week(self) -> int | None:
        """The week of publication, counted from the first one ever."""
        return None if self.published is None else self.published.toordinal() // WEEK


def profile_of(reading: Reading) -> Profile:
    """The marks of one report."""
    document = reading.document
    blows = [claim for claim in reading.claims if _is_blow(claim)]
    return Profile(
        id=document.id,
        published=document.published,
        names=frozenset(NAME | crc32(name.encode()) for name in names_in(document.text)),
        words=frozenset(WORD | crc32(word.encode()) for word in _rare_words(document.text)),
        ages=frozenset(int(a or b) for a, b in _AGE.findall(document.text)),
        days=frozenset(day for claim in blows if (day := _day(claim)) is not None),
        places=frozenset(
            link.target.geonameid
            for claim in reading.claims
            for link in claim.places
            if link.target.geonameid and link.target.precision <= EXACT_PLACE
        ),
    )


def names_in(text: str) -> Iterator[str]:
    """Two neighbouring words with capital letters, as in names of people and streets.

    An initial between them is skipped; both words common is no name.
    """
    for one, two in pairwise(match for match in _WORD.finditer(text) if len(match.group()) > 1):
        if not (one.group()[0].isupper() and two.group()[0].isupper()):
            continue
        if _BETWEEN.fullmatch(text, one.end(), two.start()):
            yield " ".join(_OWNER.sub("", match.group().lower()) for match in (one, two))


def _rare_words(text: str) -> frozenset[str]:
    counted = Counter(words_in(text))
    return frozenset(w for w in counted if len(w) >= SHORT_WORD and not is_common(w))


def _is_blow(claim: ResolvedClaim) -> bool:
    return claim.claim.first.kind is Kind.ASSAULT and not claim.claim.first.background


def _day(claim: ResolvedClaim) -> date | None:
    when = claim.when
    if when is None or when.first is None or when.last is None:
        return None
    return when.first if (when.last - when.first).days <= EXACT_DAYS else None
