"""What every store must do for fetched pages and followed feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests import factories as make
from tocsin.records import Capture, payload_digest_of
from tocsin.store.captures import Captures
from tocsin.store.feeds import Feeds
from tocsin.store.sources import Poll, Sighting

if TYPE_CHECKING:
    from tocsin.store.protocol import Store

LATER = make.NOON + timedelta(days=1)
FEED = "https://example.org/rss"


def capture(**fields: Any) -> Capture:
    chosen: dict[str, Any] = {
        "asked": "http://example.org/a",
        "url": "https://example.org/a",
        "status": 200,
        "headers": (("Content-Type", "text/html"), ("X-Same", "1"), ("X-Same", "2")),
        "body": b"<p>\x00 any \xff bytes</p>",
        "fetched_at": make.NOON,
    }
    return Capture(**(chosen | fields))


def test_a_capture_comes_back_whole(store: Store) -> None:
    one = capture()
    assert store.room(Captures).keep(one, at=make.NOON) == payload_digest_of(one.body)
    assert list(store.room(Captures).all()) == [one]


def test_the_same_page_again_is_not_kept_again_but_another_body_is(store: Store) -> None:
    first, changed = capture(), capture(body=b"other", fetched_at=LATER)
    for one in (first, replace(first, fetched_at=LATER), changed, first):
        store.room(Captures).keep(one, at=make.NOON)
    assert list(store.room(Captures).all(url="https://example.org/a")) == [first, changed, first]


def test_captures_are_found_by_address_and_body_and_day(store: Store) -> None:
    one, two = capture(), capture(asked="https://example.org/b", url="https://example.org/b")
    store.room(Captures).keep(one, at=make.NOON)
    store.room(Captures).keep(two, at=LATER)
    assert list(store.room(Captures).all(url="http://example.org/a")) == [one]
    assert list(store.room(Captures).all(url="https://example.org/b")) == [two]
    assert len(list(store.room(Captures).all(digest=payload_digest_of(one.body)))) == 2
    assert list(store.room(Captures).all(as_of=make.NOON)) == [one]


def test_where_polling_stands_is_overwritten(store: Store) -> None:
    poll = Poll(
        feed=FEED,
        title="Example Post",
        etag='"1"',
        modified=None,
        failures=0,
        trouble=None,
        polled_at=make.NOON,
        answered_at=None,
        due_at=LATER,
    )
    store.room(Feeds).note(poll)
    failed = replace(poll, failures=1, trouble="status 500", answered_at=make.NOON)
    store.room(Feeds).note(failed)
    assert store.room(Feeds).polls() == {FEED: failed}


def test_an_entry_arrives_when_it_was_first_had(store: Store) -> None:
    tried = Sighting(origin="https://example.org/a", digest="d1", tries=1)
    store.room(Feeds).see(FEED, tried, at=make.NOON)
    assert store.room(Feeds).arrivals(FEED) == ()
    had = replace(tried, tries=0)
    store.room(Feeds).see(FEED, had, at=LATER)
    store.room(Feeds).see(FEED, replace(had, digest="d2"), at=LATER + timedelta(days=1))
    assert store.room(Feeds).arrivals(FEED) == (LATER,)
    assert store.room(Feeds).arrivals(FEED, as_of=make.NOON) == ()
    assert store.room(Feeds).seen(FEED) == {had.origin: replace(had, digest="d2")}
    assert store.room(Feeds).feeds() == (FEED,)


def test_silences_are_noted_when_they_change(store: Store) -> None:
    assert not store.room(Feeds).hush(FEED, silent=False, at=make.NOON)
    assert store.room(Feeds).hush(FEED, silent=True, at=make.NOON)
    assert not store.room(Feeds).hush(FEED, silent=True, at=LATER)
    assert store.room(Feeds).is_silent(FEED)
    assert store.room(Feeds).hush(FEED, silent=False, at=LATER)
    assert store.room(Feeds).is_silent(FEED, as_of=make.NOON)
    assert not store.room(Feeds).is_silent(FEED)
