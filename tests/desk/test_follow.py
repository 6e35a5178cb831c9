"""Feeds are followed from a real server that lies, stalls, resets and repeats."""

from __future__ import annotations

import random
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tests.server import Answer, Site, serving
from tocsin.clean import document_of
from tocsin.config import settings
from tocsin.desk import Desk
from tocsin.desk.follow import Event, Following, Heard, Hush
from tocsin.read import pages_in
from tocsin.records import Document, Dropped, FeedSpec, RawItem, Reading
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

STORY = "The army said on Tuesday that it had been attacked near Sotk. Report {}."
ITEM = (
    "<item><title>Report {0}</title><link>{1}/news/{0}</link>"
    "<pubDate>Tue, 13 Sep 2022 23:30:00 -0800</pubDate>"
    "<description>&lt;p&gt;{2}&lt;/p&gt;</description></item>"
)
PAGE = "<!doctype html><html><head><title>Report {0}</title></head><body><article>{1}</article>"


def rss(site: str, *numbers: object, word: str = STORY) -> bytes:
    items = "".join(ITEM.format(n, site, word.format(n)) for n in numbers)
    return (
        f"<rss version='2.0'><channel><title>Example Post</title>{items}</channel></rss>".encode()
    )


def shallow(raw: RawItem, **given: Any) -> tuple[Reading | Dropped, ...]:
    """A pipeline without a parser."""
    pages = [
        one if isinstance(one, Dropped) else document_of(one, **given) for one in pages_in(raw)
    ]
    return tuple(make.reading(one) if isinstance(one, Document) else one for one in pages)


class Clock:
    """A time that is moved by hand, and creeps by itself."""

    def __init__(self) -> None:
        self.now = datetime(2022, 9, 14, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({}) as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with open_desk(tmp_path, clock) as found:
        yield found


def open_desk(folder: Path, clock: Clock) -> Desk:
    chosen = settings(fetch_private=True, fetch_pause=0.0, fetch_timeout=1.0)
    return Desk(Ledger(folder / "war.db"), chosen=chosen, take=shallow, clock=clock)


def follow(desk: Desk, site: Site, **fields: Any) -> list[Event]:
    heard: list[Event] = []
    desk.newsroom.follow([FeedSpec(url=f"{site.url}/rss", **fields)], once=True, tell=heard.append)
    return heard


def due(clock: Clock, **later: float) -> None:
    clock.now += timedelta(**(later or {"minutes": 20}))


def test_entries_become_documents_with_their_own_day_and_outlet(desk: Desk, site: Site) -> None:
    site.pages["/rss"] = Answer(body=rss(site.url, 1, 2))
    (heard,) = follow(desk, site)
    assert heard == Heard(feed=f"{site.url}/rss", new=2)
    one = next(iter(desk.documents()))
    assert (one.title, one.outlet) == ("Report 1", "Example Post")
    assert one.published is not None
    assert one.published.isoformat() == "2022-09-13"
    assert one.text == STORY.format(1)


def test_what_was_seen_is_not_taken_in_again_and_only_the_new_is(
    desk: Desk, site: Site, clock: Clock
) -> None:
    site.pages["/rss"] = Answer(body=rss(site.url, 1, 2))
    follow(desk, site)
    site.pages["/rss"] = Answer(body=rss(site.url, 3, 2, 1, 1, 1))
    assert follow(desk, site) == []  # it is not due yet
    due(clock)
    (heard,) = follow(desk, site)
    assert isinstance(heard, Heard)
    assert heard.new == 1
    assert len(desk.documents()) == 3


def test_a_changed_entry_is_a_new_version(desk: Desk, site: Site, clock: Clock) -> None:
    site.pages["/rss"] = Answer(body=rss(site.url, 1))
    follow(desk, site)
    due(clock)
    site.pages["/rss"] = Answer(body=rss(site.url, 1, word=STORY + " Corrected."))
    follow(desk, site)
    versions = desk.versions(f"{site.url}/news/1")
    assert [one.text.endswith("Corrected.") for one in versions] == [False, True]


def test_links_are_read_when_asked_and_kept_as_they_were(desk: Desk, site: Site) -> None:
    site.pages["/rss"] = Answer(body=rss(site.url, 1))
    body = PAGE.format(1, f"<p>{STORY.format(1)} More is told on the page itself.</p>" * 3)
    site.pages["/news/1"] = Answer(body=body.encode(), headers={"Content-Type": "text/html"})
    follow(desk, site, links=True, outlet="Harbour Post")
    (document,) = desk.documents()
    assert "More is told on the page itself." in document.text
    assert (document.outlet, document.title) == ("Harbour Post", "Report 1")
    (capture,) = desk.newsroom.captures(f"{site.url}/news/1")
    assert capture.body == body.encode()
    assert [path for path in site.paths() if path == "/news/1"] == ["/news/1"]


def test_a_page_that_fails_is_tried_again_and_then_dropped(
    desk: Desk, site: Site, clock: Clock
) -> None:
    site.pages["/rss"] = Answer(body=rss(site.url, 1), headers={"ETag": '"1"'})
    site.pages["/news/1"] = Answer(status=503)
    for _ in range(5):
        follow(desk, site, links=True)
        due(clock)
    assert site.paths().count("/news/1") == 3
    (dropped,) = desk.dropped()
    assert "status 503" in dropped.reason


def test_a_page_that_is_gone_is_dropped_at_once(desk: Desk, site: Site, clock: Clock) -> None:
    site.pages["/rss"] = Answer(body=rss(site.url, 1))
    for _ in range(3):
        follow(desk, site, links=True)
        due(clock)
    assert site.paths().count("/news/1") == 1
    assert [one.origin for one in desk.dropped()] == [f"{site.url}/news/1"]


def test_requests_are_conditional(desk: Desk, site: Site, clock: Clock) -> None:
    def conditional(request: BaseHTTPRequestHandler) -> Answer:
        known = request.headers.get("If-None-Match") == '"7"'
        known = known and request.headers.get("If-Modified-Since") == "yesterday"
        headers = {"ETag": '"7"', "Last-Modified": "yesterday"}
        return Answer(status=304) if known else Answer(body=rss(site.url, 1), headers=headers)

    site.pages["/rss"] = conditional
    follow(desk, site)
    due(clock)
    assert follow(desk, site) == [Heard(feed=f"{site.url}/rss", new=0)]
    due(clock)
    follow(desk, site)
    asked = [headers.get("If-None-Match") for path, headers in site.asked if path == "/rss"]
    assert asked == [None, '"7"', '"7"']


def stalling(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<rss")
    request.wfile.flush()
    time.sleep(1.5)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=500),
        Answer(body=b"<html><body>Our feed has moved.</body></html>"),
        Answer(body=b"\x00\x01\x02 no feed"),
        Answer(body=b"<rss version='2.0'><channel>" + b"<x>" * 5000),
        Answer(body=b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss version='2.0'><channel/></rss>"),
        Answer(raw=lambda request: request.connection.close()),
        Answer(raw=stalling),
        Answer(status=302, headers={"Location": "/rss"}),
        Answer(status=302, headers={"Location": "file:///etc/passwd"}),
    ],
    ids=["error", "page", "noise", "deep", "entities", "reset", "stall", "loop", "file"],
)
def test_a_feed_that_fails_is_told_and_asked_later_and_later(
    desk: Desk, site: Site, clock: Clock, answer: Answer
) -> None:
    site.pages["/rss"] = answer
    waits = []
    for _ in range(3):
        (heard,) = follow(desk, site)
        assert isinstance(heard, Heard)
        assert heard.trouble
        (state,) = desk.sources()
        assert state.due_at is not None
        waits.append((state.due_at - clock.now) / timedelta(minutes=15))
        clock.now = state.due_at
    assert waits == [pytest.approx(2**n, rel=0.11) for n in (1, 2, 3)]
    assert state.failures == 3
    site.pages["/rss"] = Answer(body=rss(site.url, 1))
    follow(desk, site)
    (state,) = desk.sources()
    assert (state.failures, state.trouble, state.entries) == (0, None, 1)


def test_a_server_says_when_to_come_back(desk: Desk, site: Site, clock: Clock) -> None:
    site.pages["/rss"] = Answer(status=429, headers={"Retry-After": "36000"})
    follow(desk, site)
    (state,) = desk.sources()
    assert state.due_at is not None
    assert state.due_at - clock.now > timedelta(hours=8.9)


def test_a_source_that_falls_silent_is_told_once_and_stored(
    desk: Desk, site: Site, clock: Clock
) -> None:
    for number in range(12):
        site.pages["/rss"] = Answer(body=rss(site.url, number))
        follow(desk, site)
        due(clock, hours=1)
    told = []
    for _ in range(30):
        told += [one for one in follow(desk, site) if isinstance(one, Hush)]
        due(clock, hours=1)
    (hush,) = told
    assert hush.state.silent
    assert hush.state.usual_gap == pytest.approx(timedelta(hours=1), abs=timedelta(minutes=1))
    (state,) = desk.sources()
    assert (state.silent, state.entries, state.title) == (True, 12, "Example Post")
    site.pages["/rss"] = Answer(body=rss(site.url, 99))
    told = [one for one in follow(desk, site) if isinstance(one, Hush)]
    assert [one.state.silent for one in told] == [False]


def test_a_source_that_cannot_be_asked_is_not_called_silent(
    desk: Desk, site: Site, clock: Clock
) -> None:
    for number in range(8):
        site.pages["/rss"] = Answer(body=rss(site.url, number))
        follow(desk, site)
        due(clock, hours=1)
    site.pages["/rss"] = Answer(status=500)
    for _ in range(40):
        follow(desk, site)
        due(clock, hours=8)
    (state,) = desk.sources()
    assert not state.silent
    assert state.failures > 5


def test_it_stops_between_entries_and_goes_on_where_it_stood(
    desk: Desk, site: Site, clock: Clock, tmp_path: Path
) -> None:
    site.pages["/rss"] = Answer(body=rss(site.url, *range(6)), headers={"ETag": '"1"'})
    stop = threading.Event()

    def taking(raw: RawItem, **given: Any) -> tuple[Reading | Dropped, ...]:
        if raw.origin.endswith("/2"):
            stop.set()
        return shallow(raw, **given)

    desk._take = taking
    came = desk.newsroom.follow([FeedSpec(url=f"{site.url}/rss")], stop=stop)
    assert (came, len(desk.documents())) == (3, 3)
    desk.close()
    due(clock)
    with open_desk(tmp_path, clock) as again:
        assert follow(again, site) == [Heard(feed=f"{site.url}/rss", new=3)]
        assert len(again.documents()) == 6
    assert site.asked[-1][1].get("If-None-Match") is None  # the first answer was not taken in whole


def test_it_waits_for_the_next_feed_and_ends_when_it_is_told_to(desk: Desk, site: Site) -> None:
    site.pages["/rss"] = Answer(body=rss(site.url, 1))
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    assert desk.newsroom.follow([FeedSpec(url=f"{site.url}/rss")], stop=stop) == 1
    assert time.monotonic() - began < 3
    assert site.paths().count("/rss") == 1


def test_polls_are_spread(desk: Desk) -> None:
    following = desk.newsroom._following
    following._chance = random.Random(3)  # noqa: S311 - jitter
    spread = {following._spread(timedelta(minutes=15)) for _ in range(9)}
    assert len(spread) == 9
    assert all(timedelta(minutes=13.4) < one < timedelta(minutes=16.6) for one in spread)
    assert isinstance(following, Following)
