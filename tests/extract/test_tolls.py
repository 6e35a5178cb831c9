"""Losses: how many of whom, in every wording that news has for them."""

from __future__ import annotations

import pytest

from tests.sentences import mentions_of, tolls

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 49 soldiers were killed in the shelling.", [("killed", 49, None)]),
        ("Some 6 500 people were killed in the war.", [("killed", 6500, 6500)]),
        ("Up to 20 soldiers were wounded in the attack.", [("wounded", None, 20)]),
        ("Dozens were killed in the attack.", [("killed", 20, None)]),
        ("The attack killed dozens of soldiers.", [("killed", 20, None)]),
        ("Hundreds of civilians were killed in the bombing.", [("killed", 200, None)]),
        ("The attack killed 100 to 300 people.", [("killed", 100, 300)]),
        ("The strike killed and wounded dozens.", [("killed", 20, None), ("wounded", 20, None)]),
        ("The attack left two dead and two injured.", [("killed", 2, 2), ("wounded", 2, 2)]),
        ("The ministry put the number of dead at 38 after the attack.", [("killed", 38, 38)]),
        ("Between 10 and 12 people were killed in the attack.", [("killed", 10, 12)]),
        ("No one was killed in the attack.", [("killed", 0, 0)]),
        ("Nobody was hurt in the shelling.", [("wounded", 0, 0)]),
        ("None of the soldiers were killed in the attack.", [("killed", 0, 0)]),
        ("No soldiers were killed in the attack.", [("killed", 0, 0)]),
        ("Armenia lost 71 soldiers in the clashes.", [("killed", 71, 71)]),
        ("12 or more people were killed in the attack.", [("killed", 12, None)]),
        ("The bombing killed five people and wounded 12.", [("killed", 5, 5), ("wounded", 12, 12)]),
        ("Gunmen abducted three teachers in Kaduna.", [("captured", 3, 3)]),
        ("The fighting displaced 3,000 people.", [("displaced", 3000, 3000)]),
        (
            "The attack killed a soldier and two policemen.",
            [("killed", 1, 1), ("killed", 2, 2)],
        ),
        (
            "Gunmen attacked a bus, killing seven passengers and wounding three.",
            [("killed", 7, 7), ("wounded", 3, 3)],
        ),
        (
            "Two people were wounded and three killed in the attack.",
            [("wounded", 2, 2), ("killed", 3, 3)],
        ),
    ],
)
def test_a_loss_is_counted_as_it_is_worded(
    text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert tolls(text) == expected


def test_a_toll_names_its_group_and_points_at_its_words() -> None:
    (found,) = mentions_of("The attack killed a soldier and two policemen.")
    assert [(t.whom, t.span.text) for t in found.tolls] == [
        ("a soldier", "a soldier"),
        ("two policemen", "two policemen"),
    ]


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("The death toll rose to 49 after the attack.", True),
        ("The attack killed 49 people.", False),
    ],
)
def test_a_running_total_is_marked(text: str, *, cumulative: bool) -> None:
    assert [t.cumulative for m in mentions_of(text) for t in m.tolls] == [cumulative]


@pytest.mark.parametrize(
    "text",
    [
        "The attack destroyed 20 houses.",
        "The army shelled three villages.",
        "The strike on 12 May hit a depot.",
        "Rebels fired 40 rockets at the port.",
    ],
)
def test_numbers_of_things_and_days_are_no_losses(text: str) -> None:
    assert mentions_of(text)
    assert tolls(text) == []


def test_losses_told_beside_an_attack_go_to_it() -> None:
    text = "Rebels attacked the base. Five soldiers are dead."
    assert tolls(text) == [("killed", 5, 5)]


def test_a_text_without_violence_counts_no_losses() -> None:
    assert tolls("A bus fell off a bridge. Five people are dead.") == []
