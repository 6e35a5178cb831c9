"""Where the lines above a story end."""

from __future__ import annotations

import pytest

from tocsin.attest.headings import headings_end

STORY = "Shells fell on the port of Tora on Monday.\n\nNobody was hurt."


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Shells fall on port\n\n",
        "Shells fall on port\n\nThe governor blames the army for it.\n\n5 May 2021\n\n",
    ],
    ids=["none", "title", "title, deck and date"],
)
def test_headings_end_where_the_story_begins(above: str) -> None:
    assert headings_end(above + STORY) == len(above)


def test_a_line_cut_off_at_the_end_of_a_story_is_no_heading() -> None:
    assert headings_end("Shells fell on the port.\n\nNobody was hu") == 0


def test_a_single_line_is_its_own_story() -> None:
    assert headings_end("Shells fall on port") == 0
