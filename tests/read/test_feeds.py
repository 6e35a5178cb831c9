from __future__ import annotations

from datetime import date

import pytest

from tests import factories as make
from tocsin.errors import InputError
from tocsin.read.feeds import items_of_feed, paragraphs, title_of
from tocsin.records import RawItem

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Harbour Post</title><entry><title type="html">Shells &amp;amp; smoke</title>
<id>tag:example.org,2022:1</id><link href="https://example.org/1"/>
<published>2022-09-13T23:55:00-08:00</published><updated>2022-09-15T00:00:00Z</updated>
<author><name>Ada Example</name></author>
<summary>Short.</summary><content type="html">&lt;p&gt;The army said so.&lt;/p&gt;&lt;p&gt;Two
were hurt.&lt;/p&gt;</content><source><title>Meridian Wire</title></source></entry>
<entry><title>No link</title><id>tag:example.org,2022:2</id><summary>Words.</summary></entry>
</feed>"""


def read(payload: str | bytes) -> list[RawItem]:
    data = payload.encode() if isinstance(payload, str) else payload
    found = items_of_feed(data, origin="https://example.org/atom", now=make.NOON, links=False)
    return [one for one in found if isinstance(one, RawItem)]


def test_the_longest_text_the_first_day_and_the_source_are_taken() -> None:
    one, two = read(ATOM)
    assert one.origin == "https://example.org/1"
    assert one.payload == b"The army said so.\n\nTwo were hurt."
    assert (one.label.title, one.label.outlet) == ("Shells & smoke", "Meridian Wire")
    assert one.label.published == date(2022, 9, 13)
    assert (one.label.author, two.label.author) == ("Ada Example", None)
    assert two.origin == "https://example.org/atom#tag:example.org,2022:2"
    assert (two.label.outlet, two.label.published) == ("Harbour Post", None)
    assert title_of(ATOM.encode()) == "Harbour Post"


def test_a_feed_in_another_encoding_is_read() -> None:
    head = '<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel>'
    body = "<title>Новости</title><item><title>Армия</title></item></channel></rss>"
    (one,) = read((head + body).encode("cp1251"))
    assert (one.label.outlet, one.label.title) == ("Новости", "Армия")


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("plain words", "plain words"),
        ("one<br>two <b>bold</b> word", "one\n\ntwo bold word"),
        ("<div>a<p>b</p>c</div>d<script>x()</script><!-- no -->e", "a\n\nb\n\nc\n\nde"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<", "<"),
        ("<p>", ""),
    ],
)
def test_a_fragment_becomes_paragraphs(fragment: str, text: str) -> None:
    assert paragraphs(fragment) == text


def test_a_fragment_of_any_depth_is_walked() -> None:
    assert paragraphs("<b>" * 5000 + "deep").endswith("deep") or paragraphs("<b>" * 5000) == ""


@pytest.mark.parametrize(
    ("payload", "named"),
    [
        (b"<html><body>Moved</body></html>", "is no feed"),
        (b"", "is no feed"),
        (b"<!DOCTYPE r [<!entity a 'b'>]><rss version='2.0'/>", "declares XML entities"),
        (b"<rss version='2.0'>" + b"<a>" * 500, "more than 200 deep"),
    ],
)
def test_what_is_no_feed_or_does_harm_is_refused(payload: bytes, named: str) -> None:
    with pytest.raises(InputError, match=named):
        read(payload)


def test_whatever_the_library_raises_is_a_damaged_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("feedparser.parse", broken)
    with pytest.raises(InputError, match="is a damaged feed"):
        read(ATOM)
