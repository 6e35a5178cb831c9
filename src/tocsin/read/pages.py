"""One raw item to pages of characters; what cannot be read becomes `Dropped` with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.read.sniff import Form, form_of
from tocsin.read.text import decoded
from tocsin.records import Dropped, Page

if TYPE_CHECKING:
    from tocsin.records import RawItem

STEP = "read"


def pages_in(raw: RawItem) -> tuple[Page | Dropped, ...]:
    """The pages of `raw`, at least one; the media type it came with is not trusted."""
    if not raw.payload.strip():
        return (_dropped(raw, "is empty; give a file with text in it"),)
    try:
        content = decoded(raw.payload)
    except InputError as error:
        return (_dropped(raw, str(error)),)
    form = form_of(content)
    if form in {Form.FEED, Form.WARC}:
        return (_dropped(raw, f"is a {form} and not read yet; give its pages one by one"),)
    return (Page(origin=raw.origin, form=form.value, content=content, fetched_at=raw.fetched_at),)


def _dropped(raw: RawItem, reason: str) -> Dropped:
    return Dropped(origin=raw.origin, step=STEP, reason=reason)
