"""Written web archives are read back with the ecosystem's own reader, and with ours."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from fastwarc import ArchiveIterator, WarcRecordType

from tests import factories as make
from tocsin.export.warc import write_warc
from tocsin.read import Opener, Source
from tocsin.records import Capture, RawItem

if TYPE_CHECKING:
    from pathlib import Path

BODY = "<!doctype html><html><p>“Shells” fell.</p>".encode()
CAPTURE = Capture(
    asked="http://example.org/a",
    url="https://example.org/a",
    status=200,
    headers=(
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", "33"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    ),
    body=BODY,
    fetched_at=make.NOON,
)


def test_fastwarc_reads_it_back_and_finds_the_digests_right(tmp_path: Path) -> None:
    out = tmp_path / "a.warc.gz"
    assert write_warc([CAPTURE, CAPTURE], out) == 2
    whole = out.read_bytes()
    kinds = [one.record_type for one in ArchiveIterator(io.BytesIO(whole), parse_http=False)]
    assert kinds == [WarcRecordType.warcinfo, *[WarcRecordType.response] * 2]
    pages = WarcRecordType.response
    for one in ArchiveIterator(io.BytesIO(whole), record_types=pages, parse_http=True):
        assert one.headers["WARC-Target-URI"] == CAPTURE.url
        assert one.record_date == make.NOON
        assert one.reader.read() == BODY
        assert one.http_headers is not None
        assert one.http_headers.get("X-Crawl-Content-Encoding") == "gzip"
        assert one.http_headers.get_multiple("Set-Cookie") == ("a=1", "b=2")
    for one in ArchiveIterator(io.BytesIO(whole), record_types=pages, parse_http=False):
        assert one.verify_block_digest()
    for one in ArchiveIterator(io.BytesIO(whole), record_types=pages, parse_http=True):
        assert one.verify_payload_digest()


def test_we_read_it_back_as_we_wrote_it_and_the_same_page_is_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "a.warc.gz", tmp_path / "b.warc.gz"
    write_warc([CAPTURE], one)
    write_warc([CAPTURE], two)
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(two.read_bytes()).digest()
    with one.open("rb") as stream:
        source = Source(origin="x", stream=stream)
        (item,) = Opener(now=make.NOON.replace(year=2030), max_bytes=10_000).items(source)
    assert item == RawItem(
        origin=CAPTURE.url,
        media_type="text/html; charset=utf-8",
        payload=BODY,
        fetched_at=make.NOON,
    )
