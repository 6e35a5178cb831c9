"""The lines above a story that announce it: title, deck, date and caption."""

from __future__ import annotations

from tocsin.attest.quotes import paragraphs_in

LINES = 5
ENDINGS = ".!?\u2026\u201d\"'\u2019\u00bb)"


def headings_end(text: str) -> int:
    """Where the lines above the story end, 0 where it has none.

    They begin with a title, a first line that is no full sentence, and reach to the last such line
    among the first five: decks are often sentences, dates and captions are not.
    """
    lines = [(begin, end) for begin, end in paragraphs_in(text)[: LINES + 1]]
    last = 0
    for begin, end in lines[:-1]:
        words = text[begin:end].strip()
        if words and words[-1] not in ENDINGS:
            last = end
        elif not last:
            break
    return last
