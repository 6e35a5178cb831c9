"""A desk that takes in what was read already, and puts it together."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import tocsin
from tocsin.records import RawItem
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from tocsin.config import Settings
    from tocsin.records import Reading


@contextmanager
def desk_with(readings: Mapping[str, Reading]) -> Iterator[tocsin.Desk]:
    """A desk over `readings`, each under its name as origin, reconciled."""

    def take(
        raw: RawItem,
        *,
        settings: Settings,  # noqa: ARG001 - part of the interface
        published: date | None = None,  # noqa: ARG001 - same
        outlet: str | None = None,  # noqa: ARG001 - same
    ) -> tuple[Reading, ...]:
        reading = readings[raw.origin]
        return (replace(reading, document=replace(reading.document, origin=raw.origin)),)

    items = [
        RawItem(
            origin=origin,
            media_type="text/plain",
            payload=reading.document.text.encode(),
            fetched_at=datetime(2000, 1, 1, tzinfo=UTC),
        )
        for origin, reading in readings.items()
    ]
    with TemporaryDirectory() as place, tocsin.Desk(Ledger(Path(place, "x.db")), take=take) as desk:
        desk.take_in(items)
        desk.reconcile()
        yield desk
