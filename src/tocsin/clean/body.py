"""The story of a page without its menus, banners, links and comments."""

from __future__ import annotations

from trafilatura import bare_extraction

from tocsin.clean.dateline import date_line
from tocsin.lexicon.tables import rows

_HEAD_LINES = 4
_FEW_WORDS = 12
_LEAST_WORDS = 8
_SHORT = 50


def story_of(content: str, title: str | None) -> str | None:
    """The paragraphs of the article in `content`, a blank line between two; None without one.

    The headline and a byline above the first sentence are not part of the story.
    Source of the method: trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15).
    """
    found = bare_extraction(
        content, include_comments=False, include_tables=True, with_metadata=False
    )
    text = getattr(found, "text", None)
    if not text:
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    story = [line for n, line in enumerate(lines) if n >= _HEAD_LINES or not _is_head(line, title)]
    return None if _is_wall(" ".join(story)) else "\n\n".join(story)


def _is_wall(story: str) -> bool:
    """Whether so short a text is a banner, a paywall or an error page."""
    words = len(story.split())
    told = story.casefold()
    return words < _LEAST_WORDS or (
        words < _SHORT and any(row["phrase"] in told for row in rows("boilerplate.tsv"))
    )


def _is_head(line: str, title: str | None) -> bool:
    """Whether a line above the story is its headline, its author or its date."""
    if title and line.casefold() == title.casefold():
        return True
    if len(line.split()) > _FEW_WORDS or line.endswith((".", "!", "?", "”", '"')):
        return False
    return line.startswith("By ") or date_line(line) is not None
