from __future__ import annotations

import io
import json
from datetime import date

import pytest

from tests import factories as make
from tocsin.errors import InputError
from tocsin.lexicon.tables import rows
from tocsin.read import Opener, Source, columns_asked
from tocsin.read.columns import ROLES, columns_of
from tocsin.records import Address, RawItem

GKG = "\t".join(
    ["20220913101500-7", "20220913101500", "1", "example.org", "https://example.org/a"] + ["x"] * 22
)
PRESS = {"maintext": "Shells fell.", "date_publish": "2022-09-13 10:15:00"}
LINKED = {"articleBody": "Shells fell.", "datePublished": "2022-09-13"}
FOUND = {
    "url": "https://example.org/a",
    "seendate": "20220913T101500Z",
    "domain": "d",
    "title": "T",
}
EXPORTS = {
    "ACLED": (
        "event_id_cnty;event_date;notes;source\nX1;13 September 2022;Shells fell.;Example Post\n"
    ),
    "Media Cloud": (
        "id,publish_date,title,url,media_name,text\n"
        "1,2022-09-13,T,https://example.org/a,Example Post,Shells fell.\n"
    ),
    "news-please": json.dumps(PRESS | {"source_domain": "Example Post"}),
    "schema.org": json.dumps(LINKED | {"publisher": {"name": "Example Post"}}),
}
LISTS = {
    "GDELT GKG": GKG + "\n" + GKG + "\n",
    "GDELT DOC (CSV)": "URL,MobileURL,Date,Title\nhttps://example.org/a,,2022-09-13 10:15:00,T\n",
    "GDELT DOC (JSON)": json.dumps({"articles": [FOUND]}),
    "Media Cloud": (
        "id,publish_date,title,url,language,media_name\n1,2022-09-13,T,https://example.org/a,en,M\n"
    ),
}


def items(text: str, *, links: bool) -> list[object]:
    opener = Opener(now=make.NOON, max_bytes=10_000, links=links)
    return list(opener.items(Source(origin="x", stream=io.BytesIO(text.encode()))))


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_with_texts_are_known(name: str) -> None:
    (one,) = items(EXPORTS[name], links=False)
    assert isinstance(one, RawItem)
    assert one.payload == b"Shells fell."
    assert (one.label.outlet, one.label.published) == ("Example Post", date(2022, 9, 13))


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_addresses_are_followed_or_say_so(name: str) -> None:
    one, *_ = items(LISTS[name], links=True)
    assert isinstance(one, Address)
    assert one.url == "https://example.org/a"
    assert one.label.published == date(2022, 9, 13)
    (dropped,) = items(LISTS[name], links=False)
    assert "add --links to fetch and read the pages" in str(dropped)


def test_every_layout_is_told_by_its_own_columns() -> None:
    for row in rows("layouts.tsv"):
        named = {row[role].split(".")[0] for role in ROLES} - {"-"}
        found = columns_of([*row["needs"].split(), *named], None)
        assert found is not None
        assert found.layout == row["layout"]


def test_every_usual_name_is_found_where_its_example_has_it() -> None:
    for row in rows("columns.tsv"):
        header = row["example"].split(",")
        found = columns_of(header if row["role"] == "text" else [*header, "text"], None)
        assert found is not None
        assert (getattr(found, row["role"]) or "").casefold() == row["name"]


def test_a_mapping_is_read() -> None:
    found = columns_asked(" text = body , date=day,outlet=paper.name ")
    assert (found.text, found.date, found.outlet, found.url) == ("body", "day", "paper.name", None)
    assert columns_asked("text=body,author=byline").author == "byline"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("body", "is no mapping"),
        ("text=", "is no mapping"),
        ("words=body", "is no mapping"),
        ("date=day", "neither the text nor the url"),
    ],
)
def test_what_is_no_mapping_is_told(words: str, named: str) -> None:
    with pytest.raises(InputError, match=named):
        columns_asked(words)
