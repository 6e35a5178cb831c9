"""Who asserts, who confirms, who denies, how many, where and when."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories as make
from tocsin.reconcile import explain, history_of, incidents_of
from tocsin.records import Actor, Incident, Kind, Reading, Reality, Role, Stance

DAY = make.DAY
ARMENIA = make.actor("Armenian Defense Ministry", "ARM")
BAKU = make.actor("Azerbaijani Defense Ministry", "AZE")


def report(origin: str, *, published: date | None = DAY, **fields: Any) -> Reading:
    document = make.document(
        f"{make.TEXT} {origin}", origin=origin, outlet=origin.title(), published=published
    )
    return make.reading(document, make.shelling(document, **fields))


def only(*readings: Reading, **more: Any) -> Incident:
    (incident,) = incidents_of(readings, **more)
    return incident


def denied() -> Reading:
    document = make.document(origin="wire", outlet="Wire")
    told = make.shelling(document, speakers=(ARMENIA,))
    denial = make.shelling(
        document,
        "denied",
        of={"reality": Reality.NEGATED},
        told={"stance": Stance.DENIES, "answers": told.id},
        speakers=(BAKU,),
    )
    return make.reading(document, told, denial)


def test_a_denial_stands_with_what_it_denies() -> None:
    incident = only(denied())
    assert incident.asserted_by == ("Armenian Defense Ministry",)
    assert incident.denied_by == ("Azerbaijani Defense Ministry",)
    assert incident.independent_reports == 1
    assert (incident.kind, incident.mode) == (Kind.ASSAULT, "artillery")


def test_the_publisher_speaks_through_its_outlet() -> None:
    assert only(report("courier")).asserted_by == ("Courier",)


def test_confirmations_and_partial_ones_are_kept_apart() -> None:
    incident = only(
        report("a", speakers=(ARMENIA,)),
        report("b", told={"stance": Stance.CONFIRMS}, speakers=(make.actor("a witness", "ARM"),)),
        report("c", told={"stance": Stance.PARTLY_CONFIRMS}, speakers=(BAKU,)),
    )
    assert incident.asserted_by == ("Armenian Defense Ministry",)
    assert incident.confirmed_by == ("a witness",)
    assert incident.partly_confirmed_by == ("Azerbaijani Defense Ministry",)


def test_two_outlets_that_saw_it_are_two_reports() -> None:
    assert only(report("a"), report("b")).independent_reports == 2


def test_two_outlets_that_quote_one_ministry_are_one_voice() -> None:
    incident = only(report("a", speakers=(ARMENIA,)), report("b", speakers=(ARMENIA,)))
    assert incident.independent_reports == 1
    assert incident.asserted_by == ("Armenian Defense Ministry",)


@pytest.mark.parametrize("name", ["Armenia's Ministry of Defence", "the ministry"])
def test_one_ministry_under_two_names_is_one_voice(name: str) -> None:
    other = make.actor(name, "ARM")
    incident = only(report("a", speakers=(ARMENIA,)), report("b", speakers=(other,)))
    assert incident.independent_reports == 1
    assert len(incident.asserted_by) == 1


def test_two_people_of_one_government_are_two_voices() -> None:
    voices = [
        make.actor(name, "ARM", role=Role.GOV) for name in ("Nikol Pashinyan", "Ararat Mirzoyan")
    ]
    incident = only(*(report(v.name, speakers=(v,)) for v in voices))
    assert incident.independent_reports == 2


def test_copies_are_one_report() -> None:
    a, b = report("a"), report("b")
    family = make.family(*sorted((a.document.id, b.document.id)))
    assert only(a, b, families=(family,)).independent_reports == 1


def test_tolls_are_ranges_by_source_and_best_is_the_last_word() -> None:
    def counted(origin: str, low: int, day: int, voice: Actor) -> Reading:
        return report(
            origin,
            published=DAY + timedelta(day),
            of={"tolls": (make.toll(low, None),)},
            speakers=(voice,),
        )

    incident = only(
        counted("a", 49, 0, ARMENIA), counted("b", 105, 1, ARMENIA), counted("c", 20, 0, BAKU)
    )
    assert [(t.source, t.low, t.best, t.high) for t in incident.tolls] == [
        ("Armenian Defense Ministry", 49, 105, None),
        ("Azerbaijani Defense Ministry", 20, 20, None),
    ]


def test_a_toll_that_runs_through_a_week_is_one_incident_with_a_history() -> None:
    week = [(0, 49), (1, 105), (3, 135), (6, 204)]
    readings = [
        report(
            f"day {day}",
            published=DAY + timedelta(day),
            of={"tolls": (make.toll(count, count),)},
            speakers=(ARMENIA,),
        )
        for day, count in week
    ]
    incident = only(*readings)
    (toll,) = incident.tolls
    assert (toll.low, toll.best, toll.high) == (49, 204, 204)
    assert incident.independent_reports == 1
    history = history_of(incident, readings)
    assert [(one.day, one.tolls[0].best) for one in history] == [
        (DAY + timedelta(day), count) for day, count in week
    ]


def test_disjoint_groups_of_one_claim_add_up() -> None:
    tolls = (make.toll(2, 2), make.toll(3, 4, whom="civilians"))
    (toll,) = only(report("a", of={"tolls": tolls})).tolls
    assert (toll.low, toll.high, toll.whom) == (5, 6, "civilians, soldiers")


def test_groups_that_may_hold_one_another_are_a_range_and_never_added() -> None:
    tolls = (make.toll(105, 105, whom="Armenian soldiers"), make.toll(155, None, whom="soldiers"))
    (toll,) = only(report("a", of={"tolls": tolls})).tolls
    assert (toll.low, toll.high) == (105, None)
    unnamed = (make.toll(50, 50, whom="servicemen"), make.toll(71, 71, whom=""))
    (toll,) = only(report("a", of={"tolls": unnamed})).tolls
    assert (toll.low, toll.high) == (50, 71)


def test_blows_on_two_days_are_two_incidents() -> None:
    for gap in (1, 3):
        later = report("b", days=make.when(DAY + timedelta(gap)))
        assert len(incidents_of([report("a"), later])) == 2


def test_blows_fifty_kilometres_apart_on_one_day_are_two_incidents() -> None:
    vardenis = make.place("Vardenis", geonameid=9, lat=39.96, lon=46.34)
    assert len(incidents_of([report("a"), report("b", places=(vardenis,))])) == 2


def test_clashes_along_a_border_hold_a_blow_and_do_not_swallow_it() -> None:
    border = make.place("the border", geonameid=None, precision=5, lat=None, lon=None)
    clashes = report("umbrella", of={"mode": "violence"}, places=(border,))
    found = incidents_of([clashes, report("a"), report("b")])
    whole = next(one for one in found if one.mode == "violence")
    (blow,) = (one for one in found if one is not whole)
    assert (blow.part_of, len(blow.claims), len(whole.claims)) == (whole.id, 2, 1)


def test_a_war_holds_its_blows_and_does_not_swallow_them() -> None:
    autumn = make.when(date(2022, 9, 1), date(2022, 9, 30), precision=4)
    war = report("history", of={"mode": "war"}, days=autumn, places=())
    blow, other = report("a"), report("b", days=make.when(DAY + timedelta(3)))
    found = incidents_of([war, blow, other])
    whole = next(one for one in found if one.mode == "war")
    assert [one.part_of for one in found if one is not whole] == [whole.id, whole.id]
    assert whole.part_of is None


def test_history_is_marked_only_where_nobody_tells_it_as_news() -> None:
    past = report("a", of={"background": True})
    assert only(past).background
    assert not only(past, report("b")).background


def test_nothing_depends_on_the_order_of_reading() -> None:
    readings = [denied(), report("a"), report("b", of={"mode": "shelling"}), report("c", days=None)]
    expected = incidents_of(readings)
    for seed in range(5):
        mixed = readings[:]
        random.Random(seed).shuffle(mixed)  # noqa: S311 - not for secrets
        assert incidents_of(mixed) == expected


def test_a_later_report_does_not_rename_an_incident() -> None:
    first = only(report("a"))
    grown = only(report("a"), *(report(f"x{n}", published=DAY + timedelta(1)) for n in range(5)))
    assert grown.id == first.id


def test_the_explanation_shows_the_trigger_in_its_sentence_and_the_reasons() -> None:
    reading, other = denied(), report("courier")
    incident = only(reading, other)
    found = explain(incident, [reading, other])
    assert {one.voice for one in found.evidence} == {ARMENIA.name, BAKU.name, "Courier"}
    for one in found.evidence:
        start, end = one.trigger
        assert one.sentence.text[start:end] == one.claim.claim.first.trigger.text
        assert one.sentence.text.endswith((".", "courier"))
    assert any(r.feature == "answers" for c in found.comparisons for r in c.reasons)


def test_no_claims_make_no_incidents() -> None:
    assert incidents_of([make.reading(make.document())]) == ()
