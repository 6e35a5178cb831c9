"""Hostile inputs, each made from its number and a seeded source of chance."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import tarfile
import zipfile
import zlib
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.hostile.files import ARTICLE, FILES, html, warc

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

GIGABYTE = 1 << 30
DEEP = 10_000
NAMES: tuple[str, ...] = (
    "/etc/passwd",
    "C:\\boot.ini",
    "a\x00b.txt",
    "\x1b[2J",
    "con",
    "..",
    ".",
    "a/../../b",
)
NAMES += ("\u202etxt.exe", "\ud7ff", "")
LABELS = ("utf-16", "punycode", "idna", "zip", "rot13", "utf-7", "cp1256", "x-none", "hex")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "utf-32", "cp037")
BEGINNINGS = (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, b"\xff", b"\xed\xa0")
WORDS = (b"a", b"a,", b"The army said that ", b"((", b"<p", b'"', b"\xe2\x80\x9c", b"1 ")


def hostile_input(number: int, chance: random.Random) -> tuple[str, bytes]:
    """The name and bytes of one hostile input; every way to do harm comes up in turn."""
    ways = tuple(WAYS)
    way = ways[number % len(ways)]
    return f"{way}-{number}", WAYS[way](chance)


def truncated(chance: random.Random) -> bytes:
    """A good file, cut anywhere."""
    whole = _any_file(chance)
    return whole[: chance.randrange(1, len(whole))]


def flipped(chance: random.Random) -> bytes:
    """A good file with a few bytes changed."""
    found = bytearray(_any_file(chance))
    for _ in range(chance.randrange(1, 40)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def spliced(chance: random.Random) -> bytes:
    """The head of one file on the tail of another."""
    one, two = _any_file(chance), _any_file(chance)
    return one[: chance.randrange(1, len(one))] + two[chance.randrange(len(two)) :]


def repeated(chance: random.Random) -> bytes:
    """A piece of a file, thousands of times."""
    whole = _any_file(chance)
    start = chance.randrange(len(whole))
    piece = whole[start : start + chance.randrange(1, 200)]
    return (whole[:start] + piece * chance.randrange(100, 5000))[:4_000_000]


def noise(chance: random.Random) -> bytes:
    """Random bytes behind a format's first bytes."""
    return _any_file(chance)[: chance.randrange(2, 40)] + chance.randbytes(
        chance.randrange(9, 9999)
    )


def truncated_gzip(chance: random.Random) -> bytes:
    """Gzip data that end too early, over any file."""
    packed = gzip.compress(_any_file(chance), mtime=0)
    return packed[: chance.randrange(3, len(packed))]


def gzip_bomb(chance: random.Random) -> bytes:
    """A gigabyte in a megabyte of gzip, behind the beginning of some file."""
    head = chance.choice(
        (b"", b"WARC/1.0\r\n", b'text,date\n"', b'{"text": "', b"<html><p>", warc())
    )
    return gzip.compress(head, mtime=0) + _zeros("gzip")


def zip_bomb(chance: random.Random) -> bytes:
    """A gigabyte in a zip, once or in each of many members that overlap in size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.gz", _zeros("gzip"))
        for number in range(chance.randrange(1, 5)):
            archive.writestr(f"{number}.txt", b" " * (1 << 24))
    return out.getvalue()


def bomb_in_bombs(chance: random.Random) -> bytes:
    """Zips in zips in zips."""
    inner = _zeros("gzip")
    for _ in range(chance.randrange(2, 8)):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(4):
                archive.writestr(f"{number}.zip", inner)
        inner = out.getvalue()[: 8 << 20]
    return inner


def deep_html(chance: random.Random) -> bytes:
    """Elements within elements."""
    tag = chance.choice(("div", "p", "table", "span", "blockquote", "article", "b", "ul"))
    return b"<!doctype html><html><body>" + f"<{tag}>".encode() * DEEP + ARTICLE.encode()


def deep_json(chance: random.Random) -> bytes:
    """Lists within lists, or objects within objects."""
    return chance.choice((b"[", b'{"text":', b'[{"a":')) * DEEP


def deep_xml(chance: random.Random) -> bytes:
    """A feed of elements within elements."""
    tag = chance.choice(("item", "channel", "title", "description", "x"))
    return b"<rss version='2.0'><channel>" + f"<{tag}>".encode() * DEEP


def entities(chance: random.Random) -> bytes:
    """A feed whose entities double ten times and more, or name a file of the machine."""
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12)]
    if chance.random() < 0.5:  # noqa: PLR2004
        lines.append('<!ENTITY e11 SYSTEM "file:///etc/passwd">')
    return (
        "<?xml version='1.0'?><!DOCTYPE rss [" + "".join(lines) + "]><rss version='2.0'><channel>"
        "<title>&e11;</title><item><title>&e11;</title></item></channel></rss>"
    ).encode()


def hostile_names(chance: random.Random) -> bytes:
    """A zip or tar whose members are named to be written elsewhere."""
    names = [*NAMES, "../" * 40 + "etc/passwd", "n" * 5000]
    chance.shuffle(names)
    out = io.BytesIO()
    if chance.random() < 0.5:  # noqa: PLR2004
        with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
            for name in names:
                info = tarfile.TarInfo(name)
                info.size = len(ARTICLE)
                tar.addfile(info, io.BytesIO(ARTICLE.encode()))
    else:
        with zipfile.ZipFile(out, "w") as archive:
            for name in names[:5]:
                archive.writestr(zipfile.ZipInfo(name or "x"), html())
    return out.getvalue()


def huge_line(chance: random.Random) -> bytes:
    """One line of megabytes, of one letter or of one sentence."""
    word = chance.choice(WORDS)
    return chance.choice((b"", b"text,date\n", b"<html><body><p>")) + word * (
        chance.randrange(1_000_000, 3_000_000) // len(word)
    )


def nulls(chance: random.Random) -> bytes:
    """NULs within a file."""
    whole = _any_file(chance)
    at = chance.randrange(len(whole))
    return whole[:at] + b"\0" * chance.randrange(1, 100_000) + whole[at:]


def bad_encoding(chance: random.Random) -> bytes:
    """A text in one encoding that says it is in another, or in none at all."""
    told = chance.choice(LABELS)
    text = f'<html><head><meta charset="{told}"></head><body><p>{ARTICLE}</p></body></html>'
    written = text.encode(chance.choice(ENCODINGS), "replace")
    mark = chance.choice(BEGINNINGS)
    return mark + written + chance.choice((b"", b"\n", b"\x80\x81", b"\xf4\x90\x80\x80"))


def lying_sizes(chance: random.Random) -> bytes:
    """Archives whose headers lie about the size of what follows."""
    size = chance.choice((0, 1, 99, 1 << 31, 1 << 40, 10**18))
    if chance.random() < 0.5:  # noqa: PLR2004
        return (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
            f"Content-Length: {size}\r\nContent-Type: application/http\r\n\r\n"
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            "ffffffff\r\n"
        ).encode() + html()
    info = tarfile.TarInfo("a.txt")
    info.size = min(size, 8**11 - 1)
    return info.tobuf(tarfile.GNU_FORMAT) + ARTICLE.encode()


def lying_json(chance: random.Random) -> bytes:
    """JSON that breaks off, or holds numbers, keys and characters that readers stumble over."""
    values = ('{"text": "' + ARTICLE[:200], '{"text": "\\ud800", "date": NaN}')
    numbers = '[{"text": 1e999}, {"text": ' + "9" * 9999 + "}]"
    value = chance.choice((*values, numbers))
    return (value + chance.choice(("", "}", ",,,", "\n{", json.dumps({"text": None})))).encode()


def lying_pdf(chance: random.Random) -> bytes:
    """A PDF whose streams swell, whose pages are their own parents, or whose index lies."""
    big = zlib.compress(b"0 " * (1 << 24))
    loop = b"<</Type/Pages/Kids[2 0 R]/Count 99999999/Parent 2 0 R>>"
    swollen = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(big), big)
    page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"
    good = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    pages = chance.choice((loop, good))
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", pages, page, swollen)
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return (
        b"%PDF-1.4\n"
        + body
        + b"trailer<</Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % chance.randrange(9999)
    )


@cache
def _zeros(_: str) -> bytes:
    """A gigabyte of zeros as one gzip member."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    chunk = bytes(1 << 24)
    packed = [packer.compress(chunk) for _ in range(GIGABYTE // len(chunk))]
    return b"".join(packed) + packer.flush()


def _any_file(chance: random.Random) -> bytes:
    return chance.choice(FILES)()


WAYS: dict[str, Callable[[random.Random], bytes]] = {
    way.__name__: way
    for way in (
        truncated,
        flipped,
        spliced,
        repeated,
        noise,
        truncated_gzip,
        gzip_bomb,
        zip_bomb,
        bomb_in_bombs,
        deep_html,
        deep_json,
        deep_xml,
        entities,
        hostile_names,
        huge_line,
        nulls,
        bad_encoding,
        lying_sizes,
        lying_json,
        lying_pdf,
    )
}
