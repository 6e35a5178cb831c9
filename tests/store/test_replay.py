"""Whatever happens to a ledger, every past moment comes back byte for byte."""

from __future__ import annotations

from datetime import timedelta
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from tests.store import strategies
from tocsin.export import canonical
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Query, Receipt

if TYPE_CHECKING:
    from datetime import datetime

    from tocsin.records import Reading, ResolvedClaim

ORIGINS = st.sampled_from(["a", "b", "c"])
TEXTS = st.sampled_from([make.TEXT, make.TEXT + " More.", "The army shelled the town."])
CLAIMS = st.sampled_from(["c1", "c2", "c3"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), ORIGINS, TEXTS),
        st.tuples(st.just("withdraw"), ORIGINS),
        st.tuples(st.just("settle"), st.sets(CLAIMS), st.booleans()),
        st.tuples(st.just("judge"), CLAIMS, CLAIMS),
        st.tuples(st.just("unjudge"), CLAIMS, CLAIMS),
        st.tuples(st.just("drop"), ORIGINS),
    ),
    min_size=1,
    max_size=6,
)


def do(ledger: Ledger, step: tuple[Any, ...], at: datetime) -> None:
    receipt = Receipt(origin="x", digest="d", rules="1", asked="")
    match step:
        case ("add", origin, text):
            document = make.document(text, origin=origin)
            reading = make.reading(document, make.anchored(make.shelling(document)))
            ledger.add(reading, receipt=receipt, at=at)
        case ("withdraw", origin):
            ledger.withdraw(origin, why="w", by="ana", at=at)
        case ("settle", claims, denied):
            by = ("Baku",) if denied else ()
            incidents = tuple(make.incident(one, denied_by=by) for one in sorted(claims))
            ledger.settle(incidents, (), at=at)
        case ("judge", left, right):
            ledger.judge(make.judgement(left, right, at=at))
        case ("unjudge", left, right):
            ledger.withdraw_judgement(left, right, by="ana", at=at)
        case ("drop", origin):
            ledger.drop(make.dropped(origin), receipt=receipt, at=at)


def state(ledger: Ledger, as_of: datetime | None) -> tuple[Any, ...]:
    query = Query(as_of=as_of)
    page = ledger.incident_page(query, limit=2, newest=True)
    return (
        b"".join(canonical.lines(ledger, as_of)),
        [one.document.id for one in ledger.search("shelled", as_of)],
        (page.items, page.total, page.after),
        ledger.size(as_of),
    )


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_every_moment_comes_back_as_it_was(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        ledger = Ledger(f"{folder}/war.db")
        seen = []
        for number, step in enumerate(steps):
            at = make.NOON + timedelta(hours=number)
            do(ledger, step, at)
            seen.append((at, state(ledger, None)))
        for at, known in seen:
            assert state(ledger, at) == known
        ledger.close()


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(strategies.readings(), max_size=3))
def test_whatever_is_added_comes_back_whole(readings: list[Reading]) -> None:
    with TemporaryDirectory() as folder:
        ledger = Ledger(f"{folder}/war.db")
        kept = {}
        for number, reading in enumerate(readings):
            origin = f"o{number}"
            document = make.document(
                reading.document.text, origin=origin, published=reading.document.published
            )
            kept[origin] = make.reading(document, *reading.claims, flags=reading.flags)
            receipt = Receipt(origin=origin, digest="d", rules="1", asked="")
            ledger.add(kept[origin], receipt=receipt, at=make.NOON)
        assert list(ledger.readings()) == list(kept.values())
        pages: list[ResolvedClaim] = []
        after: str | None = None
        while True:
            page = ledger.claim_page(Query(), limit=2, after=after)
            pages += page.items
            after = page.after
            if after is None:
                break
        told = [claim for reading in kept.values() for claim in reading.claims]
        assert sorted(one.id for one in pages) == sorted(one.id for one in told)
        assert page.total == len(told)
        ledger.close()
