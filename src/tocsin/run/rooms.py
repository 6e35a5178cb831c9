"""Rows on a shared folder, in partitions: what one machine writes down, another picks up.

Whoever does a piece of work again writes the same file again, so a machine may die at any time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tocsin.run.shards import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """A folder, a path or a URI that all machines reach; each room of it has `parts` partitions."""

    folder: str
    parts: int

    def part_of(self, key: str | int) -> int:
        """The partition in which rows with this key meet, the same on every machine."""
        return (key if isinstance(key, int) else crc32(key.encode())) % self.parts

    def write(self, room: str, task: int, rows: Iterable[tuple[int, Row]]) -> None:
        """Write what one task found, each row with its partition."""
        from pyarrow import Table, parquet  # noqa: PLC0415 - an extra

        held: defaultdict[int, list[Row]] = defaultdict(list)
        for part, row in rows:
            held[part].append(row)
        system, folder = place_of(self.folder)
        for part, found in held.items():
            system.create_dir(f"{folder}/{room}/{part}", recursive=True)
            file = f"{folder}/{room}/{part}/{task}.parquet"
            parquet.write_table(Table.from_pylist(found), file, filesystem=system)

    def read(self, room: str, part: int) -> Iterator[Row]:
        """All rows of a partition, whoever wrote them."""
        from pyarrow import fs, parquet  # noqa: PLC0415 - an extra

        system, folder = place_of(self.folder)
        chosen = fs.FileSelector(f"{folder}/{room}/{part}", allow_not_found=True)
        for file in sorted(one.path for one in system.get_file_info(chosen)):
            yield from parquet.read_table(file, filesystem=system).to_pylist()
