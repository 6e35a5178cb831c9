"""The dead and then the wounded of one blow are two counts, and one telling."""

from __future__ import annotations

import pytest

from tests.sentences import mentions_of

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "mode", "tolls"),
    [
        (
            "Two soldiers were killed and four wounded in a rocket attack on a base in Idlib.",
            "rocket",
            [("killed", 2, 2), ("wounded", 4, 4)],
        ),
        (
            "Ten people were killed and 20 others injured in an airstrike in Taiz, medics said.",
            "airstrike",
            [("killed", 10, 10), ("wounded", 20, 20)],
        ),
        (
            "Ten people were killed and dozens injured in a suicide bombing in Kabul, police said.",
            "suicide-bombing",
            [("killed", 10, 10), ("wounded", 20, None)],
        ),
        (
            "Six civilians were killed and 12 more wounded in Russian shelling of Kherson.",
            "shelling",
            [("killed", 6, 6), ("wounded", 12, 12)],
        ),
        (
            "Two people were killed and several injured by an Israeli drone strike near Tyre.",
            "drone",
            [("killed", 2, 2), ("wounded", 2, None)],
        ),
        (
            "Nine people were killed and others were injured when a shell hit a bus, medics said.",
            "artillery",
            [("killed", 9, 9)],
        ),
        (
            "Ten people were killed and dozens wounded when a bomb exploded in Quetta.",
            "bombing",
            [("killed", 10, 10), ("wounded", 20, None)],
        ),
    ],
)
def test_both_counts_are_of_the_blow(
    text: str, mode: str, tolls: list[tuple[str, int, int | None]]
) -> None:
    [mention] = mentions_of(text)
    assert mention.mode == mode
    assert [(toll.harm, toll.low, toll.high) for toll in mention.tolls] == tolls


@pytest.mark.parametrize("cause", ["a bus crash", "a mine collapse", "an earthquake"])
def test_the_hurt_of_an_accident_are_of_no_blow(cause: str) -> None:
    text = f"Ten people were killed and 20 others injured in {cause} near Kano, police said."
    assert mentions_of(text) == ()


def test_counts_in_two_places_stay_apart() -> None:
    first, second = mentions_of("Two soldiers were killed in Aleppo and four wounded in Idlib.")
    assert [place.span.text for place in first.place] == ["Aleppo"]
    assert [place.span.text for place in second.place] == ["Idlib"]
