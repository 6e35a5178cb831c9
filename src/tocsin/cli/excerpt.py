"""The sentence around a span, with the span marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from tocsin.grammar.sentences import sentence_bounds

if TYPE_CHECKING:
    from tocsin.records import Span

_TRIGGER = "bold underline"


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
