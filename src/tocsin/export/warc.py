"""Fetched pages to a WARC file, one record a page, each packed by itself."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tocsin.records import Capture

UNPACKED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
PREFIX = "X-Crawl-"
END = "\r\n"


def write_warc(captures: Iterable[Capture], out: Path) -> int:
    """Write captures to `out` as WARC/1.1, gzipped; how many there were.

    The body is the one that was read, without its transport encoding, so its digest is the one the
    ledger names; headers that told of the encoding are kept under `X-Crawl-...`, as Common Crawl
    does. Source of the format: ISO 28500:2017.
    """
    count = 0
    with out.open("wb") as file:
        file.write(gzip.compress(_record({"WARC-Type": "warcinfo"}, _about()), mtime=0))
        for capture in captures:
            file.write(gzip.compress(_response(capture), mtime=0))
            count += 1
    return count


def _about() -> bytes:
    return b"software: tocsin\r\nformat: WARC File Format 1.1\r\n"


def _response(capture: Capture) -> bytes:
    http = _http(capture) + capture.body
    moment = capture.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return _record(
        {
            "WARC-Type": "response",
            "WARC-Target-URI": capture.url,
            "WARC-Date": moment,
            "WARC-Payload-Digest": _digest(capture.body),
            "WARC-Block-Digest": _digest(http),
            "Content-Type": "application/http;msgtype=response",
        },
        http,
    )


def _http(capture: Capture) -> bytes:
    lines = [f"HTTP/1.1 {capture.status} "]
    for name, value in capture.headers:
        told = f"{PREFIX}{name}" if name.lower() in UNPACKED else name
        lines.append(f"{told}: {value}")
    lines.append(f"Content-Length: {len(capture.body)}")
    return (END.join(lines) + END * 2).encode("latin-1", "replace")


def _record(fields: dict[str, str], block: bytes) -> bytes:
    """One record; its id is made of what it holds, so that the same page is the same bytes."""
    named = "\n".join(f"{name}: {value}" for name, value in fields.items())
    id_ = uuid.uuid5(uuid.NAMESPACE_URL, named + hashlib.sha256(block).hexdigest())
    lines = ["WARC/1.1", f"WARC-Record-ID: <urn:uuid:{id_}>"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    lines.append(f"Content-Length: {len(block)}")
    return (END.join(lines) + END * 2).encode() + block + (END * 2).encode()


def _digest(data: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()
