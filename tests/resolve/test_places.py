"""Places in texts: which names are places, which place is meant, and how exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tocsin.parse.engine import parse
from tocsin.resolve import gazetteer_sources
from tocsin.resolve.gazetteer import Gazetteer, open_gazetteer
from tocsin.resolve.gazetteer_sources import Entry
from tocsin.resolve.places import places_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tocsin.records import Link, Place, Progress


def town(name: str, country: str, code: str, lat: float, lon: float, people: int) -> Entry:
    """A packaged settlement."""
    return Entry(
        name=name,
        aliases=(),
        country=country,
        code=code,
        lat=lat,
        lon=lon,
        geonameid=int(abs(lat * 1000) + people),
        population=people,
        feature="capital" if people > 900_000 else "settlement",
    )


TOWNS = (
    town("Goris", "ARM", "AM.08", 39.51, 46.34, 17_592),
    town("Sotk", "ARM", "AM.04", 40.20, 45.87, 930),
    town("Jermuk", "ARM", "AM.10", 39.84, 45.67, 4_095),
    town("Yerevan", "ARM", "AM.11", 40.18, 44.51, 1_093_000),
    town("Baku", "AZE", "AZ.09", 40.38, 49.89, 2_200_000),
    town("Paris", "FRA", "FR.11", 48.85, 2.35, 2_138_000),
    town("Paris", "USA", "US.TX", 33.66, -95.56, 24_171),
    town("Dallas", "USA", "US.TX", 32.78, -96.81, 900_000),
    town("Bonham", "USA", "US.TX", 33.58, -96.18, 10_108),
    town("Palma", "ESP", "ES.07", 39.57, 2.65, 400_578),
    town("Macomia", "MOZ", "MZ.01", -12.25, 40.12, 20_000),
    town("Lvov", "UKR", "UA.15", 49.84, 24.02, 720_000),
    town("Kherson", "UKR", "UA.08", 46.64, 32.61, 280_000),
    town("Kharkiv", "UKR", "UA.07", 49.98, 36.25, 800_000),
    town("Odesa", "UKR", "UA.17", 46.48, 30.73, 800_001),
    town("Washington", "USA", "US.DC", 38.90, -77.04, 900_001),
    town("Aleppo", "SYR", "SY.09", 36.20, 37.16, 800_002),
    town("Martuni", "ARM", "AM.04", 40.66, 45.25, 12_000),
    town("Martuni", "AZE", "AZ.31", 39.79, 47.11, 3_700),
    town("Hadrut", "AZE", "AZ.31", 39.52, 47.03, 4_000),
    town("Tora", "ETH", "ET.45", 6.83, 38.08, 14_000),
    town("Gaziantep", "TUR", "TR.83", 37.06, 37.38, 800_003),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """An index of a few settlements and all tables."""

    def settlements(_: Callable[[Progress], None] | None) -> Iterator[Entry]:
        yield from TOWNS

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gazetteer_sources, "settlements", settlements)
        return open_gazetteer(tmp_path_factory.mktemp("index") / "places.db")


def read(text: str, index: Gazetteer, *phrases: str) -> dict[str, Link[Place]]:
    """The links of a text by their words; `phrases` are asked for as spans."""
    spans = [(text.index(p), text.index(p) + len(p)) for p in phrases] or None
    links = places_in(parse(text), make.document(text), index, spans)
    for link in links:
        assert link.mention.text == text[link.mention.start : link.mention.end]
    return {link.mention.text: link for link in links}


def test_a_list_of_towns_is_found_whole(index: Gazetteer) -> None:
    found = read("Artillery strikes hit the towns of Goris, Sotk and Jermuk in Armenia.", index)
    assert {name: link.target.country for name, link in found.items()} == {
        "Goris": "ARM",
        "Sotk": "ARM",
        "Jermuk": "ARM",
        "Armenia": "ARM",
    }
    assert found["Sotk"].target.precision == 1
    assert found["Armenia"].target.precision == 6
    assert found["Goris"].part == "at"


def test_what_stands_in_a_list_lies_near_its_neighbours(index: Gazetteer) -> None:
    told = "Men from Goris and Sotk in Armenia saw smoke over Yerevan. "
    alone = read(told + "Shells fell in Martuni. Hadrut was quiet.", index)
    listed = read(told + "Shells fell on Martuni and Hadrut.", index)
    assert alone["Martuni"].target.country == "ARM"
    assert listed["Martuni"].target.country == "AZE"


def test_a_kind_told_behind_a_list_is_that_of_all_its_members(index: Gazetteer) -> None:
    found = read("Shells fell in the Kherson, Odesa and Kharkiv regions.", index)
    assert {name: link.target.precision for name, link in found.items()} == dict.fromkeys(
        ("Kherson", "Odesa", "Kharkiv"), 4
    )


def test_a_village_that_the_index_lacks_lies_in_the_division_that_holds_it(
    index: Gazetteer,
) -> None:
    found = read("Shells fell on Tora in North Darfur, the army of Sudan said.", index)
    assert found["Tora"].target.country == "SDN"
    assert found["Tora"].target.name == "Tora"
    assert found["Tora"].target.geonameid is None
    assert found["Tora"].target.precision == 4


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A bomb went off in Paris.", "FRA"),
        ("A bomb went off in Paris, Texas.", "USA"),
        ("A bomb went off in Paris, TX, police said. Paris was sealed off.", "USA"),
        ("Men from Dallas and Bonham drove through Texas to Paris.", "USA"),
    ],
)
def test_the_text_decides_which_paris(index: Gazetteer, text: str, country: str) -> None:
    assert read(text, index)["Paris"].target.country == country


def test_palma_among_mozambican_places_is_not_in_spain(index: Gazetteer) -> None:
    text = "Insurgents in Mozambique attacked Palma and Macomia in Cabo Delgado."
    assert read(text, index, "Palma")["Palma"].target.country == "MOZ"


def test_feature_words_choose_the_kind_and_the_precision(index: Gazetteer) -> None:
    text = "Two people died in the Kherson region. Shells fell on Kherson."
    regional = read(text, index, "Kherson region")["Kherson region"]
    assert regional.target.precision == 4
    text = "Shells fell on the city of Kherson."
    assert read(text, index)["Kherson"].target.precision == 1


def test_borders_stay_borders(index: Gazetteer) -> None:
    text = "Fighting broke out on the Armenian-Azerbaijani border and at the Syrian-Turkish border."
    found = read(text, index)
    for name in ("Armenian-Azerbaijani border", "Syrian-Turkish border"):
        assert found[name].target.precision == 5, name
    assert found["Syrian-Turkish border"].target.lat == pytest.approx(36.8, abs=0.5)


def test_a_part_of_a_country_lies_that_way(index: Gazetteer) -> None:
    found = read("Sirens sounded in eastern Ukraine.", index)["Ukraine"]
    whole = read("Sirens sounded in Ukraine.", index)["Ukraine"]
    assert found.target.precision == 5
    assert (found.target.lon or 0) > (whole.target.lon or 0) + 1


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("Washington said it would respond.", "Washington", "metonym"),
        ("The ship left Washington on Monday.", "Washington", "at"),
        ("Azerbaijani troops crossed the river.", "Azerbaijani", "metonym"),
        ("Police in Dallas sealed off the Dallas Police Department.", "Dallas", "metonym"),
    ],
)
def test_governments_and_peoples_are_metonyms(
    index: Gazetteer, text: str, name: str, part: str
) -> None:
    assert read(text, index)[name].part == part


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Shells fell inside the Kherson Teaching Hospital in Ukraine.", "at"),
        ("Shells fell on Kherson Market in Ukraine.", "at"),
        ("The Kherson Police Department in Ukraine made a call.", "metonym"),
    ],
)
def test_a_building_stands_in_the_town_of_its_name(index: Gazetteer, text: str, part: str) -> None:
    assert read(text, index)["Kherson"].part == part


def test_persons_clubs_and_groups_are_no_places(index: Gazetteer) -> None:
    text = (
        "Paris Saint-Germain beat the club of Anna Goris. Goris said that NATO and Hamas watched."
    )
    assert read(text, index) == {}


def test_an_unknown_name_that_is_asked_for_borrows_the_nearest_place(index: Gazetteer) -> None:
    text = "Shells hit Qwrtzsdorf near Goris in Armenia."
    link = read(text, index, "Qwrtzsdorf")["Qwrtzsdorf"]
    assert (link.target.lat, link.target.lon) == (39.51, 46.34)
    assert link.target.geonameid is None
    assert link.score < 0.1
    assert link.reasons[0].right == "Goris"


def test_spans_that_name_nothing_yield_nothing(index: Gazetteer) -> None:
    text = "Goris was quiet."
    document = make.document(text)
    assert places_in(parse(text), document, index, [(-5, 3), (5, 5), (0, 99)]) == ()
    assert places_in(parse(""), make.document(""), index) == ()


def test_reasons_carry_the_values_compared(index: Gazetteer) -> None:
    link = read("A bomb went off in Paris, Texas.", index)["Paris"]
    reasons = {reason.feature: reason for reason in link.reasons}
    assert reasons["container"].left == "Texas"
    assert reasons["container"].score == 1.0
    assert reasons["name"].right == "Paris"
