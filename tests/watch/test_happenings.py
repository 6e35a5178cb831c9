"""Incidents as the watch counts them: between whom, at what cost, known since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import factories as make
from tocsin.lexicon.tables import rows
from tocsin.records import Dyad, Kind, Reality, Role, Stance
from tocsin.watch.happenings import Deaths, Happening, happenings_of, settled
from tocsin.watch.sides import dyads_of
from tocsin.watch.signals import Signal, counts, signal_of

LATER = make.DAY + timedelta(days=5)


def happening(*killed: tuple[int, str], **fields: object) -> Happening:
    """One shelling told by one text a toll: (killed, outlet); later texts come a day later."""
    readings, ids = [], []
    for n, (figure, outlet) in enumerate(killed or ((2, "Example Times"),)):
        document = make.document(
            f"Guns shelled the town {n}.",
            origin=f"{n}.txt",
            outlet=outlet,
            published=make.DAY + timedelta(days=n),
        )
        claim = make.shelling(document, of={"tolls": (make.toll(figure, figure),)})
        readings.append(make.reading(document, claim))
        ids.append(claim.id)
    (found,) = happenings_of([make.incident(*ids, **fields)], readings)
    return found


@pytest.mark.parametrize("row", rows("watch/signals.tsv"), ids=lambda r: f"{r['kind']} {r['mode']}")
def test_every_line_of_the_signals_names_a_known_mode(row: dict[str, str]) -> None:
    known = {(one["kind"], one["mode"]) for one in rows("modes.tsv")} | {(row["kind"], "*")}
    assert (row["kind"], row["mode"]) in known
    found = signal_of(Kind(row["kind"]), row["mode"])
    assert found is (None if row["signal"] == "-" else Signal(row["signal"]))


def test_a_demanded_strike_is_no_strike() -> None:
    assert counts(Kind.ASSAULT, "strike", Reality.ACTUAL)
    assert not counts(Kind.ASSAULT, "strike", Reality.DEMANDED)
    assert counts(Kind.THREATEN, "threat", Reality.THREATENED)
    assert not counts(Kind.AID, "aid", Reality.ACTUAL)


@pytest.mark.parametrize(
    ("actor", "recipient", "dyad"),
    [
        (("Azerbaijan", "AZE", Role.MIL), ("Armenia", "ARM", Role.GOV), ("ARM", "AZE")),
        (("Azerbaijan", "AZE", Role.MIL), ("villagers", "ARM", Role.CVL), ("ARM", "AZE")),
        (("army", "SDN", Role.MIL), ("villagers", "SDN", Role.CVL), ("SDN", "civilians (SDN)")),
        (("rebels", "SDN", Role.REB), ("army", "SDN", Role.MIL), ("SDN", "rebels (SDN)")),
    ],
)
def test_sides(
    actor: tuple[str, str, Role], recipient: tuple[str, str, Role], dyad: tuple[str, str]
) -> None:
    who, whom = (make.actor(name, code, role=role) for name, code, role in (actor, recipient))
    assert dyads_of([who], [whom]) == (Dyad(a=dyad[0], b=dyad[1]),)


def test_a_known_group_is_a_side_and_two_actors_without_recipient_face_each_other() -> None:
    group = make.actor("the group", "COD", role=Role.REB, id="group:march-23-movement")
    found = dyads_of([group, make.actor("army", "COD")], [])
    assert found == (Dyad(a="COD", b="March 23 Movement"),)
    assert dyads_of([make.actor("gunmen", None, role=Role.UNK)], [make.actor()]) == ()


def test_the_median_voice_is_best_and_the_last_word_of_a_voice_counts() -> None:
    assert happening((2, "A"), (6, "B"), (49, "C")).deaths == Deaths(low=2, best=6, high=49)
    assert happening((2, "A"), (6, "A")).deaths == Deaths(low=6, best=6, high=6)


def test_what_was_not_in_print_yet_is_not_known() -> None:
    told = happening((2, "A"), (6, "A"))
    first = told.as_known(make.DAY)
    assert first is not None
    assert first.deaths.best == 2
    assert told.as_known(make.DAY - timedelta(days=1)) is None


def test_what_lasts_is_known_only_up_to_the_day_of_the_look() -> None:
    told = happening(when=make.when(make.DAY, LATER)).as_known(make.DAY)
    assert told is not None
    assert told.last == make.DAY


def test_a_denial_alone_is_no_happening_but_makes_one_disputed() -> None:
    document = make.document()
    denied = make.shelling(document, told={"stance": Stance.DENIES})
    readings = [make.reading(document, denied)]
    (found,) = happenings_of([make.incident(denied.id)], readings)
    assert found.is_disputed
    assert found.as_known(LATER) is None


def test_undated_incidents_are_left_out() -> None:
    unknown = make.when(None, None, text="recently")
    assert happenings_of([make.incident(when=unknown), make.incident(when=None)], []) == ()


def test_an_open_end_is_booked_on_the_end_that_is_known() -> None:
    since = replace(make.when(make.DAY), last=None)
    (found,) = happenings_of([make.incident(when=since)], [])
    assert (found.first, found.last) == (make.DAY, make.DAY)


def test_a_battle_adds_only_what_its_parts_do_not_explain() -> None:
    whole = happening((10, "A"), id="battle")
    part = happening((4, "A"), id="skirmish", part_of="battle")
    added = {one.id: (events, deaths.best) for one, events, deaths in settled([whole, part])}
    assert added == {"battle": (0.0, 6.0), "skirmish": (1.0, 4.0)}


def test_a_person_is_never_a_side() -> None:
    envoy = make.actor("An Envoy", None, role=Role.GOV, id="person:an-envoy")
    leader = make.actor("A Leader", "SDN", role=Role.REB, id="person:a-leader")
    assert dyads_of([envoy], [make.actor()]) == ()
    found = dyads_of([leader], [make.actor("army", "SDN")])
    assert found == (Dyad(a="SDN", b="rebels (SDN)"),)
