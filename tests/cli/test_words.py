from __future__ import annotations

from datetime import date

import pytest

from tests import factories as make
from tocsin.cli.words import (
    bounds_words,
    place_words,
    short_voice,
    sides_words,
    site_words,
    toll_words,
    tolls_by_voice,
    voice_words,
    when_words,
)
from tocsin.records import When
from tocsin.serve.words import hit_first

ARM = make.actor("Armenia", "ARM")
AZE = make.actor("Azerbaijan", "AZE")
UN = make.actor("UN", None)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2022, 9, 13), date(2022, 9, 13), "13 Sep 2022"),
        (date(2022, 9, 12), date(2022, 9, 14), "12–14 Sep 2022"),
        (date(2022, 9, 27), date(2022, 11, 10), "27 Sep 2022 – 10 Nov 2022"),
        (date(2020, 11, 1), date(2020, 11, 30), "Nov 2020"),
        (date(2020, 1, 1), date(2020, 12, 31), "2020"),
        (date(1992, 1, 1), date(1994, 12, 31), "1992–1994"),
        (date(2022, 9, 13), None, "since 13 Sep 2022"),
        (None, date(2022, 9, 13), "until 13 Sep 2022"),
        (None, None, "“on Tuesday”"),
    ],
)
def test_days_in_words(first: date | None, last: date | None, words: str) -> None:
    assert when_words(When(first=first, last=last, precision=1, text="on Tuesday")) == words


def test_a_day_that_nobody_tells_is_unknown() -> None:
    assert when_words(None) == "day unknown"


@pytest.mark.parametrize(
    ("actors", "recipients", "words"),
    [
        ([AZE], [ARM], "Azerbaijan (AZE) → Armenia (ARM)"),
        ([], [ARM], "? → Armenia (ARM)"),
        ([ARM, AZE], [], "Armenia (ARM) and Azerbaijan (AZE)"),
        ([UN, UN], [], "UN"),
        ([make.actor("troops", "ARM"), make.actor("troops", "AZE")], [], "troops (ARM, AZE)"),
        ([], [], ""),
    ],
)
def test_sides_in_words(actors: list[object], recipients: list[object], words: str) -> None:
    assert sides_words(actors, recipients) == words  # type: ignore[arg-type]


def test_many_places_are_cut_with_their_number() -> None:
    places = [make.place(name) for name in ("A", "B", "A", "C", "D", "E", "F")]
    assert place_words(places) == "A, B, C, D +2"


def test_where_fire_came_from_is_told_apart() -> None:
    hit, fired = make.place("Goris"), make.place("Sotk")
    links = [make.link(hit, part="at"), make.link(fired, part="origin")]
    assert site_words(links) == "Goris, from Sotk"
    assert site_words(links[1:]) == "from Sotk"
    assert site_words([]) == ""
    assert hit_first(links[::-1]) == links


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (49, 49, "49"),
        (49, None, "49+"),
        (None, 50, "up to 50"),
        (8, 272, "8–272"),
        (6500, None, "6,500+"),
        (None, None, "some"),
    ],
)
def test_bounds_in_words(low: int | None, high: int | None, words: str) -> None:
    assert bounds_words(low, high) == words


def test_a_figure_is_told_once() -> None:
    assert toll_words(make.toll()) == "2 killed (soldiers)"
    assert toll_words(make.toll(whom="two soldiers")) == "2 killed (two soldiers)"
    assert toll_words(make.toll(whom="49 soldiers")) == "49 soldiers killed"


def test_figures_stand_with_all_who_give_them() -> None:
    tolls = [make.toll_range("A"), make.toll_range("B", low=3, high=None), make.toll_range("C")]
    assert tolls_by_voice(tolls) == [("2 killed", ("A", "C")), ("3+ killed", ("B",))]


def test_the_last_word_of_a_voice_stands_before_its_range() -> None:
    tolls = [make.toll_range("A", low=49, best=105, high=105)]
    assert tolls_by_voice(tolls) == [("105 (49–105) killed", ("A",))]


def test_a_voice_without_a_name_is_shown_without_folders() -> None:
    assert short_voice("the publisher of /some/where/a.txt") == "the publisher of a.txt"
    assert short_voice("Ministry of Defence") == "Ministry of Defence"


def test_a_voice_is_named_with_those_it_came_through() -> None:
    assert voice_words(make.resolved(), "Example Times") == "Example Times"
    told = make.resolved(speakers=(UN, ARM))
    assert voice_words(told, "Example Times") == "Armenia (ARM), through UN"
