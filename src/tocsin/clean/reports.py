"""One page to one document: story, outlet, title, day and language, or the reason why not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tocsin.clean.body import story_of
from tocsin.clean.byline import Byline, byline_of_html, byline_of_text, host_of
from tocsin.clean.gate import NO_ARTICLE, date_refusal_of, refusal_of
from tocsin.clean.language import ENGLISH
from tocsin.errors import InputError
from tocsin.records import Document, Dropped, digest_of

if TYPE_CHECKING:
    from datetime import date

    from tocsin.config import Settings
    from tocsin.records import Page

STEP = "clean"


def document_of(
    page: Page, *, published: date | None, outlet: str | None, settings: Settings
) -> Document | Dropped:
    """The report of `page`; `published` and `outlet`, where given, overrule what it says itself.

    The text of a plain text is the file itself, untouched.

    Raises:
        InputError: `published` lies in the future or before 1800.
    """
    if published is not None:
        refusal = date_refusal_of(published, page.fetched_at.date())
        if refusal is not None:
            msg = f"{page.origin} {refusal}"
            raise InputError(msg)
    try:
        return _document(page, published, outlet, settings)
    except InputError as refused:
        return Dropped(origin=page.origin, step=STEP, reason=str(refused))


def document_from(
    text: str,
    *,
    origin: str,
    published: date | None,
    outlet: str | None,
    title: str | None,
    author: str | None = None,
) -> Document:
    """A document of `text` as it stands; its id hashes origin and text."""
    digest = digest_of(text)
    return Document(
        id=hashlib.sha256(f"{origin}\n{digest}".encode()).hexdigest()[:16],
        origin=origin,
        outlet=outlet,
        title=title,
        text=text,
        language=ENGLISH,
        published=published,
        digest=digest,
        author=author,
    )


def _labelled(byline: Byline, page: Page) -> Byline:
    """What a page and its feed or table say of it together; else the host is its outlet."""
    label, host = page.label, host_of(page.origin)
    first, second = (label, byline) if label.leads else (byline, label)
    return Byline(
        outlet=first.outlet or second.outlet or host,
        title=first.title or second.title,
        published=first.published or second.published,
        author=first.author or second.author,
    )


def _document(
    page: Page, published: date | None, outlet: str | None, settings: Settings
) -> Document:
    text, byline = page.content, None
    if page.form == "html":
        byline = byline_of_html(page.content, page.origin)
        story = story_of(page.content, byline.title)
        if story is None:
            raise InputError(NO_ARTICLE)
        text = story
    refusal = refusal_of(text, settings.max_characters)
    if refusal is not None:
        raise InputError(refusal)
    byline = _labelled(byline or byline_of_text(text), page)
    day = published or byline.published
    wrong = date_refusal_of(day, page.fetched_at.date()) if day else None
    if wrong is not None:
        raise InputError(wrong)
    return document_from(
        text,
        origin=page.origin,
        published=day,
        outlet=outlet or byline.outlet,
        title=byline.title,
        author=byline.author,
    )
