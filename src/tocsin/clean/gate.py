"""Is a text worth reading deeper? Each refusal names its remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tocsin.clean.byline import EARLIEST
from tocsin.clean.language import ENGLISH, language_of, name_of
from tocsin.clean.relevance import relevance_of
from tocsin.records import Dropped

if TYPE_CHECKING:
    from datetime import date

    from tocsin.records import Page

STEP = "gate"
LONGEST_RUN = 10_000
LONGEST_PARAGRAPH = 200_000
_END = re.compile(r"[.!?…\n]")
OFF_TOPIC = "is not about armed violence, as far as its words tell; read it without the gate to see"
NO_ARTICLE = "has no article in its HTML; save the article's text as .txt and give that"


def off_topic(page: Page, threshold: float) -> Dropped | None:
    """That `page` is not worth reading deeper; None if it is, or if `threshold` is 0.

    Of a page in HTML all visible text is weighed, menus included: telling the article from the
    rest takes longer than all the rest of the gate.
    """
    if not threshold:
        return None
    text = visible_text(page.content) if page.form == "html" else page.content
    if relevance_of(text) >= threshold:
        return None
    return Dropped(origin=page.origin, step=STEP, reason=OFF_TOPIC)


def visible_text(html: str) -> str:
    """All text of a page that is shown, with its blocks on lines of their own."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 -- 100 ms

    return str(extract_plain_text(html, main_content=True, alt_texts=False))


def refusal_of(text: str, max_characters: int) -> str | None:
    """Why `text` is not read: empty, too long, not English; None if it is read."""
    if not text.strip():
        return "is empty; give a file with text in it"
    if len(text) > max_characters:
        return (
            f"has {len(text):,} characters, more than the {max_characters:,} that are read;"
            " split it into its reports, or raise the setting max_characters"
        )
    shapeless = _shapeless(text)
    if shapeless is not None:
        return shapeless
    language = language_of(text)
    if language == ENGLISH:
        return None
    if language is None:
        return "is no English prose (hardly a common English word in it); give an English text"
    return f"is written in {name_of(language)}; only English is read: give a translation"


def _shapeless(text: str) -> str | None:
    """Why a text has not the shape of prose, and would hold the parser up for long."""
    if max(map(len, _END.split(text))) > LONGEST_RUN:
        return (
            f"has {LONGEST_RUN:,} characters without the end of a sentence or a line, so it is no"
            " prose; give a text with sentences"
        )
    if max(map(len, text.split("\n"))) > LONGEST_PARAGRAPH:
        return (
            f"has a paragraph of more than {LONGEST_PARAGRAPH:,} characters, which nothing can stop"
            " once it is read; break it into paragraphs"
        )
    return None


def date_refusal_of(published: date, read_on: date) -> str | None:
    """Why `published` cannot be right; None if it can. Time zones may put it a day ahead."""
    remedy = "check it, or pass the right one with --published"
    if (published - read_on).days > 1:
        return f"says it was published on {published}, after it was read ({read_on}); {remedy}"
    if published < EARLIEST:
        return f"says it was published on {published}, before {EARLIEST.year}; {remedy}"
    return None
