"""Pages, filters and counts, the same in every store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tocsin.errors import InputError
from tocsin.records import Kind, Stance
from tocsin.store.protocol import Facet, Query, Receipt

if TYPE_CHECKING:
    from tocsin.records import Incident
    from tocsin.store.protocol import Store

NOON = make.NOON
RECEIPT = Receipt(origin="a.txt", digest="d1", rules="1", asked="")


def day(number: int) -> Any:
    return make.when(date(2022, 9, number))


def filled(store: Store) -> tuple[Incident, ...]:
    """Six incidents: two on one day, one without a day, one denied, one told as history."""
    incidents = (
        make.incident("a", when=day(1), kind=Kind.AID),
        make.incident("b", when=day(2), denied_by=("Baku",)),
        make.incident("c", when=day(2), actors=(make.actor("Russia", "RUS"),)),
        make.incident("d", when=make.when(date(2022, 8, 30), date(2022, 9, 9)), background=True),
        make.incident("e", when=None),
        make.incident("f", when=day(3), asserted_by=("Yerevan",), places=(make.place("Shusha"),)),
    )
    store.settle(incidents, (), at=NOON)
    return incidents


def ids(store: Store, **fields: Any) -> str:
    found = store.incident_page(Query(**fields), limit=50).items
    return "".join(one.claims[0] for one in found)


@pytest.mark.parametrize(("newest", "order"), [(False, "dabcfe"), (True, "dfcbae")])
def test_pages_cover_everything_once_in_order(store: Store, *, newest: bool, order: str) -> None:
    filled(store)
    seen, after = [], None
    for _ in range(6):
        page = store.incident_page(Query(), limit=2, after=after, newest=newest)
        assert page.total == 6
        seen += [one.claims[0] for one in page.items]
        after = page.after
        if after is None:
            break
    assert "".join(seen) == order


def test_a_page_stays_where_it_was_when_more_comes_in(store: Store) -> None:
    incidents = filled(store)
    first = store.incident_page(Query(), limit=3)
    store.settle((*incidents, make.incident("z", when=make.when(date(2020, 1, 1)))), (), at=NOON)
    rest = store.incident_page(Query(), limit=9, after=first.after)
    assert [one.claims[0] for one in rest.items] == ["c", "f", "e"]
    assert rest.after is None


def test_an_invented_cursor_is_refused(store: Store) -> None:
    for page in (store.incident_page, store.claim_page):
        with pytest.raises(InputError, match="leads to no page"):
            page(Query(), limit=3, after="page 2")
    with pytest.raises(InputError, match="holds nothing"):
        store.incident_page(Query(), limit=0)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"sides": ("RUS",)}, "c"),
        ({"sides": ("azerbaijan", "Armenia")}, "dabfe"),
        ({"sides": ("RUS", "AZE")}, ""),
        ({"source": "yerevan"}, "f"),
        ({"source": "BAKU"}, "b"),
        ({"disputed": True}, "b"),
        ({"disputed": False, "background": False}, "acfe"),
        ({"background": True}, "d"),
        ({"place": "shusha"}, "f"),
        ({"kind": Kind.AID}, "a"),
        ({"since": date(2022, 9, 3)}, "df"),
        ({"until": date(2022, 9, 1)}, "da"),
        ({"country": "RUS"}, "c"),
        ({"as_of": NOON - timedelta(1)}, ""),
    ],
)
def test_every_filter_narrows(store: Store, fields: dict[str, Any], found: str) -> None:
    filled(store)
    assert ids(store, **fields) == found
    assert store.incident_page(Query(**fields), limit=1).total == len(found)


def test_incidents_are_counted_by_what_they_share(store: Store) -> None:
    filled(store)
    assert store.tally_incidents(Query(), Facet.KIND) == (("ASSAULT", 5), ("AID", 1))
    assert store.tally_incidents(Query(), Facet.MONTH) == (("2022-08", 1), ("2022-09", 4))
    assert store.tally_incidents(Query(), Facet.COUNTRY) == (("ARM", 6), ("AZE", 5), ("RUS", 1))
    assert store.tally_incidents(Query(disputed=True), Facet.SOURCE) == (
        ("baku", 1),
        ("example times", 1),
    )


def test_incidents_are_found_by_the_start_of_an_id(store: Store) -> None:
    kept = filled(store)
    assert store.incident("i-b") == kept[1]
    assert store.incident("i-") is None
    assert len(store.incidents_starting("i-", limit=4)) == 4
    assert store.incidents_starting("f") == (kept[5],)
    assert store.incidents_starting("i-b", NOON - timedelta(1)) == ()


def told(store: Store, origin: str = "a.txt", **fields: Any) -> None:
    document = make.document(origin=origin)
    claim = make.shelling(document, **fields)
    denial = make.shelling(
        document,
        "denied",
        told={"stance": Stance.DENIES, "answers": claim.id},
        speakers=(make.actor("Baku", "AZE"),),
    )
    store.add(make.reading(document, claim, denial), receipt=RECEIPT, at=NOON)


def test_claims_come_in_pages_too(store: Store) -> None:
    told(store, "a.txt", days=day(5))
    told(store, "b.txt", days=None)
    first = store.claim_page(Query(), limit=3)
    assert first.total == 4
    rest = store.claim_page(Query(), limit=3, after=first.after)
    assert [one.when for one in rest.items] == [None]
    newest = store.claim_page(Query(), limit=1, newest=True)
    assert newest.items[0].when == make.when()


def test_claims_are_narrowed_by_stance_and_source(store: Store) -> None:
    told(store)
    (denial,) = store.claims(Query(stance=Stance.DENIES))
    assert list(store.claims(Query(source="baku"))) == [denial]
    assert list(store.claims(Query(source="AZE"))) == [denial]
    (assertion,) = store.claims(Query(source="example times"))
    assert assertion.claim.stance is Stance.ASSERTS
    assert len(list(store.claims(Query(disputed=True)))) == 2


def test_the_size_counts_what_counts(store: Store) -> None:
    told(store)
    filled(store)
    store.drop(make.dropped(), receipt=RECEIPT, at=NOON)
    size = store.size()
    assert (size.documents, size.claims, size.incidents, size.dropped) == (1, 2, 6, 1)
    before = store.size(NOON - timedelta(1))
    assert (before.documents, before.claims, before.incidents, before.dropped) == (0, 0, 0, 0)
