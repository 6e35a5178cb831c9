"""What is wrong in the text itself: a quoted side attacks itself, a mark is left open."""

from __future__ import annotations

import pytest

from tests import factories as make
from tocsin.attest.flags import flags_in
from tocsin.texts import reading_of

pytestmark = pytest.mark.model


def flags(text: str) -> list[tuple[str, str]]:
    return [(flag.kind, flag.span.text) for flag in reading_of(text).flags]


@pytest.mark.parametrize(
    "words",
    [
        "Azerbaijan attacked Azerbaijan near Sotk,",
        "The Armenian army attacked Armenian positions near Sotk,",
    ],
)
def test_a_side_that_attacks_itself_in_a_quotation_is_flagged(words: str) -> None:
    assert flags(f'"{words}" the ministry said.') == [("garbled-quote", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan attacked Azerbaijan near Sotk.",
        '"Azerbaijan attacked Armenian positions near Sotk," the ministry said.',
        "Rebels attacked the town.",
        "",
    ],
)
def test_what_is_whole_has_no_flags(text: str) -> None:
    assert flags(text) == []


def test_a_quotation_left_open_is_flagged_where_it_opens() -> None:
    text = "\u201cRebels attacked the town, the ministry said.\n\nIt rained."
    (flag,) = reading_of(text).flags
    assert (flag.kind, flag.span.start) == ("unbalanced-quote", 1)
    assert "\n" not in flag.span.text


def test_the_shown_part_of_an_open_quotation_is_short() -> None:
    (flag,) = reading_of("\u201c" + "Rebels attacked the town. " * 20).flags
    assert len(flag.span.text) == 80


def test_flags_name_the_side_and_a_reason() -> None:
    text = '"Azerbaijan attacked Azerbaijan near Sotk," the ministry said.'
    (flag,) = reading_of(text).flags
    assert "AZE" in flag.why


def test_a_state_that_accuses_itself_is_flagged() -> None:
    text = "Armenia accused the Armenian army of shelling Lachin."
    assert ("self-accusation", "accused") in flags(text)


@pytest.mark.parametrize(
    "text",
    [
        "Armenia accused the Azerbaijani army of shelling Lachin.",
        "Armenian opposition parties accused the Armenian government of torture.",
        "Armenia and Azerbaijan accused each other of shelling Lachin.",
    ],
)
def test_other_accusations_are_not_flagged(text: str) -> None:
    assert "self-accusation" not in {kind for kind, _ in flags(text)}


def test_a_mark_that_closes_nothing_is_flagged() -> None:
    assert flags("Hamas called it \u201ca horrific\u201d massacre\u201d on Tuesday.") == [
        ("stray-quote", "\u201d")
    ]


@pytest.mark.parametrize("day", ["31 April", "February 30", "0 May", "32nd of March"])
def test_a_day_that_its_month_does_not_have_is_flagged(day: str) -> None:
    assert flags(f"It rained on {day}, they said.") == [("impossible-date", day)]


@pytest.mark.parametrize("day", ["30 April", "February 29", "March 2022", "May 1999", "31 March"])
def test_days_that_can_be_are_not_flagged(day: str) -> None:
    assert flags(f"It rained in {day}, they said.") == []


@pytest.mark.parametrize(
    ("low", "high", "cumulative", "found"),
    [
        (12, 12, False, ["contradiction"]),
        (9, None, False, []),
        (12, 12, True, []),
    ],
    ids=["two-figures", "at-least", "running-total"],
)
def test_two_figures_of_one_voice_for_one_loss_are_flagged(
    low: int, high: int | None, found: list[str], *, cumulative: bool
) -> None:
    first = make.toll(9, 9, span=make.at(10, "nine soldiers"))
    later = make.toll(low, high, cumulative=cumulative, span=make.at(80, "twelve soldiers"))
    claim = make.resolved(make.claim(make.mention(tolls=(first, later))))
    assert [flag.kind for flag in flags_in(make.document(), (claim,))] == found


def test_a_voice_that_says_the_opposite_right_beside_is_flagged() -> None:
    text = (
        "Armenia said Azerbaijan shelled Goris. Armenia said Azerbaijan had not shelled Goris on "
        "Monday."
    )
    assert ("contradiction", "shelled") in flags(text)


@pytest.mark.parametrize(
    "day", ["Tuesday, 15 May 2024", "Thursday, March 5, 2021", "Monday the 1st of June 2022"]
)
def test_a_weekday_that_it_was_not_is_flagged(day: str) -> None:
    assert flags(f"It rained on {day}, they said.") == [("impossible-date", day)]


@pytest.mark.parametrize("day", ["Wednesday, 15 May 2024", "Monday, 29 February 2016"])
def test_a_weekday_that_it_was_is_not_flagged(day: str) -> None:
    assert flags(f"It rained on {day}, they said.") == []


def test_the_29th_of_february_of_a_common_year_is_flagged() -> None:
    (flag,) = reading_of("It rained on Monday, 29 February 2021.").flags
    assert flag.why == "February 2021 has no day 29"


def test_a_deed_told_as_done_after_the_report_is_flagged() -> None:
    text = "Rebels attacked the town of Goma on 9 July 2023."
    assert ("impossible-date", "9 July 2023") in [
        (flag.kind, flag.span.text) for flag in reading_of(text, published="2023-07-01").flags
    ]
    assert reading_of(text, published="2023-07-09").flags == ()


def test_a_state_that_tells_of_its_own_blow_on_itself_is_flagged() -> None:
    text = "The Armenian army said that Armenian forces had shelled Armenian villages."
    assert ("self-accusation", "shelled") in flags(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Armenian army said that Azerbaijani forces had shelled Armenian villages.",
        "The Ethiopian army said that Ethiopian jets had bombed Ethiopian rebels.",
        "Armenia denied that Armenian forces had shelled Armenian villages.",
    ],
)
def test_who_tells_of_others_or_of_rebels_is_not_flagged(text: str) -> None:
    assert "self-accusation" not in {kind for kind, _ in flags(text)}


def test_two_figures_in_two_claims_of_one_blow_are_flagged() -> None:
    first = make.toll(9, 9, span=make.at(10, "nine soldiers"))
    later = make.toll(12, 12, span=make.at(80, "twelve soldiers"))
    claims = tuple(
        make.resolved(make.claim(make.mention(tolls=(toll,)), id=name))
        for toll, name in ((first, "a"), (later, "b"))
    )
    (flag,) = flags_in(make.document(), claims)
    assert (flag.kind, flag.span) == ("contradiction", later.span)
