"""A small ledger of both sides' stories, served in this process; hostile texts are in it too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from tests import factories as make
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.records import Denial, Kind, Reading, Stance
from tocsin.serve import office
from tocsin.serve.app import create_app
from tocsin.serve.office import Options, hashed
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tocsin.records import Document, RawItem, ResolvedClaim

BASE = "http://127.0.0.1:8000"
PASSWORD = "three random words"  # noqa: S105 - of a ledger that lives for a test
office.HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # quick, for tests
office.DUMMY = office.HASHER.hash("nobody")
PASSWORD_HASH = hashed(PASSWORD)
HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(2)> javascript:alert(3) \u202etxet'
    " <svg/onload=alert(4)> {{ 7*7 }} </style><style>*{display:none}</style> =1+1"
)
STORIES = (
    ("ararat.txt", "Ararat Ledger", "Guns shelled Goris on Tuesday, the ministry in Yerevan said."),
    ("caspian.txt", "Caspian Courier", "Baku denied that its army had shelled Goris that night."),
    ("beacon.txt", "Daily Beacon", "Drones shelled the road to Sotk; eight soldiers were killed."),
    ("hostile.txt", f"Outlet {HOSTILE}", f"Rebels shelled the camp. {HOSTILE} {'w' * 3000}"),
)
PLACES = {
    "ararat.txt": make.place(),
    "caspian.txt": make.place(),
    "beacon.txt": make.place("Sotk", lat=40.2, lon=45.86, precision=2),
    "hostile.txt": make.place("Syunik", lat=39.3, lon=46.2, precision=4),
}


def told(document: Document) -> ResolvedClaim:
    """The one claim of a story."""
    place = PLACES[document.origin]
    if document.origin == "caspian.txt":
        denies: dict[str, Any] = {"stance": Stance.DENIES, "denial": Denial.EVENT}
        voice = make.actor("Azerbaijan's Defense Ministry")
        return make.shelling(document, told=denies, speakers=(voice,), places=(place,))
    if document.origin == "beacon.txt":
        toll = make.toll(8, 8, span=make.span(document, "eight soldiers"))
        days = make.when(make.DAY + timedelta(days=1))
        of = {"tolls": (toll,), "mode": "drone"}
        return make.shelling(document, of=of, places=(place,), days=days)
    if document.origin == "hostile.txt":
        who = make.actor(f"Rebels {HOSTILE[:60]}", None)
        of = {"kind": Kind.COERCE, "mode": "abduction"}
        return make.shelling(document, of=of, actors=(who,), places=(place,), days=None)
    return make.shelling(document, places=(place,))


def story(raw: RawItem, **_: Any) -> tuple[Reading, ...]:
    """A pipeline that knows these stories."""
    outlets = {origin: name for origin, name, _ in STORIES}
    text = raw.payload.decode()
    title = f"Title {HOSTILE}" if raw.origin == "hostile.txt" else f"News from {raw.origin}"
    document = make.document(
        text, origin=raw.origin, outlet=outlets[raw.origin], title=title, published=make.DAY
    )
    flags = (make.flag(make.span(document, "Rebels")),) if raw.origin == "hostile.txt" else ()
    return (make.reading(document, told(document), flags=flags),)


class Clock:
    """A clock that moves on a minute whenever it is looked at."""

    def __init__(self) -> None:
        self.now = make.NOON
        self.step = timedelta(minutes=1)

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


def filled(path: Path) -> Desk:
    """A desk at a ledger of the stories."""
    chosen = Settings(ledger=path, gazetteer=path.with_name("places.db"))
    desk = Desk(Ledger(path), chosen=chosen, take=story, clock=Clock())
    desk.take_in([make.raw_item(text, origin) for origin, _, text in STORIES])
    desk.reconcile()
    return desk


@dataclass(frozen=True, kw_only=True)
class Site:
    """A served ledger with a client of one browser."""

    desk: Desk
    client: TestClient

    def csrf(self, path: str = "/") -> str:
        """The token of the forms of a page."""
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.client.get(path).text)
        assert found is not None, f"{path} has no form"
        return found[1]

    def post(self, path: str, **fields: Any) -> Any:
        """Send a form of ours, with its token, and stay where it leads."""
        fields.setdefault("csrf", self.csrf("/login"))
        return self.client.post(path, data=fields, follow_redirects=False)

    def log_in(self, name: str, password: str = PASSWORD) -> Any:
        """Log in by the form."""
        return self.post("/login", name=name, password=password)

    @property
    def pair(self) -> tuple[str, str]:
        """The claims of the two stories about Goris."""
        claims = {one.claim.first.trigger.document_id: one.id for one in self.desk.claims()}
        origins = {one.origin: claims[one.id] for one in self.desk.documents()}
        return origins["ararat.txt"], origins["caspian.txt"]


def site_at(desk: Desk, options: Options | None = None) -> Site:
    """`desk` served in this process."""
    app = create_app(desk, options)
    client = TestClient(app, base_url=BASE, raise_server_exceptions=False)
    return Site(desk=desk, client=client)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A ledger that tests only look at."""
    with filled(tmp_path_factory.mktemp("shown") / "war.db") as desk:
        yield site_at(desk)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A ledger of one's own, open to the one person."""
    with filled(tmp_path / "war.db") as desk:
        yield site_at(desk)


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Site]:
    """A ledger of one's own with three accounts, which must log in."""
    with filled(tmp_path / "war.db") as desk:
        for name, rank in (
            ("rita", "reader"),
            ("cora", "coder"),
            ("carl", "coder"),
            ("ada", "admin"),
        ):
            desk.access.add_user(name, rank, PASSWORD_HASH)
        yield site_at(desk, Options(open_=False))
