"""Parquet tables to rows, a batch at a time; run apart, see `apart`."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from tocsin.errors import MissingPartError

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH = 64


def rows_of_parquet(stream: BinaryIO) -> Iterator[dict[str, object]]:
    """The rows of a Parquet file in their order.

    Raises:
        MissingPartError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ModuleNotFoundError as error:
        msg = "is a Parquet table, and pyarrow is missing: pip install 'tocsin[parquet]'"
        raise MissingPartError(msg) from error
    table = pq.ParquetFile(stream, pre_buffer=False, memory_map=False)
    for batch in table.iter_batches(batch_size=BATCH, use_threads=False):
        yield from batch.to_pylist()
