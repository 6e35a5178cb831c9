"""Rows of a table to raw items: the text, with its title, outlet, day and address beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.read.columns import Columns, columns_of
from tocsin.read.days import civil_day
from tocsin.records import Address, Dropped, Label, RawItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

STEP = "read"
MOST_BAD = 100
_LONGEST_NAME = 60
_MANY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A row that cannot be read, and why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How the rows of one table are to be read."""

    origin: str
    now: datetime
    asked: Columns | None
    links: bool
    max_bytes: int


def items_of_rows(
    rows: Iterable[tuple[int, Mapping[str, object] | Bad]], ways: Ways
) -> Iterator[RawItem | Address | Dropped]:
    """The item of each numbered row; rows without a text are addresses to follow, or dropped.

    Raises:
        InputError: nobody can tell which column holds the text; or too many rows in a row are bad.
    """
    bad = 0
    for number, row in rows:
        item = _item(number, row, ways)
        bad = bad + 1 if isinstance(item, Dropped) else 0
        if bad > MOST_BAD:
            msg = f"has more than {MOST_BAD} rows in a row that cannot be read; the rest is left"
            raise InputError(msg)
        yield item


def _item(number: int, row: Mapping[str, object] | Bad, ways: Ways) -> RawItem | Address | Dropped:
    origin = f"{ways.origin}#{number}"
    if isinstance(row, Bad):
        return Dropped(origin=origin, step=STEP, reason=row.reason)
    columns = _columns(row, ways)
    label = Label(
        title=_line(_cell(row, columns.title)),
        outlet=_line(_cell(row, columns.outlet)),
        published=civil_day(_cell(row, columns.date)),
        author=_line(_cell(row, columns.author)),
        leads=columns.text is not None,
    )
    url = _cell(row, columns.url).strip()
    if columns.text is None:
        return _followed(url, label, origin)
    payload = _cell(row, columns.text).encode("utf-8", "replace")
    if len(payload) > ways.max_bytes:
        return Dropped(
            origin=origin, step=STEP, reason=f"has more than {ways.max_bytes:,} bytes of text"
        )
    return RawItem(
        origin=url or origin,
        media_type="text/plain; charset=utf-8",
        payload=payload,
        fetched_at=ways.now,
        label=label,
    )


def _columns(row: Mapping[str, object], ways: Ways) -> Columns:
    found = columns_of(row, ways.asked)
    if found is None:
        names = ", ".join(str(name)[:_LONGEST_NAME] for name in list(row)[:_MANY])
        msg = (
            f"is a table without a column that is known to hold text; its columns are {names}:"
            " say which to read, for example --columns text=body,date=day"
        )
        raise InputError(msg)
    if found.text is None and not ways.links:
        msg = (
            f"is a {found.layout} table of addresses without their texts;"
            " add --links to fetch and read the pages"
        )
        raise InputError(msg)
    return found


def _followed(url: str, label: Label, origin: str) -> Address | Dropped:
    if url.startswith(("http://", "https://")):
        return Address(url=url, label=label)
    return Dropped(origin=origin, step=STEP, reason="names no web address in its address column")


def _cell(row: Mapping[str, object], column: str | None) -> str:
    """The words in a column; a name with dots leads into nested objects."""
    if column is None:
        return ""
    value: object = row.get(column)
    if value is None and "." in column:
        value = row
        for name in column.split("."):
            value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, list):
        return "\n\n".join(str(one) for one in value if isinstance(one, (str, int, float)))
    return "" if value is None or isinstance(value, dict) else str(value)


def _line(words: str) -> str | None:
    return " ".join(words.split()) or None
