"""The sentence around a span, with the span marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from tocsin.records import Span

# A break in the text, or a full stop behind a word that is no short name ("Gen.", "U.S.").
_BREAK = re.compile(r"\n\s*\n|(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_SHORT_NAME = re.compile(r"(?:^|[\s(“\"'])(?:[A-Z][a-z]{0,3}|(?:[A-Za-z]\.)+[A-Za-z]?)\.$")
_TRIGGER = "bold underline"


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds `start` to `end` begins and ends."""
    first, last = 0, len(text)
    for found in _BREAK.finditer(text):
        if _SHORT_NAME.search(text[max(0, found.start() - 12) : found.start()]):
            continue
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            last = found.start() + (len(found.group()) - len(found.group().lstrip("\"'”’)]")))
            break
    return first, last


def excerpt(text: str, spans: tuple[Span, ...], *, plain: bool) -> Text:
    """The sentence around the first of `spans`, all of them marked; in brackets where `plain`."""
    first, last = sentence_bounds(text, spans[0].start, spans[0].end)
    shown = Text()
    at = first
    for span in sorted(spans, key=lambda span: span.start):
        if span.start < at or span.end > last:
            continue
        shown.append(_squeezed(text[at : span.start]), style="italic")
        words = _squeezed(text[span.start : span.end])
        shown.append(f"[{words}]" if plain else words, style=_TRIGGER)
        at = span.end
    shown.append(_squeezed(text[at:last]), style="italic")
    return shown


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words)
