"""Sport, business and film borrow the words of war; war that mentions them stays war."""

from __future__ import annotations

import pytest

from tests.sentences import mentions_of
from tocsin.extract.topic import is_about_play
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


def test_a_short_text_is_never_refused() -> None:
    assert not is_about_play(parse("The team played a match."))
