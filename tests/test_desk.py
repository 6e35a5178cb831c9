"""The desk: batches go in, families and incidents come out, people judge."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tocsin.config import Settings
from tocsin.desk import Desk, connect
from tocsin.errors import InputError, LedgerError
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tocsin.records import Dropped, Progress, RawItem, Reading


class Reader:
    """A pipeline that finds one shelling wherever the word stands, and counts what it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(
        self,
        raw: RawItem,
        *,
        settings: Settings,  # noqa: ARG002 - part of the interface
        published: date | None = None,
        outlet: str | None = None,
    ) -> tuple[Reading | Dropped, ...]:
        self.read.append(raw.origin)
        text = raw.payload.decode("utf-8", "surrogateescape")
        if not text:
            return (make.dropped(raw.origin),)
        document = make.document(
            text, origin=raw.origin, outlet=outlet or raw.origin, published=published or make.DAY
        )
        found = (make.shelling(document),) if "shelled" in text else ()
        return (make.reading(document, *found),)


class Clock:
    """A clock that moves one hour whenever it is looked at."""

    def __init__(self) -> None:
        self.now = make.NOON

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, reader: Reader, clock: Clock) -> Iterator[Desk]:
    chosen = Settings(ledger=tmp_path / "war.db", gazetteer=tmp_path / "places.db", max_bytes=5000)
    with Desk(Ledger(tmp_path / "war.db"), chosen=chosen, take=reader, clock=clock) as one:
        yield one


def two_reports() -> list[RawItem]:
    return [make.raw_item(origin=name) for name in ("a.txt", "b.txt")]


def test_a_batch_is_counted_and_a_second_time_not_even_read(desk: Desk, reader: Reader) -> None:
    first = desk.take_in([*two_reports(), make.raw_item(b"", "empty.txt")])
    assert (first.read, first.kept, first.unchanged) == (3, 2, 0)
    assert first.by_reason == {"read: empty": 1}
    again = desk.take_in(two_reports())
    assert (again.kept, again.unchanged) == (0, 2)
    assert reader.read == ["a.txt", "b.txt", "empty.txt"]


def test_giving_a_date_later_reads_the_same_file_again(desk: Desk) -> None:
    desk.take_in(two_reports())
    tally = desk.take_in(two_reports(), published=date(2022, 9, 14))
    assert (tally.revised, tally.unchanged) == (2, 0)
    assert {one.published for one in desk.documents()} == {date(2022, 9, 14)}


def test_files_and_folders_are_read_with_progress(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(make.TEXT)
    seen: list[Progress] = []
    tally = desk.take_in([folder, tmp_path / "missing.txt"], progress=seen.append)
    assert tally.kept == 2
    assert [one.origin for one in tally.dropped] == [str(tmp_path / "missing.txt")]
    assert [(one.done, one.total) for one in seen] == [(1, 3), (2, 3), (3, 3)]


def test_a_file_too_large_is_dropped_unread(desk: Desk, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text("x" * 5001)
    assert len(desk.take_in([tmp_path / "large.txt"]).dropped) == 1
    assert reader.read == []


def test_text_that_cannot_be_kept_never_stops_the_batch(desk: Desk) -> None:
    tally = desk.take_in([make.raw_item(b"shelled \xff", "bad.txt"), *two_reports()])
    assert (tally.kept, [one.step for one in tally.dropped]) == (2, ["store"])
    assert [one.origin for one in desk.dropped()] == ["bad.txt"]


def test_what_was_added_before_an_interruption_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    def interrupted(raw: RawItem, **asked: Any) -> tuple[Reading | Dropped, ...]:
        if raw.origin == "b.txt":
            raise KeyboardInterrupt
        return reader(raw, **asked)

    monkeypatch.setattr(desk, "_take", interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.take_in(two_reports())
    assert [one.origin for one in desk.documents()] == ["a.txt"]
    monkeypatch.setattr(desk, "_take", reader)
    assert desk.take_in(two_reports()).kept == 1


def test_reports_of_one_shelling_become_one_incident(desk: Desk) -> None:
    desk.take_in(two_reports())
    assert desk.incidents() == ()
    assert desk.reconcile() == 3  # an incident, a family and a story
    (incident,) = desk.incidents(country="ARM", kind="assault", place="Goris")
    assert incident.independent_reports == 1, "two copies are one report"
    assert len(desk.families()) == 1
    assert desk.reconcile() == 0


def other_report() -> RawItem:
    text = "Guns shelled the edge of Goris before dawn. Nobody was hurt, a mayor said by telephone."
    return make.raw_item(text, "c.txt")


def test_a_person_parts_two_claims_for_good_and_can_take_it_back(desk: Desk) -> None:
    desk.take_in([make.raw_item(), other_report()])
    desk.reconcile()
    (together,) = desk.incidents()
    left, right = together.claims
    desk.judge(left, right, "different", why="two villages", by="ana")
    desk.reconcile()
    assert len(desk.incidents()) == 2
    desk.take_in([make.raw_item(make.TEXT + " More.", "d.txt")])
    desk.reconcile()
    assert not any({left, right} <= set(one.claims) for one in desk.incidents())
    assert desk.withdraw_judgement(left, right, by="ana")
    desk.reconcile()
    assert any({left, right} <= set(one.claims) for one in desk.incidents())


def test_judging_again_replaces_the_earlier_judgement(desk: Desk) -> None:
    desk.take_in([make.raw_item(), other_report()])
    desk.reconcile()
    left, right = desk.incidents()[0].claims
    desk.judge(left, right, "different", why="x", by="ana")
    desk.judge(right, left, "same", why="y", by="ana")
    standing = [one for one in desk.judgements() if one.withdrawn_at is None]
    assert [(one.verdict.value, one.reasons[0].left) for one in standing] == [("same", "y")]


@pytest.mark.parametrize(
    "asked",
    [
        lambda desk, id_: desk.judge(id_, "none", "same", why="x"),
        lambda desk, id_: desk.judge(id_, id_, "same", why="x"),
        lambda desk, id_: desk.judge(id_, id_, "maybe", why="x"),
        lambda desk, _: desk.explain("none"),
        lambda desk, _: desk.explain(""),
        lambda desk, _: desk.incidents(country="Armenia"),
        lambda desk, _: desk.incidents(kind="murder"),
        lambda desk, _: desk.claims(since=date(2022, 2, 1), until=date(2022, 1, 1)),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_remedy(
    desk: Desk, asked: Callable[[Desk, str], object]
) -> None:
    desk.take_in([make.raw_item()])
    desk.reconcile()
    with pytest.raises(InputError):
        asked(desk, desk.incidents()[0].claims[0])


def test_an_incident_is_explained_by_its_id_its_start_or_a_claim(desk: Desk) -> None:
    desk.take_in([make.raw_item()])
    desk.reconcile()
    (incident,) = desk.incidents()
    for id_ in (incident.id, incident.id[:6], incident.claims[0]):
        found = desk.explain(id_)
        assert found.incident == incident
        assert found.evidence[0].sentence.text.startswith("Azerbaijan's army shelled Goris")


def test_the_past_is_shown_as_it_was_known(desk: Desk, clock: Clock) -> None:
    desk.take_in([make.raw_item()])
    desk.reconcile()
    before, known = clock.now, (desk.documents(), desk.claims(), desk.incidents())
    desk.withdraw("a.txt", why="retracted")
    desk.take_in([other_report()])
    desk.reconcile()
    assert (
        desk.documents(before),
        desk.claims(as_of=before),
        desk.incidents(as_of=before),
    ) == known
    assert (desk.documents(), desk.claims(), desk.incidents()) != known
    assert desk.incidents(as_of=make.DAY - timedelta(1)) == ()


def test_the_clock_of_a_ledger_never_goes_back(tmp_path: Path, reader: Reader) -> None:
    path, chosen = tmp_path / "war.db", Settings(ledger=tmp_path, gazetteer=tmp_path)
    with Desk(Ledger(path), chosen=chosen, take=reader, clock=lambda: make.NOON) as desk:
        desk.take_in([make.raw_item()])
    yesterday = make.NOON - timedelta(1)
    with Desk(Ledger(path), chosen=chosen, take=reader, clock=lambda: yesterday) as desk:
        desk.take_in([make.raw_item(make.TEXT + " More.")])
        assert desk.documents(yesterday) == ()


def test_an_address_on_the_web_is_refused_for_now() -> None:
    with pytest.raises(InputError, match="web address"):
        connect("https://example.org/ledger")


def test_connecting_to_a_file_that_is_no_ledger_names_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words " * 1000)
    with pytest.raises(LedgerError, match=r"a\.txt is no ledger"):
        connect(tmp_path / "a.txt")


def test_contradictions_are_found_by_incident_family_and_document(desk: Desk) -> None:
    told = "Rebels shelled Goris on {}, and the road was closed by snow for the rest of the week."
    texts = [told.format(day) for day in ("Tuesday", "Thursday")]
    desk.take_in(
        [make.raw_item(text, origin=f"{n}.txt") for n, text in enumerate(texts)], outlet="Wire"
    )
    desk.reconcile()
    (family,) = desk.families()
    for id_ in (family.id, family.documents[0], desk.incidents()[0].id):
        (found,) = desk.contradictions(id_)
        assert {found.left.text, found.right.text} == {"Tuesday", "Thursday"}


def test_losses_have_a_history_by_day_of_publication(desk: Desk) -> None:
    desk.take_in(two_reports())
    desk.reconcile()
    assert desk.history(desk.incidents()[0].id) == ()


def test_what_was_judged_is_no_longer_in_doubt(desk: Desk) -> None:
    for origin, day in (("a.txt", 13), ("b.txt", 15)):
        desk.take_in([make.raw_item(origin=origin)], published=date(2022, 9, day))
    desk.reconcile()
    for doubt in desk.doubts():
        desk.judge(doubt.left, doubt.right, "unsure", why="cannot be told")
    assert desk.doubts() == ()
