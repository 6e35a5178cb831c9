"""Adding report by report ends where working out everything anew ends, whatever the order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.desk.growth import grow, turn
from tocsin.reconcile import (
    archive,
    blocking,
    families_of,
    hubs,
    incidents_of,
    near_copies,
    stories_of,
)
from tocsin.reconcile.blocking import keys_of, probes_of
from tocsin.reconcile.rarity import rarity
from tocsin.reconcile.told import folded, told_of
from tocsin.records import Kind, Reading, Role
from tocsin.store.kinship import Kinship
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tocsin.records import Progress, RawItem

WORDS = [
    "mill",
    "ferry",
    "tannery",
    "sluice",
    "granary",
    "quarry",
    "orchard",
    "kiln",
    "weir",
    "depot",
]
PEOPLE = ("Marlon Tesk", "Ada Morvay", "Imre Talas", "Oster Quill")
PLACES = (("Goris", 39.51, 46.34), ("Verishen", 39.53, 46.33), ("Jermuk", 39.84, 45.67))


def text_of(pick: random.Random) -> str:
    person, thing = pick.choice(PEOPLE), pick.choice(WORDS)
    told = [
        f"{person} was shelled beside the {thing} at {pick.choice(PLACES)[0]} on Tuesday.",
        f"The {thing} of {person} burned all night and the road was cut by noon.",
        f"Envoys met over the {pick.choice(WORDS)} and the {pick.choice(WORDS)} later on.",
        f"Nobody of the {pick.choice(WORDS)} guild could say who had fired first, {person} said.",
    ]
    pick.shuffle(told)
    return " ".join([*told[: pick.randint(2, 4)], "They shelled it."])


def reading_of(text: str, origin: str, pick: random.Random) -> Reading:
    document = make.document(
        text,
        origin=origin,
        outlet=origin,
        published=pick.choice([None, *(make.DAY + timedelta(n) for n in (0, 1, 9))]),
    )
    claims = []
    for nth in range(text.count("shelled")):
        name, lat, lon = pick.choice(PLACES)
        place = make.place(name, lat=lat, lon=lon, geonameid=int(lat * 100))
        days = pick.choice([None, make.when(), make.when(make.DAY + timedelta(2))])
        mode = pick.choice(["artillery", "shelling", "war", "killing"])
        told = make.claim(make.mention(make.span(document, "shelled", nth), mode=mode))
        sides = [
            make.actor(),
            make.actor("Armenia", "ARM"),
            make.actor("M23", "COD", role=Role.REB),
        ]
        claims.append(
            make.resolved(
                told,
                actors=pick.sample(sides, pick.randint(0, 1)),
                recipients=pick.sample(sides, pick.randint(0, 1)),
                places=pick.choice([(), (place,)]),
                days=days,
            )
        )
    return make.reading(document, *claims)


class World:
    """Some readings, of which several are copies, one text under two names, one revised."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)  # noqa: S311 - not for secrets
        texts = [text_of(self.pick) for _ in range(7)]
        texts += [texts[0], texts[1].replace("Tuesday", "Monday"), texts[2] + " More followed."]
        texts += [f"Again. {texts[2]}"]
        told_as_in = [*range(7), 0, 1, 2, 2]
        self.readings = {
            f"r{n}": reading_of(text, f"r{n}", random.Random(f"{seed} {told_as_in[n]}"))  # noqa: S311 - as above
            for n, text in enumerate(texts)
        }
        self.readings["r0 again"] = reading_of(text_of(self.pick), "r0", self.pick)

    def take(self, raw: RawItem, **given: Any) -> tuple[Reading, ...]:
        del given
        return (self.readings[raw.payload.decode()],)

    def item(self, name: str) -> RawItem:
        return make.raw_item(name, origin=name.split(maxsplit=1)[0])


def desk_of(world: World, path: Path) -> Desk:
    chosen = Settings(ledger=path, gazetteer=path, max_bytes=5000)
    return Desk(Ledger(path), chosen=chosen, take=world.take)


def grown(desk: Desk) -> tuple[Any, ...]:
    return tuple(
        sorted(found, key=lambda one: one.id)
        for found in (desk.families(), desk.stories(), desk.incidents())
    )


def worked_out(desk: Desk) -> tuple[Any, ...]:
    readings = tuple(desk._store.readings())
    families = families_of(near_copies(one.document for one in readings))
    stories = stories_of(readings)
    judged = tuple(one for one in desk.judgements() if one.withdrawn_at is None)
    incidents = incidents_of(readings, families, judged, stories)
    return tuple(sorted(found, key=lambda one: one.id) for found in (families, stories, incidents))


def steps(world: World) -> Iterator[tuple[str, str]]:
    names = [name for name in world.readings if name != "r0 again"]
    world.pick.shuffle(names)
    yield from (("add", name) for name in names)
    yield "add", "r0 again"
    yield "withdraw", world.pick.choice(names[3:])
    yield "judge", "same"
    yield "judge", "different"
    yield "unjudge", ""


@pytest.mark.parametrize(
    ("seed", "crowd", "phrase"),
    [
        *[(0, 128, 128), (1, 128, 3), (2, 128, 2), (3, 4, 128), (4, 6, 4), (5, 4, 2)],
        (110, 6, 6),  # a newer version is withdrawn before it was ever filed
        (139, 2, 128),  # two claims of one text are loaded one after the other
        (177, 3, 4),  # a family is looked at anew, and stays as it was
    ],
)
def test_growing_step_by_step_ends_where_all_at_once_ends(
    seed: int, crowd: int, phrase: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocking, "CROWD", crowd)
    monkeypatch.setattr(hubs, "HUBS", max(1, crowd // 3))
    monkeypatch.setattr(archive, "PHRASE", phrase)
    world = World(seed)
    pairs: list[tuple[str, str]] = []
    with desk_of(world, tmp_path / "steps.db") as desk:
        for step, what in steps(world):
            if step == "add":
                desk.take_in([world.item(what)])
            elif step == "withdraw":
                desk.withdraw(what, why="an error")
            elif step == "judge":
                desk.reconcile()
                claims = sorted(c for one in desk.incidents() for c in one.claims)
                pairs.append(tuple(world.pick.sample(claims, 2)))  # type: ignore[arg-type]
                desk.judge(*pairs[-1], what, why="a test")
            else:
                desk.withdraw_judgement(*pairs[0])
            if world.pick.random() < 0.7:
                desk.reconcile()
                assert grown(desk) == worked_out(desk)
        desk.reconcile()
        found = grown(desk)
        assert found == worked_out(desk)
        assert desk.reconcile() == 0
        assert desk.reconcile(anew=True) == 0
        assert grown(desk) == found


@pytest.mark.parametrize(("filed", "most"), [(3, 3), (5, 2), (100, 1)])
@pytest.mark.parametrize("seed", [99, 3])
def test_a_large_batch_is_taken_in_several_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, filed: int, most: int
) -> None:
    world = World(seed)
    with desk_of(world, tmp_path / "turns.db") as desk:
        monkeypatch.setattr(turn, "FILED", filed)
        monkeypatch.setattr(turn, "MOST", most)
        names = list(world.readings)
        desk.take_in([world.item(name) for name in names])
        desk.reconcile()
        assert grown(desk) == worked_out(desk)
        desk.withdraw(names[2], why="an error", by="reader")
        desk.reconcile()
        assert grown(desk) == worked_out(desk)


def test_where_claims_meet_many_a_turn_takes_fewer_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(3)
    names = list(world.readings)
    turns: dict[int, list[Progress]] = {}
    monkeypatch.setattr(turn, "FEWEST", 1)
    for burden in (100_000, 1):
        done = turns[burden] = []
        monkeypatch.setattr(turn, "BURDEN", burden)
        with desk_of(world, tmp_path / f"{burden}.db") as desk:
            desk.take_in([world.item(name) for name in names[:6]])
            desk.reconcile()
            assert any(tie for tie in desk._store.room(Kinship).doubtful("claim", 99.0, 1))
            desk.take_in([world.item(name) for name in names[6:]])
            desk.reconcile(done.append)
            assert grown(desk) == worked_out(desk)
    assert turns[100_000][-1].done == 1
    assert turns[1][-1].done > 3


def test_nothing_is_remembered_after_a_turn(tmp_path: Path) -> None:
    world = World(4)
    with desk_of(world, tmp_path / "forgotten.db") as desk:
        desk.take_in([world.item(name) for name in world.readings])
        folded("Goris")
        desk.reconcile()
        assert folded.cache_info().currsize == rarity.cache_info().currsize == 0


@pytest.mark.parametrize(("filed", "most"), [(3, 3), (4, 1), (100, 2)])
def test_an_index_made_anew_in_several_turns_leaves_the_ledger_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filed: int, most: int
) -> None:
    world = World(11)
    with desk_of(world, tmp_path / "anew.db") as desk:
        names = list(world.readings)
        desk.take_in([world.item(name) for name in names[:9]])
        desk.reconcile()
        claims = sorted(claim for one in desk.incidents() for claim in one.claims)
        desk.judge(claims[0], claims[-1], "same", why="a test")
        desk.reconcile()
        before = grown(desk)
        monkeypatch.setattr(turn, "FILED", filed)
        monkeypatch.setattr(turn, "MOST", most)
        assert desk.reconcile(anew=True) == 0
        assert grown(desk) == before == worked_out(desk)
        desk._store.room(Kinship).clear()
        assert grow(desk._store, desk.judgements(), at=desk._now()) == (0, True)
        assert grown(desk) == before
        desk.withdraw(names[1], why="an error", by="reader")
        desk.take_in([world.item(name) for name in names[9:]])
        assert desk.reconcile() > 0
        assert grown(desk) == worked_out(desk)
        assert desk.reconcile(anew=True) == 0


def test_a_stop_between_two_turns_leaves_no_claim_untold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(7)
    with desk_of(world, tmp_path / "stopped.db") as desk:
        monkeypatch.setattr(turn, "MOST", 1)
        names = list(world.readings)
        desk.take_in([world.item(name) for name in names[:6]])
        grow(desk._store, (), at=desk._now())
        desk.withdraw(names[1], why="an error", by="reader")
        desk.take_in([world.item(name) for name in names[6:]])
        desk.reconcile()
        assert grown(desk) == worked_out(desk)


def test_what_was_known_on_a_past_day_stays_as_it_was(tmp_path: Path) -> None:
    world = World(5)
    with desk_of(world, tmp_path / "past.db") as desk:
        names = list(world.readings)
        desk.take_in([world.item(name) for name in names[:5]])
        desk.reconcile()
        before, moment = desk.incidents(), desk._now()
        desk.take_in([world.item(name) for name in names[5:]])
        desk.reconcile()
        assert desk.incidents(as_of=moment) == before
        assert desk.incidents() != before


@pytest.mark.parametrize("seed", range(2))
def test_who_meets_whom_does_not_depend_on_who_was_first(seed: int) -> None:
    world = World(seed)
    told = told_of(world.readings.values())
    for one in told:
        for two in told:
            assert bool(keys_of(one) & probes_of(two)) == bool(keys_of(two) & probes_of(one))


def test_a_crowded_day_brings_together_none_but_its_hubs_with_all_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = [make.document(f"{make.TEXT} {n}", origin=str(n)) for n in range(4)]
    told = told_of(make.reading(one, make.shelling(one)) for one in documents)
    assert len(list(blocking.pairs_of(told))) == 6
    monkeypatch.setattr(blocking, "CROWD", 3)
    monkeypatch.setattr(hubs, "HUBS", 1)
    met = list(blocking.pairs_of(told))
    assert len(met) == 3
    assert {one.id for one, _ in met} == {min(one.id for one in told)}
    monkeypatch.setattr(hubs, "HUBS", 0)
    assert list(blocking.pairs_of(told)) == []
    assert len(list(blocking.pairs_of(told[:3]))) == 3


def test_claims_of_another_kind_or_day_are_not_even_compared() -> None:
    first, second = (make.document(f"{make.TEXT} {n}", origin=n) for n in "ab")
    here = make.reading(first, make.shelling(first))
    for fields in ({"of": {"kind": Kind.CONSULT}}, {"days": make.when(date(2021, 1, 1))}):
        there = make.reading(second, make.shelling(second, **fields))
        one, two = told_of([here, there])
        assert not keys_of(one) & probes_of(two)
