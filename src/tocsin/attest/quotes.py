"""Quoted stretches of a text, in any style of quotation mark and whether or not they are closed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

PARAGRAPH = re.compile(r"\n\s*\n|\n(?![ \t]*[a-z0-9(])")
MARK = re.compile(r"''|``|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|['\u2018\u2019]")
SINGLE = "'\u2018\u2019"
OPENERS = {"\u201c", "\u201e", "\u201f", "\u00ab", "``", "\u2018"}
CLOSERS = {"\u201d", "\u00bb", "\u2019"}
PAIRS = {"\u201e": "\u201c\u201d\u201f", "\u00ab": "\u00bb", "\u00bb": "\u00ab"}
BEFORE_OPENING = " \t\n\u00a0([{-\u2013\u2014:/"
AFTER_CLOSING = " \t\n\u00a0)]}.,;:!?-\u2013\u2014"
ENDING = ".,!?\u2026"


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
    """The quoted stretches of `text` in order, outermost only.

    A mark that is never closed quotes up to the end of its paragraph; where the next paragraph
    opens with a mark again, as in long quotations, each paragraph is a stretch of its own. A stray
    closing mark quotes nothing, and single marks quote only where both stand at the edge of a word.
    """
    found: list[Quote] = []
    for begin, end in paragraphs_in(text):
        found += _in_paragraph(text, begin, end)
    return tuple(found)


def paragraphs_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where the paragraphs of `text` begin and end; a line that goes on in lower case ends none."""
    cuts = [0, *(m.end() for m in PARAGRAPH.finditer(text)), len(text)]
    return tuple((a, b) for a, b in pairwise(cuts) if a < b)


def _in_paragraph(text: str, begin: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, begin, end):
        if opened is None:
            if _may_open(text, mark, end):
                opened = mark
        elif _closes(text, opened, mark):
            found.append(Quote(start=opened.end(), end=mark.start(), closed=True))
            opened = None
        elif _reopens(text, opened, mark):
            opened = mark
    if opened is not None and opened.group() not in SINGLE and opened.end() < end:
        found.append(Quote(start=opened.end(), end=_last(text, opened.end(), end), closed=False))
    return found


def _last(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _may_open(text: str, mark: re.Match[str], end: int) -> bool:
    sign = mark.group()
    if sign in {"\u201d", "\u2019"}:
        return False
    after = text[mark.end() : mark.end() + 1]
    if sign in OPENERS and sign not in SINGLE:
        return bool(after)
    if not after or after.isspace():
        return False
    if sign in SINGLE:
        return _at_word_start(text, mark.start()) and _single_close(text, mark, end)
    return not _only_closes(text, mark)


def _only_closes(text: str, mark: re.Match[str]) -> bool:
    """Whether a two-way mark hangs on the word before it and so cannot open."""
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    return bool(before) and before in ENDING and after in AFTER_CLOSING


def _at_word_start(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in BEFORE_OPENING


def _single_close(text: str, mark: re.Match[str], end: int) -> bool:
    return any(
        _at_word_end(text, other.start(), other.end())
        for other in MARK.finditer(text, mark.end(), end)
        if other.group() in SINGLE
    )


def _at_word_end(text: str, start: int, end: int) -> bool:
    """Whether a single mark closes: after a stop, or after a word that is no plural owner."""
    after = text[end : end + 1]
    before = text[start - 1 : start]
    return (not after or after in AFTER_CLOSING) and not before.isspace() and before != "s"


def _closes(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    sign, first = mark.group(), opened.group()
    if first in SINGLE:
        return sign in SINGLE and _at_word_end(text, mark.start(), mark.end())
    if sign in SINGLE:
        return False
    if first in PAIRS:
        return sign in PAIRS[first] or sign == '"'
    return sign not in OPENERS and not _reopens(text, opened, mark)


def _reopens(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether a mark can only open, so that the one before it was left open by mistake."""
    if mark.group() != opened.group() or mark.group() not in {'"', "''", "\u201c"}:
        return False
    after = text[mark.end() : mark.end() + 1]
    return _at_word_start(text, mark.start()) and mark.start() > 0 and after.isalnum()
