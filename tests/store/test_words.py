"""Search in the words of reports, the same in every store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tocsin.errors import InputError
from tocsin.store import words
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from tocsin.store.protocol import Found, Store

NOON = make.NOON
RECEIPT = Receipt(origin="a.txt", digest="d1", rules="1", asked="")
LONG = (
    "Nothing was said. " * 40 + "Then shells fell on Şuşa, and shells fell again. " + "Dull. " * 80
)


def add(store: Store, origin: str, text: str, title: str | None = None) -> None:
    document = make.document(text, origin=origin, title=title)
    store.add(make.reading(document), receipt=RECEIPT, at=NOON)


def origins(found: tuple[Found, ...]) -> list[str]:
    return sorted(one.document.origin for one in found)


def marked(found: Found) -> list[str]:
    return [found.snippet[start:end] for start, end in found.marks]


def filled(store: Store) -> None:
    add(store, "a", "The army shelled the town of Goris.")
    add(store, "b", "A ceasefire holds; nobody shells anything.", title="Goris breathes")
    add(store, "c", LONG)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("shelling", ["a", "b", "c"]),
        ("SHELLS goris", ["a", "b"]),
        ('"the town"', ["a"]),
        ('"town the"', []),
        ("susa", ["c"]),
        ("Şuşa", ["c"]),
        ("cease*", ["b"]),
        ("fell AND OR NOT", []),
        ("it's (a) NEAR: 'trap' -- ^ * \"goris", []),
        ("goris!", ["a", "b"]),
    ],
)
def test_words_find_reports(store: Store, asked: str, found: list[str]) -> None:
    filled(store)
    assert origins(store.search(asked)) == found


def test_the_passage_with_most_hits_is_shown_and_marked(store: Store) -> None:
    filled(store)
    (found,) = store.search("shells susa")
    assert marked(found) == ["shells", "Şuşa", "shells"]
    assert found.snippet == LONG[found.start : found.start + len(found.snippet)]
    assert len(found.snippet) <= words.SNIPPET


def test_a_title_alone_gives_the_beginning_of_the_text(store: Store) -> None:
    filled(store)
    (found,) = store.search("breathes")
    assert (found.marks, found.start) == ((), 0)
    assert found.snippet.startswith("A ceasefire")


def test_markup_in_a_text_moves_no_mark(store: Store) -> None:
    add(store, "a", "See <a href='x'>here</a> &amp; there: troops withdrew.")
    (found,) = store.search("troops")
    assert marked(found) == ["troops"]


def test_only_the_current_version_is_found_and_the_past_as_it_was(store: Store) -> None:
    add(store, "a", "Twelve dead in the raid.")
    document = make.document("Nine dead in the raid.", origin="a")
    store.add(make.reading(document), receipt=RECEIPT, at=NOON + timedelta(1))
    assert not store.search("twelve")
    assert origins(store.search("nine")) == ["a"]
    assert origins(store.search("twelve", NOON)) == ["a"]
    store.withdraw("a", why="retracted", by="ana", at=NOON + timedelta(2))
    assert not store.search("nine")


def test_a_search_without_words_says_so(store: Store) -> None:
    with pytest.raises(InputError, match="holds no word"):
        store.search(' "" ...')


def test_the_number_of_hits_is_limited(store: Store) -> None:
    filled(store)
    assert len(store.search("shells", limit=2)) == 2


@given(st.text(max_size=60))
def test_folding_moves_no_character(text: str) -> None:
    assert len(words.plain(text)) == len(text)
