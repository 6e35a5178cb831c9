"""Anything that was handed in, opened to the items in it: by content, streaming, within bounds."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from tocsin.errors import InputError, MissingPartError
from tocsin.read.apart import read_apart
from tocsin.read.archives import members_of_tar, members_of_zip
from tocsin.read.columns import Columns
from tocsin.read.feeds import items_of_feed
from tocsin.read.rows import Ways, items_of_rows
from tocsin.read.sniff import HEAD, PACKED, Form, form_of_bytes
from tocsin.read.streams import Budget, counted, headed, unpacked
from tocsin.read.tables import is_table, rows_of_csv, rows_of_json
from tocsin.read.warc import items_of_warc
from tocsin.records import UNLABELLED, Address, Dropped, Label, RawItem

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP = "read"
DEEPEST = 4  # archives within archives
Item = RawItem | Address | Dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A stream of bytes that came from `origin`; `size` is its length where that is known."""

    origin: str
    stream: BinaryIO
    media_type: str = "application/octet-stream"
    size: int | None = None
    label: Label = UNLABELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """Opens sources to the items in them.

    `now` is when they are read, `max_bytes` the largest single item, `columns` where a table's
    parts are (told by its header if None), `links` whether a feed's or table's addresses are given
    instead of what it says of them.
    """

    now: datetime
    max_bytes: int
    columns: Columns | None = None
    links: bool = False

    def items(self, source: Source) -> Iterator[Item]:
        """The items of `source`: itself, or whatever is packed in it, in order.

        Whatever goes wrong ends in a `Dropped` with its reason; what was found before is given.
        """
        budget = Budget()
        if source.size is not None:
            budget.take(source.size)
        else:
            source = replace(source, stream=counted(source.stream, budget))
        found = False
        for item in _Opening(self, budget).items(source, 0):
            found = True
            yield item
        if not found:
            reason = "holds no reports; give files, pages, feeds or tables with texts in them"
            yield Dropped(origin=source.origin, step=STEP, reason=reason)


class _Opening:
    """One source on its way, with the budget that all that is packed in it shares."""

    def __init__(self, opener: Opener, budget: Budget) -> None:
        self._opener = opener
        self._budget = budget

    def items(self, source: Source, depth: int) -> Iterator[Item]:
        """The items of a source that is packed `depth` archives deep; the boundary of failures."""
        try:
            yield from self._opened(source, depth)
        except (InputError, MissingPartError) as error:
            yield Dropped(origin=source.origin, step=STEP, reason=str(error))
        except MemoryError:
            reason = "takes more memory than there is; split it"
            yield Dropped(origin=source.origin, step=STEP, reason=reason)
        except Exception as error:  # noqa: BLE001 -- the one boundary
            told = f"{type(error).__name__}: {error}"
            reason = f"cannot be read ({told}); it is damaged: get it again"
            yield Dropped(origin=source.origin, step=STEP, reason=reason)

    def _opened(self, source: Source, depth: int) -> Iterator[Item]:
        head, stream = headed(source.stream, HEAD)
        form = form_of_bytes(head)
        source = replace(source, stream=stream)
        if form in PACKED:
            _refuse_depth(depth)
            inner = unpacked(stream, form, self._budget)
            yield from self.items(replace(source, stream=inner, size=None), depth + 1)
        elif form in {Form.ZIP, Form.TAR}:
            _refuse_depth(depth)
            yield from self._members(source, form, depth)
        else:
            yield from self._contents(source, form, head, stream)

    def _members(self, source: Source, form: Form, depth: int) -> Iterator[Item]:
        members = (
            members_of_zip(source.stream, self._budget)
            if form is Form.ZIP
            else members_of_tar(buffered_reader(source.stream))
        )
        for member in members:
            origin = f"{source.origin}#{member.name}"
            if member.stream is None:
                yield Dropped(origin=origin, step=STEP, reason=member.reason)
                continue
            inner = Source(origin=origin, stream=member.stream, label=source.label)
            yield from self.items(inner, depth + 1)

    def _contents(
        self, source: Source, form: Form, head: bytes, stream: io.BufferedReader
    ) -> Iterator[Item]:
        opener, longest = self._opener, self._opener.max_bytes
        delimiter = is_table(head, opener.columns) if form is Form.TEXT else None
        if form is Form.WARC:
            yield from items_of_warc(stream, now=opener.now, max_bytes=longest, budget=self._budget)
        elif form is Form.FEED:
            payload = whole(stream, longest)
            yield from items_of_feed(
                payload, origin=source.origin, now=opener.now, links=opener.links
            )
        elif form is Form.JSON:
            yield from items_of_rows(rows_of_json(stream, head, longest), self._ways(source))
        elif form is Form.PARQUET:
            rows = enumerate(read_apart(form, stream), 1)
            yield from items_of_rows(rows, self._ways(source))
        elif delimiter is not None:
            rows_ = rows_of_csv(stream, head, delimiter, longest)
            yield from items_of_rows(rows_, self._ways(source))
        else:
            yield self._leaf(source, stream)

    def _leaf(self, source: Source, stream: io.BufferedReader) -> RawItem:
        return RawItem(
            origin=source.origin,
            media_type=source.media_type,
            payload=whole(stream, self._opener.max_bytes, source.size),
            fetched_at=self._opener.now,
            label=source.label,
        )

    def _ways(self, source: Source) -> Ways:
        opener = self._opener
        return Ways(
            origin=source.origin,
            now=opener.now,
            asked=opener.columns,
            links=opener.links,
            max_bytes=opener.max_bytes,
        )


def whole(stream: BinaryIO, longest: int, size: int | None = None) -> bytes:
    """All of a stream.

    Raises:
        InputError: it has more than `longest` bytes.
    """
    known = size if size is not None and size > longest else None
    payload = b"" if known else stream.read(longest + 1)
    if known or len(payload) > longest:
        msg = (
            f"has {f'{known:,}' if known else 'more'} bytes, more than the {longest:,} that are"
            " read; split it, or raise the setting max_bytes"
        )
        raise InputError(msg)
    return payload


def buffered_reader(stream: BinaryIO) -> io.BufferedReader:
    """`stream` as a buffered reader, which reads as much as is asked for."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]


def _refuse_depth(depth: int) -> None:
    if depth >= DEEPEST:
        msg = f"is packed more than {DEEPEST} archives deep; unpack it yourself"
        raise InputError(msg)
