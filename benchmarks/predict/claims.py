"""Articles to claim documents and, over all of them, to the incidents of one desk."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import tocsin
from benchmarks.predict.desks import desk_with
from benchmarks.predict.rows import Row, write_folder
from tocsin.serve.wire import wire_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


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
    readings = {row["id"]: row["reading"] for row in rows}
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for article, reading in readings.items():
        for claim in reading.claims:
            homes[claim.id].append(article.split("-")[0])
    with desk_with(readings) as desk:
        found = [
            {"id": one.id, "claims": [(home, id_) for id_ in one.claims for home in homes[id_]]}
            for one in desk.incidents()
        ]
    (folder / "incidents.json").write_text(json.dumps(found, indent=1), "utf-8")
