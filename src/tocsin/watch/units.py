"""Countries as outside tables name them, and which of them share a border."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.watch.panel import Array


def country_of(name: str) -> str | None:
    """The ISO 3166 alpha-3 code of a country as UCDP, ACLED or VIEWS call it, or of a code itself.

    >>> country_of("DR Congo (Zaire)"), country_of("Armenia"), country_of("Atlantis")
    ('COD', 'ARM', None)
    """
    return _codes().get(name.strip().casefold())


def adjacency(units: Sequence[str]) -> Array:
    """1 where two units share a land border, by rows and columns in the order of `units`."""
    codes = [country_of(unit) for unit in units]
    found = np.zeros((len(units), len(units)))
    borders = _borders()
    for i, one in enumerate(codes):
        for j, other in enumerate(codes):
            if one and other and other in borders.get(one, frozenset()):
                found[i, j] = 1.0
    return found


@cache
def _codes() -> dict[str, str]:
    countries = rows("actors/countries.tsv")
    found = {row["iso3"].casefold(): row["iso3"] for row in countries}
    found |= {
        alias.lstrip("=").casefold(): row["iso3"]
        for row in countries
        for alias in row["aliases"].split("|")
        if alias
    }
    found |= {row["name"].lstrip("=").casefold(): row["iso3"] for row in countries}
    return found | {row["name"].casefold(): row["iso3"] for row in rows("watch/units.tsv")}


@cache
def _borders() -> dict[str, frozenset[str]]:
    return {
        row["iso3"]: frozenset(row["neighbours"].split()) for row in rows("watch/neighbours.tsv")
    }
