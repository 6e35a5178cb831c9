"""Feeds to their entries: RSS, Atom and RDF, as they stand or as addresses to follow."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml import html as lxml_html
from lxml.etree import ParserError

from tocsin.errors import InputError
from tocsin.read.days import civil_day
from tocsin.records import Address, Label, RawItem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DEPTH = 200
_SPACE = re.compile(r"\s+")
_TAG = re.compile(rb"<(/?)[A-Za-z][^<>]*?(/?)>")
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_START_OF_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END_OF_ENTRY = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_BLOCK = re.compile(r"p|div|br|li|[uo]l|h[1-6]|blockquote|table|tr|section|article")
_PROSE = ("script", "style")


Entry = Mapping[str, Any]


def items_of_feed(
    payload: bytes, *, origin: str, now: datetime, links: bool
) -> Iterator[RawItem | Address]:
    """The entries of a feed in its order: their texts, or with `links` the addresses of the pages.

    The day of an entry is the one its feed writes; no time zone moves it. The outlet is the
    entry's source, or the feed's title.

    Raises:
        InputError: it is no feed, it declares entities, or it is nested beyond reason.
    """
    for entry, label in entries_of(payload):
        address = address_of(entry)
        if links and address:
            yield Address(url=address, label=replace(label, leads=False))
            continue
        yield RawItem(
            origin=origin_of(entry, origin),
            media_type="text/plain; charset=utf-8",
            payload=text_of(entry).encode("utf-8", "replace"),
            fetched_at=now,
            label=label,
        )


def address_of(entry: Entry) -> str | None:
    """The web address of an entry; some put an id where it should stand."""
    link = str(entry.get("link") or "")
    return link if link.startswith(("http://", "https://")) else None


def origin_of(entry: Entry, feed: str) -> str:
    """What an entry is known by: its address, or its id in its feed."""
    return address_of(entry) or f"{feed}#{entry.get('id') or entry.get('title') or 'entry'}"


def entries_of(payload: bytes) -> Iterator[tuple[Entry, Label]]:
    """The entries of a feed as feedparser gives them, each with its label.

    An entry in which the feed breaks off is left out: half of it would be taken for all.

    Raises:
        InputError: it is no feed, it declares entities, or it is nested beyond reason.
    """
    found = _parsed(payload)
    outlet = _line(found.feed.get("title"))
    for entry in found.entries[:-1] if _breaks_off(payload) else found.entries:
        source = entry.get("source") or {}
        stamp = entry.get("published") or entry.get("updated")
        yield (
            entry,
            Label(
                title=_line(entry.get("title")),
                outlet=_line(source.get("title")) or outlet,
                published=civil_day(stamp),
                author=_line(entry.get("author")),
                leads=True,
            ),
        )


def is_cut(payload: bytes) -> bool:
    """Whether the end of a feed is missing, as where a server names too short a length."""
    return not _END.search(payload.replace(b"\0", b""))


def title_of(payload: bytes) -> str | None:
    """The title that a feed gives itself.

    Raises:
        InputError: as `entries_of`.
    """
    return _line(_parsed(payload).feed.get("title"))


def _breaks_off(payload: bytes) -> bool:
    """Whether a feed ends within an entry."""
    if not is_cut(payload):
        return False
    bare = payload.replace(b"\0", b"")
    *_, start = (0, *(found.start() for found in _START_OF_ENTRY.finditer(bare)))
    return start > 0 and not _END_OF_ENTRY.search(bare, start)


def _parsed(payload: bytes) -> Any:  # noqa: ANN401 - feedparser ships no types
    import feedparser  # noqa: PLC0415 - a tenth of a second that only feeds need

    _refuse_harm(payload)
    try:
        found = feedparser.parse(io.BytesIO(payload))
    except Exception as error:
        msg = f"is a damaged feed ({type(error).__name__}: {error}); check its address"
        raise InputError(msg) from error
    if not found.get("version") and not found.entries:
        msg = f"is no feed ({found.get('bozo_exception') or 'nothing in it'}); check its address"
        raise InputError(msg)
    return found


def text_of(entry: Entry) -> str:
    """The longest text that an entry carries, as paragraphs."""
    texts = [str(one.get("value") or "") for one in entry.get("content") or ()]
    return max((paragraphs(one) for one in (*texts, str(entry.get("summary") or ""))), key=len)


def paragraphs(fragment: str) -> str:
    """The text of a piece of HTML, a blank line between its blocks."""
    if "<" not in fragment:
        return unescape(fragment).strip()
    try:
        tree = lxml_html.fragment_fromstring(fragment, create_parent="div")
    except (ParserError, ValueError):
        return ""
    lines = "".join(_walked(tree)).split("\n")
    return "\n\n".join(line for line in (" ".join(one.split()) for one in lines) if line)


def _walked(tree: Any) -> Iterator[str]:  # noqa: ANN401 - lxml ships no types
    """Texts in document order; a line end at the borders of blocks. Without recursion."""
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        block = "\n" if isinstance(node.tag, str) and _BLOCK.fullmatch(node.tag) else ""
        after = [block + _SPACE.sub(" ", node.tail or "")] if node is not tree else []
        if not isinstance(node.tag, str) or node.tag in _PROSE:
            waiting += after
            continue
        yield block + _SPACE.sub(" ", node.text or "")
        waiting += [*after, *reversed(node)]


def _refuse_harm(payload: bytes) -> None:
    if _ENTITY.search(payload):
        msg = "declares XML entities, as no feed needs and attacks do; it is not read"
        raise InputError(msg)
    depth = 0
    for tag in _TAG.finditer(payload):
        depth += -1 if tag[1] else not tag[2]
        if depth > _DEPTH:
            msg = f"nests its elements more than {_DEPTH} deep, as no feed does; it is not read"
            raise InputError(msg)


def _line(words: object) -> str | None:
    return " ".join(paragraphs(str(words or "")).split()) or None
