from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from tests import factories as make
from tocsin.errors import FetchError
from tocsin.read import Opener, Source
from tocsin.read.reach import Reach, name_of, things_in
from tocsin.records import Address, Capture, Dropped, Label, RawItem

if TYPE_CHECKING:
    from pathlib import Path

FEED = (
    b"<rss version='2.0'><channel><title>Example Post</title>"
    b"<item><title>One</title><link>https://example.org/1</link><description>So.</description>"
    b"<pubDate>Tue, 13 Sep 2022 10:00:00 GMT</pubDate></item>"
    b"<item><title>Two</title><link>https://example.org/gone</link></item></channel></rss>"
)
PAGES = {
    "https://example.org/rss": FEED,
    "https://example.org/1": b"<!doctype html><html><p>The page itself.</p>",
    "https://example.org/feed-of-feeds": FEED.replace(b"/1<", b"/rss<"),
}


def get(url: str) -> Capture:
    if url not in PAGES:
        msg = f"{url} answers with status 404; check the address"
        raise FetchError(msg, status=404)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Capture(
        asked=url, url=url, status=200, headers=headers, body=PAGES[url], fetched_at=make.NOON
    )


def reach(kept: list[Capture] | None = None, **fields: Any) -> Reach:
    opener = Opener(now=make.NOON, max_bytes=1000, **fields)
    return Reach(opener, get, kept.append if kept is not None else None)


def test_a_page_is_fetched_and_kept() -> None:
    kept: list[Capture] = []
    (item,) = reach(kept).items("https://example.org/1")
    assert isinstance(item, RawItem)
    assert (item.origin, item.media_type) == ("https://example.org/1", "text/html; charset=utf-8")
    assert item.payload == PAGES["https://example.org/1"]
    assert [one.url for one in kept] == ["https://example.org/1"]


def test_a_feed_is_read_or_its_links_are() -> None:
    one, two = reach().items("https://example.org/rss")
    assert isinstance(one, RawItem)
    assert (one.payload, one.label.title) == (b"So.", "One")
    assert isinstance(two, RawItem)
    page, gone = reach(links=True).items("https://example.org/rss")
    assert isinstance(page, RawItem)
    assert page.payload == PAGES["https://example.org/1"]
    assert (page.label.title, page.label.outlet) == ("One", "Example Post")
    assert gone == Dropped(
        origin="https://example.org/gone",
        step="fetch",
        reason="https://example.org/gone answers with status 404; check the address",
    )


def test_links_are_followed_once() -> None:
    found = list(reach(links=True).items("https://example.org/feed-of-feeds"))
    assert [type(one) for one in found] == [Dropped]  # the feed that a feed led to is not followed


def test_paths_items_streams_and_addresses_are_reached(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    item = make.raw_item("Words.", label=Label(title="One"))
    source = Source(origin="-", stream=io.BytesIO(b"Words."))
    address = Address(url="https://example.org/1")
    for named in (tmp_path / "a.txt", str(tmp_path / "a.txt"), item, source, address):
        (found,) = reach().items(named)
        assert isinstance(found, RawItem)
        assert found.payload in {b"Words.", PAGES["https://example.org/1"]}
        assert name_of(named)
    assert next(iter(reach().items(item))) == item


def test_a_folder_is_its_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("Words.")
    assert (
        things_in(tmp_path) == things_in(str(tmp_path)) == (tmp_path / "a.txt", tmp_path / "b.txt")
    )
    assert things_in("https://example.org/1") == ("https://example.org/1",)
