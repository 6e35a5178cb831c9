"""Every lie of a feed server, told once: nothing is lost, nothing doubled, nothing made up."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from benchmarks.soak.liar import FAILING, FAULTS, FEEDS_ONLY, FORGETFUL, Liar, lying
from tests.desk.test_follow import Clock, open_desk
from tocsin.desk.follow import Heard
from tocsin.records import FeedSpec

if TYPE_CHECKING:
    from pathlib import Path

    from tocsin.desk import Desk

TIMES = 3
PLAIN, LINKED = 0, 1
EVERY = timedelta(minutes=15)


class Once(Liar):
    """Tells one lie at one path, so many times, and the truth before and after it."""

    lie, where, left = "", "", 0

    @override
    def fault(self, path: str, known: str | None) -> str:
        if path != self.where or not self.left:
            return ""
        self.left -= 1
        return self.lie


def now() -> Clock:
    """A time after all that the dispatches tell of."""
    clock = Clock()
    clock.now = datetime(2024, 5, 16, 12, tzinfo=UTC)
    return clock


def grown(entries: int) -> Once:
    """Feeds of so many entries; no more come."""
    end = time.monotonic()
    return Once(gap=1000.0, started=end - 1000.0 * (entries - 1) - 1, calm=end)


def more(liar: Once) -> None:
    """Let every feed have one entry more."""
    liar.started -= liar.gap


def polled(desk: Desk, clock: Clock, spec: FeedSpec) -> list[Heard]:
    """One round, when the feed is due."""
    heard: list[object] = []
    due = {one.feed: one.due_at for one in desk.sources()}.get(spec.url)
    clock.now = due or clock.now
    desk.newsroom.follow([spec], once=True, tell=heard.append)
    return [one for one in heard if isinstance(one, Heard)]


def held(desk: Desk) -> dict[str, list[str]]:
    """The texts of every document by its path, all versions."""
    return {
        "/" + one.origin.split("/", 3)[3]: [two.text for two in desk.versions(one.origin)]
        for one in desk.documents()
    }


@pytest.mark.parametrize("lie", sorted(FAULTS))
def test_a_lie_about_a_feed_costs_nothing(tmp_path: Path, lie: str) -> None:
    clock, liar = now(), grown(3)
    with lying(liar) as site, open_desk(tmp_path, clock) as desk:
        spec = FeedSpec(url=f"{site}/feed/{PLAIN}", every=EVERY)
        polled(desk, clock, spec)
        more(liar)
        liar.lie, liar.where, liar.left = lie, f"/feed/{PLAIN}", TIMES
        told = [polled(desk, clock, spec) for _ in range(TIMES)]
        quiet = lie not in FAILING or lie in {"unchanged", "length too short"}
        assert [bool(one.trouble) for (one,) in told] == [not quiet] * TIMES
        polled(desk, clock, spec)
        wanted = {one.path: list(one.texts) for one in liar.published(PLAIN)}
        assert held(desk) == wanted
        assert list(desk.dropped()) == []


@pytest.mark.parametrize("lie", sorted(FAULTS.keys() - FEEDS_ONLY))
def test_a_lie_about_a_page_costs_nothing(tmp_path: Path, lie: str) -> None:
    clock, liar = now(), grown(2)
    with lying(liar) as site, open_desk(tmp_path, clock) as desk:
        spec = FeedSpec(url=f"{site}/feed/{LINKED}", links=True, every=EVERY)
        liar.lie, liar.where, liar.left = lie, f"/page/{LINKED}/1", 2
        for _ in range(4):
            polled(desk, clock, spec)
        assert {path: len(texts) for path, texts in held(desk).items()} == {
            f"/page/{LINKED}/{n}": 1 for n in range(2)
        }
        assert list(desk.dropped()) == []


def test_a_feed_whose_etag_never_changes_is_asked_for_all_it_has_in_time(tmp_path: Path) -> None:
    clock, liar = now(), grown(2)
    with lying(liar) as site, open_desk(tmp_path, clock) as desk:
        spec = FeedSpec(url=f"{site}/feed/{FORGETFUL}", every=EVERY)
        polled(desk, clock, spec)
        more(liar)
        polled(desk, clock, spec)
        assert len(desk.documents()) == 2  # the ETag says that nothing changed
        for _ in range(14):
            polled(desk, clock, spec)
        assert len(desk.documents()) == 3


def test_what_a_cut_feed_holds_whole_is_read_and_the_rest_is_asked_for_again(
    tmp_path: Path,
) -> None:
    clock, liar = now(), grown(3)
    with lying(liar) as site, open_desk(tmp_path, clock) as desk:
        spec = FeedSpec(url=f"{site}/feed/{PLAIN}", every=EVERY)
        liar.lie, liar.where, liar.left = "length too short", f"/feed/{PLAIN}", 1
        assert [one.new for one in polled(desk, clock, spec)] == [2]
        assert [one.new for one in polled(desk, clock, spec)] == [1]
        assert held(desk) == {one.path: list(one.texts) for one in liar.published(PLAIN)}
