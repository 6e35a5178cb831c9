"""Words that tell a war report from the rest of the news."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tocsin.clean.relevance import PIECE, THRESHOLD, _known, relevance_of
from tocsin.lexicon.tables import rows

WAR = (
    "Artillery pounded two villages overnight, and three soldiers were killed, the army said. "
    "The rebels denied that their fighters had broken the ceasefire."
)
SPORT = (
    "The home side attacked from the start and won the battle in midfield. A late strike hit the "
    "post, and the guests went home with one point. The coach praised the defence."
)


@pytest.mark.parametrize("row", rows("relevance.tsv"), ids=lambda row: row["word"])
def test_each_line_speaks_in_its_example(row: dict[str, str]) -> None:
    words = [piece.lower() for piece in PIECE.findall(row["example"])]
    said = (*words, *map(" ".join, pairwise(words)))
    evidence = [_known().get(word) for word in said]
    assert (row["sort"], float(row["weight"])) in evidence


def test_a_war_report_passes_and_a_match_report_does_not() -> None:
    assert relevance_of(WAR) > THRESHOLD > relevance_of(SPORT)


def test_one_aside_in_a_long_report_counts_little() -> None:
    budget = "The council agreed the budget for schools and roads. " * 100
    assert relevance_of(WAR + budget) < relevance_of(WAR) / 2


def test_a_pair_of_words_says_more_than_its_words() -> None:
    assert relevance_of("An air strike hit the depot.") > relevance_of("A strike hit the depot.")
    apart = "In the air. Strike hit the depot."
    assert relevance_of(apart) == relevance_of(apart.replace("air", "rain"))


def test_a_public_person_weighs_beside_grave_harm_only() -> None:
    assert relevance_of("The bishop was murdered.") > relevance_of("The cook was murdered.")
    assert relevance_of("The senator attacked the bill.") == relevance_of("He attacked the bill.")


def test_a_report_of_firemen_is_no_war_report() -> None:
    blaze = "Firefighters fought the blaze, and two people were injured when the fire hit a barn."
    assert relevance_of(blaze) < THRESHOLD


def test_lines_of_a_wrapped_sentence_belong_together() -> None:
    assert relevance_of(WAR.replace(" ", "\n")) == relevance_of(WAR)


def test_a_group_with_a_name_of_its_own_is_a_party() -> None:
    assert relevance_of("Hezbollah shelled a village.") > relevance_of("They shelled a village.")


@pytest.mark.parametrize("text", ["", " \n\n ", "1234 5678", "Ћирилица и још нешто."])
def test_what_has_no_words_weighs_nothing(text: str) -> None:
    assert relevance_of(text) == 0
