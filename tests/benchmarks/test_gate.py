"""The measure of the gate counts what passes, of all texts and of those with violence."""

from __future__ import annotations

import pytest

from benchmarks.gate import Weighed, figures_of, weighed_of


def test_shares_are_those_of_the_texts_that_pass() -> None:
    weighed = [Weighed(0.5, violent=True, armed=True), Weighed(0.1, violent=True), Weighed(0.0)]
    found = figures_of(weighed)
    assert (found["texts"], found["violent_texts"], found["armed_texts"]) == (3, 2, 1)
    assert found["passing"][3] == pytest.approx(1 / 3, abs=0.001)
    assert found["violent_passing"][2:4] == [1.0, 0.5]
    assert found["armed_passing"] == [1.0] * len(found["passing"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The army shelled the village on Monday.", (True, True)),
        ("A man stabbed his neighbour on Monday.", (True, False)),
        ("The army may attack the village.", (True, False)),
        ("The council agreed the budget for schools and roads.", (False, False)),
    ],
)
def test_the_full_reading_says_what_is_violent(text: str, found: tuple[bool, bool]) -> None:
    weighed = weighed_of(text)
    assert (weighed.violent, weighed.armed) == found
