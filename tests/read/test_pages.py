from __future__ import annotations

import pytest

from tests import factories as make
from tocsin.read import form_of, pages_in
from tocsin.records import Dropped, Page


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("The army shelled Goris.", "text"),
        ("Use <p> for a paragraph, he wrote.", "text"),
        ("<3 is what she wrote", "text"),
        ("<!DOCTYPE html><html><body>Hi</body></html>", "html"),
        ("\ufeff  <HTML lang=en>", "html"),
        ("<div><p>One</p><p>Two</p></div>", "html"),
        ("<?xml version='1.0'?><rss version='2.0'>", "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        ("WARC/1.1\r\nWARC-Type: response", "warc"),
    ],
)
def test_the_form_is_told_by_content(content: str, form: str) -> None:
    assert form_of(content) == form


def test_a_suffix_does_not_matter() -> None:
    raw = make.raw_item("<!doctype html><html><p>x</p>", origin="report.txt")
    (page,) = pages_in(raw)
    assert isinstance(page, Page)
    assert page.form == "html"


def test_text_is_handed_on_untouched() -> None:
    words = "  One.\r\n\tTwo.\r\n\r\n"
    (page,) = pages_in(make.raw_item(words))
    assert isinstance(page, Page)
    assert page.content == words


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", "is empty; give a file with text in it"),
        (b" \n\t ", "is empty; give a file with text in it"),
        (b"%PDF-1.4", "is a damaged PDF"),
        (
            b"<rss version='2.0'><channel/></rss>",
            "is a feed, no page; give the file",
        ),
    ],
)
def test_what_cannot_be_read_is_dropped_with_its_remedy(payload: bytes, reason: str) -> None:
    (dropped,) = pages_in(make.raw_item(payload, origin="x"))
    assert isinstance(dropped, Dropped)
    assert (dropped.origin, dropped.step) == ("x", "read")
    assert reason in dropped.reason
