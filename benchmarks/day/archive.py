"""Pages to a web archive of gzipped records, as crawlers write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastwarc import GzipWriter, WarcRecord, WarcRecordType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.day.pages import Made


def write_archive(path: Path, pages: Iterable[Made]) -> int:
    """Write `pages` to the WARC file `path`; how many bytes it has."""
    with path.open("wb") as file:
        for page in pages:
            record = WarcRecord()
            record.init_headers(record_type=WarcRecordType.response)
            record.headers.set("WARC-Target-URI", page.url)
            record.headers.set("WARC-Date", "2024-05-16T10:00:00Z")
            record.headers.set("Content-Type", "application/http; msgtype=response")
            body = page.html.encode()
            head = (
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            record.set_bytes_content(head.encode() + body)
            writer = GzipWriter(file, compression_level=3)
            record.write(writer)
            writer.close()
    return path.stat().st_size
