"""Ties of the index beside those of a turn: no more of them are fetched than are asked for."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from tocsin.desk.growth.ties import Ties
from tocsin.store.kinship import Kinship
from tocsin.store.kinship_records import Changes, Tie
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IDS = tuple("abcdefgh")
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def kinship(tmp_path: Path) -> Iterator[Kinship]:
    """An index in which all are tied to all, and one tie in four binds."""
    ledger = Ledger(tmp_path / "war.db")
    pairs = enumerate(combinations(IDS, 2))
    ties = [("claim", Tie(one, two, n / 8, binds=n % 4 == 0)) for n, (one, two) in pairs]
    room = ledger.room(Kinship)
    room.apply(Changes(state={}, ties=ties), 0, at=NOW)
    yield room
    ledger.close()


@pytest.mark.parametrize("seed", range(12))
def test_what_a_turn_did_shows_however_the_rest_is_fetched(kinship: Kinship, seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311 - not for secrets
    few, whole = Ties(kinship, "claim"), Ties(kinship, "claim")
    whole.among(IDS)
    if pick.random() < 0.5:
        few.binding(IDS[:3])
    gone, both, new = pick.choice(IDS), pick.random() < 0.5, Tie("a", "h", 9.0, binds=True)
    for ties in (few, whole):
        ties.drop((gone,), both=both)
        cut = min(ties.among("c"), default=None)
        if cut is not None:
            ties.cut(cut)
        ties.among("a")
        ties.add(new)
    some = pick.sample(IDS, 5)
    assert set(few.binding(some)) == {one for one in whole.among(some) if one.binds}
    assert sorted(few.within(some)) == sorted(whole.within(some))
    assert set(few.among(some)) == set(whole.among(some))


def test_ties_that_hold_apart_stay_in_the_index(
    kinship: Kinship, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[Tie] = []
    fetch, between = kinship.ties, kinship.ties_within

    def ties(sort: str, ids: set[str], *, binding: bool = False) -> set[Tie]:
        found = fetch(sort, ids, binding=binding)
        fetched.extend(found)
        return found

    def within(sort: str, ids: set[str]) -> list[Tie]:
        found = list(between(sort, ids))
        fetched.extend(found)
        return found

    monkeypatch.setattr(kinship, "ties", ties)
    monkeypatch.setattr(kinship, "ties_within", within)
    here = Ties(kinship, "claim")
    here.binding(IDS)
    assert len(list(here.within("abc"))) == 3
    assert sum(not one.binds for one in fetched) == 2
