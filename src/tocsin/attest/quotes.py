"""Quoted stretches of a text, in any style of quotation mark and whether or not they are closed."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENING = "\u201c\u201e\u00ab"
CLOSING = "\u201d\u00bb"
EITHER = '"'
PARAGRAPH = re.compile(r"\n\s*\n|\n")
MARKS = OPENING + CLOSING + EITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Characters `start` to `end` between the marks; `closed` tells whether both were there."""

    start: int
    end: int
    closed: bool

    def covers(self, offset: int) -> bool:
        """Whether a character stands inside."""
        return self.start <= offset < self.end


def quotes_in(text: str) -> tuple[Quote, ...]:
    """The quoted stretches of `text` in order.

    A mark that is never closed quotes up to the end of its paragraph; where the next paragraph opens
    with a mark again, as in long quotations, each paragraph is a stretch of its own. A stray closing
    mark quotes nothing.
    """
    found = []
    begin = 0
    for end in [*(m.start() for m in PARAGRAPH.finditer(text)), len(text)]:
        found += _in_paragraph(text, begin, end)
        begin = end
    return tuple(found)


def _in_paragraph(text: str, begin: int, end: int) -> list[Quote]:
    found = []
    opened: int | None = None
    for at in range(begin, end):
        mark = text[at]
        if mark not in MARKS:
            continue
        opens = mark in OPENING or (mark == EITHER and opened is None and _opens(text, at))
        if opened is None and opens:
            opened = at + 1
        elif opened is not None and mark not in OPENING:
            found.append(Quote(start=opened, end=at, closed=True))
            opened = None
    if opened is not None and opened < end:
        found.append(Quote(start=opened, end=end, closed=False))
    return found


def _opens(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return bool(after) and not after.isspace()
