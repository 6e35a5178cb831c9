"""A remote ledger behaves like the local one for reading."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import tocsin
from tests.serve.conftest import BASE, PASSWORD_HASH, filled, site_at
from tocsin.client import RemoteDesk
from tocsin.errors import InputError, LedgerError
from tocsin.serve.office import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.serve.conftest import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with filled(tmp_path_factory.mktemp("remote") / "war.db") as desk:
        desk.judge(*site_at(desk).pair, "same", why="one night")
        yield site_at(desk)


def far(site: Site, token: str = "") -> RemoteDesk:
    return RemoteDesk(BASE, token=token, transport=site.client._transport)


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"country": "ARM"},
        {"kind": "assault"},
        {"since": date(2022, 9, 14)},
        {"until": date(2022, 9, 13)},
        {"place": "Goris"},
        {"sides": ("ARM", "AZE")},
        {"sides": "Armenia"},
        {"disputed": True},
        {"disputed": False},
        {"background": True},
        {"background": False},
        {"as_of": date(2022, 9, 12)},
    ],
)
def test_incidents_and_claims_are_those_of_the_ledger(site: Site, filters: dict[str, Any]) -> None:
    with far(site) as desk:
        assert desk.incidents(**filters) == site.desk.incidents(**filters)
        narrowed = {
            key: value for key, value in filters.items() if key not in {"disputed", "background"}
        }
        assert set(desk.claims(**narrowed)) == set(site.desk.claims(**narrowed))


def test_pages_are_fetched_to_the_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.client.PAGE", 1)
    assert far(site).incidents() == site.desk.incidents()
    assert far(site).documents() == site.desk.documents()


def test_reasons_readings_and_judgements_come_whole(site: Site) -> None:
    (one,) = site.desk.incidents(disputed=True)
    assert far(site).explain(one.id) == site.desk.explain(one.id)
    document = site.desk.documents()[0]
    assert far(site).reading(document.id).document == document
    assert far(site).judgements() == site.desk.judgements()
    assert far(site).decisions() == ()


@pytest.mark.parametrize(
    "asked",
    [
        lambda desk: desk.explain("none"),
        lambda desk: desk.explain("../../etc/passwd"),
        lambda desk: desk.incidents(kind="murder"),
        lambda desk: desk.claims(country="Armenia"),
    ],
)
def test_what_is_wrong_is_said_as_locally(
    site: Site, asked: Callable[[RemoteDesk], object]
) -> None:
    with pytest.raises(InputError):
        asked(far(site))


def test_a_guarded_ledger_needs_its_token(site: Site) -> None:
    site.desk.access.add_user("rita", "reader", PASSWORD_HASH)
    secret = site.desk.access.add_token("rita", "reader", label="test", days=1)
    guarded = site_at(site.desk, Options(open_=False))
    assert far(guarded, secret).incidents() == site.desk.incidents()
    with pytest.raises(LedgerError, match="token"):
        far(guarded).incidents()


def test_a_ledger_that_is_not_there_is_named() -> None:
    with pytest.raises(LedgerError, match=r"127\.0\.0\.1:9"):
        RemoteDesk("http://127.0.0.1:9").incidents()


def test_connecting_to_an_address_gives_a_remote_desk() -> None:
    assert isinstance(tocsin.connect("https://ledger.example.org/"), RemoteDesk)
