"""How exactly a place and a day are told: each level of UCDP's where_prec and date_prec.

The levels are those of the UCDP Georeferenced Event Dataset codebook, "where_prec" and "date_prec".
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tocsin.resolve.timex import precision_of
from tocsin.texts import claims_in

FIRST = date(2024, 3, 4)


@pytest.mark.parametrize(
    ("days", "precision"),
    [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (365, 5)],
)
def test_each_length_of_days_has_its_date_prec(days: int, precision: int) -> None:
    assert precision_of(FIRST, FIRST + timedelta(days=days - 1)) == precision


@pytest.mark.model
@pytest.mark.parametrize(
    ("words", "precision"),
    [
        ("on Monday", 1),
        ("on Monday and Tuesday", 2),
        ("last week", 3),
        ("in February", 4),
        ("in 2023", 5),
    ],
)
def test_a_claim_tells_its_day_as_exactly_as_its_text(words: str, precision: int) -> None:
    claim = claims_in(f"Gunmen killed two men in Goma {words}.", published="2024-03-13")[0]
    assert claim.when is not None
    assert claim.when.precision == precision


@pytest.mark.model
@pytest.mark.parametrize(
    ("words", "precision"),
    [
        ("in the town of Goma", 1),
        ("in the Kupiansk area", 2),
        ("in Masisi district", 3),
        ("in North Kivu province", 4),
        ("on the Armenian-Azerbaijani border", 5),
        ("in eastern Ukraine", 5),
        ("in Darfur", 5),
        ("in Sudan", 6),
        ("in the Red Sea", 7),
    ],
)
def test_a_claim_tells_its_place_as_exactly_as_its_text(words: str, precision: int) -> None:
    claim = claims_in(f"Gunmen killed two men {words} on Monday.", published="2024-03-13")[0]
    assert [link.target.precision for link in claim.places] == [precision]
