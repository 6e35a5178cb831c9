"""Words by which a text keeps its distance, and where they reach."""

from __future__ import annotations

import pytest

from tests.sentences import claims_of

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("The army reportedly shelled the town.", True),
        ("Rebels allegedly attacked the bridge.", True),
        ("A suspected drone strike hit the depot.", True),
        ("It was reported that rebels attacked the bridge.", True),
        ("The army shelled the town.", False),
        ("The army allegedly sold food, and rebels attacked the bridge.", False),
        ("The ministry said the army shelled the town.", False),
    ],
)
def test_a_hedge_reaches_its_own_event(text: str, *, hedged: bool) -> None:
    (claim,) = claims_of(text)
    assert claim.hedged is hedged
