"""What each kind of time expression means: the reader of every rule of the grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.resolve.datecalendar import (
    read_century,
    read_date,
    read_decade,
    read_local,
    read_month,
    read_night_range,
    read_numeric,
    read_quarter,
    read_range_day,
    read_range_year,
    read_season,
    read_short_year,
    read_week_of,
    read_year,
    read_year_era,
)
from tocsin.resolve.datedays import (
    read_clock_time,
    read_deictic,
    read_night,
    read_nth_day,
    read_overnight,
    read_part,
    read_weekday,
    read_weekdays,
)
from tocsin.resolve.datefeasts import read_holiday
from tocsin.resolve.datefiscal import read_fiscal
from tocsin.resolve.datelengths import (
    read_nth,
    read_recent_span,
    read_set,
    read_span,
    read_vague_length,
)
from tocsin.resolve.daterelative import (
    read_ago,
    read_edge_of,
    read_fixed,
    read_in_the,
    read_latest,
    read_loose,
    read_past,
    read_pointed,
    read_same,
    read_sametime,
    read_shift,
    read_year_ago,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.resolve.datecase import Case, Reading


def read(case: Case) -> Reading | None:
    """The reading of a phrase, or None where it turns out to be no time expression."""
    return _READERS[case.phrase.rule](case)


_READERS: dict[str, Callable[[Case], Reading | None]] = {
    "numeric": read_numeric,
    "night-range": read_night_range,
    "date": read_date,
    "month": read_month,
    "local": read_local,
    "season": read_season,
    "year": read_year,
    "year-era": read_year_era,
    "decade": read_decade,
    "century": read_century,
    "weekday": read_weekday,
    "weekdays": read_weekdays,
    "deictic": read_deictic,
    "part": read_part,
    "night": read_night,
    "overnight": read_overnight,
    "clock": read_clock_time,
    "holiday": read_holiday,
    "ago": read_ago,
    "shift": read_shift,
    "day-before": read_shift,
    "pointed": read_pointed,
    "same": read_same,
    "in-the": read_in_the,
    "edge-of": read_edge_of,
    "recent-span": read_recent_span,
    "span-pointed": read_span,
    "span": read_span,
    "bare-span": read_span,
    "quarter": read_quarter,
    "fiscal": read_fiscal,
    "nth-day": read_nth_day,
    "day-of-range": read_range_day,
    "range-day": read_range_day,
    "range-year": read_range_year,
    "set": read_set,
    "fixed": read_fixed,
    "loose": read_loose,
    "sametime": read_sametime,
    "vague-length": read_vague_length,
    "past": read_past,
    "latest": read_latest,
    "short-year": read_short_year,
    "year-ago": read_year_ago,
    "week-of": read_week_of,
    "nth": read_nth,
}
