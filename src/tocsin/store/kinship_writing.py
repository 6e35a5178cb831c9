"""One turn's changes written into the index of what belongs together."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, delete, insert

from tocsin.store import canon, rows
from tocsin.store import kinship_tables as kin
from tocsin.store.kinship_records import Changes, Extent, Filed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Table

FEW, AT_ONCE = 1024, 8192


def write(connection: Connection, changes: Changes, state: Mapping[str, int]) -> None:
    """Write `changes`, and how far the index has come."""
    connection.execute(delete(kin.state).where(kin.state.c.name.in_(state)))
    _insert(connection, kin.state, ("name", "reached"), state.items())
    _write_documents(connection, changes)
    _delete(connection, kin.blocks, kin.blocks.c.claim, changes.unblocked)
    _insert(connection, kin.blocks, ("block", "claim"), changes.blocks)
    _write_ties(connection, changes)
    for sort in changes.groups.keys() | changes.dissolved.keys():
        _write_groups(connection, changes, sort)
    ended = changes.dissolved.get("incident", set()) | {one.id for one in changes.incidents}
    _delete(connection, kin.extents, kin.extents.c.incident, ended)
    _insert(connection, kin.extents, Extent._fields, changes.extents)


def write_drafts(connection: Connection, changes: Changes) -> None:
    """Keep the families, stories and incidents of one turn, and drop those that it dissolved."""
    table, made = kin.drafts, [*changes.families, *changes.stories, *changes.incidents]
    for sort, kind in rows.DERIVED.items():
        kept = {one.id: canon.dump(one) for one in made if isinstance(one, kind)}
        for chunk in chunks(changes.dissolved.get(sort, set()) | kept.keys()):
            connection.execute(delete(table).where(table.c.sort == sort, table.c.id.in_(chunk)))
        found = ((sort, id_, payload) for id_, payload in kept.items())
        _insert(connection, table, ("sort", "id", "payload"), found)


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Sorted values, as many at a time as one statement may name.

    The last one is repeated up to a power of two, so that few statements are prepared and kept.
    """
    held = sorted(set(values))
    for start in range(0, len(held), FEW):
        chunk = held[start : start + FEW]
        yield chunk + chunk[-1:] * ((1 << (len(chunk) - 1).bit_length()) - len(chunk))


def _write_documents(connection: Connection, changes: Changes) -> None:
    _delete(connection, kin.documents, kin.documents.c.number, changes.unfiled)
    _delete(connection, kin.marks, kin.marks.c.document, changes.unfiled)
    _insert(connection, kin.documents, Filed._fields, changes.filed)
    _insert(connection, kin.marks, ("mark", "document"), changes.marks)
    _recount(connection, changes.weeks)
    _delete(connection, kin.totals, kin.totals.c.mark, changes.totals)
    totals = ((mark, *counts) for mark, counts in changes.totals.items() if any(counts))
    _insert(connection, kin.totals, ("mark", "weeks", "held"), totals)


def _write_ties(connection: Connection, changes: Changes) -> None:
    _untie(connection, changes.untied)
    table = kin.ties
    if changes.cut:
        names = ("sort", "left_id", "right_id")
        this = and_(*(table.c[name] == bindparam(f"of_{name}") for name in names))
        cut = [
            {f"of_{name}": one for name, one in zip(names, key, strict=True)} for key in changes.cut
        ]
        connection.execute(delete(table).where(this), cut)
    tied = (
        (sort, *tie[:3], int(tie.binds), int(tie.links), tie.names, tie.words)
        for sort, tie in changes.ties
    )
    _insert(connection, table, [column.name for column in table.c], tied)


def _write_groups(connection: Connection, changes: Changes, sort: str) -> None:
    table, groups = kin.groups, changes.groups.get(sort, {})
    for chunk in chunks(changes.dissolved.get(sort, set()) | groups.keys()):
        connection.execute(delete(table).where(table.c.sort == sort, table.c.home.in_(chunk)))
    found = ((sort, member, home) for home, members in groups.items() for member in members)
    _insert(connection, table, ("sort", "member", "home"), found)


def _recount(connection: Connection, weeks: dict[tuple[int, int], int]) -> None:
    """The counts of marks by week as they are now; none of a mark that nobody holds there."""
    table = kin.weeks
    for week in {week for _, week in weeks}:
        mine = [mark for mark, other in weeks if other == week]
        for chunk in chunks(mine):
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
            for chunk in chunks(ids):
                connection.execute(delete(table).where(table.c.sort == sort, column.in_(chunk)))


def _delete(connection: Connection, table: Table, column: Any, values: Iterable[Any]) -> None:  # noqa: ANN401
    for chunk in chunks(values):
        connection.execute(delete(table).where(column.in_(chunk)))


def _insert(
    connection: Connection, table: Table, names: Iterable[str], values: Iterable[Iterable[Any]]
) -> None:
    """Insert rows; where the driver takes them in order, without a dictionary for each."""
    names, coming = tuple(names), iter(values)
    statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
    while found := list(islice(coming, AT_ONCE)):
        if connection.dialect.positional:
            order = [names.index(name) for name in statement.positiontup or ()]
            rows = [tuple(row[n] for n in order) for row in map(tuple, found)]
            connection.exec_driver_sql(str(statement), rows)
        else:
            connection.execute(insert(table), [dict(zip(names, one, strict=True)) for one in found])
