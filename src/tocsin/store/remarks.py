"""Taking back what people noted: a row of its own, so that the note and its end both stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, insert, select

from tocsin.store import rows, tables
from tocsin.store.engines import writing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine


class Remarks:
    """The corrections of one ledger, as far as they can be taken back."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Work on the ledger `name`."""
        self._engine = engine
        self._name = name

    def withdraw_correction(self, anchor: str, field: str, *, by: str, at: datetime) -> bool:
        """Take back what `by` noted of a field; False if there was nothing to take back."""
        table, gone = tables.corrections, tables.correction_withdrawals
        standing = select(table.c.number).where(
            table.c.anchor == anchor,
            table.c.field == field,
            table.c.made_by == by,
            ~exists().where(gone.c.correction == table.c.number),
        )
        with writing(self._engine, self._name) as connection:
            found = connection.scalars(standing).all()
            for number in found:
                row = {"correction": number, "recorded_at": rows.stamp(at)}
                connection.execute(insert(gone), row)
        return bool(found)
