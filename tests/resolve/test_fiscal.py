"""Fiscal years are named as states name them, and have the days of their country."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.lexicon.countries import countries
from tocsin.lexicon.tables import rows
from tocsin.resolve.datefiscal import fiscal_year
from tocsin.texts import times_in


@pytest.mark.parametrize("row", rows("fiscal_years.tsv"), ids=lambda row: row["iso3"])
def test_every_line_gives_a_year_of_a_country_and_names_its_source(row: dict[str, str]) -> None:
    assert row["iso3"] in countries()
    assert row["source"]
    days = fiscal_year(row["iso3"], int(row["since"] or 1995))
    if row["named"] == "-":
        assert days is None
    else:
        assert days is not None
        assert f"{days[0]:%m-%d}" == row["start"]
        assert 364 <= (days[1] - days[0]).days <= 365


def test_a_country_may_change_its_year() -> None:
    assert fiscal_year("AFG", 2014) == (date(2013, 12, 21), date(2014, 12, 20))
    assert fiscal_year("MMR", 2018) == (date(2017, 4, 1), date(2018, 3, 31))
    assert fiscal_year("MMR", 2020) == (date(2019, 10, 1), date(2020, 9, 30))
    assert fiscal_year("ZZZ", 2020) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "value", "days"),
    [
        ("The U.S. bill for FY2021 paid for the base.", "FY2021", "2020-10-01 2021-09-30"),
        ("In FY21 Pakistan bought frigates.", "FY2021", "2020-07-01 2021-06-30"),
        ("India bought jets in fiscal year 2018-19.", "FY2019", "2018-04-01 2019-03-31"),
        ("Japan bought missiles in fiscal 2023.", "FY2023", "2023-04-01 2024-03-31"),
        ("Kenya bought drones in the 2021/22 financial year.", "FY2022", "2021-07-01 2022-06-30"),
        ("Last fiscal year the U.S. Navy bought less.", "FY2023", "2022-10-01 2023-09-30"),
        ("They bought drones in the fiscal year 2019-20.", "FY2020", "2019-01-01 2020-12-31"),
        ("They bought drones in fiscal 1992.", "FY1992", None),
        ("They bought drones last fiscal year.", "FYXXXX", None),
        ("Britain bought drones in FY2021.", "FY2021", None),
    ],
)
def test_a_fiscal_year_has_the_days_of_the_country_beside_it(
    text: str, value: str, days: str | None
) -> None:
    (timex,) = times_in(text, published="2023-11-24")
    told = f"{timex.when.first} {timex.when.last}" if timex.when.first else None
    assert (timex.type, timex.value, told) == ("DATE", value, days)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Losses grew in the fiscal year ended June 30, 2020.", "2019-07-01 2020-06-30"),
        ("Losses grew in the fiscal year that ended in June.", "2022-07-01 2023-06-30"),
        ("The fiscal year was hard. It ended. In June they met.", "None None"),
    ],
)
def test_a_fiscal_year_told_by_its_end_has_days(text: str, days: str) -> None:
    year = times_in(text, published="2023-11-24")[0]
    assert year.value == "P1Y"
    assert f"{year.when.first} {year.when.last}" == days
