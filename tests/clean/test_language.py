from __future__ import annotations

import pytest

from tocsin.clean.language import language_of, name_of
from tocsin.lexicon.tables import rows


@pytest.mark.parametrize("row", rows("languages.tsv"), ids=lambda row: row["name"])
def test_every_example_is_told_right(row: dict[str, str]) -> None:
    assert language_of(row["example"]) == row["code"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Goma.",
        "GUERRILLAS ATTACKED THE POST AND KILLED TWO OF THE SOLDIERS, THE ARMY SAID.",
        "Pashinyan: 49 soldiers killed",
    ],
)
def test_short_and_shouted_english_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["", "1234 5678", "Ատակ", 'kind = "ASSAULT"\n' * 40])
def test_what_is_no_prose_has_no_language(text: str) -> None:
    assert language_of(text) is None


def test_languages_are_named_in_english() -> None:
    assert name_of("ru") == "Russian"
