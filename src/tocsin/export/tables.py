"""CSV and HXL: a header, HXL's row of tags, and a line a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from tocsin.export.columns import Column, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = TypeVar("Row")


def write_csv(
    out: BinaryIO, columns: Sequence[Column[Row]], found: Iterable[Row], *, tagged: bool = False
) -> int:
    """Write rows as CSV (RFC 4180, UTF-8), `tagged` with HXL's hashtags; how many."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(column.name for column in columns)
    if tagged:
        writer.writerow(column.tag for column in columns)
    number = 0
    for row in found:
        writer.writerow(as_text(column.of(row)) for column in columns)
        number += 1
    text.detach()
    return number
