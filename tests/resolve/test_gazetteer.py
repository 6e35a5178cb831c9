"""The place index: built whole or not at all, found by any usual spelling."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from tocsin.errors import InputError, MissingPartError
from tocsin.lexicon.tables import rows
from tocsin.resolve import gazetteer_build, gazetteer_sources
from tocsin.resolve.gazetteer import Gazetteer, build, import_dump, open_gazetteer
from tocsin.resolve.gazetteer_sources import Entry
from tocsin.resolve.spelling import TABLE, key_of, sound_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tocsin.records import Progress


def entry(name: str, country: str, code: str, lat: float, lon: float, **fields: object) -> Entry:
    """A settlement on its way into an index."""
    chosen: dict[str, object] = {
        "aliases": (),
        "geonameid": abs(hash(name)) % 10**7,
        "population": 5000,
        "feature": "settlement",
    } | fields
    return Entry(name=name, country=country, code=code, lat=lat, lon=lon, **chosen)  # type: ignore[arg-type]


FEW = (
    entry("Goris", "ARM", "AM.08", 39.511, 46.342),
    entry("Gadabay", "AZE", "AZ.19", 40.57, 45.812, aliases=("Gədəbəy", "Kedabek")),
    entry("Khān Yūnis", "PSE", "PS.GZ", 31.346, 34.303, aliases=("Khan Yunis",)),
    entry("Kyiv", "UKR", "UA.12", 50.454, 30.524, aliases=("Kiev",), feature="capital"),
    entry("Donetsk", "UKR", "UA.05", 48.023, 37.802, population=900_000),
    entry("Paris", "FRA", "FR.11", 48.853, 2.349, population=2_100_000, feature="capital"),
    entry("Paris", "USA", "US.TX", 33.661, -95.556, population=24_000),
    entry("Robotyne", "UKR", "UA.26", 47.45, 35.84, geonameid=1),
)


def settlements(_: Callable[[Progress], None] | None) -> Iterator[Entry]:
    """A handful of packaged settlements."""
    yield from FEW


def divisions() -> Iterator[Entry]:
    """The first-order divisions of the table."""
    yield from (division for division in ALL_DIVISIONS() if division.feature == "admin1")


ALL_DIVISIONS = gazetteer_sources.divisions


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a handful of packaged settlements, and no second-order divisions."""
    monkeypatch.setattr(gazetteer_sources, "settlements", settlements)
    monkeypatch.setattr(gazetteer_sources, "divisions", divisions)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """An index of a few settlements and all tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gazetteer_sources, "settlements", settlements)
        return open_gazetteer(tmp_path_factory.mktemp("index") / "folder" / "places.db")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Gədəbəy", "Gadabay"),
        ("GADABAY", "Gadabay"),
        ("Kedabek", "Gadabay"),
        ("Khan Younis", "Khān Yūnis"),
        ("Khan-Yunis", "Khān Yūnis"),
        ("Kiev", "Kyiv"),
        ("U.S.", "United States"),
        ("the United Kingdom", "United Kingdom"),
        ("N.C.", "North Carolina"),
        ("Nagorno-Karabakh", "Nagorno-Karabakh"),
        ("Artsakh", "Nagorno-Karabakh"),
    ],
)
def test_usual_spellings_find_the_place(index: Gazetteer, written: str, meant: str) -> None:
    assert meant in {candidate.name for candidate in index.find(written)}


def test_candidates_come_most_populous_first_with_country_and_division(index: Gazetteer) -> None:
    found = [c for c in index.find("Paris") if c.feature in {"capital", "settlement"}]
    assert [(c.country, c.admin1) for c in found[:2]] == [
        ("FRA", "Île-de-France"),
        ("USA", "Texas"),
    ]


def test_unknown_and_empty_names_find_nothing(index: Gazetteer) -> None:
    assert index.find("Xyzzyplugh Qwrtzs") == ()
    assert index.find(" .") == ()


def test_sound_is_asked_only_when_no_name_fits(index: Gazetteer) -> None:
    assert 0 not in {c.match for c in index.find("Goris")}
    assert ("Gadabay", 0) in {(c.name, c.match) for c in index.find("Gedebey")}


def test_a_village_that_the_package_has_keeps_its_id(index: Gazetteer) -> None:
    assert [c.geonameid for c in index.find("Rabotino")] == [1]


def test_extents_reach_over_the_settlements(index: Gazetteer) -> None:
    south, west, north, east = index.extent("UA") or (0, 0, 0, 0)
    assert (south, north) == pytest.approx((47.5, 50.5), abs=0.2)
    assert (west, east) == pytest.approx((30.5, 37.75), abs=0.2)


@pytest.mark.usefixtures("few")
def test_building_reports_and_leaves_nothing_beside_the_index(tmp_path: Path) -> None:
    seen: list[Progress] = []
    build(tmp_path / "places.db", seen.append)
    assert seen[-1].done == seen[-1].total
    assert [path.name for path in tmp_path.iterdir()] == ["places.db"]


@pytest.mark.usefixtures("few")
def test_an_index_is_made_of_the_tables_that_its_version_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[str] = set()

    def noted(name: str) -> object:
        read.add(name)
        return rows(name)

    gazetteer_sources.features.cache_clear()
    monkeypatch.setattr(gazetteer_sources, "rows", noted)
    build(tmp_path / "places.db")
    assert read | {TABLE} == set(gazetteer_sources.TABLES)


@pytest.mark.usefixtures("few")
def test_a_failed_build_leaves_the_old_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "places.db"
    build(path)
    before = path.read_bytes()

    def broken() -> Iterator[Entry]:
        yield FEW[0]
        msg = "disk full"
        raise OSError(msg)

    monkeypatch.setattr(gazetteer_sources, "ours", broken)
    with pytest.raises(InputError, match=r"places\.db"):
        build(path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["places.db"]


@pytest.mark.usefixtures("few")
def test_an_index_of_other_sources_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "places.db"
    first = open_gazetteer(path)
    assert open_gazetteer(path) is first
    monkeypatch.setattr(gazetteer_build, "version", lambda: "newer")
    again = open_gazetteer(path)
    assert again is not first
    assert gazetteer_build.version_of(path) == "newer"


@pytest.mark.usefixtures("few")
def test_a_broken_index_is_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "places.db"
    path.write_bytes(b"no database at all, but long enough to be looked at")
    assert open_gazetteer(path).find("Goris")


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match="gazetteer build"):
        Gazetteer(tmp_path / "nowhere.db")


@pytest.mark.usefixtures("few")
def test_an_index_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="TOCSIN_GAZETTEER"):
        build(tmp_path / "file" / "places.db")


def test_a_dump_gives_settlements_and_seas(tmp_path: Path) -> None:
    line = (
        "174895\tGoris\tGoris\tGoris,Geryusy,Горис\t39.51\t46.34"
        "\tP\tPPLA\tAM\t\t08\t\t\t\t17592\t\t\tz\td"
    )
    sea = "1\tLaptev Sea\tLaptev Sea\t\t76\t125\tH\tSEA\t\t\t00\t\t\t\t0\t\t\tz\td"
    road = "2\tA Road\tA Road\t\t40\t45\tR\tRD\tAM\t\t08\t\t\t\t0\t\t\tz\td"
    with zipfile.ZipFile(tmp_path / "allCountries.zip", "w") as archive:
        archive.writestr("allCountries.txt", f"{line}\n{sea}\n{road}\n")
    path = tmp_path / "places.db"
    import_dump(path, tmp_path / "allCountries.zip")
    index = open_gazetteer(path)
    assert [c.geonameid for c in index.find("Geryusy")] == [174895]
    assert [c.feature for c in index.find("Laptev Sea")] == ["sea"]
    assert index.find("A Road") == ()


@pytest.mark.parametrize("content", [b"no zip", None])
def test_what_is_no_dump_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "dump.zip"
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("allCountries.txt", "two\tcolumns\n")
    else:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"dump\.zip"):
        import_dump(tmp_path / "places.db", path)


def test_every_spelling_rule_joins_its_example() -> None:
    for row in rows("places/spelling.tsv"):
        left, right = row["example"].split(" / ")
        if row["kind"] in {"letter", "word"}:
            assert key_of(left) == key_of(right), row
        else:
            assert sound_of(key_of(left)) == sound_of(key_of(right)), row


@pytest.mark.parametrize("table", ["places/regions.tsv", "places/villages.tsv"])
def test_every_line_of_our_places_is_on_earth_and_sourced(table: str) -> None:
    lines = rows(table)
    names = [(row["name"], row["country"]) for row in lines]
    assert len(names) == len(set(names))
    codes = set(gazetteer_sources.iso3_by_iso2().values())
    for row in lines:
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert row["feature"] in gazetteer_sources.features(), row
        assert row["country"] == "-" or row["country"] in codes, row
        assert row["source"].startswith("Wikipedia: "), row
