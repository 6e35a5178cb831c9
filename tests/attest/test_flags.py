"""What is wrong in the text itself: a quoted side attacks itself, a mark is left open."""

from __future__ import annotations

import pytest

from tocsin.texts import reading_of

pytestmark = pytest.mark.model


def flags(text: str) -> list[tuple[str, str]]:
    return [(flag.kind, flag.span.text) for flag in reading_of(text).flags]


@pytest.mark.parametrize(
    "words",
    [
        "Azerbaijan attacked Azerbaijan near Sotk,",
        "The Armenian army attacked Armenian positions near Sotk,",
    ],
)
def test_a_side_that_attacks_itself_in_a_quotation_is_flagged(words: str) -> None:
    assert flags(f'"{words}" the ministry said.') == [("garbled-quote", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan attacked Azerbaijan near Sotk.",
        '"Azerbaijan attacked Armenian positions near Sotk," the ministry said.',
        "Rebels attacked the town.",
        "",
    ],
)
def test_what_is_whole_has_no_flags(text: str) -> None:
    assert flags(text) == []


def test_a_quotation_left_open_is_flagged_where_it_opens() -> None:
    text = "\u201cRebels attacked the town, the ministry said.\n\nIt rained."
    (flag,) = reading_of(text).flags
    assert (flag.kind, flag.span.start) == ("unbalanced-quote", 1)
    assert "\n" not in flag.span.text


def test_the_shown_part_of_an_open_quotation_is_short() -> None:
    (flag,) = reading_of("\u201c" + "Rebels attacked the town. " * 20).flags
    assert len(flag.span.text) == 80


def test_flags_name_the_side_and_a_reason() -> None:
    text = '"Azerbaijan attacked Azerbaijan near Sotk," the ministry said.'
    (flag,) = reading_of(text).flags
    assert "AZE" in flag.why
