"""One ledger of each kind for the conformity suite."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.store import postgresql
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from tocsin.store.protocol import Store

NUMBERS = count()
LEFT_OPEN = (  # by a test that failed half-way; the schema could not be dropped before it
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"
)


@pytest.fixture(scope="session")
def server() -> Iterator[Engine]:
    """A PostgreSQL that this session has for itself."""
    bin_ = postgresql.programs()
    if bin_ is None:
        pytest.skip(postgresql.LACKING)
    with postgresql.serving(bin_) as address:
        engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
        yield engine
        engine.dispose()


@pytest.fixture
def database(server: Engine) -> Iterator[str]:
    """The address of an empty schema, which is as good as a database and quicker made."""
    name = f"ledger{next(NUMBERS)}"
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    own = server.url.update_query_dict({"options": f"-csearch_path={name}"})
    yield own.set(drivername="postgresql").render_as_string(hide_password=False)
    with server.begin() as connection:
        connection.execute(text(LEFT_OPEN))
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The place of an empty ledger of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "war.db")
    return str(request.getfixturevalue("database"))


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    ledger = Ledger(where)
    yield ledger
    ledger.close()
