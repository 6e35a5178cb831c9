"""The rules, notices and deliveries of one ledger; a notice and its deliveries are one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from tocsin.records import Delivery, Fate, Notice, Rule
from tocsin.store import account_tables as tables
from tocsin.store import canon, rows
from tocsin.store.engines import reading, writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Engine


class Outbox:
    """What is to be told to whom, and what became of it; nothing is told twice."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Keep the outbox of the ledger `name`."""
        self._engine = engine
        self._name = name

    def position(self, rule: Rule, *, by: str, start: int, at: datetime) -> int:
        """Up to which row `rule` was followed; a new rule, or a changed one, begins at `start`."""
        table, body = tables.rules, canon.dump(rule)
        query = select(table).where(table.c.name == rule.name, table.c.ended_at.is_(None))
        with writing(self._engine, self._name) as connection:
            row = connection.execute(query).mappings().first()
            if row is not None and row["body"] == body:
                return int(row["position"])
            if row is not None:
                ended = update(table).where(table.c.number == row["number"])
                connection.execute(ended.values(ended_at=rows.stamp(at)))
            values = {"name": rule.name, "body": body, "position": start, "made_by": by}
            connection.execute(insert(table), values | {"recorded_at": rows.stamp(at)})
            return start

    def rules(self) -> tuple[tuple[Rule, str], ...]:
        """The rules that were made here and hold, each with who made it."""
        table = tables.rules
        query = select(table).where(table.c.ended_at.is_(None)).order_by(table.c.number)
        with reading(self._engine, self._name) as connection:
            found = connection.execute(query).mappings()
            return tuple((canon.load(row["body"], Rule), row["made_by"]) for row in found)

    def end_rule(self, name: str, *, at: datetime) -> bool:
        """Follow a rule no longer; False if there was none."""
        table = tables.rules
        open_ = (table.c.name == name, table.c.ended_at.is_(None))
        with writing(self._engine, self._name) as connection:
            done = connection.execute(update(table).where(*open_).values(ended_at=rows.stamp(at)))
        return bool(done.rowcount)

    def told(self, rule: str) -> tuple[Notice, ...]:
        """What a rule has told so far, oldest first."""
        table = tables.notices
        query = select(table.c.payload).where(table.c.rule == rule).order_by(table.c.number)
        with reading(self._engine, self._name) as connection:
            return tuple(canon.load(text, Notice) for text in connection.scalars(query))

    def newest(self, most: int) -> tuple[Notice, ...]:
        """The newest notices of all rules, the newest first."""
        table = tables.notices
        query = select(table.c.payload).order_by(table.c.number.desc()).limit(most)
        with reading(self._engine, self._name) as connection:
            return tuple(canon.load(text, Notice) for text in connection.scalars(query))

    def post(self, rule: Rule, notices: Iterable[Notice], position: int, at: datetime) -> int:
        """Keep new notices with a delivery to each channel, and how far the rule was followed."""
        kept = 0
        with writing(self._engine, self._name) as connection:
            for one in notices:
                try:
                    with connection.begin_nested():
                        connection.execute(insert(tables.notices), _notice_row(one))
                except IntegrityError:
                    continue
                kept += 1
                for channel in rule.to:
                    row = {"notice": one.id, "channel": channel, "state": Fate.PENDING.value}
                    stamps = {"due_at": rows.stamp(at), "recorded_at": rows.stamp(at)}
                    row |= stamps | {"told": ""}
                    connection.execute(insert(tables.deliveries), row | {"attempts": 0})
            mine = tables.rules.c.name == rule.name, tables.rules.c.ended_at.is_(None)
            connection.execute(update(tables.rules).where(*mine).values(position=position))
        return kept

    def due(self, at: datetime) -> tuple[Delivery, ...]:
        """The deliveries whose time has come, oldest first."""
        table = tables.deliveries
        condition = (table.c.state == Fate.PENDING.value, table.c.due_at <= rows.stamp(at))
        return self._deliveries(*condition)

    def deliveries(self, fate: Fate) -> tuple[Delivery, ...]:
        """The deliveries that stand so, oldest first."""
        return self._deliveries(tables.deliveries.c.state == fate.value)

    def claim(self, number: int, *, at: datetime) -> bool:
        """Take a pending delivery in hand; False if somebody else has it."""
        table = tables.deliveries
        mine = (table.c.number == number, table.c.state == Fate.PENDING.value)
        values = {"state": Fate.SENDING.value, "due_at": rows.stamp(at)}
        with writing(self._engine, self._name) as connection:
            done = connection.execute(update(table).where(*mine).values(**values))
        return bool(done.rowcount)

    def settle(
        self, number: int, fate: Fate, *, attempts: int, due_at: datetime, told: str
    ) -> None:
        """Note what became of a delivery."""
        table = tables.deliveries
        values = {"state": fate.value, "attempts": attempts, "told": told[:500]}
        values["due_at"] = rows.stamp(due_at)
        with writing(self._engine, self._name) as connection:
            connection.execute(update(table).where(table.c.number == number).values(**values))

    def _deliveries(self, *condition: Any) -> tuple[Delivery, ...]:  # noqa: ANN401 - SQL
        table, notices = tables.deliveries, tables.notices
        query = (
            select(table, notices.c.payload)
            .join(notices, notices.c.id == table.c.notice)
            .where(*condition)
            .order_by(table.c.number)
        )
        with reading(self._engine, self._name) as connection:
            return tuple(
                Delivery(
                    number=row["number"],
                    notice=canon.load(row["payload"], Notice),
                    channel=row["channel"],
                    fate=Fate(row["state"]),
                    attempts=row["attempts"],
                    due_at=rows.moment_of(row["due_at"]),
                    told=row["told"],
                )
                for row in connection.execute(query).mappings()
            )


def _notice_row(one: Notice) -> dict[str, str]:
    return {
        "id": one.id,
        "rule": one.rule,
        "occasion": one.about,
        "payload": canon.dump(one),
        "recorded_at": rows.stamp(one.at),
    }
