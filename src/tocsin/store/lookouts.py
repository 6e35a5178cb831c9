"""What the watch keeps in a ledger: the alerts that rang, and the series of others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, insert, select

from tocsin.records import Alert, OutsideImport, OutsideMonth, OutsideTally, Sort, Subject
from tocsin.store import canon, rows, tables
from tocsin.store.engines import reading, writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Engine


class Lookouts:
    """The alerts and outside series of one ledger; both are only ever added to."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Work on the ledger `name`."""
        self._engine = engine
        self._name = name

    def ring(self, alerts: Iterable[Alert], *, at: datetime) -> int:
        """Keep alerts that are not kept yet; how many were new."""
        table, new = tables.alerts, 0
        with writing(self._engine, self._name) as connection:
            for one in alerts:
                if connection.scalar(select(table.c.number).where(table.c.id == one.id)):
                    continue
                row = {
                    "id": one.id,
                    "dyad": one.dyad.name,
                    "day": one.day.isoformat(),
                    "payload": canon.dump(one),
                    "recorded_at": rows.stamp(at),
                }
                connection.execute(insert(table), row)
                new += 1
        return new

    def alerts(self, as_of: datetime | None = None) -> tuple[Alert, ...]:
        """All alerts that were kept by a moment, the newest day first."""
        table = tables.alerts
        query = select(table.c.payload)
        if as_of is not None:
            query = query.where(table.c.recorded_at <= rows.stamp(as_of))
        found = self._all(query.order_by(table.c.day.desc(), table.c.dyad, table.c.id))
        return tuple(canon.load(row["payload"], Alert) for row in found)

    def keep(self, taken: OutsideImport, months: Iterable[OutsideMonth]) -> None:
        """Keep an outside file's months; they stand for the label from then on."""
        row = {
            "label": taken.label,
            "format": taken.format,
            "origin": taken.origin,
            "digest": taken.digest,
            "tally": canon.dump(taken.tally),
            "recorded_at": rows.stamp(taken.recorded_at),
        }
        with writing(self._engine, self._name) as connection:
            table = tables.outside_imports
            number = connection.execute(insert(table).returning(table.c.number), row).scalar_one()
            found = [_month_row(one) | {"import": number} for one in months]
            if found:
                connection.execute(insert(tables.outside), found)

    def imports(self, as_of: datetime | None = None) -> tuple[OutsideImport, ...]:
        """The standing import of each label, by label."""
        return tuple(_import_of(row) for row in self._all(_standing(as_of)))

    def outside(self, label: str, as_of: datetime | None = None) -> tuple[OutsideMonth, ...]:
        """The months of the standing import of a label, by subject and month."""
        number = next(
            (r["number"] for r in self._all(_standing(as_of)) if r["label"] == label), None
        )
        table = tables.outside
        query = select(table).where(table.c["import"] == number)
        ordered = query.order_by(table.c.sort, table.c.subject, table.c.month)
        return tuple(_month_of(row) for row in self._all(ordered))

    def _all(self, query: Select[Any]) -> list[Any]:
        with reading(self._engine, self._name) as connection:
            return list(connection.execute(query).mappings())


def _standing(as_of: datetime | None) -> Select[Any]:
    table = tables.outside_imports
    last = select(func.max(table.c.number)).group_by(table.c.label)
    if as_of is not None:
        last = last.where(table.c.recorded_at <= rows.stamp(as_of))
    return select(table).where(table.c.number.in_(last)).order_by(table.c.label)


def _import_of(row: Any) -> OutsideImport:  # noqa: ANN401 - a row
    return OutsideImport(
        label=row["label"],
        format=row["format"],
        origin=row["origin"],
        digest=row["digest"],
        tally=canon.load(row["tally"], OutsideTally),
        recorded_at=rows.moment_of(row["recorded_at"]),
    )


def _month_row(one: OutsideMonth) -> rows.Row:
    return {
        "sort": one.subject.sort.value,
        "subject": one.subject.name,
        "month": one.month.isoformat(),
        "events": one.events,
        "low": one.low,
        "best": one.best,
        "high": one.high,
    }


def _month_of(row: Any) -> OutsideMonth:  # noqa: ANN401 - a row
    return OutsideMonth(
        subject=Subject(sort=Sort(row["sort"]), name=row["subject"]),
        month=date.fromisoformat(row["month"]),
        events=row["events"],
        low=row["low"],
        best=row["best"],
        high=row["high"],
    )
