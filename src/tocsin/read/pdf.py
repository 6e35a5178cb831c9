"""PDF documents to text, page by page; run apart, see `apart`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, BinaryIO

from tocsin.errors import InputError, MissingPartError
from tocsin.read.days import civil_day

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 2000
_STAMP = slice(2, 10)


def rows_of_pdf(stream: BinaryIO) -> Iterator[dict[str, object]]:
    """One row: the text of all pages, with title and day of the document's own properties.

    Raises:
        InputError: it is encrypted, has too many pages, or holds no text but pictures of it.
        MissingPartError: pypdf is not installed.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415
    except ModuleNotFoundError as error:
        msg = "is a PDF document, and pypdf is missing: pip install 'tocsin[pdf]'"
        raise MissingPartError(msg) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(stream)
    if reader.is_encrypted and not reader.decrypt(""):
        msg = "is a PDF document with a password; save it without one"
        raise InputError(msg)
    if len(reader.pages) > MOST_PAGES:
        msg = f"has {len(reader.pages):,} pages, more than the {MOST_PAGES:,} that are read"
        raise InputError(msg)
    text = "\n\n".join(page.extract_text() for page in reader.pages)
    if not text.strip():
        msg = "is a PDF document without text, perhaps a scan; give its text"
        raise InputError(msg)
    told: dict[str, object] = dict(reader.metadata or {})
    day = civil_day(str(told.get("/CreationDate") or "")[_STAMP])
    yield {"text": text, "title": told.get("/Title"), "date": day.isoformat() if day else None}
