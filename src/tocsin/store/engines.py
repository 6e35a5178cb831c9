"""Open a ledger's database: SQLite by path, PostgreSQL by URL; say plainly what went wrong."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from tocsin.errors import LedgerError, MissingPartError
from tocsin.store.migrations import is_due, migrate
from tocsin.store.refill import refill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

MARK = 0x746F6373  # "tocs" as SQLite application id: tells a ledger from any other database
WAIT = 30_000  # milliseconds that a second writer waits for the first
SCHEME = "postgresql"

REMEDIES = {
    "SQLITE_READONLY": "is read-only; make the file and its folder writable, or use another ledger",
    "SQLITE_CANTOPEN": "cannot be opened; check that its folder exists and may be written",
    "SQLITE_FULL": "could not grow, the disk is full; free some space and run the command again",
    "SQLITE_NOTADB": "is no ledger but some other file; choose another path",
    "SQLITE_CORRUPT": "is damaged; restore a backup",
    "SQLITE_BUSY": "is being written by another program; wait for it to end and try again",
    "SQLITE_LOCKED": "is being written by another program; wait for it to end and try again",
    "SQLITE_IOERR": "could not be read or written by the system; check the disk",
    "SQLITE_PERM": "may not be opened; check its permissions",
    "SQLITE_AUTH": "may not be opened; check its permissions",
}


def open_engine(where: str | Path) -> tuple[Engine, str]:
    """The engine of the ledger at a path or PostgreSQL URL, at the newest schema, and its name.

    Raises:
        LedgerError: it cannot be opened, is no ledger, or has a newer schema.
        MissingPartError: the PostgreSQL driver is not installed.
    """
    scheme, found, _ = str(where).partition("://")
    if found:
        engine, name = _at(scheme, str(where))
    else:
        engine, name = _sqlite(Path(where))
    try:
        _prepare(engine, name)
    except BaseException:
        engine.dispose()
        raise
    return engine, name


@contextmanager
def speaking_plainly(name: str) -> Iterator[None]:
    """Turn a database error about the ledger `name` into a LedgerError that names the remedy."""
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(_plain(name, error.orig)) from error
    except sqlite3.Error as error:
        raise LedgerError(_plain(name, error)) from error


@contextmanager
def writing(engine: Engine, name: str) -> Iterator[Connection]:
    """A transaction that writes, alone; committed at the end, else rolled back."""
    chosen = engine.execution_options(tocsin_writes=True, **_isolation(engine, "READ COMMITTED"))
    with speaking_plainly(name), chosen.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Connection]:
    """A transaction that only reads and sees one state of the ledger."""
    chosen = engine.execution_options(**_isolation(engine, "REPEATABLE READ"))
    with speaking_plainly(name), chosen.connect() as connection:
        yield connection


def _isolation(engine: Engine, level: str) -> dict[str, str]:
    return {} if engine.dialect.name == "sqlite" else {"isolation_level": level}


def _plain(name: str, error: BaseException | None) -> str:
    code = str(getattr(error, "sqlite_errorname", ""))
    for start, remedy in REMEDIES.items():
        if code.startswith(start):
            return f"ledger {name} {remedy}"
    return f"ledger {name} failed: {str(error).strip()}; check that it is there and may be used"


def _at(scheme: str, url: str) -> tuple[Engine, str]:
    if not scheme.startswith(SCHEME):
        msg = f"no ledger can be at a {scheme}:// URL; give a path, or postgresql://host/database"
        raise LedgerError(msg)
    return _postgresql(url)


def _postgresql(url: str) -> tuple[Engine, str]:
    try:
        name = make_url(url).render_as_string(hide_password=True)
        driven = (
            url
            if "+" in url.split(":", maxsplit=1)[0]
            else url.replace(SCHEME, SCHEME + "+psycopg", 1)
        )
        engine = create_engine(driven)
    except (ArgumentError, NoSuchModuleError) as error:
        msg = "the ledger's URL is malformed; write postgresql://user@host/database"
        raise LedgerError(msg) from error
    except ModuleNotFoundError as error:
        msg = f"{error.name}, the PostgreSQL driver, is missing: pip install 'tocsin[postgres]'"
        raise MissingPartError(msg) from error
    event.listen(engine, "begin", _queue)
    return engine, name


def _sqlite(path: Path) -> tuple[Engine, str]:
    name = str(path)
    if path.is_dir():
        msg = f"ledger {name} is a folder; name a file in it, such as {path / 'war.db'}"
        raise LedgerError(msg)
    sealed = path.exists() and not _writable(path)
    if not sealed:
        _make_folder(path)
    mode = _sealed_mode(path) if sealed else "mode=rwc"
    address = f"{path.absolute().as_uri()}?{mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=WAIT / 1000, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _begin)
    return engine, name


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _sealed_mode(path: Path) -> str:
    """A write-ahead log that is left over must be read, else nothing may be created beside it."""
    log = path.with_name(path.name + "-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def _make_folder(path: Path) -> None:
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"ledger {path}: its folder cannot be made ({error.strerror}); choose another path"
        raise LedgerError(msg) from error


def _tune(connection: Any, _: object) -> None:  # noqa: ANN401 - SQLAlchemy's hook
    for pragma in ("foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("tocsin_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _queue(connection: Connection) -> None:
    """PostgreSQL writers wait for one another, as SQLite's do."""
    if connection.get_execution_options().get("tocsin_writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MARK})")


def _prepare(engine: Engine, name: str) -> None:
    """Refuse what is no ledger; make or migrate the schema where that is due."""
    with reading(engine, name) as connection:
        if connection.dialect.name == "sqlite":
            _refuse_strangers(connection, name)
        due = is_due(connection)
    if not due:
        return
    if engine.dialect.name == "sqlite":
        _keep_log(engine, name)
    with writing(engine, name) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {MARK}")
        migrate(connection, name, refill)


def _keep_log(engine: Engine, name: str) -> None:
    """Switch SQLite to its write-ahead log, which it does outside of transactions only."""
    raw = engine.raw_connection()
    try:
        with speaking_plainly(name):
            raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def _refuse_strangers(connection: Connection, name: str) -> None:
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    filled = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    if filled and mark != MARK:
        msg = f"ledger {name} is a database of another program; choose another path"
        raise LedgerError(msg)
