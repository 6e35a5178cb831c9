from __future__ import annotations

from datetime import timedelta

import pytest

from tocsin.errors import InputError
from tocsin.read.outline import feeds_listed
from tocsin.records import FeedSpec

OPML = b"""<?xml version="1.0"?><opml version="2.0"><body>
<outline text="World"><outline text="Post" title="Harbour Post" xmlUrl="https://example.org/rss"/>
<outline text="Wire" xmlUrl="https://example.org/wire"/></outline>
<outline text="Post again" xmlUrl="https://example.org/rss"/><outline text="No feed"/></body>
</opml>"""
TOML = b"""
every = 5
links = true
[[feed]]
url = "https://example.org/rss"
outlet = "Harbour Post"
[[feed]]
url = "https://example.org/wire"
every = 60
links = false
"""


def test_opml_is_read_with_each_address_once() -> None:
    assert feeds_listed(OPML, links=True) == (
        FeedSpec(url="https://example.org/rss", outlet="Post again", links=True),
        FeedSpec(url="https://example.org/wire", outlet="Wire", links=True),
    )


def test_toml_says_more_and_a_feed_overrules_the_rest() -> None:
    assert feeds_listed(TOML) == (
        FeedSpec(
            url="https://example.org/rss",
            outlet="Harbour Post",
            links=True,
            every=timedelta(minutes=5),
        ),
        FeedSpec(url="https://example.org/wire", every=timedelta(hours=1)),
    )


@pytest.mark.parametrize(
    ("payload", "named"),
    [
        (b"<opml><body>", "is no OPML"),
        (b"<opml><body/></opml>", "names no feed"),
        (b"every = 5", "names no feed"),
        (b"url =", "is no TOML"),
        (b"feed = 'https://example.org'", "has no list of feeds"),
        (b"[[feed]]\nlink = 'https://example.org'", "has a feed with ['link']"),
        (b"[[feed]]\noutlet = 'x'", "has a feed with no url"),
        (b"[[feed]]\nurl = 'file:///etc/passwd'", "only these are fetched"),
        (b"[[feed]]\nurl = 'https://example.org/a'\nevery = 0", "give minutes, 1 or more"),
        (b"\xff\xfe\x00", "save it as UTF-8"),
    ],
)
def test_what_is_no_list_of_feeds_says_why(payload: bytes, named: str) -> None:
    with pytest.raises(InputError) as caught:
        feeds_listed(payload)
    assert named in str(caught.value)


def test_an_entity_names_no_file_of_this_machine() -> None:
    entity = b"<!DOCTYPE o [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><opml><body>"
    outline = b"<outline xmlUrl='https://example.org/a' text='&e;'/></body></opml>"
    try:
        (feed,) = feeds_listed(entity + outline)
    except InputError:
        return
    assert not feed.outlet
