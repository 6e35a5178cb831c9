"""Shards, the files that one machine of many reads alone: found, opened, read to lines.

A line is what became of one item, in a form that goes through Parquet; shards and lines are
numbered, so that whatever order machines finish in, the ledger is filled in one order.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypedDict, cast
from urllib.parse import urlsplit, urlunsplit

from tocsin.errors import InputError, MissingPartError
from tocsin.intake import Ways
from tocsin.pipeline import take
from tocsin.read import Opener, Source, files_below, items_of_file
from tocsin.records import UNLABELLED, Address, Dropped, Reading, payload_digest_of
from tocsin.run.worker import Asked
from tocsin.store.canon import dump, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyarrow import Schema
    from pyarrow.fs import FileSystem

    from tocsin.read import Item
    from tocsin.records import RawItem

SHARD = "shard="
READ, DROPPED, UNREAD = "r", "d", "u"
AT_ONCE = 500  # lines


class Line(TypedDict):
    """One item of a shard: its number, what its receipt says, its outcomes as canonical JSON.

    Each outcome starts with `r` for a reading or `d` for what was dropped; `u` marks the one of an
    input that could not be opened at all.
    """

    shard: int
    number: int
    origin: str
    digest: str
    asked: str
    outcomes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads whole shards; the same on every machine."""

    asked: Asked
    now: datetime

    def lines(self, shard: int, where: str) -> Iterator[Line]:
        """What became of each item of the shard at `where`, a path or a URI."""
        for number, item in enumerate(self._items(where)):
            yield self._line(shard, number, item)

    def _items(self, where: str) -> Iterator[Item]:
        opener = Opener(now=self.now, max_bytes=self.asked.settings.max_bytes)
        if "://" not in where:
            yield from items_of_file(Path(where), opener)
            return
        system, path = file_system_of(where)
        with system.open_input_stream(path) as stream:
            media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
            source = Source(
                origin=_bare(where), stream=cast("BinaryIO", stream), media_type=media_type
            )
            yield from opener.items(source)

    def _line(self, shard: int, number: int, item: Item) -> Line:
        if isinstance(item, Address):
            reason = "is an address that is not fetched"
            item = Dropped(origin=item.url, step="read", reason=reason)
        ways = Ways(published=self.asked.published, outlet=self.asked.outlet)
        if isinstance(item, Dropped):
            digest, label, outcomes = "", UNLABELLED, [UNREAD + dump(item)]
        else:
            digest, label = payload_digest_of(item.payload), item.label
            outcomes = self._outcomes(item)
        return Line(
            shard=shard,
            number=number,
            origin=item.origin,
            digest=digest,
            asked=ways.asked_of(label),
            outcomes=outcomes,
        )

    def _outcomes(self, raw: RawItem) -> list[str]:
        asked = self.asked
        found = take(raw, settings=asked.settings, published=asked.published, outlet=asked.outlet)
        return [(READ if isinstance(one, Reading) else DROPPED) + dump(one) for one in found]


def ready_folder(folder: str) -> None:
    """Make a folder of Parquet, and write in it to see that one can.

    Raises:
        InputError: nothing can be written there.
        MissingPartError: pyarrow is not installed.
    """
    system, path = place_of(folder)
    trial = f"{path}/_trial"
    try:
        system.create_dir(path, recursive=True)
        with system.open_output_stream(trial):
            pass
        system.delete_file(trial)
    except OSError as error:
        msg = (
            f"{folder} cannot be written to ({error}); name a folder with --parquet that every"
            " machine may write to"
        )
        raise InputError(msg) from error


def shards_in(folder: str) -> int:
    """How many shards a folder of Parquet has lines of: one more than the highest number."""
    from pyarrow import fs  # noqa: PLC0415 - an extra

    system, path = place_of(folder)
    below = system.get_file_info(fs.FileSelector(path, allow_not_found=True))
    numbers = [one.base_name.removeprefix(SHARD) for one in below if SHARD in one.base_name]
    return max((int(number) + 1 for number in numbers), default=0)


def write_lines(folder: str, shard: int, lines: Iterable[Line]) -> int:
    """Write the lines of one shard into a folder of Parquet; how many there were.

    Whoever reads a shard again writes the same file again. Only `AT_ONCE` lines are held.
    """
    from pyarrow import Table, parquet  # noqa: PLC0415 - an extra

    system, file = _file_of(folder, shard)
    system.create_dir(file.rpartition("/")[0], recursive=True)
    count, schema, coming = 0, _schema(), iter(lines)
    with parquet.ParquetWriter(file, schema, filesystem=system) as out:
        while some := list(islice(coming, AT_ONCE)):
            out.write_table(Table.from_pylist(some, schema))
            count += len(some)
    return count


def lines_in(folder: str, shard: int) -> Iterator[Line]:
    """The lines of one shard in a folder of Parquet, in order; none if it was not read."""
    from pyarrow import fs, parquet  # noqa: PLC0415 - an extra

    system, file = _file_of(folder, shard)
    if system.get_file_info(file).type is fs.FileType.NotFound:
        return
    with system.open_input_file(file) as held, parquet.ParquetFile(held) as table:
        for some in table.iter_batches(AT_ONCE):
            for line in some.to_pylist():
                yield cast("Line", {"shard": shard, **line})


def _file_of(folder: str, shard: int) -> tuple[FileSystem, str]:
    system, path = place_of(folder)
    return system, f"{path}/{SHARD}{shard}/lines.parquet"


def _schema() -> Schema:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    text = pa.string()
    return pa.schema(
        {
            "number": pa.int64(),
            "origin": text,
            "digest": text,
            "asked": text,
            "outcomes": pa.list_(text),
        }
    )


def outcome_of(told: str) -> Reading | Dropped:
    """The outcome that a line holds as `told`."""
    return load(told[1:], Reading) if told.startswith(READ) else load(told[1:], Dropped)


def shards_of(inputs: Iterable[str | Path]) -> tuple[str, ...]:
    """Every file of `inputs` and below them, sorted within each: local paths and URIs.

    Raises:
        InputError: a URI is of a kind that is not known, or nothing is there.
    """
    found: list[str] = []
    for each in map(str, inputs):
        if "://" in each:
            found += _below(each)
        else:
            found += [str(file) for file in files_below(Path(each))]
    return tuple(found)


def file_system_of(uri: str) -> tuple[FileSystem, str]:
    """The file system that a URI names, and the path in it.

    Raises:
        InputError: no such file system is known.
        MissingPartError: pyarrow is not installed.
    """
    try:
        from pyarrow import fs  # noqa: PLC0415 - an extra
    except ImportError as error:
        msg = "object stores need pyarrow; try: pip install 'tocsin[ray]'"
        raise MissingPartError(msg) from error
    try:
        return cast("tuple[FileSystem, str]", fs.FileSystem.from_uri(uri))
    except (ValueError, OSError) as error:
        msg = (
            f"{uri} cannot be opened ({error}); give a path, or an s3://, gs:// or hdfs:// address"
        )
        raise InputError(msg) from error


def place_of(folder: str) -> tuple[FileSystem, str]:
    """The file system and the path of a folder, local or a URI.

    Raises:
        InputError, MissingPartError: as `file_system_of`.
    """
    if "://" in folder:
        return file_system_of(folder)
    from pyarrow import fs  # noqa: PLC0415 - an extra

    return fs.LocalFileSystem(), folder


def _below(uri: str) -> list[str]:
    from pyarrow import fs  # noqa: PLC0415 - an extra

    system, path = file_system_of(uri)
    try:
        if system.get_file_info(path).type is fs.FileType.File:
            return [uri]
        below = system.get_file_info(fs.FileSelector(path, recursive=True, allow_not_found=True))
    except OSError as error:
        msg = f"{_bare(uri)} cannot be opened ({error}); check the address and the keys"
        raise InputError(msg) from error
    files = sorted(one.path for one in below if one.type is fs.FileType.File)
    if not files:
        msg = f"{_bare(uri)} holds no files; check the address"
        raise InputError(msg)
    parts = urlsplit(uri)
    keys, at, _ = parts.netloc.rpartition("@")
    return [
        urlunsplit((parts.scheme, *f"{keys}{at}{file}".split("/", 1), parts.query, ""))
        for file in files
    ]


def _bare(uri: str) -> str:
    """An address without the keys and options in it, as it may be shown and kept."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
