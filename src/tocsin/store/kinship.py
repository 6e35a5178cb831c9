"""What belongs together, kept: who holds which mark, who meets whom, and what is one.

An index over the ledger and no part of its history: it can be cleared and made anew at any time. It
tells for a new report which few of the others it must be compared with.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, delete, exists, func, insert, or_, select

from tocsin.errors import LedgerError
from tocsin.store import kinship_tables as kin
from tocsin.store import queries, tables
from tocsin.store.engines import reading, writing
from tocsin.store.kinship_records import Changes, Extent, Filed, Tie
from tocsin.store.settling import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Table

    from tocsin.records import Family, Story

FEW = 400
LOGS = {
    "documents": tables.documents,
    "withdrawals": tables.withdrawals,
    "judgements": tables.judgements,
    "judgement_withdrawals": tables.judgement_withdrawals,
    "corrections": tables.corrections,
    "correction_withdrawals": tables.correction_withdrawals,
}
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
        return {row["name"]: row["reached"] for row in self._rows(select(kin.state))}

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

    def unread(self, after: int) -> tuple[Filed, ...]:
        """The documents that count and were recorded after row `after`."""
        table = tables.documents
        query = select(table.c.number, table.c.id, table.c.origin).where(
            table.c.number > after, queries.counts(None)
        )
        found = self._rows(query.order_by(table.c.number))
        return tuple(Filed(row["number"], row["id"], row["origin"], -1, 0) for row in found)

    def outdated(self, origins: Iterable[str], withdrawals_after: int) -> tuple[Filed, ...]:
        """Documents of the index at these origins, and those withdrawn since."""
        gone = tables.withdrawals
        table = kin.documents
        withdrawn = exists().where(
            gone.c.document == table.c.number, gone.c.number > withdrawals_after
        )
        found = {Filed(*row.values()) for row in self._rows(select(table).where(withdrawn))}
        for chunk in _chunks(origins):
            query = select(table).where(table.c.origin.in_(chunk))
            found |= {Filed(*row.values()) for row in self._rows(query)}
        return tuple(sorted(found))

    def corrected(self, after: int, withdrawals_after: int) -> tuple[str, ...]:
        """Digests of the texts of which something was corrected, or a correction taken back."""
        table, gone = tables.corrections, tables.correction_withdrawals
        taken_back = exists().where(
            gone.c.correction == table.c.number, gone.c.number > withdrawals_after
        )
        query = select(table.c.anchor).where(or_(table.c.number > after, taken_back))
        return tuple(sorted({row["anchor"].partition(":")[0] for row in self._rows(query)}))

    def with_digests(self, digests: Iterable[str]) -> tuple[Filed, ...]:
        """The documents of the index that have one of these texts."""
        table, ledger = kin.documents, tables.documents
        joined = select(table).join(ledger, ledger.c.number == table.c.number)
        found = self._among(joined, ledger.c.digest, digests)
        return tuple(sorted(Filed(*row.values()) for row in found))

    def judged(self, after: int, withdrawals_after: int) -> frozenset[str]:
        """Claims of which something was judged, or a judgement taken back."""
        table, gone = tables.judgements, tables.judgement_withdrawals
        taken_back = exists().where(
            gone.c.judgement == table.c.number, gone.c.number > withdrawals_after
        )
        query = select(table).where(or_(table.c.number > after, taken_back))
        found = list(self._rows(query))
        return frozenset(row[side] for row in found for side in ("left_id", "right_id"))

    def filed(self, ids: Iterable[str]) -> tuple[Filed, ...]:
        """The documents of the index with these ids."""
        found = self._among(select(kin.documents), kin.documents.c.id, ids)
        return tuple(sorted(Filed(*row.values()) for row in found))

    def claims_of(self, numbers: Iterable[int]) -> frozenset[str]:
        """The claims of these rows of the ledger."""
        table = tables.claims
        found = self._among(select(table.c.id), table.c.document, numbers)
        return frozenset(row["id"] for row in found)

    def holders(self, marks: Iterable[int]) -> dict[int, list[tuple[str, int]]]:
        """For each mark the documents that hold it, each with how many runs it has in all."""
        held: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        joined = select(kin.marks.c.mark, kin.documents.c.id, kin.documents.c.runs).join(
            kin.documents, kin.documents.c.number == kin.marks.c.document
        )
        for row in self._among(joined, kin.marks.c.mark, marks):
            held[row["mark"]].append((row["id"], row["runs"]))
        return held

    def marks_of(self, numbers: Iterable[int]) -> frozenset[int]:
        """All marks of these documents, as they are in the index."""
        query = select(kin.marks.c.mark)
        found = self._among(query, kin.marks.c.document, numbers)
        return frozenset(row["mark"] for row in found)

    def weeks(self, marks: Iterable[int]) -> dict[int, dict[int, int]]:
        """For each mark in how many documents of each week it stands."""
        held: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for row in self._among(select(kin.weeks), kin.weeks.c.mark, marks):
            held[row["mark"]][row["week"]] = row["held"]
        return held

    def blocked(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """For each key the claims that stand under it."""
        held: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._among(select(kin.blocks), kin.blocks.c.block, keys):
            held[row["block"]].append(row["claim"])
        return held

    def ties(self, sort: str, ids: Iterable[str]) -> set[Tie]:
        """The ties of this sort that one of `ids` has."""
        wanted, table = tuple(ids), kin.ties
        found = set()
        for side in (table.c.left_id, table.c.right_id):
            query = select(table).where(table.c.sort == sort)
            for row in self._among(query, side, wanted):
                found.add(
                    Tie(row["left_id"], row["right_id"], row["score"], binds=bool(row["binds"]))
                )
        return found

    def doubtful(self, sort: str, sure: float, limit: int) -> tuple[Tie, ...]:
        """The ties whose score is nearest to 0, below `sure` on either side."""
        table = kin.ties
        query = select(table).where(table.c.sort == sort, func.abs(table.c.score) < sure)
        query = query.order_by(func.abs(table.c.score), table.c.left_id, table.c.right_id)
        return tuple(
            Tie(row["left_id"], row["right_id"], row["score"], binds=bool(row["binds"]))
            for row in self._rows(query.limit(limit))
        )

    def homes(self, sort: str, members: Iterable[str]) -> dict[str, str]:
        """The family, story or incident of each of `members` that is in one."""
        query = select(kin.groups).where(kin.groups.c.sort == sort)
        found = self._among(query, kin.groups.c.member, members)
        return {row["member"]: row["home"] for row in found}

    def members(self, sort: str, homes: Iterable[str]) -> frozenset[str]:
        """All members of these families, stories or incidents."""
        query = select(kin.groups).where(kin.groups.c.sort == sort)
        return frozenset(row["member"] for row in self._among(query, kin.groups.c.home, homes))

    def extents(self, incidents: Iterable[str]) -> tuple[Extent, ...]:
        """The extents of these incidents."""
        found = self._among(select(kin.extents), kin.extents.c.incident, incidents)
        return tuple(_extent(row) for row in found)

    def parts_of(self, wholes: Iterable[str]) -> frozenset[str]:
        """The incidents that are parts of these."""
        query = select(kin.extents.c.incident)
        found = self._among(query, kin.extents.c.part_of, wholes)
        return frozenset(row["incident"] for row in found)

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

    def apply(self, changes: Changes, turn: int, *, at: datetime, anew: bool = False) -> int:
        """Write one turn, index and ledger together; how many rows of the ledger changed.

        `anew` ends whatever of the ledger's families, stories and incidents is not given here.

        Raises:
            LedgerError: another program reconciled meanwhile; nothing is written.
        """
        with writing(self._engine, self._name) as connection:
            now = connection.scalar(select(kin.state.c.reached).where(kin.state.c.name == TURN))
            if (now or 0) != turn:
                msg = f"ledger {self._name} was reconciled by another program; run it again"
                raise LedgerError(msg)
            _write(connection, changes)
            state = {**changes.state, TURN: turn + 1}
            connection.execute(delete(kin.state).where(kin.state.c.name.in_(state)))
            _insert(connection, kin.state, ("name", "reached"), state.items())
            ended = {(sort, id_) for sort, homes in changes.dissolved.items() for id_ in homes}
            groups: list[Family | Story] = [*changes.families, *changes.stories]
            return settle(
                connection, changes.incidents, groups, at=at, ended=None if anew else ended
            )

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
            yield from connection.execute(query).mappings().all()

    def _among(self, query: Select[Any], column: Any, values: Iterable[Any]) -> Iterator[Any]:  # noqa: ANN401
        with self._seen() as connection:
            for chunk in _chunks(values):
                yield from connection.execute(query.where(column.in_(chunk))).mappings().all()


def _write(connection: Connection, changes: Changes) -> None:
    _delete(connection, kin.documents, kin.documents.c.number, changes.unfiled)
    _delete(connection, kin.marks, kin.marks.c.document, changes.unfiled)
    _insert(connection, kin.documents, Filed._fields, changes.filed)
    _insert(connection, kin.marks, ("mark", "document"), changes.marks)
    _recount(connection, changes.weeks)
    _delete(connection, kin.blocks, kin.blocks.c.claim, changes.unblocked)
    _insert(connection, kin.blocks, ("block", "claim"), changes.blocks)
    _untie(connection, changes.untied)
    tied = [(sort, tie.left, tie.right, tie.score, int(tie.binds)) for sort, tie in changes.ties]
    _insert(connection, kin.ties, ("sort", "left_id", "right_id", "score", "binds"), tied)
    for sort in changes.groups.keys() | changes.dissolved.keys():
        gone = changes.dissolved.get(sort, set()) | changes.groups.get(sort, {}).keys()
        mine = kin.groups.c.sort == sort
        for chunk in _chunks(gone):
            connection.execute(delete(kin.groups).where(mine, kin.groups.c.home.in_(chunk)))
        found = [
            (sort, member, home)
            for home, members in changes.groups.get(sort, {}).items()
            for member in members
        ]
        _insert(connection, kin.groups, ("sort", "member", "home"), found)
    ended = changes.dissolved.get("incident", set()) | {one.id for one in changes.incidents}
    _delete(connection, kin.extents, kin.extents.c.incident, ended)
    _insert(connection, kin.extents, Extent._fields, changes.extents)


def _recount(connection: Connection, weeks: dict[tuple[int, int], int]) -> None:
    """The counts of marks by week as they are now; none of a mark that nobody holds there."""
    table = kin.weeks
    for week in {week for _, week in weeks}:
        mine = [mark for mark, other in weeks if other == week]
        for chunk in _chunks(mine):
            there = and_(table.c.week == week, table.c.mark.in_(chunk))
            connection.execute(delete(table).where(there))
    held = [(mark, week, count) for (mark, week), count in weeks.items() if count]
    _insert(connection, table, ("mark", "week", "held"), held)


def _untie(connection: Connection, untied: list[tuple[str, str, bool]]) -> None:
    """Take ties away: those that an id has on either side, or only as left."""
    table = kin.ties
    for sort in {sort for sort, _, _ in untied}:
        lefts = {id_ for other, id_, _ in untied if other == sort}
        rights = {id_ for other, id_, both in untied if other == sort and both}
        for column, ids in ((table.c.left_id, lefts), (table.c.right_id, rights)):
            for chunk in _chunks(ids):
                connection.execute(delete(table).where(table.c.sort == sort, column.in_(chunk)))


def _delete(connection: Connection, table: Table, column: Any, values: Iterable[Any]) -> None:  # noqa: ANN401
    for chunk in _chunks(values):
        connection.execute(delete(table).where(column.in_(chunk)))


def _insert(
    connection: Connection, table: Table, names: Iterable[str], values: Iterable[Iterable[Any]]
) -> None:
    names = tuple(names)
    found = [dict(zip(names, one, strict=True)) for one in values]
    if found:
        connection.execute(insert(table), found)


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    held = sorted(set(values))
    return (held[start : start + FEW] for start in range(0, len(held), FEW))


def _extent(row: Any) -> Extent:  # noqa: ANN401
    return Extent(**row)._replace(whole=bool(row["whole"]))
