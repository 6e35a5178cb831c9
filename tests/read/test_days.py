from __future__ import annotations

from datetime import date

import pytest

from tocsin.read.days import civil_day


@pytest.mark.parametrize(
    "stamp",
    [
        "2022-09-13",
        "2022-09-13T23:55:00-08:00",
        "2022-09-13T00:05:00+04:00",
        "2022-09-13 10:15:00",
        "2022/9/13",
        "20220913",
        "20220913101500",
        "20220913T101500Z",
        "Tue, 13 Sep 2022 00:05:00 +0400",
        "Tue, 13 Sep 2022 23:55:00 PST",
        "13 September 2022",
        "13th Sept. 2022",
        "13-Sep-2022",
        "September 13, 2022",
        "Sep 13 2022 10:15AM",
        "13/09/2022",
        "13.9.2022",
        "9/13/2022",
    ],
)
def test_a_stamp_is_the_day_it_writes(stamp: str) -> None:
    assert civil_day(stamp) == date(2022, 9, 13)


@pytest.mark.parametrize(
    "stamp", [None, "", "yesterday", "9/10/2022", "2022-13-45", "31 February 2022", "1663027200"]
)
def test_what_is_not_certain_is_no_day(stamp: str | None) -> None:
    assert civil_day(stamp) is None


def test_equal_figures_are_certain() -> None:
    assert civil_day("10/10/2022") == date(2022, 10, 10)
