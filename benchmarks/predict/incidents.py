"""News documents to clusters: the stories of a desk that read them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tocsin
from benchmarks.predict.desks import desk_with
from benchmarks.predict.rows import Row, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def report(row: Row) -> Row:
    """What one document says."""
    published = row["date"]
    reading = tocsin.reading_of(
        row["text"], published=published[:10] if published else None, title=row["title"]
    )
    return {"id": row["id"], "reading": reading}


def write_clusters(path: Path, rows: Iterable[Row]) -> None:
    """The story of each document; one that shares its story with none stands alone."""
    readings = {row["id"]: row["reading"] for row in rows}
    with desk_with(readings) as desk:
        home = {id_: story.id for story in desk.stories() for id_ in story.documents}
    write_rows(
        path,
        (
            {"id": id_, "cluster": home.get(reading.document.id, reading.document.id)}
            for id_, reading in readings.items()
        ),
    )
