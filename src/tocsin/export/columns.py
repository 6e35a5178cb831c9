"""What a column of an export is, and how its cells are written as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Row_contra = TypeVar("Row_contra", contravariant=True)
Cell = str | int | float | bool | date | tuple[str, ...] | None

BETWEEN = "; "
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Sort(StrEnum):
    """What the cells of a column hold; `several` are texts that CSV joins by semicolons."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row_contra]):
    """One column: its name, what its cells hold and mean, and how to get one.

    `tag` is its HXL hashtag, empty where the format has none.
    """

    name: str
    sort: Sort
    meaning: str
    of: Callable[[Row_contra], Cell]
    tag: str = ""


def as_text(cell: Cell) -> str:
    """A cell of a CSV file: days as 2022-09-13, unknown as nothing, nothing that runs.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises
    ("CSV Injection"); numbers are left alone.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, float)):
        return str(cell)
    words = cell if isinstance(cell, str) else joined(cell)
    return f"'{words}" if words.startswith(FORMULA) else words


def joined(words: Iterable[str]) -> str:
    """Several texts as one; a semicolon within one becomes a comma."""
    return BETWEEN.join(word.replace(";", ",") for word in words)


def one_line(words: str) -> str:
    """Words without line breaks and runs of blanks."""
    return " ".join(words.split())
