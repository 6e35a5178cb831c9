"""The rooms of a store: glances, papers, accounts, remarks and the outbox, in every database."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tocsin.errors import InputError
from tocsin.records import ApiToken, Deed, Fate, Notice, Rank, User
from tocsin.store.accounts import Accounts
from tocsin.store.glances import Glance, Glances, Gone
from tocsin.store.outbox import Outbox
from tocsin.store.papers import Papers
from tocsin.store.protocol import Query, Receipt
from tocsin.store.remarks import Remarks

if TYPE_CHECKING:
    from datetime import datetime

    from tocsin.records import Reading, Rule
    from tocsin.store.protocol import Store

LATER = make.NOON + timedelta(hours=1)


def rule(*to: str) -> Rule:
    from tocsin.desk.rules import rule_of  # noqa: PLC0415 - the desk is above the store

    return rule_of({"name": "r", "to": list(to)})


def add(store: Store, origin: str, at: datetime = make.NOON) -> Reading:
    document = make.document(f"Guns shelled {origin}.", origin=origin)
    reading = make.reading(document, make.shelling(document))
    receipt = Receipt(origin=origin, digest="d", rules="r", asked="")
    store.add(reading, receipt=receipt, at=at)
    return reading


def user(name: str = "ana", rank: Rank = Rank.CODER) -> User:
    return User(name=name, rank=rank, password="hash", made_at=make.NOON, ended_at=None)  # noqa: S106


def test_glances_follow_incidents_as_they_change_and_end(store: Store) -> None:
    one, other = make.incident("a", "b"), make.incident("c")
    store.settle((one, other), (), at=make.NOON)
    looks = store.room(Glances)
    first = list(looks.after(0))
    assert [type(each) for each in first] == [Glance, Glance]
    assert {each.incident for each in first if isinstance(each, Glance)} == {one, other}
    store.settle((one,), (), at=LATER)
    (gone,) = looks.after(max(each.number for each in first))
    assert isinstance(gone, Gone)
    assert gone.id == other.id
    assert list(looks.after(0, make.NOON)) == first
    assert [state for _, state in looks.history(other.id, None)] == [other, None]


def test_papers_come_in_pages_from_both_ends(store: Store) -> None:
    added = [add(store, f"{n}.txt") for n in range(5)]
    papers = store.room(Papers)
    first = papers.page(most=2)
    rest = papers.page(after=first[-1].number, most=9)
    assert [one.document for one in (*first, *rest)] == [one.document for one in added]
    newest = papers.latest(most=3)
    older = papers.latest(before=newest[-1][0])
    assert [one for _, one in (*newest, *older)] == added[::-1]
    (row, claim), *_ = papers.claims(Query(), most=1)
    assert papers.claims(Query(), after=row)[0][1] == added[1].claims[0]
    assert papers.claim(claim.id) == claim
    found = papers.paper(added[2].document.id)
    assert found is not None
    assert (found.reading, found.version, found.latest) == (added[2], 1, True)
    assert papers.paper("none") is None


def test_sessions_and_tokens_open_the_door_until_they_end(store: Store) -> None:
    accounts = store.room(Accounts)
    accounts.add_user(user())
    with pytest.raises(InputError):
        accounts.add_user(user())
    accounts.open_session("s", "ana", at=make.NOON, until=LATER)
    assert accounts.session_user("s", at=make.NOON) == accounts.user("ana")
    assert accounts.session_user("s", at=LATER) is None, "it is over"
    token = ApiToken(
        number=0,
        digest="t",
        user="ana",
        label="l",
        rank=Rank.READER,
        made_at=make.NOON,
        expires_at=LATER,
        ended_at=None,
    )
    accounts.add_token(token)
    held = accounts.token_user("t", at=make.NOON)
    assert held is not None
    assert held[1] is Rank.READER
    accounts.close_user("ana", at=make.NOON)
    assert accounts.session_user("s", at=make.NOON) is None
    assert accounts.token_user("t", at=make.NOON) is None


def test_deeds_and_visits_are_kept(store: Store) -> None:
    accounts = store.room(Accounts)
    deed = Deed(by="ana", action="judge", target="a b", detail="why", at=make.NOON)
    accounts.note(deed)
    assert accounts.deeds(5) == (deed,)
    assert accounts.last_visit("ana") is None
    accounts.visit("ana", at=make.NOON)
    assert accounts.last_visit("ana") == make.NOON


def test_a_notice_and_its_deliveries_are_one_step_and_come_once(store: Store) -> None:
    outbox, asked = store.room(Outbox), rule("ops", "desk")
    assert outbox.position(asked, by="ana", start=7, at=make.NOON) == 7
    told = Notice(
        id="n",
        rule="r",
        about="a",
        title="t",
        day=None,
        incident=None,
        quoted=(),
        claims=("c",),
        at=make.NOON,
    )
    assert outbox.post(asked, [told], 9, make.NOON) == 1
    assert outbox.post(asked, [told], 9, make.NOON) == 0
    assert outbox.position(asked, by="ana", start=0, at=make.NOON) == 9
    assert [one.channel for one in outbox.due(make.NOON)] == ["ops", "desk"]
    first = outbox.due(make.NOON)[0]
    assert outbox.claim(first.number, at=make.NOON)
    assert not outbox.claim(first.number, at=make.NOON), "somebody else has it"
    outbox.settle(first.number, Fate.SENT, attempts=1, due_at=LATER, told="")
    assert [one.channel for one in outbox.due(make.NOON)] == ["desk"]
    assert outbox.newest(5) == outbox.told("r") == (told,)
    assert outbox.end_rule("r", at=LATER)
    assert outbox.rules() == ()


def test_a_correction_is_taken_back_by_who_made_it(store: Store) -> None:
    remarks = store.room(Remarks)
    store.correct(make.correction("d:0-1"))
    assert not remarks.withdraw_correction("d:0-1", "kind", by="ben", at=LATER)
    assert remarks.withdraw_correction("d:0-1", "kind", by="ana", at=LATER)
    assert not remarks.withdraw_correction("d:0-1", "kind", by="ana", at=LATER)
    (kept,) = store.corrections()
    assert kept.withdrawn_at == LATER
