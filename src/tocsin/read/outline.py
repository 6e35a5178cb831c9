"""Lists of feeds to follow: TOML of our own, or OPML as every feed reader exports it."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from lxml import etree

from tocsin.errors import InputError
from tocsin.read.addresses import checked
from tocsin.read.text import decoded
from tocsin.records import FeedSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 1  # minutes
KEYS = {"url", "outlet", "links", "every"}
SAMPLE = '[[feed]]\nurl = "https://example.org/rss"'


def feeds_listed(payload: bytes, *, links: bool = False) -> tuple[FeedSpec, ...]:
    """The feeds of a TOML or OPML file, each address once; `links` where a feed does not say.

    Raises:
        InputError: it is neither, names no feed, or a value cannot be meant.
    """
    text = decoded(payload)
    opml = text.lstrip().startswith("<")
    found = _of_opml(payload, links) if opml else _of_toml(text, links)
    feeds = tuple({one.url: one for one in found}.values())
    if not feeds:
        msg = f"names no feed; write\n{SAMPLE}"
        raise InputError(msg)
    return feeds


def _of_opml(payload: bytes, links: bool) -> Iterator[FeedSpec]:  # noqa: FBT001
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(payload, parser)
    except etree.XMLSyntaxError as error:
        msg = f"is no OPML ({error}); export it again"
        raise InputError(msg) from error
    for outline in tree.iter("outline"):
        address = outline.get("xmlUrl")
        if address:
            title = outline.get("title") or outline.get("text")
            yield FeedSpec(url=checked(address), outlet=title or None, links=links)


def _of_toml(text: str, links: bool) -> Iterator[FeedSpec]:  # noqa: FBT001
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"is no TOML ({error}); write\n{SAMPLE}"
        raise InputError(msg) from error
    general = {key: value for key, value in told.items() if key != "feed"}
    listed = told.get("feed", [])
    if not isinstance(listed, list):
        msg = f"has no list of feeds; write\n{SAMPLE}"
        raise InputError(msg)
    for one in listed:
        yield _spec({"links": links} | general | dict(one))


def _spec(told: dict[str, Any]) -> FeedSpec:
    unknown = told.keys() - KEYS
    if unknown or not isinstance(told.get("url"), str):
        msg = f"has a feed with {sorted(unknown) or 'no url'}; known are {', '.join(sorted(KEYS))}"
        raise InputError(msg)
    every = told.get("every", 15)
    if not isinstance(every, (int, float)) or every < SHORTEST:
        msg = f"feed {told['url']} is asked every {every!r}; give minutes, {SHORTEST} or more"
        raise InputError(msg)
    outlet = told.get("outlet")
    return FeedSpec(
        url=checked(told["url"]),
        outlet=str(outlet) if outlet else None,
        links=bool(told["links"]),
        every=timedelta(minutes=every),
    )
