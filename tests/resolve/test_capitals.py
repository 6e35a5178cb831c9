"""A capital without its name is that of what it belongs to."""

from __future__ import annotations

import pytest

from tocsin.lexicon.tables import rows
from tocsin.resolve.capitals import regional
from tocsin.resolve.spelling import key_of
from tocsin.texts import claims_in

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gunmen killed two men in the Malian capital on Friday.", ["Bamako"]),
        ("Shells struck the capital of North Kivu on Friday.", ["Goma"]),
        ("A drone hit Sudan's capital on Friday.", ["Khartoum"]),
        ("Shells struck Goma, the capital of North Kivu, on Friday.", ["Goma"]),
        ("Gunmen killed two men in the capital Bamako on Friday.", ["Bamako"]),
    ],
)
def test_a_capital_without_its_name_is_that_of_its_owner(text: str, names: list[str]) -> None:
    claim = claims_in(text, published="2025-03-16")[0]
    assert [link.target.name for link in claim.places] == names
    assert claim.places[0].target.precision == 1


def test_every_region_of_the_table_has_one_seat_and_a_source() -> None:
    table = rows("places/region_capitals.tsv")
    assert len(regional()) == len(table)
    assert all(row["source"] and key_of(row["capital"]) for row in table)
