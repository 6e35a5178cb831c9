"""Names after repair: the lexicon knows countries, capitals, peoples and bodies."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.parse.engine import parse

pytestmark = pytest.mark.model


def names(text: str) -> list[tuple[str, str]]:
    parsed = parse(text)
    return [
        (" ".join(t.text for t in parsed.tokens[n.first : n.last]), n.label) for n in parsed.names
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Azerbaijan and Turkey met.", [("Azerbaijan", "PLACE"), ("Turkey", "PLACE")]),
        ("Russian troops left Kyiv.", [("Russian", "NORP"), ("Kyiv", "PLACE")]),
    ],
)
def test_the_lexicon_says_what_a_name_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


def test_a_country_is_written_with_a_capital() -> None:
    assert ("turkey", "PLACE") not in names("They ate turkey.")
    assert ("Turkey", "PLACE") in names("They left Turkey.")


def test_a_longer_name_around_a_known_one_stays_whole() -> None:
    found = names("The Armenian Defense Ministry spoke in Yerevan.")
    assert ("Armenian Defense Ministry", "ORG") in found
    assert ("Yerevan", "PLACE") in found


WORDS = [
    "Armenia",
    "Azerbaijan",
    "said",
    "that",
    "the",
    "United",
    "Nations",
    "army",
    "near",
    "Kyiv",
    ".",
]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_names_are_in_order_and_apart(words: list[str]) -> None:
    end = 0
    for name in parse(" ".join(words)).names:
        assert end <= name.first < name.last
        end = name.last


def test_a_name_that_ends_in_a_kind_of_place_is_no_person() -> None:
    found = names("Gunmen struck near Azir Multe, Damboa Local Government Area of Borno State.")
    assert ("Damboa Local Government Area", "PLACE") in found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fighters shelled Deir ez-Zor.", ["Deir ez-Zor"]),
        ("A blast hit Mazar-i-Sharif on Sunday.", ["Mazar-i-Sharif", "Sunday"]),
        ("Gunmen met Khalid al-Obeidi.", ["Khalid al-Obeidi"]),
        ("The Israel-Hamas war went on.", ["Israel", "Hamas"]),
    ],
)
def test_hyphens_around_articles_stay_within_a_name(text: str, names: list[str]) -> None:
    read = parse(text)
    spans = [(read.tokens[n.first].start, read.tokens[n.last - 1].end) for n in read.names]
    assert [text[start:end] for start, end in spans] == names


@pytest.mark.parametrize("name", ["Bakhmut", "Toretsk", "Mosul", "Nalchik"])
def test_a_word_of_no_dictionary_behind_a_verb_is_its_object(name: str) -> None:
    token = parse(f"Russian forces shelled {name} on Monday.").tokens[3]
    assert (token.text, token.pos, token.dep) == (name, "PROPN", "dobj")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Forces shelled the village of Deir Siryan.", "PLACE"),
        ("Shells fell near the city of Kafr Zita.", "PLACE"),
        ("A drone killed the brother of Deir Siryan.", "PERSON"),
    ],
)
def test_what_is_called_a_village_is_a_place(text: str, label: str) -> None:
    assert [found for _, found in names(text)] == [label]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Rockets were fired from the direction of Nablus.", "rocket"),
        ("Guerrillas launched rockets from the valley.", "guerrilla"),
    ],
)
def test_weapons_and_rebels_that_open_a_sentence_are_no_names(text: str, lemma: str) -> None:
    token = parse(text).tokens[0]
    assert (token.pos, token.lemma) == ("NOUN", lemma)


@pytest.mark.parametrize("text", ["Rockets Ltd opened a plant.", "They like Rockets."])
def test_a_firm_or_club_named_after_weapons_stays_a_name(text: str) -> None:
    read = parse(text)
    assert "PROPN" in {token.pos for token in read.tokens if token.text == "Rockets"}


def test_a_word_of_the_dictionary_behind_a_verb_stays_what_it_is() -> None:
    assert parse("The troops moved Quickly on Monday.").tokens[3].pos != "PROPN"
