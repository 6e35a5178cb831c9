"""A border without a name is that of the two sides."""

from __future__ import annotations

import pytest

from tocsin.texts import claims_in

pytestmark = pytest.mark.model

SIDES = "Thai and Cambodian troops clashed at dawn on "


@pytest.mark.parametrize("words", ["their disputed frontier.", "the border."])
def test_a_border_without_a_name_is_that_of_the_two_sides(words: str) -> None:
    claim = claims_in(SIDES + words, published="2025-07-24")[0]
    assert [link.target.name for link in claim.places] == ["Thai-Cambodian border"]
    assert claim.places[0].target.precision == 5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thai and Cambodian troops clashed in the border town of Samraong.", ["Samraong"]),
        ("Russian troops clashed with Malian rebels on the border.", []),
    ],
)
def test_border_towns_and_distant_sides_have_none(text: str, names: list[str]) -> None:
    claim = claims_in(text, published="2025-07-24")[0]
    assert [link.target.name for link in claim.places if link.target.precision < 6] == names
