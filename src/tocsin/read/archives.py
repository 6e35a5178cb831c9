"""Archives to their members: zip and tar, read in place, never unpacked onto the disk by name."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, BinaryIO

from tocsin.errors import InputError
from tocsin.read.streams import Budget, buffered, seekable

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 512
LARGEST_INDEX = 32 << 20  # bytes of a zip's list of members: about 300,000 of them
LONGEST_NAME = 200
LONGEST_TAR_NAME = 8192
_END_MARK, _END_SIZE = b"PK\x05\x06", 22
_LONGEST_COMMENT = 65535
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_FILE = frozenset(b"0\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an archive: its name made harmless, and its bytes or why there are none."""

    name: str
    stream: io.BufferedReader | None
    reason: str = ""


def members_of_zip(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    """The files of a zip archive in its own order, without hidden ones.

    Of a WACZ (https://specs.webrecorder.net/wacz/1.1.1/) only the web archives are given.

    Raises:
        InputError: it is an office document, or its list of members is damaged or enormous.
    """
    with seekable(stream) as held:
        _refuse_large_index(held)
        with zipfile.ZipFile(held) as archive:
            for info in _wanted(archive):
                yield _zip_member(archive, info, budget)


def _wanted(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    names = {info.filename for info in archive.infolist()}
    if names.intersection(_OFFICE):
        msg = "is an office document or program in a ZIP; save the document as text or HTML"
        raise InputError(msg)
    webs = {name for name in names if name.startswith("archive/")}
    wacz = bool(webs) and "datapackage.json" in names
    for info in archive.infolist():
        shown = not info.is_dir() and not _is_hidden(info.filename)
        if shown and (not wacz or info.filename in webs):
            yield info


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Member:
    name = harmless(info.filename)
    if info.flag_bits & 1:
        return Member(name=name, stream=None, reason="is encrypted; unpack it with its password")
    try:
        opened = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        return Member(name=name, stream=None, reason=f"is damaged ({error}); get the archive again")
    return Member(name=name, stream=_weighed(opened, budget))


def _weighed(inner: IO[bytes], budget: Budget) -> io.BufferedReader:
    """A member's bytes, counted by the budget; what zip's reader raises is said plainly."""

    def take(size: int) -> bytes:
        try:
            data = inner.read(size)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError) as error:
            msg = f"is damaged in its archive ({error}); get the archive again"
            raise InputError(msg) from error
        budget.give(len(data))
        return data

    return buffered(take)


def _refuse_large_index(held: BinaryIO) -> None:
    """Look before reading: Python's reader takes the whole list of members at once."""
    size = held.seek(0, io.SEEK_END)
    held.seek(max(0, size - _LONGEST_COMMENT - _END_SIZE))
    tail = held.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END_SIZE:
        msg = "is a ZIP archive that is cut short; get it again, whole"
        raise InputError(msg)
    (index,) = struct.unpack_from("<L", tail, at + 12)
    if index > LARGEST_INDEX:
        msg = f"is a ZIP archive whose list of members takes {index:,} bytes; split it"
        raise InputError(msg)
    held.seek(0)


def members_of_tar(stream: io.BufferedReader) -> Iterator[Member]:
    """The plain files of a tar archive, read front to back.

    Source of the format: POSIX.1-1988 ustar with GNU long names; links, devices and the rest are
    passed over.

    Raises:
        InputError: a header is damaged, or the archive is cut short.
    """
    long_name = ""
    while (header := stream.read(BLOCK)).strip(b"\0"):
        size = _size_of(header)
        body = Part(stream, size)
        kind = header[156]
        if kind == ord("L"):
            long_name = body.take(LONGEST_TAR_NAME).rstrip(b"\0").decode("utf-8", "replace")
        elif kind in _FILE:
            name, long_name = long_name or _name_of(header), ""
            if not _is_hidden(name):
                yield Member(name=harmless(name), stream=buffered(body.take))
        body.skip()
        _skip(stream, -size % BLOCK)


def _size_of(header: bytes) -> int:
    """The size in a tar header whose checksum is right."""
    try:
        told = int(header[148:156].strip(b"\0 ") or b"0", 8)
        size = int(header[124:136].strip(b"\0 ") or b"0", 8)
    except ValueError:
        told, size = -1, 0
    if len(header) < BLOCK or size < 0 or told != sum(header) - sum(header[148:156]) + 8 * 32:
        msg = "has a damaged tar header; get it again"
        raise InputError(msg)
    return size


def _name_of(header: bytes) -> str:
    prefix, name = header[345:500].split(b"\0")[0], header[:100].split(b"\0")[0]
    return (prefix + b"/" + name if prefix else name).decode("utf-8", "replace")


class Part:
    """The next `size` bytes of a stream."""

    def __init__(self, inner: BinaryIO, size: int) -> None:
        """Read at most `size` bytes of `inner`."""
        self._inner = inner
        self._left = size

    def take(self, size: int) -> bytes:
        """The next bytes of the part, at most `size`; none at its end.

        Raises:
            InputError: the stream ends before the part does.
        """
        wanted = min(size, self._left)
        data = self._inner.read(wanted)
        if wanted and not data:
            msg = "is an archive that is cut short; get it again, whole"
            raise InputError(msg)
        self._left -= len(data)
        return data

    def skip(self) -> None:
        """Pass over what was not read."""
        while self.take(1 << 20):
            pass


def _skip(stream: BinaryIO, size: int) -> None:
    while size > 0 and (data := stream.read(min(size, 1 << 20))):
        size -= len(data)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part.strip(".") for part in name.split("/"))


def harmless(name: str) -> str:
    """A member's name fit to be shown and kept: one line, no control characters, not too long."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - 1] + "…"
