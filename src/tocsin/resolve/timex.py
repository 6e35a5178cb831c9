"""TIMEX3 values as civil days: what a value such as 1939-09, 2009-W12 or 1998-SU covers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from tocsin.lexicon.tables import rows
from tocsin.records import When
from tocsin.resolve.almanac import civil, month_end

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-XX)?(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_YEAR = re.compile(r"(\d{2,4})(?:-XX)*")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])")
_MONTHS_OF = {
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14),
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
}  # fmt: skip
_THIRDS = {"START": 0, "MID": 1, "END": 2}
_WORDS = re.compile(r"[a-z]+")

Days = tuple[date, date]


def when_of_value(value: str, text: str) -> When:
    """The civil days that a TIMEX3 value covers; "early", "late" and the like in `text` narrow it.

    A value that names no days (PRESENT_REF, P2D, XXXX-XX-XX, BC0490) gives open ends and keeps the
    text. Precision is UCDP date_prec: 1 day, 2 up to 6 days, 3 the week, 4 the month, 5 longer.
    """
    days = days_of(value)
    if days is None:
        return When(first=None, last=None, precision=5, text=text)
    if "-H" not in value:
        days = narrowed(days, edge_of(text))
    return When(first=days[0], last=days[1], precision=precision_of(*days), text=text)


def precision_of(first: date, last: date) -> int:
    """UCDP date_prec of the days `first` to `last`: a day, 2 to 6 days, a week, a month, longer."""
    length = (last - first).days + 1
    for precision, longest in ((1, 1), (2, 6), (3, 7), (4, 31)):
        if length <= longest:
            return precision
    return 5


def days_of(value: str) -> Days | None:
    """First and last day of a value, or None where it names none."""
    try:
        if "/" in value:
            first, last = (date.fromisoformat(part) for part in value.split("/"))
            return first, last
        return _day(value) or _week(value) or _part(value) or _month(value) or _year(value)
    except (ValueError, OverflowError):
        return None


def _day(value: str) -> Days | None:
    found = _DAY.fullmatch(value)
    if not found:
        return None
    day = civil(int(found[1]), int(found[2]), int(found[3]))
    return (day, day) if day else None


def _week(value: str) -> Days | None:
    found = _WEEK.fullmatch(value)
    if not found:
        return None
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return monday + timedelta(days=5 if found[3] else 0), monday + timedelta(days=6)


def _part(value: str) -> Days | None:
    found = _PART.fullmatch(value)
    if not found:
        return None
    year, (low, high) = int(found[1]), _MONTHS_OF[found[2]]
    if high > 12:  # noqa: PLR2004
        return date(year, low, 1), month_end(year + 1, high - 12)
    return date(year, low, 1), month_end(year, high)


def _month(value: str) -> Days | None:
    found = _MONTH.fullmatch(value)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, 1), month_end(year, month)


def _year(value: str) -> Days | None:
    found = _YEAR.fullmatch(value)
    if not found:
        return None
    scale = 10 ** (4 - len(found[1]))
    first = int(found[1]) * scale
    return date(first, 1, 1), date(first + scale - 1, 12, 31)


@cache
def _edges() -> dict[str, str]:
    return {
        row["word"]: row["value"]
        for row in rows("dates/links.tsv")
        if row["class"] in {"early", "edge"} and row["value"]
    }


def edge_of(text: str) -> str:
    """START, MID or END where the words say which third is meant, else an empty string."""
    words = _WORDS.findall(text.lower())
    for word, after in pairwise([*words, ""]):
        edge = _edges().get(f"{word} {after}") or _edges().get(word)
        if edge:
            return edge
    return ""


def narrowed(days: Days, edge: str) -> Days:
    """The first, middle or last third of a month or more; shorter spans stay whole."""
    first, last = days
    length = (last - first).days + 1
    if not edge or length < 28:  # noqa: PLR2004
        return days
    if length <= 31:  # noqa: PLR2004
        starts = (first, first + timedelta(days=10), first + timedelta(days=20))
    else:
        step = timedelta(days=length // 3)
        starts = (first, first + step, first + timedelta(days=length * 2 // 3))
    if edge.startswith("H"):
        middle = first + timedelta(days=length // 2)
        return (first, middle - timedelta(days=1)) if edge == "H1" else (middle, last)
    third = _THIRDS[edge]
    end = last if third == 2 else starts[third + 1] - timedelta(days=1)  # noqa: PLR2004
    return starts[third], end
