"""What other data call a country: names, numbers and regions (`country_codes.tsv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tocsin.lexicon.actors import country_entry
from tocsin.lexicon.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country: `numeric` is ISO 3166-1's, `gw` Gleditsch and Ward's number, None where none."""

    iso3: str
    name: str
    numeric: int | None
    gw: int | None
    ucdp_region: str
    acled_region: str


@cache
def countries() -> dict[str, Country]:
    """All countries and territories by their ISO 3166 alpha-3 codes."""
    return {row["iso3"]: _country(row) for row in rows("country_codes.tsv")}


def _country(row: dict[str, str]) -> Country:
    entry = country_entry(row["iso3"])
    return Country(
        iso3=row["iso3"],
        name=entry.name if entry else row["iso3"],
        numeric=int(row["numeric"]) if row["numeric"] else None,
        gw=int(row["gw"]) if row["gw"] else None,
        ucdp_region=row["ucdp_region"],
        acled_region=row["acled_region"],
    )
