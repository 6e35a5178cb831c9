"""Where a sentence begins and ends in a text that nobody has parsed."""

from __future__ import annotations

import re

# A break in the text, or a full stop behind a word that is no short name ("Gen.", "U.S.").
_BREAK = re.compile(r"\n\s*\n|(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_SHORT_NAME = re.compile(r"(?:^|[\s(“\"'])(?:[A-Z][a-z]{0,3}|(?:[A-Za-z]\.)+[A-Za-z]?)\.$")


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
