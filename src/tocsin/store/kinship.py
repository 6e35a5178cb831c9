"""What belongs together, kept: who holds which mark, who meets whom, and what is one.

An index over the ledger and no part of its history: it can be cleared and made anew at any time. It
tells for a new report which few of the others it must be compared with.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, delete, exists, func, or_, select

from tocsin.errors import LedgerError
from tocsin.records import Incident
from tocsin.store import canon, queries, rows, tables
from tocsin.store import kinship_tables as kin
from tocsin.store.engines import reading, writing
from tocsin.store.kinship_records import Changes, Extent, Filed, Tie
from tocsin.store.kinship_writing import chunks, write, write_drafts
from tocsin.store.settling import settle, settle_drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from tocsin.records import Document, Family, Story

LOGS = {
    "documents": tables.documents,
    "withdrawals": tables.withdrawals,
    "judgements": tables.judgements,
    "judgement_withdrawals": tables.judgement_withdrawals,
    "corrections": tables.corrections,
    "correction_withdrawals": tables.correction_withdrawals,
}
TIE = (*(kin.ties.c[name] for name in ("left_id", "right_id", *Tie._fields[2:])),)
TURN = "turn"
"""Counts the changes of the index, so that two programs do not overwrite each other's."""


class Kinship:
    """The index of one ledger."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Work on the ledger `name`."""
        self._engine = engine
        self._name = name
        self._connection: Connection | None = None

    @contextmanager
    def looking(self) -> Iterator[None]:
        """See one state of the index through one connection, until the end of the block."""
        with reading(self._engine, self._name) as connection:
            self._connection = connection
            try:
                yield
            finally:
                self._connection = None

    def state(self) -> dict[str, int]:
        """How far the index has come in each log of the ledger; empty before its first turn."""
        return dict(self._rows(select(kin.state.c.name, kin.state.c.reached)))

    def reached(self) -> dict[str, int]:
        """How long each log of the ledger is now."""
        with self._seen() as connection:
            return {
                name: int(connection.scalar(select(func.max(table.c.number))) or 0)
                for name, table in LOGS.items()
            }

    def size(self) -> int:
        """How many documents are in the index."""
        with self._seen() as connection:
            return int(connection.scalar(select(func.count()).select_from(kin.documents)) or 0)

    def is_settled(self) -> bool:
        """Whether the ledger holds anything that was worked out from it."""
        with self._seen() as connection:
            return bool(connection.scalar(select(exists(select(tables.derived.c.number)))))

    def unread(self, after: int, most: int) -> tuple[Filed, ...]:
        """The first `most` documents that count and were recorded after row `after`."""
        table = tables.documents
        query = select(table.c.number, table.c.id, table.c.origin).where(
            table.c.number > after, queries.counts(None)
        )
        found = self._rows(query.order_by(table.c.number).limit(most))
        return tuple(Filed(number, id_, origin, -1, 0, "") for number, id_, origin in found)

    def unread_count(self, after: int) -> int:
        """How many documents count and were recorded after row `after`."""
        table = tables.documents
        query = select(func.count()).where(table.c.number > after, queries.counts(None))
        with self._seen() as connection:
            return int(connection.scalar(query) or 0)

    def filed(self, after: int, most: int) -> tuple[Filed, ...]:
        """The first `most` documents of the index that were recorded after row `after`."""
        table = kin.documents
        query = select(table).where(table.c.number > after).order_by(table.c.number).limit(most)
        return tuple(Filed(*row) for row in self._rows(query))

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """The rows of the ledger of those of these documents that are in the index."""
        table = kin.documents
        return dict(self._among(select(table.c.id, table.c.number), table.c.id, ids))

    def outdated(self, after: int, withdrawals_after: int) -> tuple[Filed, ...]:
        """Documents of the index that were withdrawn since, or of which a newer version came.

        That is one recorded after row `after`, whether or not it counts still.
        """
        gone, newer, table = tables.withdrawals, tables.documents, kin.documents
        withdrawn = exists().where(
            gone.c.document == table.c.number, gone.c.number > withdrawals_after
        )
        since = select(newer.c.origin).where(newer.c.number > after)
        mine = select(table).where(or_(withdrawn, table.c.origin.in_(since)))
        return tuple(sorted(Filed(*row) for row in self._rows(mine)))

    def corrected(self, after: int, withdrawals_after: int) -> tuple[str, ...]:
        """Digests of the texts of which something was corrected, or a correction taken back."""
        table, gone = tables.corrections, tables.correction_withdrawals
        taken_back = exists().where(
            gone.c.correction == table.c.number, gone.c.number > withdrawals_after
        )
        query = select(table.c.anchor).where(or_(table.c.number > after, taken_back))
        return tuple(sorted({row.anchor.partition(":")[0] for row in self._rows(query)}))

    def with_digests(self, digests: Iterable[str]) -> tuple[Filed, ...]:
        """The documents of the index that have one of these texts."""
        table, ledger = kin.documents, tables.documents
        joined = select(table).join(ledger, ledger.c.number == table.c.number)
        found = self._among(joined, ledger.c.digest, digests)
        return tuple(sorted(Filed(*row) for row in found))

    def judged(self, after: int, withdrawals_after: int) -> frozenset[str]:
        """Claims of which something was judged, or a judgement taken back."""
        table, gone = tables.judgements, tables.judgement_withdrawals
        taken_back = exists().where(
            gone.c.judgement == table.c.number, gone.c.number > withdrawals_after
        )
        query = select(table.c.left_id, table.c.right_id)
        query = query.where(or_(table.c.number > after, taken_back))
        found = list(self._rows(query))
        return frozenset(row[side] for row in found for side in (0, 1))

    def claims_of(self, numbers: Iterable[int]) -> frozenset[str]:
        """The claims of these rows of the ledger."""
        table = tables.claims
        found = self._among(select(table.c.id), table.c.document, numbers)
        return frozenset(id_ for (id_,) in found)

    def sizes(self, ids: Iterable[str]) -> dict[str, int]:
        """How many runs each of these documents has in the index."""
        table = kin.documents
        return dict(self._among(select(table.c.id, table.c.runs), table.c.id, ids))

    def documents_of(self, ids: Iterable[str]) -> Iterator[Document]:
        """The current documents with these ids."""
        table = tables.documents
        found = self._among(select(table).where(queries.counts(None)), table.c.id, ids)
        return (rows.document_of(row._mapping) for row in found)  # noqa: SLF001 - its public name

    def twins(self, digests: Iterable[str], of: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
        """The documents of the index with these texts, or those `of` documents: digest and id."""
        table, ledger = kin.documents, tables.documents
        found = select(ledger.c.digest, table.c.id).join(table, ledger.c.number == table.c.number)
        mine = select(ledger.c.digest).join(table, ledger.c.number == table.c.number)
        wanted = {digest for (digest,) in self._among(mine, table.c.id, of)} | set(digests)
        return self._among(found, ledger.c.digest, wanted)

    def holders(self, marks: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Each of these marks with each document that holds it."""
        table, documents = kin.marks, kin.documents
        joined = select(table.c.mark, documents.c.id)
        joined = joined.join(documents, documents.c.number == table.c.document)
        return self._among(joined, table.c.mark, marks)

    def marks_of(self, ids: Iterable[str]) -> dict[str, frozenset[int]]:
        """All marks of these documents, as they are in the index."""
        table, documents = kin.marks, kin.documents
        held: defaultdict[str, set[int]] = defaultdict(set)
        joined = select(documents.c.id, table.c.mark)
        joined = joined.join(documents, documents.c.number == table.c.document)
        for id_, mark in self._among(joined, documents.c.id, ids):
            held[id_].add(mark)
        return {id_: frozenset(marks) for id_, marks in held.items()}

    def totals(self, marks: Iterable[int]) -> dict[int, tuple[int, int]]:
        """In how many weeks and documents each of these marks stands, those that stand in any."""
        table = kin.totals
        found = self._among(select(table.c.mark, table.c.weeks, table.c.held), table.c.mark, marks)
        return {mark: (weeks, held) for mark, weeks, held in found}

    def held_in(self, week: int, marks: Iterable[int]) -> dict[int, int]:
        """In how many documents of a week each of these marks stands."""
        table = kin.weeks
        query = select(table.c.mark, table.c.held).where(table.c.week == week)
        return dict(self._among(query, table.c.mark, marks))

    def briefs(self, ids: Iterable[str]) -> dict[str, str]:
        """The briefs of these documents."""
        table = kin.documents
        found = self._among(select(table.c.id, table.c.brief), table.c.id, ids)
        return dict(found)

    def blocked(self, blocks: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Each of these blocks with each claim that stands in it."""
        table = kin.blocks
        return self._among(select(table.c.block, table.c.claim), table.c.block, blocks)

    def first_in(self, block: str, most: int) -> tuple[str, ...]:
        """The first `most` claims, by id, that stand in a block."""
        table = kin.blocks
        query = select(table.c.claim).where(table.c.block == block).order_by(table.c.claim)
        return tuple(id_ for (id_,) in self._rows(query.limit(most)))

    def blocks_of(self, claims: Iterable[str], start: str = "") -> Iterator[tuple[str, str]]:
        """Each block, with this start, that one of these claims stands in, with the claim."""
        table = kin.blocks
        query = select(table.c.block, table.c.claim)
        if start:
            query = query.where(table.c.block.startswith(start))
        return self._among(query, table.c.claim, claims)

    def crowds(self, blocks: Iterable[str]) -> dict[str, int]:
        """How many claims stand in each of these blocks, where any does."""
        table = kin.blocks
        counted = select(table.c.block, func.count()).group_by(table.c.block)
        return dict(self._among(counted, table.c.block, blocks))

    def makers(self, claims: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Each of these claims with each document that counts and makes it."""
        table, documents = tables.claims, tables.documents
        joined = select(table.c.id, documents.c.id.label("document"))
        joined = joined.join(documents, documents.c.number == table.c.document)
        return self._among(joined.where(queries.counts(None)), table.c.id, claims)

    def ties(self, sort: str, ids: Iterable[str], *, binding: bool = False) -> set[Tie]:
        """The ties of this sort that one of `ids` has; all of them, or those that bind."""
        wanted, table = tuple(ids), kin.ties
        query = select(*TIE).where(table.c.sort == sort)
        if binding:
            query = query.where(table.c.binds == 1)
        sides = (table.c.left_id, table.c.right_id)
        return {_tie(row) for side in sides for row in self._among(query, side, wanted)}

    def ties_within(self, sort: str, ids: Iterable[str]) -> Iterator[Tie]:
        """The ties of this sort between any two of `ids`.

        One string stands for each id, one number for each score: there may be very many.
        """
        names, scores, table = {id_: id_ for id_ in ids}, dict[float, float](), kin.ties
        query = select(*TIE).where(table.c.sort == sort)
        with self._seen() as connection:
            for chunk in chunks(names):
                found = connection.execute(query.where(table.c.left_id.in_(chunk)))
                for left, right, score, *rest in found:
                    if right in names:
                        one = scores.setdefault(score, score)
                        yield _tie((names[left], names[right], one, *rest))

    def doubtful(self, sort: str, sure: float, limit: int) -> tuple[Tie, ...]:
        """The ties whose score is nearest to 0, below `sure` on either side."""
        table = kin.ties
        query = select(*TIE).where(table.c.sort == sort, func.abs(table.c.score) < sure)
        query = query.order_by(func.abs(table.c.score), table.c.left_id, table.c.right_id)
        return tuple(_tie(row) for row in self._rows(query.limit(limit)))

    def homes(self, sort: str, members: Iterable[str]) -> dict[str, str]:
        """The family, story or incident of each of `members` that is in one."""
        table = kin.groups
        query = select(table.c.member, table.c.home).where(table.c.sort == sort)
        found = self._among(query, table.c.member, members)
        return dict(found)

    def housed(self, sort: str, homes: Iterable[str]) -> Iterator[tuple[str, str]]:
        """All members of these families, stories or incidents, each with its home."""
        table = kin.groups
        query = select(table.c.member, table.c.home).where(table.c.sort == sort)
        return self._among(query, table.c.home, homes)

    def extents(self, incidents: Iterable[str]) -> tuple[Extent, ...]:
        """The extents of these incidents."""
        found = self._among(select(kin.extents), kin.extents.c.incident, incidents)
        return tuple(_extent(row) for row in found)

    def parts_of(self, wholes: Iterable[str]) -> frozenset[str]:
        """The incidents that are parts of these."""
        query = select(kin.extents.c.incident)
        found = self._among(query, kin.extents.c.part_of, wholes)
        return frozenset(id_ for (id_,) in found)

    def reaching(
        self, kind: str, country: str, first: str, last: str, *, wholes: bool
    ) -> tuple[Extent, ...]:
        """Extents of a kind and country that meet some days; of wholes only, or of all."""
        table = kin.extents
        query = select(table).where(
            and_(
                table.c.kind == kind,
                table.c.country == country,
                table.c.whole.in_((1,) if wholes else (0, 1)),
                table.c.first_day <= last,
                table.c.last_day >= first,
            )
        )
        return tuple(_extent(row) for row in self._rows(query))

    def drafted(self, id_: str) -> Incident | None:
        """The incident with this id, of those worked out so far where all is made anew."""
        table = kin.drafts
        mine = select(table.c.payload).where(table.c.sort == rows.INCIDENT, table.c.id == id_)
        return next((canon.load(row.payload, Incident) for row in self._rows(mine)), None)

    def apply(
        self, changes: Changes, turn: int, *, at: datetime, anew: bool = False, more: bool = False
    ) -> int:
        """Write one turn, index and ledger together; how many rows of the ledger changed.

        Where the index is made `anew` the ledger stays as it is while there is `more` to do; then
        whatever was not found again of its families, stories and incidents has ended.

        Raises:
            LedgerError: another program reconciled meanwhile; nothing is written.
        """
        with writing(self._engine, self._name) as connection:
            now = connection.scalar(select(kin.state.c.reached).where(kin.state.c.name == TURN))
            if (now or 0) != turn:
                msg = f"ledger {self._name} was reconciled by another program; run it again"
                raise LedgerError(msg)
            write(connection, changes, {**changes.state, TURN: turn + 1})
            if anew:
                write_drafts(connection, changes)
                return 0 if more else self._settled(connection, at)
            ended = {(sort, id_) for sort, homes in changes.dissolved.items() for id_ in homes}
            groups: list[Family | Story] = [*changes.families, *changes.stories]
            return settle(connection, changes.incidents, groups, at=at, ended=ended)

    def _settled(self, connection: Connection, at: datetime) -> int:
        changed = settle_drafts(connection, at=at)
        connection.execute(delete(kin.drafts))
        return changed

    def clear(self) -> None:
        """Forget everything, so that the next turn makes it anew."""
        with writing(self._engine, self._name) as connection:
            for table in kin.EVERY:
                connection.execute(delete(table))

    @contextmanager
    def _seen(self) -> Iterator[Connection]:
        if self._connection is not None:
            yield self._connection
            return
        with reading(self._engine, self._name) as connection:
            yield connection

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        with self._seen() as connection:
            yield from connection.execute(query).all()

    def _among(self, query: Select[Any], column: Any, values: Iterable[Any]) -> Iterator[Any]:  # noqa: ANN401
        with self._seen() as connection:
            for chunk in chunks(values):
                yield from connection.execute(query.where(column.in_(chunk))).all()


def _tie(row: Any) -> Tie:  # noqa: ANN401
    left, right, score, binds, links, names, words = row
    return Tie(left, right, score, bool(binds), bool(links), names, words)


def _extent(row: Any) -> Extent:  # noqa: ANN401
    return Extent(*row)._replace(whole=bool(row.whole))
