"""Shards: every file once, in one order, from folders and from object stores."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.run.bucket import bucket
from tocsin.config import settings
from tocsin.errors import InputError
from tocsin.pipeline import take
from tocsin.records import Dropped
from tocsin.run.shards import (
    AT_ONCE,
    DROPPED,
    READ,
    UNREAD,
    Line,
    Reader,
    lines_in,
    outcome_of,
    ready_folder,
    shards_in,
    shards_of,
    write_lines,
)
from tocsin.run.worker import Asked

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model

TEXT = b"Rebels shelled the village of Goris on Tuesday, the army said."
NOW = datetime(2024, 5, 16, tzinfo=UTC)


def reader() -> Reader:
    return Reader(asked=Asked(settings=settings(), published=None, outlet=None), now=NOW)


def test_files_are_shards_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_bytes(TEXT)
    assert shards_of([tmp_path]) == (str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))


def test_a_line_holds_what_the_pipeline_finds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.txt").write_bytes(b"")
    [line] = reader().lines(0, str(tmp_path / "a.txt"))
    [told] = line["outcomes"]
    assert told.startswith(READ)
    item = next(iter(reader()._items(str(tmp_path / "a.txt"))))
    assert (outcome_of(told),) == take(item, settings=settings())  # type: ignore[arg-type]
    [empty] = reader().lines(1, str(tmp_path / "b.txt"))
    assert empty["outcomes"][0][0] in {DROPPED, UNREAD}
    assert isinstance(outcome_of(empty["outcomes"][0]), Dropped)


def line(number: int) -> Line:
    told = ["d" + "{}", "r" + "{}"][: number % 3]
    return Line(shard=7, number=number, origin=f"o{number}", digest="", asked="", outcomes=told)


def test_lines_come_back_in_order_and_a_second_try_replaces_a_broken_first(tmp_path: Path) -> None:
    folder = str(tmp_path / "parquet")
    expected = [line(n) for n in range(AT_ONCE + 2)]
    file = tmp_path / "parquet" / "shard=7" / "lines.parquet"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"half a fi")
    assert write_lines(folder, 7, iter(expected)) == len(expected)
    assert list(lines_in(folder, 7)) == expected
    assert (shards_in(folder), list(lines_in(folder, 3))) == (8, [])
    assert write_lines(folder, 8, ()) == len(list(lines_in(folder, 8))) == 0


def test_an_object_store_is_read_like_a_folder() -> None:
    with bucket({"b.txt": TEXT, "a.txt.gz": gzip.compress(TEXT)}) as address:
        shards = shards_of([address])
        assert [shard.partition("?")[0].rpartition("/")[2] for shard in shards] == [
            "a.txt.gz",
            "b.txt",
        ]
        assert shards_of([shards[0]]) == shards[:1]
        told = [
            line["outcomes"][0][0] for n, s in enumerate(shards) for line in reader().lines(n, s)
        ]
    assert told == [READ, READ]


@pytest.mark.parametrize("address", ["gopher://old/news", "s3://me:key@?scheme=ftp"])
def test_an_address_of_no_store_is_named(address: str) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        shards_of([address])


def test_a_folder_to_write_to_is_made_and_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "found" / "today"
    ready_folder(str(folder))
    assert list(folder.iterdir()) == []


def test_a_file_is_no_folder_to_write_to(tmp_path: Path) -> None:
    taken = tmp_path / "found"
    taken.write_text("Notes.")
    with pytest.raises(InputError, match="found cannot be written to"):
        ready_folder(str(taken))
