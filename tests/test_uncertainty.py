"""What a person should look at: inferred links, unknown names, choices hardly ahead of another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import factories as make
from tocsin.records import RUNNER_UP


@pytest.mark.parametrize(
    ("score", "lead", "expected"),
    [(0.9, None, False), (0.4, None, True), (0.9, 0.1, True), (0.9, 0.6, False)],
)
def test_a_link_is_uncertain_by_its_score_or_by_a_small_lead(
    score: float, lead: float | None, *, expected: bool
) -> None:
    reasons = () if lead is None else (make.reason(RUNNER_UP, lead),)
    link = make.link(make.place("Sotk"), "at", score=score, reasons=reasons)
    assert link.uncertain is expected


def test_days_differ_by_what_they_say_and_not_by_why() -> None:
    day = make.when()
    doubted = replace(day, reasons=(make.reason("the day the text is about", 0.4),))
    assert doubted == day
    assert doubted.uncertain
    assert not day.uncertain


def test_a_claim_lists_the_links_to_be_looked_at() -> None:
    sure = make.link(make.actor("Azerbaijan", "AZE"), "actor", score=1.0)
    guess = make.link(make.actor("the town", "ARM"), "recipient", score=0.4)
    told = replace(make.shelling(), actors=(sure,), recipients=(guess,))
    assert guess in told.doubtful
    assert sure not in told.doubtful
