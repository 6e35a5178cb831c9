"""What was worked out from the ledger, written into it: only what changed, and what is no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, insert, select

from tocsin.records import Incident
from tocsin.store import canon, queries, rows, tables
from tocsin.store import kinship_tables as kin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from tocsin.records import Family, Story

Named = tuple[str, str]
FEW = 400


def settle(
    connection: Connection,
    incidents: Iterable[Incident],
    groups: Iterable[Family | Story],
    *,
    at: datetime,
    ended: Iterable[Named] | None = None,
) -> int:
    """Make these the incidents, families and stories from `at` on; how many rows changed.

    `ended` names, as (sort, id), what is no more; without it everything not given here has ended.
    """
    wanted = [(rows.incident_row(one), rows.incident_terms(one)) for one in incidents]
    wanted += [(rows.group_row(one), set()) for one in groups]
    names = {(row["sort"], row["id"]) for row, _ in wanted}
    standing = _standing(connection, None if ended is None else {*names, *ended})
    gone = [(rows.ended_row(*name), set[Named]()) for name in sorted(standing.keys() - names)]
    changed = [
        (row | {"recorded_at": rows.stamp(at)}, terms)
        for row, terms in (*gone, *wanted)
        if row["payload"] != standing.get((row["sort"], row["id"]))
    ]
    for start in range(0, len(changed), FEW):
        _write(connection, changed[start : start + FEW])
    return len(changed)


def settle_drafts(connection: Connection, *, at: datetime) -> int:
    """Make the drafts of the index what stands from `at` on, and nothing else; see `settle`.

    They are taken some at a time, however many there are.
    """
    table, drafts = tables.derived, kin.drafts
    here = exists().where(drafts.c.sort == table.c.sort, drafts.c.id == table.c.id)
    lost = connection.execute(
        select(table.c.sort, table.c.id).where(queries.stands(None, None), ~here)
    )
    changed = settle(connection, (), (), at=at, ended=[(sort, id_) for sort, id_ in lost])
    for sort, kind in rows.DERIVED.items():
        last = ""
        while found := _drafts_after(connection, sort, last):
            *_, last = found
            records = [canon.load(payload, kind) for payload in found.values()]
            incidents = [one for one in records if isinstance(one, Incident)]
            groups = [one for one in records if not isinstance(one, Incident)]
            changed += settle(connection, incidents, groups, at=at, ended=())
    return changed


def _drafts_after(connection: Connection, sort: str, last: str) -> dict[str, str]:
    """The payloads of the next drafts of a sort, by id."""
    table = kin.drafts
    query = select(table.c.id, table.c.payload).where(table.c.sort == sort, table.c.id > last)
    found = connection.execute(query.order_by(table.c.id).limit(FEW))
    return dict(found.all())


def _write(connection: Connection, changed: list[tuple[rows.Row, set[Named]]]) -> None:
    """Add rows, in this order, with the terms by which each is found."""
    table = tables.derived
    made = connection.scalars(
        insert(table).returning(table.c.number, sort_by_parameter_order=True),
        [row for row, _ in changed],
    )
    found = [
        {"derived": number, "field": field, "term": term}
        for number, (_, terms) in zip(made, changed, strict=True)
        for field, term in sorted(terms)
    ]
    if found:
        connection.execute(insert(tables.derived_terms), found)


def _standing(connection: Connection, names: set[Named] | None) -> dict[Named, str]:
    """The payloads of what stands, of all or of `names`."""
    if names is None:
        found = connection.execute(queries.standing(None)).mappings()
        return {(row["sort"], row["id"]): row["payload"] for row in found}
    held: dict[Named, str] = {}
    for sort in {sort for sort, _ in names}:
        ids = sorted(id_ for other, id_ in names if other == sort)
        for start in range(0, len(ids), FEW):
            held |= _newest(connection, sort, ids[start : start + FEW])
    return held


def _newest(connection: Connection, sort: str, ids: list[str]) -> dict[Named, str]:
    table = tables.derived
    mine = and_(table.c.sort == sort, table.c.id.in_(ids))
    newest = select(func.max(table.c.number)).where(mine).group_by(table.c.id)
    chosen = select(table.c.id, table.c.payload).where(
        table.c.number.in_(newest), table.c.payload.is_not(None)
    )
    return {(sort, id_): payload for id_, payload in connection.execute(chosen)}
