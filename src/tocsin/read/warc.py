"""Web archives to the pages in them, one record at a time."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from tocsin.errors import InputError
from tocsin.read.streams import unpacked
from tocsin.records import Dropped, RawItem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from fastwarc import WarcRecord

    from tocsin.read.streams import Budget

STEP = "read"
FINE = 200
LONGEST_HEADER = 1 << 20
PANIC = "PanicException"  # how a defect in fastwarc's Rust shows, which is no Exception
_MEDIA = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript")
_SCRIPTS = ("javascript", "font", "wasm", "octet-stream", "dns")
_PACKED = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}


def items_of_warc(
    stream: BinaryIO, *, now: datetime, max_bytes: int, budget: Budget
) -> Iterator[RawItem | Dropped]:
    """The pages of a WARC file that were answered in full, each under its own address and time.

    Requests, redirects, error pages, pictures, styles and scripts are passed over: they are no
    reports. A page of more than `max_bytes` is a `Dropped`. Source of the format: ISO 28500.

    Raises:
        InputError: the archive is damaged; the records before are given first.
    """
    from fastwarc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - only where it is read

    pages = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        for record in ArchiveIterator(
            cast("BinaryIO", Forward(stream)),  # fastwarc needs no more than it has
            record_types=pages,
            parse_http=True,
            auto_decode="transfer",
            max_header_len=LONGEST_HEADER,
            stream_detect=False,
        ):
            if _is_page(record):
                yield _item(record, now, max_bytes, budget)
    except InputError:
        raise
    except (OSError, ValueError, EOFError) as error:
        msg = f"is a damaged web archive ({error}); get it again"
        raise InputError(msg) from error
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        msg = "is a damaged web archive; get it again"
        raise InputError(msg) from error


class Forward:
    """A stream that is read once, front to back, and knows how far it came."""

    def __init__(self, inner: BinaryIO) -> None:
        """Pass `inner` on."""
        self._inner = inner
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size` of them."""
        data = self._inner.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self._place


def _is_page(record: WarcRecord) -> bool:
    if record.is_http and record.http_headers.status_code != FINE:
        return False
    media = (record.http_content_type or "").lower()
    return not media.startswith(_MEDIA) and not any(word in media for word in _SCRIPTS)


def _item(record: WarcRecord, now: datetime, max_bytes: int, budget: Budget) -> RawItem | Dropped:
    origin = record.headers.get("WARC-Target-URI") or record.record_id or "a record without address"
    origin = origin.strip("<>")
    try:
        payload = _payload(record, max_bytes, budget)
    except (InputError, zlib.error, OSError, EOFError) as error:
        return Dropped(origin=origin, step=STEP, reason=str(error))
    if len(payload) > max_bytes:
        reason = f"has more than the {max_bytes:,} bytes that are read; raise the setting max_bytes"
        return Dropped(origin=origin, step=STEP, reason=reason)
    charset = f"; charset={record.http_charset}" if record.http_charset else ""
    return RawItem(
        origin=origin,
        media_type=(record.http_content_type or "application/octet-stream") + charset,
        payload=payload,
        fetched_at=_moment(record.record_date) or now,
    )


def _payload(record: WarcRecord, max_bytes: int, budget: Budget) -> bytes:
    headers = record.http_headers
    packing = (headers.get("Content-Encoding") or "").lower() if record.is_http else ""
    payload: bytes = record.reader.read(max_bytes + 1)
    budget.give(len(payload))
    if not packing or packing == "identity":
        return payload
    if packing not in _PACKED:
        msg = f"is packed as {packing}, which is not read; archive it unpacked"
        raise InputError(msg)
    return unpacked(io.BytesIO(payload), _PACKED[packing], budget).read(max_bytes + 1)


def _moment(found: datetime | None) -> datetime | None:
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
