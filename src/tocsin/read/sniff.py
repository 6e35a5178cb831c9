"""What a payload is, told by its content and never by its suffix."""

from __future__ import annotations

import re
from enum import StrEnum

from tocsin.lexicon.tables import rows

_MARK_UP = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE
)
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|span|table|meta|link|title)\b[^<>]*>", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_HEAD = 4096
_FEW_TAGS = 3


class Form(StrEnum):
    """The forms of content that are told apart."""

    TEXT = "text"
    HTML = "html"
    FEED = "feed"
    WARC = "warc"


def form_of(text: str) -> Form:
    """The form of decoded content.

    A text that merely speaks of a tag stays text; a fragment of several tags is HTML.
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("WARC/"):
        return Form.WARC
    if head.startswith("<") and _FEED.search(head) and not _MARK_UP.search(head):
        return Form.FEED
    if _MARK_UP.search(head) or (head.startswith("<") and len(_TAG.findall(head)) >= _FEW_TAGS):
        return Form.HTML
    return Form.TEXT


def binary_reason(payload: bytes) -> str | None:
    """Why `payload` is no text, with the remedy; None where it may be one."""
    head = payload[:32].hex()
    for row in rows("signatures.tsv"):
        if head.startswith(row["bytes"]):
            return f"is a {row['name']}, not text; {row['remedy']}"
    return None
