"""Files of others: months per dyad and country, and a tally of what did not map."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.errors import InputError
from tocsin.lexicon.tables import rows
from tocsin.records import Sort
from tocsin.watch.outside import _side, format_of, months_of

GED = {
    "id": "1",
    "side_a": "Government of Azerbaijan",
    "side_b": "Government of Armenia",
    "date_start": "2022-09-29 00:00:00.000",
    "date_end": "2022-10-01 00:00:00.000",
    "country": "Armenia",
    "low": "3",
    "best": "6",
    "high": "9",
}
ACLED = {
    "event_id_cnty": "ARM1",
    "event_date": "13 September 2022",
    "event_type": "Battles",
    "actor1": "Military Forces of Azerbaijan (2003-)",
    "actor2": "Military Forces of Armenia (2018-)",
    "country": "Armenia",
    "fatalities": "49",
}


def test_an_event_of_days_is_spread_over_its_months() -> None:
    name, months, tally = months_of([GED])
    assert (name, tally.rows, tally.mapped, tally.unmapped) == ("ged", 1, 1, ())
    found = {(m.subject.name, m.month.month): (m.events, m.low, m.best, m.high) for m in months}
    assert found["ARM - AZE", 9] == pytest.approx((2 / 3, 2, 4, 6))
    assert found["ARM", 10] == pytest.approx((1 / 3, 1, 2, 3))


def test_acled_actors_lose_their_years() -> None:
    name, months, _ = months_of([ACLED])
    assert name == "acled"
    assert {m.subject.name for m in months} == {"ARM", "ARM - AZE"}
    assert {m.month for m in months} == {date(2022, 9, 1)}


@pytest.mark.parametrize("row", rows("watch/outside_sides.tsv"), ids=lambda row: row["example"])
def test_every_line_of_the_sides_gives_its_side(row: dict[str, str]) -> None:
    found = _side(row["format"], row["example"], "ARM")
    assert (found or "-") == row["side"]


def test_views_months_are_numbers_or_words() -> None:
    table = [
        {"month_id": "513", "isoab": "SDN", "ged_sb": "7"},
        {"month_id": "514", "isoab": "SDN", "ged_sb": ""},
    ]
    name, months, _ = months_of(table)
    assert name == "views"
    assert [(m.month, m.best) for m in months] == [
        (date(2022, 9, 1), 7.0),
        (date(2022, 10, 1), 0.0),
    ]
    _, months, _ = months_of([{"month": "2014-08", "unit": "Sudan", "ged_all": "3"}])
    assert (months[0].month, months[0].subject.name) == (date(2014, 8, 1), "SDN")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"country": "Atlantis"}, "unknown country"),
        ({"country": ""}, "no country"),
        ({"date_start": "soon"}, "no day"),
        ({"date_end": "2022-09-01"}, "ends before it begins"),
        ({"best": "many"}, "deaths are no number"),
    ],
)
def test_what_does_not_map_is_tallied_with_its_reason(changed: dict[str, str], reason: str) -> None:
    _, months, tally = months_of([GED, GED | changed])
    assert (tally.rows, tally.mapped) == (2, 1)
    assert [(one.reason, one.rows) for one in tally.unmapped] == [(reason, 1)]
    assert sum(m.best for m in months if m.subject.sort is Sort.COUNTRY) == pytest.approx(6)


def test_protests_are_no_violence() -> None:
    _, months, tally = months_of([ACLED | {"event_type": "Protests"}])
    assert months == []
    assert tally.unmapped[0].reason == "no violence"


def test_a_side_that_nobody_knows_leaves_the_country() -> None:
    _, months, _ = months_of([ACLED | {"actor2": "Unidentified Armed Group (Armenia)"}])
    assert [m.subject.name for m in months] == ["ARM"]


def test_other_files_are_refused() -> None:
    with pytest.raises(InputError, match="no known file"):
        format_of(["a", "b"])
    with pytest.raises(InputError, match="no rows"):
        months_of([])


def test_headings_may_be_written_in_capitals_after_a_byte_order_mark() -> None:
    assert format_of(["\ufeffMONTH_ID", "Country", "Outcome"]) == "views"
