"""Articles to claim documents and, over all of them, to the incidents of one desk."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import tocsin
from benchmarks.predict.rows import Row, write_folder
from tocsin.records import RawItem, Reading
from tocsin.serve.wire import wire_of
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tocsin.config import Settings
    from tocsin.records import Incident


def claims(row: Row) -> Row:
    """The claim document of an article, and the reading that it shows."""
    published = row["published"]
    reading = tocsin.reading_of(
        row["text"],
        published=published[:10] if published else None,
        outlet=row["publisher"],
        title=row["title"],
    )
    name = row["file"].rpartition("/")[2].removesuffix(".txt")
    return {"id": name, "body": wire_of(reading), "reading": reading}


def write_claims(folder: Path, rows: Iterable[Row]) -> None:
    """One `<id>.json` an article, and `incidents.json` with the (article, claim) pairs of each."""
    rows = list(rows)
    write_folder(folder, rows)
    readings = {
        row["id"]: replace(
            row["reading"], document=replace(row["reading"].document, origin=row["id"])
        )
        for row in rows
    }
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for article, reading in readings.items():
        for claim in reading.claims:
            homes[claim.id].append(article.split("-")[0])
    found = [
        {"id": one.id, "claims": [(home, id_) for id_ in one.claims for home in homes[id_]]}
        for one in incidents_of(readings)
    ]
    (folder / "incidents.json").write_text(json.dumps(found, indent=1), "utf-8")


def incidents_of(readings: dict[str, Reading]) -> tuple[Incident, ...]:
    """The incidents of a desk that takes in what was read already, by its origin."""

    def take(
        raw: RawItem,
        *,
        settings: Settings,  # noqa: ARG001 - part of the interface
        published: date | None = None,  # noqa: ARG001 - same
        outlet: str | None = None,  # noqa: ARG001 - same
    ) -> tuple[Reading, ...]:
        return (readings[raw.origin],)

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
        return desk.incidents()
