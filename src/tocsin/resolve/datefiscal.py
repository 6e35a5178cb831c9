"""Fiscal years: which one is named, and its days where the country is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.actors import entry_at
from tocsin.lexicon.tables import rows
from tocsin.resolve.almanac import back, civil
from tocsin.resolve.datecase import DATE, Case, Reading, to_int
from tocsin.resolve.datelexicon import single_words
from tocsin.resolve.timex import Days, precision_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.records import Parse, Timex
    from tocsin.resolve.datewords import Phrase

_SHORT = 100
_LATE = 60  # FY60 and after are of the last century
_NAMERS = frozenset({"country", "demonym", "capital", "organ", "former-state"})
_YEAR = "Y"
_GAP = 4


@dataclass(frozen=True, slots=True)
class _Frame:
    """From when on a country's fiscal years begin on a day, and whether the end names them."""

    since: int
    month: int
    day: int
    named: str

    def days(self, name: int) -> Days | None:
        """First and last day of the year of this name; None where usage differs."""
        starts = {"end": name - (self.month > 1 or self.day > 1), "start": name}.get(self.named)
        return self.from_year(starts) if starts else None

    def from_year(self, starts: int) -> Days | None:
        """First and last day of the year that begins in a civil year."""
        first, after = (civil(starts + by, self.month, self.day) for by in (0, 1))
        return (first, after - timedelta(days=1)) if first and after else None


@cache
def _frames() -> dict[str, tuple[_Frame, ...]]:
    """The frames of each country, the newest first."""
    found: dict[str, list[_Frame]] = {}
    for row in rows("fiscal_years.tsv"):
        month, day = (int(part) for part in row["start"].split("-"))
        frame = _Frame(int(row["since"] or 0), month, day, row["named"])
        found.setdefault(row["iso3"], []).insert(0, frame)
    return {country: tuple(frames) for country, frames in found.items()}


def fiscal_year(country: str, name: int) -> Days | None:
    """The days of a country's fiscal year `name`; None if the table does not tell."""
    frame = _frame(country, name)
    return frame.days(name) if frame else None


def _frame(country: str, year: int) -> _Frame | None:
    return next((f for f in _frames().get(country, ()) if f.since <= year), None)


def _name_at(country: str, day: date) -> int | None:
    """The name of the fiscal year in which a day falls."""
    for name in (day.year, day.year + 1, day.year - 1):
        days = fiscal_year(country, name)
        if days and days[0] <= day <= days[1]:
            return name
    return None


def read_fiscal(case: Case) -> Reading | None:
    """Read "FY2021", "fiscal year 2018-19", "last fiscal year"."""
    phrase = case.phrase
    if not phrase.has("y"):
        return _pointed(case)
    year = _full(to_int(phrase.value("y")))
    if not phrase.has("y2"):
        return Reading(DATE, f"FY{year:04}", days=fiscal_year(case.country, year))
    if _full(to_int(phrase.value("y2")), year) != year + 1:
        return None
    frame = _frame(case.country, year + 1)
    days = frame.from_year(year) if frame else (date(year, 1, 1), date(year + 1, 12, 31))
    name = year if frame and frame.named == "start" else year + 1
    return Reading(DATE, f"FY{name:04}", days=days)


def _pointed(case: Case) -> Reading:
    """This, last or next fiscal year, where the country and the day of speech are known."""
    piece = case.phrase.parts["point"][0]
    by = to_int(piece.value) if piece.value.lstrip("-").isdigit() else 0
    here = case.context.speech.civil if case.context.speech else None
    name = _name_at(case.country, here) if here and case.country else None
    if name is None:
        return Reading(DATE, "FYXXXX")
    return Reading(DATE, f"FY{name + by:04}", days=fiscal_year(case.country, name + by))


def _full(told: int, after: int | None = None) -> int:
    """A year told by two digits, or by those in which it differs from the one before it."""
    if told >= _SHORT:
        return told
    if after is not None:
        return after // _SHORT * _SHORT + told + _SHORT * (told < after % _SHORT)
    return told + (1900 if told >= _LATE else 2000)


def country_beside(parse: Parse, phrase: Phrase) -> str:
    """The country whose fiscal year is meant: the last named before it, or the first after it.

    Looked for in the sentence, then in the whole text if that names one country alone.
    """
    here = phrase.pieces[0].token
    named = _named(parse, parse.sentence_of(here))
    before = [country for at, country in named if at < here]
    if named:
        return before[-1] if before else named[0][1]
    everywhere = {country for _, country in _named(parse, None)}
    return everywhere.pop() if len(everywhere) == 1 else ""


def _named(parse: Parse, sentence: int | None) -> list[tuple[int, str]]:
    """The countries that a sentence, or the text, names outright, each with its token."""
    words = [token.text for token in parse.tokens]
    found, free = [], 0
    for token in parse.tokens:
        if token.i < free or (sentence is not None and parse.sentence_of(token.i) != sentence):
            continue
        hit = entry_at(words, token.i)
        if hit and hit[0].country and hit[0].sort in _NAMERS:
            found.append((token.i, hit[0].country))
            free = token.i + hit[1]
    return found


def year_ended(phrase: Phrase, found: Sequence[Timex], text: str) -> Timex | None:
    """The fiscal year of `phrase`, the last but one found, with its days if the last one ends it.

    "The fiscal year ended 30 June", "the fiscal year that ended in June".
    """
    year, ends = found[-2], found[-1].when.last
    fits = phrase.rule == "latest" and phrase.has("k") and phrase.value("u") == _YEAR
    between = text[year.span.end : found[-1].span.start].casefold().split()
    if not fits or ends is None or len(between) > _GAP:
        return None
    known = single_words()
    if not any(word in known and known[word].kind == "ended" for word in between):
        return None
    start = back(ends + timedelta(days=1), _YEAR, 1)
    if start is None:
        return None
    when = replace(year.when, first=start, last=ends, precision=precision_of(start, ends))
    return replace(year, when=when)
