"""What every store must do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories as make
from tocsin.errors import InputError
from tocsin.records import Kind, Reading, Verdict
from tocsin.store.protocol import Entry, Query, Receipt, Store

NOON = make.NOON
LATER = NOON + timedelta(days=1)
LATEST = NOON + timedelta(days=2)


def receipt(origin: str = "a.txt", digest: str = "d1", asked: str = "") -> Receipt:
    return Receipt(origin=origin, digest=digest, rules="1", asked=asked)


def shelling(origin: str = "a.txt", text: str = make.TEXT, **fields: Any) -> Reading:
    document = make.document(text, origin=origin, **fields)
    return make.reading(document, make.shelling(document), flags=[make.flag()])


def test_what_is_added_comes_back_whole(store: Store) -> None:
    reading = shelling()
    assert store.add(reading, receipt=receipt(), at=NOON) is Entry.NEW
    assert list(store.readings()) == [reading]
    assert list(store.documents()) == [reading.document]
    assert list(store.claims(Query())) == list(reading.claims)


def test_the_same_document_twice_changes_nothing(store: Store) -> None:
    store.add(shelling(), receipt=receipt(), at=NOON)
    assert store.add(shelling(), receipt=receipt(), at=LATER) is Entry.UNCHANGED
    assert store.last_recorded() == NOON


def test_a_lost_date_is_no_news_but_a_learned_one_is(store: Store) -> None:
    store.add(shelling(), receipt=receipt(), at=NOON)
    assert store.add(shelling(published=None), receipt=receipt(), at=LATER) is Entry.UNCHANGED
    learned = shelling(published=date(2022, 9, 14))
    assert store.add(learned, receipt=receipt(), at=LATER) is Entry.REVISED
    assert list(store.readings()) == [learned]


def test_the_same_text_from_another_origin_is_another_document(store: Store) -> None:
    store.add(shelling("a.txt"), receipt=receipt(), at=NOON)
    assert store.add(shelling("b.txt"), receipt=receipt("b.txt"), at=NOON) is Entry.NEW
    assert [one.origin for one in store.documents()] == ["a.txt", "b.txt"]


def test_an_origin_read_again_is_a_new_version_and_both_are_kept(store: Store) -> None:
    old, new = shelling(), shelling(text=make.TEXT + " More.")
    store.add(old, receipt=receipt(), at=NOON)
    assert store.add(new, receipt=receipt(), at=LATER) is Entry.REVISED
    assert list(store.readings()) == [new]
    assert store.versions("a.txt") == (old.document, new.document)
    assert list(store.readings(NOON)) == [old]


def test_a_page_that_turns_back_counts_as_it_is_now(store: Store) -> None:
    old, new = shelling(), shelling(text=make.TEXT + " More.")
    for reading in (old, new, old):
        store.add(reading, receipt=receipt(), at=NOON)
    assert list(store.readings()) == [old]
    assert len(store.versions("a.txt")) == 3


def test_withdrawing_hides_a_document_and_keeps_its_history(store: Store) -> None:
    reading = shelling()
    store.add(reading, receipt=receipt(), at=NOON)
    assert store.withdraw("a.txt", why="retracted", by="ana", at=LATER)
    assert not store.withdraw("a.txt", why="again", by="ana", at=LATER)
    assert not list(store.readings())
    assert not list(store.claims(Query()))
    assert list(store.readings(NOON)) == [reading]
    assert store.versions("a.txt") == (reading.document,)


def test_a_withdrawn_document_can_be_added_anew(store: Store) -> None:
    store.add(shelling(), receipt=receipt(), at=NOON)
    store.withdraw("a.txt", why="retracted", by="ana", at=LATER)
    assert store.add(shelling(), receipt=receipt(), at=LATEST) is Entry.REVISED
    assert len(list(store.documents())) == 1
    assert not list(store.documents(LATER))


def test_nothing_is_known_before_it_was_recorded(store: Store) -> None:
    store.add(shelling(), receipt=receipt(), at=LATER)
    store.settle((make.incident("c"),), (), at=LATER)
    assert not list(store.readings(NOON))
    assert not list(store.incidents(Query(as_of=NOON)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), True),
        (Query(country="ARM"), True),
        (Query(country="aze"), True),
        (Query(country="FRA"), False),
        (Query(kind=Kind.ASSAULT), True),
        (Query(kind=Kind.AID), False),
        (Query(place="GÓRIS"), True),
        (Query(place="Jermuk"), False),
        (Query(since=make.DAY, until=make.DAY), True),
        (Query(since=make.DAY + timedelta(1)), False),
        (Query(until=make.DAY - timedelta(1)), False),
        (Query(country="ARM", kind=Kind.ASSAULT, place="goris", since=make.DAY), True),
        (Query(country="ARM", kind=Kind.AID), False),
    ],
)
def test_filters_hold_together_for_claims_and_incidents(
    store: Store, query: Query, *, found: bool
) -> None:
    store.add(shelling(), receipt=receipt(), at=NOON)
    store.settle((make.incident("c"),), (), at=NOON)
    assert bool(list(store.claims(query))) is found
    assert bool(list(store.incidents(query))) is found


def test_an_undated_claim_meets_no_filter_of_days(store: Store) -> None:
    document = make.document()
    undated = make.reading(document, make.shelling(document, days=None))
    store.add(undated, receipt=receipt(), at=NOON)
    assert not list(store.claims(Query(since=date(1900, 1, 1))))
    assert list(store.claims(Query()))


def test_a_judgement_is_kept_and_can_be_taken_back_either_way_round(store: Store) -> None:
    store.judge(make.judgement("a", "b"))
    assert store.withdraw_judgement("b", "a", by="ana", at=LATER)
    assert not store.withdraw_judgement("a", "b", by="ana", at=LATEST)
    assert [one.withdrawn_at for one in store.judgements()] == [LATER]
    assert [one.withdrawn_at for one in store.judgements(NOON)] == [None]


def test_nobody_takes_back_what_somebody_else_judged(store: Store) -> None:
    store.judge(make.judgement("a", "b", Verdict.DIFFERENT))
    assert not store.withdraw_judgement("a", "b", by="ben", at=LATER)


def test_corrections_are_kept_in_order(store: Store) -> None:
    first, second = make.correction(), make.correction(new="AID", at=LATER)
    store.correct(first)
    store.correct(second)
    assert list(store.corrections()) == [first, second]
    assert list(store.corrections(NOON)) == [first]


def test_settling_writes_only_what_changed_and_keeps_what_was(store: Store) -> None:
    one, two = make.incident("a"), make.incident("b")
    assert store.settle((one, two), (), at=NOON) == 2
    assert store.settle((one, two), (), at=LATER) == 0
    grown = replace(one, claims=("a", "c"))
    assert store.settle((grown,), (), at=LATEST) == 2
    assert list(store.incidents(Query())) == [grown]
    assert list(store.incidents(Query(as_of=LATER))) == [one, two]


def test_an_ended_incident_can_come_back(store: Store) -> None:
    for incidents in ((make.incident("a"),), (), (make.incident("a"),)):
        store.settle(incidents, (), at=NOON)
    assert list(store.incidents(Query())) == [make.incident("a")]


def test_families_are_settled_beside_incidents(store: Store) -> None:
    family = make.family("a", "b")
    store.settle((make.incident("a"),), (family,), at=NOON)
    assert list(store.families()) == [family]
    assert len(list(store.incidents(Query()))) == 1


def test_an_input_taken_in_whole_is_known_again(store: Store) -> None:
    assert not store.finished(receipt())
    store.finish(receipt(), at=NOON)
    assert store.finished(receipt())
    assert not store.finished(receipt(digest="d2"))
    assert not store.finished(receipt(asked="2022-09-13"))


def test_an_input_whose_document_was_withdrawn_is_read_again(store: Store) -> None:
    store.add(shelling(), receipt=receipt(), at=NOON)
    store.finish(receipt(), at=NOON)
    store.withdraw("a.txt", why="retracted", by="ana", at=LATER)
    assert not store.finished(receipt())


def test_what_was_dropped_is_kept_once_with_its_reason(store: Store) -> None:
    for _ in range(2):
        store.drop(make.dropped(), receipt=receipt(), at=NOON)
    store.drop(make.dropped(reason="no text"), receipt=receipt(), at=LATER)
    assert [one.reason for one in store.dropped()] == ["empty", "no text"]
    assert [one.reason for one in store.dropped(NOON)] == ["empty"]


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_text_that_no_database_keeps_is_refused_by_name(store: Store, text: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt"):
        store.add(make.reading(make.document(text)), receipt=receipt(), at=NOON)
    assert not list(store.documents())


def test_readings_are_found_by_the_claims_they_hold(store: Store) -> None:
    reading = shelling()
    store.add(reading, receipt=receipt(), at=NOON)
    store.add(make.reading(make.document("Nothing.", origin="b")), receipt=receipt("b"), at=NOON)
    assert store.readings_with((reading.claims[0].id,), None) == (reading,)
    assert store.readings_with(("none",), None) == ()


def test_more_documents_than_one_batch_keep_their_order(store: Store) -> None:
    for number in range(205):
        store.add(shelling(f"{number:03}.txt"), receipt=receipt(), at=NOON)
    assert [one.document.origin for one in store.readings()] == [
        f"{number:03}.txt" for number in range(205)
    ]
