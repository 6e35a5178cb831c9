"""What a payload is, told by its content and never by its suffix."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from tocsin.lexicon.tables import rows

_MARK_UP = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE
)
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|span|table|meta|link|title)\b[^<>]*>", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_OUTLINE = re.compile(r"<opml[\s>]")
_JSON = re.compile(r"""\{\s*(?:["'}]|\w+\s*:)|\[\s*[\[{"'\]]""")
_HEAD = 4096
_FEW_TAGS = 3
_TAR_MARK = slice(257, 262)
HEAD = 1 << 16  # bytes that are looked at


class Form(StrEnum):
    """The forms of content that are told apart."""

    TEXT = "text"
    HTML = "html"
    FEED = "feed"
    OUTLINE = "outline"
    JSON = "json"
    WARC = "warc"
    PDF = "pdf"
    PARQUET = "parquet"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"


_STARTS = (
    (b"WARC/", Form.WARC),
    (b"\x1f\x8b\x08", Form.GZIP),
    (b"BZh", Form.BZIP2),
    (b"\xfd7zXZ\x00", Form.XZ),
    (b"PK\x03\x04", Form.ZIP),
    (b"PK\x05\x06", Form.ZIP),
    (b"PAR1", Form.PARQUET),
    (b"%PDF-", Form.PDF),
)
PACKED = frozenset({Form.GZIP, Form.BZIP2, Form.XZ})


def form_of_bytes(head: bytes) -> Form:
    """The form of a payload by its first bytes, `HEAD` of them at most."""
    bare = head.lstrip(b"\r\n\t ")
    for start, form in _STARTS:
        if head.startswith(start) or (form in {Form.PDF, Form.WARC} and bare.startswith(start)):
            return form
    if head[_TAR_MARK] == b"ustar":
        return Form.TAR
    return form_of(loosely(head[:HEAD]))


def form_of(text: str) -> Form:
    """The form of decoded content.

    A text that merely speaks of a tag stays text; a fragment of several tags is HTML.
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("WARC/"):
        return Form.WARC
    if head.startswith("<") and not _MARK_UP.search(head):
        for pattern, form in ((_FEED, Form.FEED), (_OUTLINE, Form.OUTLINE)):
            if pattern.search(head):
                return form
    if _JSON.match(head):
        return Form.JSON
    if _MARK_UP.search(head) or (head.startswith("<") and len(_TAG.findall(head)) >= _FEW_TAGS):
        return Form.HTML
    return Form.TEXT


def loosely(head: bytes) -> str:
    """The beginning of a text, good enough to tell its form; what is no character is marked."""
    wide = wide_encoding_of(head)
    if wide is not None:
        return head[: len(head) // 2 * 2].decode(wide, "replace")
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("utf-8", "replace")


MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MANY = 0.3
_FEW = 0.02


def wide_encoding_of(payload: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the Latin letters is zero, the others hardly."""
    head = payload[:_HEAD]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = head[offset::2], head[1 - offset :: 2]
        if high.count(0) > len(high) * _MANY and low.count(0) <= len(low) * _FEW:
            return encoding
    return None


def binary_reason(payload: bytes) -> str | None:
    """Why `payload` is no text, with the remedy; None where it may be one."""
    head = payload[:32].hex()
    for row in rows("signatures.tsv"):
        if head.startswith(row["bytes"]):
            return f"is a {row['name']}, not text; {row['remedy']}"
    return None
