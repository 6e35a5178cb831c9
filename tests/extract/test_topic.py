"""Sport, business and film borrow the words of war; war that mentions them stays war."""

from __future__ import annotations

import pytest

from tests.sentences import mentions_of
from tocsin.extract.topic import is_about_play, is_literal
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse

pytestmark = pytest.mark.model

SPORT = (
    "Arsenal attacked from the left and Chelsea defended. The striker fired a shot wide. The coach "
    "praised the team. The goalkeeper saved a penalty. Fans cheered the match. The players "
    "celebrated the goal."
)
BUSINESS = (
    "Shares fell as the company fired its chief executive. Investors dumped stock of the bank. The "
    "firm attacked its rival with a cheaper price. Profits exploded and revenue rose."
)


@pytest.mark.parametrize("text", [SPORT, BUSINESS], ids=["sport", "business"])
def test_a_text_about_play_or_trade_gives_nothing(text: str) -> None:
    assert is_about_play(parse(text))
    assert mentions_of(text) == ()


def test_a_text_about_war_stays_one_beside_a_stadium() -> None:
    text = (
        "Soldiers and rebels fought with rockets, mortars and tanks around the stadium. The army "
        "shelled the stadium where a team trains. Two players, a coach and some fans of the club "
        "were wounded by shells before the match, and troops attacked again."
    )
    assert not is_about_play(parse(text))
    assert mentions_of(text)


def test_who_is_shot_beside_a_match_is_told_and_no_shot_at_goal_is() -> None:
    text = f"{SPORT} Five teenagers were shot outside the gym after the game on Friday."
    assert is_about_play(parse(text))
    [mention] = mentions_of(text)
    assert (mention.mode, mention.trigger.text) == ("shooting", "shot")


@pytest.mark.parametrize("row", rows("literal_modes.tsv"), ids=lambda row: row["mode"])
def test_what_play_never_borrows_is_told_in_any_text(row: dict[str, str]) -> None:
    found = mentions_of(row["example"])
    assert any(is_literal(one) and one.mode == row["mode"] for one in found)


def test_a_short_text_is_never_refused() -> None:
    assert not is_about_play(parse("The team played a match."))
