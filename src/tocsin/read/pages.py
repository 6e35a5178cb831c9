"""One raw item to pages of characters; what cannot be read becomes `Dropped` with its remedy."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

from tocsin.errors import InputError, MissingPartError
from tocsin.read.apart import read_apart
from tocsin.read.sniff import HEAD, Form, form_of, form_of_bytes
from tocsin.read.text import decoded
from tocsin.records import UNLABELLED, Dropped, Label, Page

if TYPE_CHECKING:
    from tocsin.records import RawItem

STEP = "read"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CONTAINERS = {
    Form.FEED: "a feed",
    Form.OUTLINE: "a list of feeds; follow them with `tocsin follow`",
    Form.WARC: "a web archive",
    Form.JSON: "JSON",
}


def pages_in(raw: RawItem) -> tuple[Page | Dropped, ...]:
    """The pages of `raw`, at least one; the media type it came with is not trusted.

    Items in archives, feeds and tables are told apart before (see `opening`); whoever hands in one
    of these as an item gets a `Dropped`.
    """
    if not raw.payload.strip():
        return (_dropped(raw, "is empty; give a file with text in it"),)
    try:
        if form_of_bytes(raw.payload[:HEAD]) is Form.PDF:
            return (_page_of_pdf(raw),)
        return (_page(raw),)
    except (InputError, MissingPartError) as error:
        return (_dropped(raw, str(error)),)


def _page(raw: RawItem) -> Page | Dropped:
    charset = _CHARSET.search(raw.media_type)
    content = decoded(raw.payload, charset[1] if charset else None)
    form = form_of(content)
    if form is Form.JSON and raw.label.leads:
        form = Form.TEXT  # the text of a table's cell or of a feed's entry
    if form in _CONTAINERS:
        return _dropped(
            raw, f"is {_CONTAINERS[form]}, no page; give the file itself, or its address"
        )
    return Page(
        origin=raw.origin,
        form="html" if form is Form.HTML else "text",
        content=content,
        fetched_at=raw.fetched_at,
        label=raw.label,
    )


def _page_of_pdf(raw: RawItem) -> Page:
    row = next(iter(read_apart(Form.PDF, io.BytesIO(raw.payload))), None)
    if row is None:
        msg = "is a PDF document without text; give its text"
        raise InputError(msg)
    title, day = row.get("title"), row.get("date")
    told = Label(
        title=str(title).strip() or None if title else None,
        published=date.fromisoformat(str(day)) if day else None,
    )
    return Page(
        origin=raw.origin,
        form="text",
        content=str(row["text"]),
        fetched_at=raw.fetched_at,
        label=told if raw.label == UNLABELLED else raw.label,
    )


def _dropped(raw: RawItem, reason: str) -> Dropped:
    return Dropped(origin=raw.origin, step=STEP, reason=reason)
