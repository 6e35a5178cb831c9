"""Parquet: typed columns, civil days as days, several texts as lists, the schema as metadata."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from tocsin.errors import MissingPartError
from tocsin.export.columns import Column, Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Row = TypeVar("Row")
GROUP = 2_000  # rows in memory at a time


def write_parquet(
    out: BinaryIO, columns: Sequence[Column[Row]], found: Iterable[Row], told: Mapping[str, str]
) -> int:
    """Write rows as Parquet with `told` in the file's metadata; how many.

    Raises:
        MissingPartError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415
    except ModuleNotFoundError as error:
        msg = "pyarrow is missing, which writes Parquet: pip install 'tocsin[parquet]'"
        raise MissingPartError(msg) from error
    schema = pa.schema(
        [pa.field(one.name, _type(pa, one.sort)) for one in columns], metadata=dict(told)
    )
    stream, number = iter(found), 0
    with ParquetWriter(out, schema) as writer:
        while batch := list(islice(stream, GROUP)):
            cells = {one.name: [_plain(one.of(row)) for row in batch] for one in columns}
            writer.write_table(pa.table(cells, schema=schema))
            number += len(batch)
    return number


def _type(pa: Any, sort: Sort) -> Any:  # noqa: ANN401 - pyarrow ships no types
    return {
        Sort.TEXT: pa.string(),
        Sort.INTEGER: pa.int64(),
        Sort.NUMBER: pa.float64(),
        Sort.DAY: pa.date32(),
        Sort.FLAG: pa.bool_(),
        Sort.SEVERAL: pa.list_(pa.string()),
    }[sort]


def _plain(cell: object) -> object:
    return list(cell) if isinstance(cell, tuple) else cell
