"""The day a report carries above its story: a dateline, or a line that is little but a date."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from tocsin.lexicon.tables import rows

_HEAD_LINES = 12
_DATELINE_REACH = 80
_FEW_WORDS = 4
_FEW_IN_TITLE = 2
_CENTURY, _PIVOT = 100, 69
_CUE_REACH = 60
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W\d_]+")
_CLOSE = re.compile(r"\s(?:-|--|–|—)\s|\(")
_PLACE_FIRST = re.compile(r"[^\W\d_]*[A-Z]{3}")


def published_in(text: str) -> date | None:
    """The day printed above or before the report, None where there is none to be sure of.

    Read are datelines ("GOMA, December 6, 2022 (Kivu Report) - ...") and short lines with hardly
    a word beside the date ("Tuesday, 13 September 2022"). A date without a year tells no day,
    and a date in running prose is no date of publication.
    """
    lines = [line.strip() for line in text.splitlines()[:_HEAD_LINES]]
    for number, line in enumerate(lines):
        found = date_line(line, few=_FEW_WORDS if number else _FEW_IN_TITLE) or _dateline(line)
        if found is not None:
            return found
    return None


def marked_in(content: str) -> date | None:
    """The day after the first "Published:" or its like in a page's text; None without one."""
    cues = "|".join(re.escape(row["cue"]) for row in rows("publication_cues.tsv"))
    text = _TAG.sub(" ", content)
    for cue in re.finditer(rf"\b(?:{cues})\b\s*:?\s*", text, re.IGNORECASE):
        rest = text[cue.end() : cue.end() + _CUE_REACH]
        for pattern in _patterns():
            found = pattern.search(rest)
            if found is not None and len(_WORD.findall(rest[: found.start()])) <= _FEW_IN_TITLE:
                return _day(found)
    return None


def is_spelled(day: date, content: str) -> bool:
    """Whether a day stands somewhere in a page so that no reader can take it for another."""
    words = "|".join(word for word, number in _months().items() if number == day.month)
    number = rf"0?{day.day}(?:st|nd|rd|th)?"
    forms = (
        rf"{day.year}[-/._]?0?{day.month}[-/._]?0?{day.day}(?!\d)|{day:%Y%m%d}",
        rf"\b{number}(?:\s+of)?[\s.,-]+(?:{words})\b[\s.,-]+{day.year}",
        rf"\b(?:{words})\.?\s+{number},?\s+{day.year}",
    )
    return re.search("|".join(forms), content, re.IGNORECASE) is not None


def date_line(line: str, few: int = _FEW_WORDS) -> date | None:
    """The day of a line that holds at most `few` words beside its one date."""
    for pattern in _patterns():
        found = pattern.search(line)
        if found is None:
            continue
        rest = line[: found.start()] + " " + line[found.end() :]
        return _day(found) if len(_WORD.findall(rest)) <= few else None
    return None


def _dateline(line: str) -> date | None:
    head = line[:_DATELINE_REACH]
    for pattern in (*_patterns(), _telegraphed()):
        found = pattern.search(head)
        if found is None:
            continue
        before, after = head[: found.start()], head[found.end() :]
        if _PLACE_FIRST.match(before) and _CLOSE.search(after):
            return _day(found)
    return None


def _day(found: re.Match[str]) -> date | None:
    month = found["month"].casefold()
    number = int(month) if month.isdigit() else _months()[month]
    year = int(found["year"])
    if year < _CENTURY:
        year += 1900 if year >= _PIVOT else 2000
    try:
        return date(year, number, int(found["day"]))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {
        row["word"]: int(row["value"])
        for row in rows("dates/months.tsv")
        if row["class"].startswith("month")
    }


@cache
def _telegraphed() -> re.Pattern[str]:
    """The short day of a telegram's dateline, "3 JAN 90": from 69 on, years are of the 1900s."""
    months = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{months})\s+(?P<year>\d\d)\b(?!\d)", re.IGNORECASE
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = r"\b(?P<month>" + "|".join(sorted(_months(), key=len, reverse=True)) + r")\b\.?"
    day, year = r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:1[6-9]|2\d)\d\d)\b"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{day}(?:\s+of)?[\s-]+{month},?[\s-]+{year}",
            rf"{month}\s+{day},?\s+{year}",
            r"\b(?P<year>(?:1[6-9]|2\d)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
            r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:1[6-9]|2\d)\d\d)\b",
        )
    )
