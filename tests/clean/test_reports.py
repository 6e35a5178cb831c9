from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import factories as make
from tocsin.clean import document_of
from tocsin.config import settings
from tocsin.errors import InputError
from tocsin.read import pages_in
from tocsin.records import Document, Dropped, Page

EXAMPLES = Path(__file__).parents[2] / "examples"
DISPATCHES = sorted((EXAMPLES / "dispatches").iterdir())
CLUTTER = (
    "cookie",
    "Accept all",
    "Subscribe",
    "Read also",
    "Most read",
    "Leave a Comment",
    "Reject all",
    "newsletter",
    "Sign up",
    "morning letter",
    "Recommended",
    "You may also like",
    "Copyright",
    "All rights reserved",
    "File photo",
    "Manage your preferences",
    "Posted on",
    "Advertise",
    "1993",
)
COOKIE_WALL = """<html><body><div>
We and our partners use cookies to keep this site free for you, and you can change that.
</div></body></html>"""


def read(payload: str | bytes, origin: str = "a.txt", **given: Any) -> Document | Dropped:
    chosen: dict[str, Any] = {"published": None, "outlet": None, "settings": settings()} | given
    (page,) = pages_in(make.raw_item(payload, origin=origin))
    return page if isinstance(page, Dropped) else document_of(page, **chosen)


def document(payload: str | bytes, **given: Any) -> Document:
    found = read(payload, **given)
    assert isinstance(found, Document)
    return found


def reason(payload: str | bytes, **given: Any) -> str:
    found = read(payload, **given)
    assert isinstance(found, Dropped)
    return found.reason


@pytest.mark.parametrize("file", DISPATCHES, ids=lambda file: file.name)
def test_the_dispatches_are_told_from_their_clutter(file: Path) -> None:
    golden = tomllib.loads((EXAMPLES / f"golden/{file.stem}.toml").read_text("utf-8"))
    page = Page(
        origin=file.name,
        form="text" if file.suffix == ".txt" else "html",
        content=file.read_text("cp1252" if "high-street" in file.name else "utf-8"),
        fetched_at=make.NOON.replace(year=2026),
    )
    found = document_of(page, published=None, outlet=None, settings=settings())
    assert isinstance(found, Document)
    assert (found.published, found.outlet, found.title) == (
        golden["published"],
        golden["outlet"],
        golden["title"],
    )
    assert [words for words in CLUTTER if words in found.text] == []
    assert [
        claim["trigger"] for claim in golden["claims"] if claim["trigger"] not in found.text
    ] == []


def test_every_dispatch_has_its_golden_file() -> None:
    golden = {file.stem for file in (EXAMPLES / "golden").iterdir()} - {"ledger"}
    assert golden == {file.stem for file in DISPATCHES}


def test_a_plain_text_is_the_file_itself() -> None:
    words = "Shelling goes on\r\n\r\n  The army said that it was attacked.  \r\n"
    found = document(words)
    assert (found.text, found.title) == (words, "Shelling goes on")


def test_the_id_hashes_origin_and_text() -> None:
    one, same, moved = document("The war."), document("The war."), document("The war.", origin="b")
    assert one.id == same.id != moved.id
    assert one.digest == moved.digest
    assert len(one.id) == 16


def test_what_is_given_overrules_what_the_page_says() -> None:
    file = EXAMPLES / "dispatches/2022-09-13-daily-beacon.html"
    found = document(file.read_bytes(), published=date(2022, 9, 12), outlet="Times")
    assert (found.published, found.outlet) == (date(2022, 9, 12), "Times")


def test_no_time_zone_moves_a_day() -> None:
    story = "<p>The army said on Tuesday that it had been attacked in the night by rebels.</p>"
    for stamp in ("2022-09-13T00:05:00+04:00", "2022-09-13T23:55:00-08:00"):
        page = (
            f'<html><head><meta property="article:published_time" content="{stamp}"></head>'
            f"<body><article>{story}</article></body></html>"
        )
        assert document(page).published == date(2022, 9, 13)


@pytest.mark.parametrize(
    ("payload", "named"),
    [
        ("<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article in its HTML"),
        (COOKIE_WALL, "no article in its HTML"),
        (
            "Армия сообщила во вторник, что на севере были атакованы её позиции и двое ранены.",
            "is written in Russian; only English is read",
        ),
        ("x1;y1;z1\nfoo;bar;baz\n" * 20, "no English prose"),
        ("The army said that " * 600, "without the end of a sentence"),
        ("The army said that it was so. " * 7000, "a paragraph of more than 200,000"),
        (
            "13 September 2031\n\nThe army said on Tuesday that it had been attacked.",
            "published on 2031-09-13, after it was read",
        ),
        (
            "<html><head><meta name='date' content='2031-09-13'></head><body><article>"
            + "<p>The army said that it had been attacked in the night by rebels.</p>" * 3
            + "</article></body></html>",
            "pass the right one with --published",
        ),
    ],
)
def test_the_gate_names_the_remedy(payload: str, named: str) -> None:
    assert named in reason(payload)


def test_a_long_text_is_refused_with_both_numbers() -> None:
    assert "has 12 characters, more than the 10" in reason(
        "It was a war", settings=settings(max_characters=10)
    )


@pytest.mark.parametrize("day", [date(2031, 1, 1), date(1799, 12, 31)])
def test_an_impossible_day_that_was_passed_is_an_error(day: date) -> None:
    with pytest.raises(InputError, match=f"a.txt says it was published on {day}"):
        read("The army said so.", published=day)


def test_tomorrow_is_possible_for_it_begins_elsewhere() -> None:
    assert document("The army said so.", published=date(2022, 9, 14)).published is not None
