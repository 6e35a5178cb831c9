"""The ledger in SQL: rows are only ever added, and each knows when it was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, insert, select

from tocsin.errors import InputError
from tocsin.records import Family, Incident, Story
from tocsin.store import canon, queries, rows, tables, words
from tocsin.store.engines import open_engine, reading, writing
from tocsin.store.lookup import Lookup
from tocsin.store.protocol import Entry, Room
from tocsin.store.settling import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table

    from tocsin.records import (
        Correction,
        Document,
        Dropped,
        Judgement,
        Reading,
        ResolvedClaim,
    )
    from tocsin.store.protocol import Query, Receipt

BATCH = 200
Condition = Any


class Ledger(Lookup):
    """A `Store` in SQLite (a path) or PostgreSQL (a URL)."""

    def __init__(self, where: str | Path) -> None:
        """Open the ledger, making or migrating it where that is due.

        Raises:
            LedgerError: it cannot be opened, is no ledger, or has a newer schema.
        """
        self._engine, self.name = open_engine(where)

    def add(self, reading_: Reading, *, receipt: Receipt, at: datetime) -> Entry:
        """Keep a reading, whole, unless its origin's current version is the same.

        Raises:
            InputError: the text holds characters that no database keeps.
        """
        row = rows.document_row(reading_)
        _refuse_unstorable(row["text"], row["origin"])
        with writing(self._engine, self.name) as connection:
            last = _last_version(connection, row["origin"])
            if (
                last is not None
                and not last["withdrawn"]
                and _unchanged(last, row)
                and _told_alike(connection, last["number"], reading_)
            ):
                return Entry.UNCHANGED
            row |= {
                "version": last["version"] + 1 if last else 1,
                "input": receipt.digest,
                "rules": receipt.rules,
                "recorded_at": rows.stamp(at),
            }
            number = _insert(connection, tables.documents, row)
            _insert_claims(connection, number, reading_)
            words.index(connection, number, row["title"], row["text"])
        return Entry.REVISED if last else Entry.NEW

    def drop(self, dropped: Dropped, *, receipt: Receipt, at: datetime) -> Entry:
        """Keep that an input went no further, and why, unless that is the last thing known."""
        table = tables.dropped
        row = {
            "origin": dropped.origin,
            "step": dropped.step,
            "reason": dropped.reason,
            "input": receipt.digest,
        }
        with writing(self._engine, self.name) as connection:
            last = _newest(connection, table, table.c.origin == dropped.origin)
            if last and all(last[key] == value for key, value in row.items()):
                return Entry.UNCHANGED
            _insert(connection, table, row | {"recorded_at": rows.stamp(at)})
        return Entry.NEW

    def finish(self, receipt: Receipt, *, at: datetime) -> None:
        """Note that an input was taken in whole, so that it need not be read again."""
        if self.finished(receipt):
            return
        row = {
            "origin": receipt.origin,
            "digest": receipt.digest,
            "rules": receipt.rules,
            "asked": receipt.asked,
            "recorded_at": rows.stamp(at),
        }
        with writing(self._engine, self.name) as connection:
            _insert(connection, tables.inputs, row)

    def finished(self, receipt: Receipt) -> bool:
        """Whether this very input is the last that was taken in whole from its origin.

        An input whose document was withdrawn since counts as not taken in.
        """
        table, documents, gone = tables.inputs, tables.documents, tables.withdrawals
        with reading(self._engine, self.name) as connection:
            last = _newest(connection, table, table.c.origin == receipt.origin)
            if last is None:
                return False
            withdrawn = exists().where(
                documents.c.input == receipt.digest,
                gone.c.document == documents.c.number,
                gone.c.recorded_at >= last["recorded_at"],
            )
            if connection.scalar(select(withdrawn)):
                return False
        known = (last["digest"], last["rules"], last["asked"])
        return known == (receipt.digest, receipt.rules, receipt.asked)

    def withdraw(self, origin: str, *, why: str, by: str, at: datetime) -> bool:
        """Stop counting the documents of `origin`, keeping their history; False if none counts."""
        with writing(self._engine, self.name) as connection:
            last = _last_version(connection, origin)
            if last is None or last["withdrawn"]:
                return False
            row = {"document": last["number"], "why": why, "made_by": by}
            _insert(connection, tables.withdrawals, row | {"recorded_at": rows.stamp(at)})
        return True

    def documents(self, as_of: datetime | None = None) -> Iterator[Document]:
        """The current version of every document that counts, in the order of recording."""
        table = tables.documents
        query = select(table).where(queries.counts(as_of)).order_by(table.c.number)
        return (rows.document_of(row) for row in self._rows(query))

    def versions(self, origin: str) -> tuple[Document, ...]:
        """All versions of the document at `origin`, oldest first."""
        table = tables.documents
        query = select(table).where(table.c.origin == origin).order_by(table.c.version)
        return tuple(rows.document_of(row) for row in self._rows(query))

    def readings(self, as_of: datetime | None = None) -> Iterator[Reading]:
        """The current readings, in the order of recording."""
        return self._readings(queries.counts(as_of))

    def readings_with(
        self, claims: tuple[str, ...], as_of: datetime | None = None
    ) -> tuple[Reading, ...]:
        """The current readings that hold one of these claims."""
        table, documents = tables.claims, tables.documents
        holding = select(table.c.document).where(table.c.id.in_(claims))
        return tuple(self._readings(and_(queries.counts(as_of), documents.c.number.in_(holding))))

    def readings_of(
        self, documents: Iterable[str], as_of: datetime | None = None
    ) -> tuple[Reading, ...]:
        """The current readings of these documents, by their ids."""
        wanted = tables.documents.c.id.in_(tuple(documents))
        return tuple(self._readings(and_(queries.counts(as_of), wanted)))

    def claims(self, query: Query) -> Iterator[ResolvedClaim]:
        """The current claims that meet `query`, in the order of recording."""
        table = tables.claims
        chosen = queries.counting_claims(query, table.c.payload).order_by(table.c.number)
        return (rows.claim_of(row) for row in self._rows(chosen))

    def dropped(self, as_of: datetime | None = None) -> Iterator[Dropped]:
        """What went no further, in the order of recording."""
        table = tables.dropped
        query = select(table).where(queries.known(table, as_of)).order_by(table.c.number)
        return (rows.dropped_of(row) for row in self._rows(query))

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement; its `at` is when it is recorded."""
        with writing(self._engine, self.name) as connection:
            _insert(connection, tables.judgements, rows.judgement_row(judgement))

    def withdraw_judgement(self, left: str, right: str, *, by: str, at: datetime) -> bool:
        """Take back what `by` judged of a pair; False if there was nothing to take back."""
        table, gone = tables.judgements, tables.judgement_withdrawals
        standing = select(table.c.number).where(
            table.c.left_id.in_((left, right)),
            table.c.right_id.in_((left, right)),
            table.c.made_by == by,
            ~exists().where(gone.c.judgement == table.c.number),
        )
        with writing(self._engine, self.name) as connection:
            found = connection.scalars(standing).all()
            for number in found:
                _insert(connection, gone, {"judgement": number, "recorded_at": rows.stamp(at)})
        return bool(found)

    def judgements(self, as_of: datetime | None = None) -> Iterator[Judgement]:
        """All judgements made so far, also withdrawn ones (with `withdrawn_at`), oldest first."""
        query = queries.with_withdrawal(
            tables.judgements, tables.judgement_withdrawals, "judgement", as_of
        )
        return (rows.judgement_of(row) for row in self._rows(query))

    def correct(self, correction: Correction) -> None:
        """Keep a person's edit; its `at` is when it is recorded."""
        with writing(self._engine, self.name) as connection:
            _insert(connection, tables.corrections, rows.correction_row(correction))

    def corrections(self, as_of: datetime | None = None) -> Iterator[Correction]:
        """All corrections made so far, oldest first."""
        query = queries.with_withdrawal(
            tables.corrections, tables.correction_withdrawals, "correction", as_of
        )
        return (rows.correction_of(row) for row in self._rows(query))

    def settle(
        self,
        incidents: tuple[Incident, ...],
        groups: tuple[Family | Story, ...],
        *,
        at: datetime,
    ) -> int:
        """Make these the incidents, families and stories from `at` on; how many rows changed."""
        with writing(self._engine, self.name) as connection:
            return settle(connection, incidents, groups, at=at)

    def incidents(self, query: Query) -> Iterator[Incident]:
        """The incidents that meet `query`, by first day, then id."""
        table = tables.derived
        chosen = queries.standing_incidents(query, table.c.payload)
        ordered = chosen.order_by(table.c.day, table.c.id)
        return (canon.load(row["payload"], Incident) for row in self._rows(ordered))

    def families(self, as_of: datetime | None = None) -> Iterator[Family]:
        """The families of copies, by id."""
        chosen = queries.standing(as_of, rows.FAMILY).order_by(tables.derived.c.id)
        return (canon.load(row["payload"], Family) for row in self._rows(chosen))

    def stories(self, as_of: datetime | None = None) -> Iterator[Story]:
        """The stories that several reports tell, by id."""
        chosen = queries.standing(as_of, rows.STORY).order_by(tables.derived.c.id)
        return (canon.load(row["payload"], Story) for row in self._rows(chosen))

    def room(self, kind: Callable[[Engine, str], Room]) -> Room:
        """A room of this ledger for one purpose, such as its accounts; made anew at each call."""
        return kind(self._engine, self.name)

    def last_recorded(self) -> datetime | None:
        """When the newest row was recorded."""
        with reading(self._engine, self.name) as connection:
            found = [
                connection.scalar(select(func.max(table.c.recorded_at)))
                for table in tables.metadata.tables.values()
                if "recorded_at" in table.c
            ]
        return max((rows.moment_of(one) for one in found if one), default=None)

    def close(self) -> None:
        """Let go of files and connections."""
        self._engine.dispose()


def _refuse_unstorable(text: str, origin: str) -> None:
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        msg = f"{origin} holds broken characters (NUL or lone surrogates); save it as UTF-8 text"
        raise InputError(msg)


def _insert(connection: Connection, table: Table, row: rows.Row) -> int:
    return int(connection.execute(insert(table).returning(table.c.number), row).scalar_one())


def _insert_claims(connection: Connection, document: int, reading_: Reading) -> None:
    if not reading_.claims:
        return
    table = tables.claims
    kept = {one.id: one for one in reading_.claims}
    denied = rows.denied_in(kept.values())
    made = connection.execute(
        insert(table).returning(table.c.number, table.c.id),
        [rows.claim_row(one, denied) | {"document": document} for one in kept.values()],
    )
    outlet = reading_.document.outlet
    terms = [("claim", number, rows.claim_terms(kept[id_], outlet)) for number, id_ in made]
    _insert_terms(connection, tables.claim_terms, terms)


def _insert_terms(
    connection: Connection, table: Table, found: list[tuple[str, int, set[tuple[str, str]]]]
) -> None:
    values = [
        {owner: number, "field": field, "term": term}
        for owner, number, terms in found
        for field, term in sorted(terms)
    ]
    if values:
        connection.execute(insert(table), values)


def _newest(connection: Connection, table: Table, condition: Condition) -> Any:  # noqa: ANN401
    query = select(table).where(condition).order_by(table.c.number.desc()).limit(1)
    return connection.execute(query).mappings().first()


def _last_version(connection: Connection, origin: str) -> Any:  # noqa: ANN401 - a row or None
    table, gone = tables.documents, tables.withdrawals
    withdrawn = exists().where(gone.c.document == table.c.number).label("withdrawn")
    query = select(table, withdrawn).where(table.c.origin == origin)
    return connection.execute(query.order_by(table.c.version.desc()).limit(1)).mappings().first()


def _unchanged(last: Any, row: rows.Row) -> bool:  # noqa: ANN401
    """The same text, and nothing new is known of it: a lost date or outlet is no news."""
    told = ("published", "outlet", "title", "language")
    return last["digest"] == row["digest"] and all(row[k] in (None, last[k]) for k in told)


def _told_alike(connection: Connection, number: int, reading_: Reading) -> bool:
    """Whether a version holds the very claims: newer rules may find others in the same text."""
    table = tables.claims
    query = select(table.c.id, table.c.payload).where(table.c.document == number)
    held = {row.id: row.payload for row in connection.execute(query)}
    return held == {one.id: rows.claim_row(one)["payload"] for one in reading_.claims}
