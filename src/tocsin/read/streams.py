"""Streams that cannot be made to swell: unpacking with a budget, copies on disk, bounded lines."""

from __future__ import annotations

import bz2
import io
import lzma
import tempfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from tocsin.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tocsin.read.sniff import Form

CHUNK = 1 << 16
FLOOR = 256 << 20  # so much may always be unpacked
RATIO = 200  # and so many times the size of what was given; news packs about five times
IN_MEMORY = 8 << 20


class Budget:
    """How much one input may unpack to, counted over everything packed into one another in it."""

    def __init__(self, floor: int = FLOOR) -> None:
        """Allow `floor` bytes, more as more packed bytes are taken."""
        self._floor = floor
        self._taken = 0
        self._given = 0

    def take(self, size: int) -> None:
        """Note `size` bytes of the input itself."""
        self._taken += size

    def give(self, size: int) -> None:
        """Note `size` unpacked bytes.

        Raises:
            InputError: they are more than any honest archive of this size holds.
        """
        self._given += size
        if self._given > max(self._floor, RATIO * self._taken):
            msg = (
                f"unpacks to more than {RATIO} times its size, as archives made to do harm do;"
                " unpack it yourself and give what you trust"
            )
            raise InputError(msg)


class _Unpacker(Protocol):
    """What `zlib`, `bz2` and `lzma` have in common once zlib is wrapped."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Zlib:
    """zlib's decompressor with the manners of bz2's: what was not consumed is kept inside."""

    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


UNPACKERS = {
    "gzip": lambda: _Zlib(31),
    "deflate": lambda: _Zlib(47),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
}


class Stream(io.RawIOBase):
    """A stream of what a function gives: at most so many bytes a call, none at the end."""

    if not TYPE_CHECKING:  # what io.RawIOBase leaves to be written, and types declare

        def readable(self) -> bool:
            """Whether it can be read: yes."""
            return True

        def readinto(self, buffer: memoryview) -> int:
            """Fill `buffer` as far as one call goes; 0 at the end."""
            view = memoryview(buffer).cast("B")
            data = self._take(len(view))
            view[: len(data)] = data
            return len(data)

    def __init__(self, take: Callable[[int], bytes]) -> None:
        """Give what `take` gives."""
        self._take = take


def buffered(take: Callable[[int], bytes]) -> io.BufferedReader:
    """What `take` gives, with a buffer, so that one can read lines and as much as one asks for."""
    return io.BufferedReader(Stream(take), CHUNK)


def counted(inner: BinaryIO, budget: Budget) -> io.BufferedReader:
    """`inner`, telling its budget what is read of it."""

    def take(size: int) -> bytes:
        data = inner.read(size)
        budget.take(len(data))
        return data

    return buffered(take)


def headed(stream: BinaryIO, size: int) -> tuple[bytes, io.BufferedReader]:
    """The first `size` bytes of a stream, and the stream with them still in it."""
    head = b""
    while len(head) < size and (data := stream.read(size - len(head))):
        head += data
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        raw = cast("io.RawIOBase", stream)
        whole = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(raw)
        return head, cast("io.BufferedReader", whole)
    left = [head]

    def take(most: int) -> bytes:
        data = left[0][:most] or stream.read(most)
        left[0] = left[0][len(data) :]
        return data

    return head, buffered(take)


def unpacked(inner: BinaryIO, form: Form | str, budget: Budget) -> io.BufferedReader:
    """The unpacked bytes of a gzip, bzip2 or xz stream, of any number of members in a row.

    Reading raises `InputError` where the data are damaged, cut short, or swell beyond the budget.
    """
    members = _Members(inner, str(form))

    def take(size: int) -> bytes:
        try:
            data = members.next(size)
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            msg = f"has damaged {form} data ({error}); get it again"
            raise InputError(msg) from error
        budget.give(len(data))
        return data

    return buffered(take)


class _Members:
    """Packed members one after the other; zeros between them are padding."""

    def __init__(self, inner: BinaryIO, form: str) -> None:
        self._inner = inner
        self._form = form
        self._unpacker = cast("_Unpacker", UNPACKERS[form]())
        self._waiting = b""
        self._begun = False
        self._over = False

    def next(self, most: int) -> bytes:
        """The next unpacked bytes, at most `most`; none at the end."""
        while not self._over:
            if self._unpacker.eof:
                self._waiting = self._unpacker.unused_data.lstrip(b"\0")
                self._unpacker, self._begun = cast("_Unpacker", UNPACKERS[self._form]()), False
            data = b""
            if self._unpacker.needs_input:
                data = self._waiting or self._inner.read(CHUNK)
                self._waiting = b""
                if not data:
                    return self._end()
                if not self._begun and not (data := data.lstrip(b"\0")):
                    continue
            self._begun = True
            found = self._unpacker.decompress(data, most)
            if found:
                return found
        return b""

    def _end(self) -> bytes:
        self._over = True
        if self._begun:
            msg = f"ends in the middle of its {self._form} data; get it again, whole"
            raise InputError(msg)
        return b""


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """`stream` itself, or a copy of it on disk for a while where it can be read only once."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        while data := stream.read(CHUNK):
            copy.write(data)
        copy.seek(0)
        yield cast("BinaryIO", copy)


def lines_of(stream: io.BufferedReader, longest: int) -> Iterator[bytes]:
    """The lines of `stream` with their ends.

    Raises:
        InputError: a line has more than `longest` bytes.
    """
    while line := stream.readline(longest + 1):
        if len(line) > longest:
            msg = f"has a line of more than {longest:,} bytes; break it into lines"
            raise InputError(msg)
        yield line
