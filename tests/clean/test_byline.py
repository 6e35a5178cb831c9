from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tocsin.clean.byline import Byline, byline_of_html, host_of
from tocsin.clean.dateline import is_spelled, marked_in
from tocsin.lexicon.tables import rows

DAY = date(2022, 9, 13)
STORY = "<p>The army said on 3 May 2021 that it had been attacked in the night by rebels.</p>" * 3
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "datePublished": "2022-09-13T23:55:00-08:00",
    "dateModified": "2022-09-15T01:00:00Z",
    "publisher": {"@type": "Organization", "name": "Harbour Post"},
}


def byline(head: str = "", body: str = "", origin: str = "", title: str = "Attack") -> Byline:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}<article>{STORY}</article>"
    return byline_of_html(page, origin)


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "head",
    [
        linked(ARTICLE),
        linked({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]}),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle",'
            '"datePublished":"2022-09-13T00:05:00+04:00",}</script>'
        ),
        (
            '<meta property="article:modified_time" content="2022-09-15T00:00:00Z">'
            '<meta property="article:published_time" content="2022-09-13T00:05:00+04:00">'
        ),
        '<meta name="DC.date.issued" content="2022-09-13">',
        '<meta name="pubdate" content="13/09/2022">',
        '<meta name="date" content="September 13, 2022">',
        (
            '<meta itemprop="datePublished" content="2022-09-13T10:00">'
            '<meta itemprop="dateModified" content="2023-01-01">'
        ),
        '<meta name="parsely-pub-date" content="20220913T235500Z">',
    ],
)
def test_the_day_is_the_one_of_publication_as_it_is_written(head: str) -> None:
    assert byline(head).published == DAY


@pytest.mark.parametrize(
    "body",
    [
        '<time datetime="2022-09-13T23:55:00-08:00">today</time>',
        (
            '<time class="updated" datetime="2022-09-15T10:00:00Z">15</time>'
            '<time class="published" datetime="2022-09-13T10:00:00Z">13</time>'
        ),
        '<div class="date">13 September 2022</div>',
        '<p class="byline">Published: Sept 13, 2022 10:15 GMT | Updated: Sept 14, 2022</p>',
    ],
)
def test_the_day_may_stand_in_the_page(body: str) -> None:
    assert byline(body=body).published == DAY


def test_the_day_may_stand_in_the_address() -> None:
    assert byline(origin="https://example.org/2022/09/13/attack.html").published == DAY


@pytest.mark.parametrize(
    "body", ["", '<div class="date">09/10/2022</div>', "<footer>Copyright 2019</footer>"]
)
def test_a_day_that_nobody_can_tell_stays_unknown(body: str) -> None:
    assert byline(body=body).published is None


def test_every_cue_of_publication_is_known() -> None:
    assert [
        row["cue"] for row in rows("publication_cues.tsv") if marked_in(row["example"]) != DAY
    ] == []


@pytest.mark.parametrize(
    ("words", "spelled"),
    [
        ("2022-10-09T00:00", True),
        ("/2022/10/09/", True),
        ("20221009", True),
        ("9 October 2022", True),
        ("Oct. 9th, 2022", True),
        ("09/10/2022", False),
        ("10.09.2022", False),
        ("2022-10-090", False),
    ],
)
def test_figures_alone_do_not_tell_day_from_month(words: str, *, spelled: bool) -> None:
    assert is_spelled(date(2022, 10, 9), words) is spelled


@pytest.mark.parametrize(
    "publisher",
    [
        {"@type": "Organization", "name": "Harbour Post"},
        {"@type": "NewsMediaOrganization", "name": "Harbour  Post"},
        [{"@type": "Organization", "name": "Harbour Post"}],
        "Harbour Post",
    ],
)
@pytest.mark.parametrize("context", [{"@context": "https://schema.org"}, {}])
def test_the_publisher_is_the_outlet(publisher: object, context: dict[str, Any]) -> None:
    article = {"@type": ["NewsArticle"], "publisher": publisher} | context
    assert byline(linked([{"@type": "VideoObject"}, article])).outlet == "Harbour Post"


def test_the_author_is_whom_the_page_names() -> None:
    article = {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ada  Example"}}
    told = linked(article | {"@context": "https://schema.org"})
    assert byline(told).author == "Ada Example"
    assert byline('<meta name="author" content="Ada Example">').author == "Ada Example"
    assert byline("").author is None


def test_hostile_json_ld_is_passed_over() -> None:
    head = f'<script type="application/ld+json">{"[" * 20_000}</script>' + linked(ARTICLE)
    assert byline(head).outlet == "Harbour Post"


def test_the_title_may_name_the_outlet() -> None:
    assert byline(title="Attack - Harbour Post").outlet == "Harbour Post"


def test_a_host_is_no_outlet_that_a_page_tells() -> None:
    assert byline(origin="https://www.example.org/a").outlet is None
    assert host_of("https://www.example.org:8080/a") == "example.org"
    assert (host_of("a.txt"), host_of("http://[::1"), host_of("-")) == (None, None, None)
