"""Good little files of every form, to be spoilt; the article in them is invented."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from functools import cache

ARTICLE = (
    "The army said on Tuesday that rebels had shelled the airport, killing two soldiers. "
    "A spokesman for the rebels denied it. Talks will go on in the capital next week. "
)


def text() -> bytes:
    """Plain text."""
    return ("Airport shelled\n\n" + ARTICLE * 3).encode()


def html() -> bytes:
    """A page."""
    return (
        '<!doctype html><html><head><title>Airport shelled</title><meta charset="utf-8">'
        '<meta property="article:published_time" content="2022-09-13T10:00:00+04:00"></head><body>'
        f"<nav><a href='/'>Home</a></nav><article><h1>Airport shelled</h1><p>{ARTICLE}</p>"
        f"<p>{ARTICLE}</p></article></body></html>"
    ).encode()


def rss() -> bytes:
    """A feed."""
    item = (
        "<item><title>Airport shelled</title><link>https://example.org/a</link>"
        f"<description><![CDATA[<p>{ARTICLE}</p>]]></description>"
        "<pubDate>Tue, 13 Sep 2022 10:00:00 +0400</pubDate></item>"
    )
    head = "<?xml version='1.0'?><rss version='2.0'><channel><title>Example Post</title>"
    return (head + item * 3 + "</channel></rss>").encode()


def csv() -> bytes:
    """A table."""
    return ("date,title,text\n" + f'2022-09-13,"Airport shelled","{ARTICLE}"\n' * 5).encode()


def jsonl() -> bytes:
    """JSON lines."""
    row = json.dumps({"date": "2022-09-13", "title": "Airport shelled", "text": ARTICLE})
    return (row + "\n").encode() * 5


def packed_json() -> bytes:
    """A JSON list, in gzip."""
    return gzip.compress(
        json.dumps([{"text": ARTICLE, "date": "2022-09-13"}] * 3).encode(), mtime=0
    )


def warc() -> bytes:
    """A web archive of three pages."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html()
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2022-09-13T10:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Target-URI: https://example.org/a\r\nContent-Type: application/http;msgtype=response"
        b"\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(http), http)
    )
    return record * 3


def packed_warc() -> bytes:
    """A web archive in gzip."""
    return gzip.compress(warc(), mtime=0)


def zipped() -> bytes:
    """A zip of several forms."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, made in (("a.txt", text), ("b.html", html), ("c/d.csv", csv), ("e.warc", warc)):
            archive.writestr(zipfile.ZipInfo(name), made())
    return out.getvalue()


def tarred() -> bytes:
    """A tar in gzip."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, made in (("a.txt", text), ("b.html", html)):
            info = tarfile.TarInfo(name)
            info.size = len(made())
            tar.addfile(info, io.BytesIO(made()))
    return out.getvalue()


def pdf() -> bytes:
    """A PDF of one page."""
    lines = "".join(f"({ARTICLE[n : n + 60]}) Tj T* " for n in range(0, len(ARTICLE), 60))
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {lines} ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F1 5 0 R>>>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + table + trailer % (len(objects) + 1, len(out))


@cache
def parquet() -> bytes:
    """A Parquet table, or JSON lines where pyarrow is not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ModuleNotFoundError:
        return jsonl()
    out = io.BytesIO()
    table = pa.table({"date": ["2022-09-13"] * 50, "text": [ARTICLE] * 50})
    pq.write_table(table, out)
    return out.getvalue()


FILES = (text, html, rss, csv, jsonl, packed_json, warc, packed_warc, zipped, tarred, pdf, parquet)
