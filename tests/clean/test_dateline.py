from __future__ import annotations

from datetime import date

import pytest

from tocsin.clean.dateline import published_in

DAY = date(2022, 9, 13)


@pytest.mark.parametrize(
    "text",
    [
        "Shelling goes on\n\nTuesday, 13 September 2022\n\nThe army said ...",
        "Posted on September 13, 2022\n\nThe army said ...",
        "YEREVAN, September 13, 2022 (Wire) - The army said ...",
        "GOMA/KINSHASA, 13 Sept. 2022 — The army said ...",
        "News\n2022-09-13T10:00:00Z\nThe army said ...",
        "News\n13.09.2022 14:30\nThe army said ...",
        "13th of September, 2022",
        "(WIRE)\n\n   YEREVAN, 13 SEP 22 -- [TEXT] THE ARMY SAID ...",
    ],
)
def test_the_printed_day_is_found(text: str) -> None:
    assert published_in(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "The war began on 13 September 2022 and went on for years.",
        "Ten killed in Goris on 13 September 2022\n\nThe army said ...",
        "YEREVAN, Sept 13 (Wire) - The army said ...",
        "31 February 2022",
        "On 13 September 2022 - a Tuesday - shells fell on the town and its people fled.",
        "line\n" * 20 + "13 September 2022",
        "",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    assert published_in(text) is None
