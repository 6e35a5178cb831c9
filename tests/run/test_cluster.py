"""A real cluster of several nodes on this machine: the same ledger, also when a node dies."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tocsin.config import settings
from tocsin.desk import connect
from tocsin.errors import InputError, LedgerError
from tocsin.export import canonical
from tocsin.run.cluster import Cluster, _in_order
from tocsin.run.worker import Asked
from tocsin.store.canon import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ray._private.node import Node
    from ray.cluster_utils import Cluster as Nodes

    from tocsin.desk import Desk

ray = pytest.importorskip("ray", reason="the extra `ray` is not installed")
pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore"),  # Ray's own, of many libraries
]

SHARDS = 6
ASKED = Asked(settings=settings(), published=None, outlet=None)
NOW = datetime(2024, 5, 16, tzinfo=UTC)
TOWNS = ("Goris", "Sotk", "Jermuk", "Kapan", "Martuni", "Vardenis")


@pytest.fixture
def nodes() -> Iterator[Nodes]:
    from ray.cluster_utils import Cluster as Nodes  # noqa: PLC0415 - an extra

    cluster = Nodes(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False)
    yield cluster
    ray.shutdown()
    cluster.shutdown()  # type: ignore[no-untyped-call]


def reports(folder: Path) -> Path:
    folder.mkdir()
    for town in TOWNS[:SHARDS]:
        text = f"Rebels shelled the village of {town} on Tuesday, the army said. "
        (folder / f"{town}.txt").write_text(text * 3, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


LONG = (
    "Rebels shelled the village of {} at dawn on 14 May 2024, killing {} soldiers, the army said. "
    "Shops near the station stayed shut and the road to the river was closed until noon. "
    "A spokesman of the fighters denied that they had shelled the village and blamed {}."
)


def told_again(folder: Path) -> Path:
    """Reports in folders of their own: some are copies, some tell of one blow in other words."""
    for shard, (town, dead, blamed) in enumerate(
        [("Goris", 3, "the army"), ("Goris", 4, "the army"), ("Sotk", 9, "a militia")] * 2
    ):
        text = LONG.format(town, dead, blamed) + " Herders drove their cattle away." * (shard > 2)
        (folder / f"{shard}").mkdir(parents=True)
        (folder / f"{shard}" / "report.txt").write_text(text, "utf-8")
    return folder


def lines(desk: Desk) -> list[bytes]:
    return list(canonical.lines(desk._store))


def ledger(desk: Desk) -> tuple[list[str], list[str]]:
    return [dump(claim) for claim in desk.claims()], [dump(one) for one in desk.dropped()]


def _alive(nodes: Nodes) -> list[Node]:
    return list(nodes.list_all_nodes())  # type: ignore[no-untyped-call]


def lose(nodes: Nodes, seconds: float, after: Callable[[], bool]) -> threading.Thread:
    """Kill the second node a while after something has come, as a machine dies."""

    def kill() -> None:
        while not after():
            time.sleep(0.01)
        time.sleep(seconds)
        nodes.remove_node(_alive(nodes)[-1], allow_graceful=False)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    return thread


def test_shards_are_entered_in_order_as_soon_as_all_before_them_came() -> None:
    came: list[int] = []

    def coming() -> Iterator[int]:
        for number in (1, 0, 3, 2):
            came.append(number)
            yield number

    assert [(number, len(came)) for number in _in_order(coming(), 4)] == [
        (0, 2),
        (1, 2),
        (2, 4),
        (3, 4),
    ]


@pytest.mark.parametrize("address", ["auto", "rubbish"])
def test_a_cluster_that_is_not_there_is_named(tmp_path: Path, address: str) -> None:
    cluster = Cluster(folder=str(tmp_path), address=address)
    with pytest.raises(InputError, match=f"no Ray cluster answers at {address}"):
        list(cluster.read_all([], ASKED, now=NOW))


def test_a_shard_that_never_comes_back_is_named() -> None:
    for numbers in ((0, 2, 3), (0,)):
        came = _in_order(numbers, 4)
        assert next(came) == 0
        with pytest.raises(LedgerError, match="shard 1"):
            next(came)


def test_the_ledger_is_that_of_one_process_though_a_node_dies(tmp_path: Path, nodes: Nodes) -> None:
    folder = reports(tmp_path / "reports")
    with connect(tmp_path / "here.db") as here:
        here.take_in([folder])
        expected = ledger(here)
    found = tmp_path / "parquet"
    killer = lose(nodes, seconds=0, after=lambda: any(found.rglob("lines.parquet")))
    with connect(tmp_path / "there.db") as there:
        tally = there.take_in_from(Cluster(folder=str(found)), [folder])
        killer.join()
        assert ledger(there) == expected
        assert (tally.kept, tally.dropped_in_all) == (SHARDS, 1)
        again = there.take_in_from(Cluster(folder=str(tmp_path / "again")), [folder])
        assert (again.kept, again.unchanged) == (0, SHARDS + 1)
    assert len(_alive(nodes)) == 1


def test_copies_and_incidents_across_shards_are_those_of_one_process_though_a_node_dies(
    tmp_path: Path, nodes: Nodes
) -> None:
    folder = told_again(tmp_path / "reports")
    with connect(tmp_path / "here.db") as here:
        here.take_in([folder])
        here.reconcile()
        expected = lines(here)
        assert any(len(one.documents) > 2 for one in here.families())
        assert any(len(one.claims) > 2 for one in here.incidents())
    cluster = Cluster(folder=str(tmp_path / "parquet"), worth=0)
    with connect(tmp_path / "there.db") as there:
        there.take_in_from(cluster, [folder])
        killer = lose(nodes, seconds=0.2, after=lambda: True)
        there.reconcile_on(cluster)
        killer.join()
        assert lines(there) == expected
        assert there.reconcile() == 0
        there.take_in([told_again(tmp_path / "more")])
        assert there.reconcile_on(cluster) > 0  # it holds more than the cluster read
    assert len(_alive(nodes)) == 1
