"""Verbs make places of names, as the table of verbs tells."""

from __future__ import annotations

import pytest

from tocsin.grammar.placing import SURE, is_fired_from, placed_by, relation_by
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse
from tocsin.texts import claims_in, places_in

pytestmark = pytest.mark.model


@pytest.mark.parametrize("row", rows("places/verbs.tsv"), ids=lambda row: row["example"])
def test_the_name_in_every_example_is_a_place(row: dict[str, str]) -> None:
    read = parse(row["example"])
    word = next(token for token in read.tokens if token.lemma == row["verb"])
    part = (0, word.i) if row["slot"] == "subj" else (word.i + 1, len(read.tokens))
    forces = {placed_by(read, i) for i in range(*part) if read.tokens[i].pos == "PROPN"}
    assert row["force"] in forces
    if row["force"] == SURE:
        assert [name.label for name in read.names] == ["PLACE"]


@pytest.mark.parametrize("row", rows("places/standpoints.tsv"), ids=lambda row: row["word"])
def test_every_example_tells_where_one_fires_from(row: dict[str, str]) -> None:
    read = parse(row["example"])
    noun = next(token for token in read.tokens if token.lemma == row["word"])
    assert any(is_fired_from(read, one.i) for one in read.children_by(noun.i, "prep"))


def test_what_is_hit_in_a_place_is_not_fired_from_there() -> None:
    read = parse("They struck positions in Marjayoun.")
    assert not any(is_fired_from(read, token.i) for token in read.tokens)


@pytest.mark.parametrize("row", rows("prepositions.tsv"), ids=lambda row: row["preposition"])
def test_a_preposition_sets_the_relation_of_its_line(row: dict[str, str]) -> None:
    read = parse(row["example"])
    (word,) = (token for token in read.tokens if token.text.lower() == row["preposition"])
    assert relation_by(read, word.i) == row["relation"]


@pytest.mark.parametrize(
    "text",
    [
        "They fired rockets from inside Gaza.",
        "The rockets were fired out of Gaza.",
        "They fired from the area of Goris in Armenia.",
        "They fired from across the border in Armenia.",
    ],
)
def test_the_first_of_a_chain_of_prepositions_tells_where_fire_came_from(text: str) -> None:
    read = parse(text)
    last = max(token.i for token in read.tokens if token.dep == "prep")
    assert relation_by(read, last) == "origin"


def test_a_list_behind_such_a_verb_is_of_places() -> None:
    read = parse("Jets bombed Zintan and Gharyan.")
    assert placed_by(read, read.tokens[-2].i) == SURE


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked Dori late on Friday.",
        "Shells hit Avdiivka overnight.",
        "Russian forces shelled Bakhmut on Monday.",
        "The army recaptured Babanusa.",
        "Helicopters strafed Loikaw.",
    ],
)
def test_a_small_town_is_found_where_it_is_hit(text: str) -> None:
    assert [link for link in places_in(text) if link.target.precision == 1]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed Ibrahim on Monday.",
        "Police arrested Hassan Bello.",
        "Militants ambushed Abdullah near the market.",
    ],
)
def test_a_person_who_is_hit_is_no_place(text: str) -> None:
    assert places_in(text) == ()


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Drones hit Khmeimim air base on Monday.", "Hmeimim", "SYR"),
        ("Aid came through Erez crossing.", "Erez crossing", "PSE"),
        ("Troops held the Netzarim corridor.", "Netzarim corridor", "PSE"),
        ("Women left Al-Hol camp.", "Al Ḩawl", "SYR"),
        ("Rebels seized Deir al-Zor.", "Deir ez-Zor", "SYR"),
        ("Guns shelled Ras el Ain in northern Syria.", "Ra’s al ‘Ayn", "SYR"),
        ("Officials in Mozambique said fighters attacked Palma.", "Palma", "MOZ"),
        ("Fighting broke out in Martuni, Azerbaijan said. Azerbaijan sent troops.", "", "AZE"),
        ("Shells fell on Jermuk.", "Jermuk", "ARM"),
        ("Forces shelled the village of Kafr Kila.", "Kfar Kila", "LBN"),
        ("Drones flew over the town of Kafr Zita.", "", "SYR"),
    ],
)
def test_often_fought_over_places_are_found_as_the_text_spells_and_places_them(
    text: str, name: str, country: str
) -> None:
    found = [link for link in places_in(text) if link.target.precision < 4]
    assert [link.target.country for link in found] == [country]
    assert name in {found[0].target.name, ""}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A suicide bomber struck Bannu on Saturday.", "Bannu"),
        ("Ukraine said Donetsk was shelled.", "Donetsk"),
        ("Goma fell to M23 rebels on Monday, residents said.", "Goma"),
        ("An explosion rocked Quetta late on Friday.", "Quetta"),
        ("Rebels have taken Sake and are advancing.", "Sake"),
        ("Gunmen took over Culiacan's airport.", "Culiacán"),
        ("Rebels attacked Sunday in Bunia.", "Bunia"),
    ],
)
def test_a_claim_happened_where_its_verb_says(text: str, place: str) -> None:
    claims = claims_in(text, published="2024-03-05")
    assert [link.target.name for claim in claims for link in claim.places] == [place]


@pytest.mark.parametrize(
    ("text", "place", "precision"),
    [
        ("Shells hit Pisky, 10 km north-west of Donetsk, on Monday.", "Pisky", 1),
        ("Fighting in Hajin, some 100 km southeast of Deir ez-Zor city, killed 20.", "Hajīn", 1),
        ("Gunmen attacked a bus about 40 kilometres from Gao.", "Gao", 2),
        ("Gunmen attacked a bus 30 miles (48 km) south of Gao.", "Gao", 2),
        ("The Siege of Kobani ended in January 2015.", "‘Ayn al ‘Arab", 1),
    ],
)
def test_a_town_that_only_tells_how_far_off_is_not_where_it_happened(
    text: str, place: str, precision: int
) -> None:
    (claim,) = claims_in(text, published="2018-03-05")
    (link,) = claim.places
    assert (link.target.name, link.part != "origin") == (place, True)
    assert link.target.precision == precision


def test_deeds_that_are_counted_have_the_months_of_their_count() -> None:
    text = "Monitors documented 37 attacks on clinics in Kayah State between February and May."
    (claim,) = claims_in(text, published="2021-06-01")
    assert claim.when is not None
    assert (str(claim.when.first), str(claim.when.last)) == ("2021-02-01", "2021-05-31")
