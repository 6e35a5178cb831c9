"""Upper-case text gets the case of print back, and keeps every offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.parse.capitals import is_shouted, restored
from tocsin.parse.dictionary import Dictionary
from tocsin.parse.engine import parse

COMMON = (
    "rebels blew up the bridge near and killed two guards said on may they army of a to national "
    "housing fund closed its office rifles were found major general was told who report text left "
    "it march"
)


def shown(text: str) -> str:
    return restored(text, frozenset(COMMON.split()).__contains__)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("REBELS BLEW UP THE BRIDGE NEAR ZUMBAL.", "Rebels blew up the bridge near Zumbal."),
        ("REBELS KILLED TWO. THEY LEFT.", "Rebels killed two. They left."),
        ("THE ARMY OF EL SALVADOR LEFT.", "The army of El Salvador left."),
        ("MAJOR PEREZ SAID IT.", "Major Perez said it."),
        ("GEN. PEREZ SAID IT.", "Gen. Perez said it."),
        ("ON 3 MAY THE ARMY LEFT.", "On 3 May the army left."),
        ("THEY MAY MARCH.", "They may march."),
        (
            "THE NATIONAL HOUSING FUND [NHF] CLOSED.",
            "The National Housing Fund [NHF] closed.",
        ),
        ("TWO AK-47 RIFLES WERE FOUND.", "Two AK-47 rifles were found."),
        ("ZUMBAL, 3 JAN 90 -- [TEXT] THE ARMY LEFT.", "Zumbal, 3 Jan 90 -- [Text] The army left."),
        ("THE U.S. ARMY LEFT.", "The U.S. army left."),
        ("PEREZ'S GUARDS LEFT.", "Perez's guards left."),
    ],
)
def test_case_is_written_back(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_wrapped_lines_of_a_paragraph_are_joined_and_paragraphs_kept() -> None:
    first = "REBELS BLEW UP THE BRIDGE NEAR ZUMBAL AND KILLED TWO GUARDS"
    found = shown(f"{first}\nWHO LEFT.\n\nTHE ARMY LEFT.")
    assert found == (
        "Rebels blew up the bridge near Zumbal and killed two guards who left.\n\nThe army left."
    )


@given(st.text(alphabet="ABCDE \n.,'-[]\"123", max_size=80))
def test_only_case_and_line_ends_change(text: str) -> None:
    found = shown(text)
    assert len(found) == len(text)
    assert found.upper().replace("\n", " ") == text.upper().replace("\n", " ")


def test_a_text_with_small_letters_is_not_shouted() -> None:
    assert not is_shouted("The army left the town on Sunday and nobody was hurt at all, it said.")
    assert not is_shouted("STOP")
    assert is_shouted("THE ARMY LEFT THE TOWN ON SUNDAY AND NOBODY WAS HURT AT ALL, IT SAID.")


class Pipeline:
    """A pipeline without a lemmatizer."""

    class Defaults:
        """Its function words."""

        stop_words = frozenset({"the"})

    pipeline = ()


def test_without_a_dictionary_every_word_is_common() -> None:
    assert "zumbal" in Dictionary(Pipeline())


@pytest.mark.model
def test_the_tokens_of_a_shouted_text_have_the_case_of_print() -> None:
    text = "GUERRILLAS OF THE LIBERATION FRONT KIDNAPPED THE MAYOR OF ZUMBAL ON SUNDAY NIGHT."
    found = parse(text)
    assert [token.text for token in found.tokens[:3]] == ["Guerrillas", "of", "the"]
    assert all(text[t.start : t.end] == t.text.upper() for t in found.tokens)
    assert next(token for token in found.tokens if token.lemma == "kidnap").pos == "VERB"
