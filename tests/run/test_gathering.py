"""What many machines find across shards is what one process finds over all reports at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import override

from tests.desk.test_growth import World
from tocsin.reconcile import (
    archive,
    blocking,
    families_of,
    hubs,
    incidents_of,
    near_copies,
    stories_of,
)
from tocsin.reconcile.told import told_of
from tocsin.run.gathering import Alone, Gathering
from tocsin.run.rooms import Rooms
from tocsin.run.shards import READ, Line, write_lines
from tocsin.run.stages import part_of_block
from tocsin.store.canon import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tocsin.records import Reading

pyarrow = pytest.importorskip("pyarrow", reason="the extra `ray` is not installed")
SHARDS, PARTS = 4, 3


class Forgetful(Alone):
    """A crew that does every piece of work twice, as after the death of a machine."""

    @override
    def each(self, work: Callable[[int], Any], count: int) -> Iterator[Any]:
        for number in range(count):
            work(number)
        return super().each(work, count)


def line_of(shard: int, number: int, reading: Reading) -> Line:
    """What a shard holds of one reading."""
    told, digest = [READ + dump(reading)], reading.document.digest
    return Line(shard=shard, number=number, origin="", digest=digest, asked="", outcomes=told)


def lines_of(folder: Path, readings: Sequence[Reading]) -> str:
    """The readings as Parquet of several shards."""
    for shard in range(SHARDS):
        mine = [one for n, one in enumerate(readings) if n % SHARDS == shard]
        write_lines(str(folder), shard, (line_of(shard, n, one) for n, one in enumerate(mine)))
    return str(folder)


def at_once(readings: Sequence[Reading]) -> tuple[Any, ...]:
    families = families_of(near_copies(one.document for one in readings))
    stories = stories_of(readings)
    incidents = incidents_of(readings, families, (), stories)
    return tuple(sorted(found, key=lambda one: one.id) for found in (families, stories, incidents))


def gathered(
    folder: Path, readings: Sequence[Reading], crew: Alone, counting: set[str] | None = None
) -> Any:
    rooms = Rooms(folder=str(folder / "rooms"), parts=PARTS)
    lines = lines_of(folder / "lines", readings)
    ids = frozenset(counting or (one.document.id for one in readings))
    whole = Gathering(crew=crew, rooms=rooms).run(lines, SHARDS, ids)
    if whole is None:
        return None
    return tuple(map(list, (whole.families, whole.stories, whole.incidents)))


@pytest.mark.parametrize("seed", range(6))
def test_families_stories_and_incidents_are_those_of_one_process(seed: int, tmp_path: Path) -> None:
    readings = tuple(World(seed).readings.values())[:-1]
    families, stories, incidents = gathered(tmp_path, readings, Alone())
    assert (families, stories, incidents) == at_once(readings)
    assert families
    assert any(len(one.claims) > 1 for one in incidents)


@pytest.mark.parametrize("crowd", [0, 2])
@pytest.mark.parametrize("many", [1, 3])
def test_crowded_blocks_are_crowded_over_all_shards(
    crowd: int, many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = tuple(World(7).readings.values())[:-1]
    monkeypatch.setattr(blocking, "CROWD", crowd)
    monkeypatch.setattr(hubs, "HUBS", many)
    assert blocking.crowded_in(blocking.keys_of(one) for one in told_of(readings))
    assert gathered(tmp_path, readings, Alone()) == at_once(readings)


@pytest.mark.parametrize("phrase", [1, 2, 4])
def test_phrases_are_phrases_over_all_shards(
    phrase: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = tuple(World(5).readings.values())[:-1]
    everything = at_once(readings)
    monkeypatch.setattr(archive, "PHRASE", phrase)
    assert gathered(tmp_path, readings, Alone()) == at_once(readings)
    assert phrase > 2 or at_once(readings) != everything


def test_work_that_is_done_twice_changes_nothing(tmp_path: Path) -> None:
    readings = tuple(World(1).readings.values())[:-1]
    assert gathered(tmp_path, readings, Forgetful()) == at_once(readings)


def test_what_does_not_count_is_left_out(tmp_path: Path) -> None:
    readings = tuple(World(2).readings.values())
    counting = {one.document.id for one in readings[1:]}
    assert gathered(tmp_path, readings, Alone(), counting=counting) == at_once(readings[1:])


def test_documents_that_no_shard_holds_are_left_to_one_process(tmp_path: Path) -> None:
    readings = tuple(World(2).readings.values())
    counting = {one.document.id for one in readings} | {"of another day"}
    assert gathered(tmp_path, readings, Alone(), counting=counting) is None


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    rooms = Rooms(folder=str(tmp_path / "rooms"), parts=PARTS)
    whole = Gathering(crew=Alone(), rooms=rooms).run(str(tmp_path / "lines"), 0, frozenset())
    assert whole is not None
    assert (whole.families, whole.stories, whole.incidents) == ((), (), ())


def test_rows_meet_where_their_keys_say(tmp_path: Path) -> None:
    rooms = Rooms(folder=str(tmp_path), parts=PARTS)
    rooms.write("a room", 0, [(rooms.part_of("x"), {"n": 1}), (rooms.part_of(7), {"n": 2})])
    rooms.write("a room", 1, [(rooms.part_of("x"), {"n": 3})])
    found = [row["n"] for row in rooms.read("a room", rooms.part_of("x"))]
    assert {1, 3} <= set(found) <= {1, 2, 3}
    assert sorted(row["n"] for part in range(PARTS) for row in rooms.read("a room", part)) == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("seed", range(3))
def test_the_blocks_in_which_a_pair_finds_each_other_lie_in_one_partition(
    seed: int, tmp_path: Path
) -> None:
    rooms = Rooms(folder=str(tmp_path), parts=50)
    for one, two in blocking.pairs_of(told_of(World(seed).readings.values())):
        there = blocking.probes_of(one) & blocking.keys_of(two)
        back = blocking.probes_of(two) & blocking.keys_of(one)
        parts = [{part_of_block(rooms, block) for block in found} for found in (there, back)]
        assert parts[0] & parts[1]
