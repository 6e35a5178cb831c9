"""The columns that incidents and claims share: when and where it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tocsin.export.columns import Cell, Column, Sort
from tocsin.export.parts import first_day, last_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.records import Place, When

Row = TypeVar("Row")


def day_columns(when: Callable[[Row], When | None]) -> tuple[Column[Row], ...]:
    """First and last day, how exactly they are known, and the words for them."""

    def of(get: Callable[[When], Cell]) -> Callable[[Row], Cell]:
        def cell(row: Row) -> Cell:
            found = when(row)
            return get(found) if found else None

        return cell

    return (
        Column(
            name="first_day", sort=Sort.DAY, tag="#date+start", meaning="First day",
            of=of(first_day),
        ),
        Column(
            name="last_day", sort=Sort.DAY, tag="#date+end", meaning="Last day", of=of(last_day)
        ),
        Column(
            name="date_precision", sort=Sort.INTEGER, tag="#date+precision",
            meaning="UCDP date_prec: 1 the day, 2 within a week, 3 the week, 4 the month, 5 longer",
            of=of(lambda found: found.precision),
        ),
        Column(
            name="date_text", sort=Sort.TEXT, tag="#date+text",
            meaning="The time in the words of a report",
            of=of(lambda found: found.text or None),
        ),
    )  # fmt: skip


def place_columns(place: Callable[[Row], Place | None]) -> tuple[Column[Row], ...]:
    """The most exact place, with its country, coordinates, precision and id."""

    def column(
        name: str, sort: Sort, tag: str, meaning: str, get: Callable[[Place], Cell]
    ) -> Column[Row]:
        def cell(row: Row) -> Cell:
            found = place(row)
            return get(found) if found else None

        return Column(name=name, sort=sort, tag=tag, meaning=meaning, of=cell)

    precision = (
        "UCDP where_prec: 1 exact, 2 near, 3 and 4 divisions, 5 region, 6 country, 7 international"
    )
    iso = "Its country, ISO 3166 alpha-3"
    return (
        column("place", Sort.TEXT, "#loc+name", "The most exact place", lambda p: p.name),
        column("country", Sort.TEXT, "#country+code", iso, lambda p: p.country),
        column("latitude", Sort.NUMBER, "#geo+lat", "WGS 84 degrees", lambda p: p.lat),
        column("longitude", Sort.NUMBER, "#geo+lon", "WGS 84 degrees", lambda p: p.lon),
        column("place_precision", Sort.INTEGER, "#geo+precision", precision, lambda p: p.precision),
        column("geonameid", Sort.INTEGER, "#geo+geonameid", "GeoNames id", lambda p: p.geonameid),
    )
