"""Look after a ledger: check it, copy it, make it small and quick again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, Table, column, exists, func, inspect, select, text
from sqlalchemy import table as named_table

from tocsin.errors import LedgerError
from tocsin.records import Flag, Incident, Span, digest_of
from tocsin.store import canon, rows, tables, words
from tocsin.store.engines import SCHEME, WAIT, open_engine, reading, speaking_plainly, writing
from tocsin.store.refill import refill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

BATCH = 500
KEPT = "tocsin_"
NOT_COPIED = ("tocsin_schema", "tocsin_words")  # made by the migrations, or filled from the texts
OWNED = (
    (tables.claims, "document", tables.documents),
    (tables.claim_terms, "claim", tables.claims),
    (tables.derived_terms, "derived", tables.derived),
    (tables.withdrawals, "document", tables.documents),
    (tables.judgement_withdrawals, "judgement", tables.judgements),
    (tables.correction_withdrawals, "correction", tables.corrections),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a ledger: in which table and row (or ""), and what."""

    table: str
    row: str
    what: str


class Upkeep:
    """The room of a store where it is looked after."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Look after the ledger `name`."""
        self._engine = engine
        self._name = name

    def check(self) -> Iterator[Fault]:
        """Everything that is wrong: the file, rows without owner, texts, places in texts, columns.

        Raises:
            LedgerError: the ledger cannot be read at all.
        """
        with reading(self._engine, self._name) as connection:
            yield from _file(connection)
            yield from _orphans(connection)
            yield from _texts(connection)
            yield from _claims(connection)
            yield from _derived(connection)

    def backup(self, target: str | Path) -> None:
        """Copy the ledger, as it is at this moment, to a new file or an empty PostgreSQL database.

        Others may go on reading and writing meanwhile. From either kind of database to either.

        Raises:
            LedgerError: there is a ledger at `target` already, or it cannot be written.
        """
        if not str(target).startswith(SCHEME) and Path(target).exists():
            msg = f"{target} exists already; back up to a new file"
            raise LedgerError(msg)
        if self._engine.dialect.name == "sqlite" and not str(target).startswith(SCHEME):
            self._copy_file(Path(target))
        else:
            self._copy_rows(target)

    def compact(self) -> tuple[int, int]:
        """Work all look-ups out anew and give free space back; bytes before and after.

        Raises:
            LedgerError: the ledger cannot be written.
        """
        before = self._bytes()
        with writing(self._engine, self._name) as connection:
            refill(connection)
        with speaking_plainly(self._name):
            raw = self._engine.raw_connection()
            try:
                driver = raw.driver_connection
                if isinstance(driver, sqlite3.Connection):
                    for command in ("VACUUM", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"):
                        driver.execute(command)
                else:
                    _vacuum(driver)
            finally:
                raw.close()
        return before, self._bytes()

    def _bytes(self) -> int:
        with reading(self._engine, self._name) as connection:
            if connection.dialect.name == "sqlite":
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
                size = connection.exec_driver_sql("PRAGMA page_size").scalar()
                return int(pages or 0) * int(size or 0)
            size = connection.scalar(
                text(
                    "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                    " WHERE relkind = 'r' AND relname LIKE 'tocsin%'"
                    " AND relnamespace = current_schema()::regnamespace"
                )
            )
            return int(size or 0)

    def _copy_file(self, target: Path) -> None:
        part = target.with_name(f".{target.name}.part")
        raw = self._engine.raw_connection()
        try:
            with speaking_plainly(str(target)):
                copy = sqlite3.connect(part, timeout=WAIT / 1000)
                try:
                    source = raw.driver_connection
                    if isinstance(source, sqlite3.Connection):
                        source.backup(copy)
                finally:
                    copy.close()
            part.replace(target)
        except OSError as error:
            msg = f"{target} cannot be written ({error.strerror}); choose another file"
            raise LedgerError(msg) from error
        finally:
            raw.close()
            part.unlink(missing_ok=True)

    def _copy_rows(self, target: str | Path) -> None:
        engine, name = open_engine(target)
        try:
            with reading(self._engine, self._name) as source, writing(engine, name) as copy:
                known = MetaData()
                known.reflect(copy, only=_is_copied)
                for one in known.sorted_tables:
                    _copy_table(source, copy, one, name)
                words.index_all(copy)
        finally:
            engine.dispose()


def _is_copied(name: str, _: object) -> bool:
    return name.startswith(KEPT) and not name.startswith(NOT_COPIED)


def _copy_table(source: Connection, copy: Connection, known: Table, name: str) -> None:
    """All rows of a table as the drivers hand them on, for the two name their types otherwise."""
    if copy.scalar(select(func.count()).select_from(known)):
        msg = f"{name} holds a ledger already; back up to an empty database"
        raise LedgerError(msg)
    if not inspect(source).has_table(known.name):
        return
    raw = named_table(known.name, *(column(one.name) for one in known.columns))
    found = source.execution_options(yield_per=BATCH).execute(select(raw))
    for batch in found.mappings().partitions():
        copy.execute(raw.insert(), [dict(row) for row in batch])
    if copy.dialect.name != "sqlite" and "number" in known.c:
        last = copy.scalar(select(func.max(known.c.number))) or 0
        sequence = func.pg_get_serial_sequence(known.name, "number")
        copy.execute(select(func.setval(sequence, max(1, last), bool(last))))


def _vacuum(driver: Any) -> None:  # noqa: ANN401 - a connection of psycopg
    kept = driver.autocommit
    driver.autocommit = True
    try:
        driver.execute("VACUUM ANALYZE")
    finally:
        driver.autocommit = kept


def _file(connection: Connection) -> Iterator[Fault]:
    """What SQLite itself finds wrong in the file."""
    if connection.dialect.name != "sqlite":
        return
    for (what,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if what != "ok":
            yield Fault(table="", row="", what=str(what))
    for table, row, owner, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault(table=str(table), row=str(row), what=f"its row in {owner} is missing")


def _orphans(connection: Connection) -> Iterator[Fault]:
    for table, key, owner in OWNED:
        missing = ~exists().where(owner.c.number == table.c[key])
        for number in connection.scalars(select(table.c[key]).where(missing).distinct()):
            what = f"rows of {owner.name} {number}, which is missing"
            yield Fault(table=table.name, row=str(number), what=what)


def _texts(connection: Connection) -> Iterator[Fault]:
    """Texts that are not what was read, and flags that do not fit them."""
    for row in _batches(connection, tables.documents):
        number, body = str(row["number"]), row["text"]
        if digest_of(body) != row["digest"]:
            yield Fault(table=tables.documents.name, row=number, what="the text was changed")
        try:
            flags = canon.load_all(row["flags"], Flag)
        except ValueError as error:
            yield Fault(table=tables.documents.name, row=number, what=f"flags: {error}")
            continue
        for what in _misplaced(flags, row["id"], body):
            yield Fault(table=tables.documents.name, row=number, what=what)


def _claims(connection: Connection) -> Iterator[Fault]:
    table, documents = tables.claims, tables.documents
    query = select(table, documents.c.text, documents.c.id.label("home"))
    query = query.join(documents, documents.c.number == table.c.document)
    for row in _batches(connection, table, query):
        number = str(row["number"])
        try:
            claim = rows.claim_of(row)
        except ValueError as error:
            yield Fault(table=table.name, row=number, what=f"unreadable: {error}")
            continue
        for what in _misplaced(claim, row["home"], row["text"]):
            yield Fault(table=table.name, row=number, what=what)
        yield from _stale(table, row, rows.claim_row(claim), ("disputed",))


def _derived(connection: Connection) -> Iterator[Fault]:
    table = tables.derived
    known = exists().where(tables.claims.c.id == tables.derived_terms.c.term)
    lost = select(tables.derived_terms.c.derived, tables.derived_terms.c.term)
    for number, claim in connection.execute(
        lost.where(tables.derived_terms.c.field == "claim", ~known)
    ):
        yield Fault(table=table.name, row=str(number), what=f"its claim {claim} is missing")
    for row in _batches(connection, table):
        if row["sort"] != rows.INCIDENT or row["payload"] is None:
            continue
        try:
            incident = canon.load(row["payload"], Incident)
        except ValueError as error:
            yield Fault(table=table.name, row=str(row["number"]), what=f"unreadable: {error}")
            continue
        yield from _stale(table, row, rows.incident_row(incident), ())


def _stale(table: Table, row: Any, due: rows.Row, but: tuple[str, ...]) -> Iterator[Fault]:  # noqa: ANN401
    """Columns that say other than the record; `tocsin compact` works them out anew."""
    wrong = [
        name for name, value in due.items() if name not in (*but, "payload") and row[name] != value
    ]
    if wrong:
        what = f"columns {', '.join(wrong)} say other than the record; run `tocsin compact`"
        yield Fault(table=table.name, row=str(row["number"]), what=what)


def _misplaced(record: object, home: str, body: str) -> Iterator[str]:
    for span in _spans(record):
        if span.document_id != home:
            yield f"{span.text!r} at {span.start} points into document {span.document_id}"
        elif body[span.start : span.end] != span.text:
            yield f"{span.text!r} does not stand at {span.start}-{span.end} of the text"


def _spans(value: Any) -> Iterator[Span]:  # noqa: ANN401 - any record or part of one
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _spans(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


def _batches(connection: Connection, table: Table, query: Any = None) -> Iterator[Any]:  # noqa: ANN401
    """The rows by number, some in memory at a time."""
    asked: Any = select(table) if query is None else query
    last = 0
    while True:
        some = asked.where(table.c.number > last).order_by(table.c.number).limit(BATCH)
        batch = list(connection.execute(some).mappings())
        if not batch:
            return
        yield from batch
        last = batch[-1]["number"]
