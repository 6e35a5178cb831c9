from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from tocsin.errors import InputError
from tocsin.read.streams import Budget, buffered, counted, headed, lines_of, seekable, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = b"The army said so.\n" * 9000


class Trickle(io.RawIOBase):
    """A pipe: a few bytes at a time, never twice."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    @override
    def read(self, size: int = -1) -> bytes:
        return self._data.read(min(size, 7) if size >= 0 else -1)

    @override
    def seekable(self) -> bool:
        return False


PACKERS = [("gzip", gzip.compress), ("bzip2", bz2.compress), ("xz", lzma.compress)]


@pytest.mark.parametrize(("form", "pack"), PACKERS)
def test_members_in_a_row_are_one_stream(form: str, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(WORDS) + pack(b"More.") + b"\0" * 600
    assert unpacked(io.BytesIO(packed), form, Budget()).read() == WORDS + b"More."


@pytest.mark.parametrize(("form", "pack"), PACKERS)
def test_data_that_end_too_early_are_named(form: str, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(WORDS)
    with pytest.raises(InputError, match=f"ends in the middle of its {form} data"):
        unpacked(io.BytesIO(packed[: len(packed) // 2]), form, Budget()).read()


@pytest.mark.parametrize(("form", "pack"), PACKERS)
def test_damaged_data_are_named(form: str, pack: Callable[[bytes], bytes]) -> None:
    packed = bytearray(pack(bytes(range(256)) * 200))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(InputError, match=f"damaged {form} data|ends in the middle"):
        unpacked(io.BytesIO(bytes(packed)), form, Budget()).read()


def test_a_bomb_is_given_up_in_little_memory() -> None:
    bomb = gzip.compress(bytes(1 << 26), mtime=0)
    budget = Budget(floor=1 << 24)
    budget.take(10)
    tracemalloc.start()
    stream = unpacked(io.BytesIO(bomb), "gzip", budget)
    with pytest.raises(InputError, match="more than 200 times its size"):
        sum(len(data) for data in iter(lambda: stream.read(1 << 16), b""))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 21


def test_the_budget_grows_with_what_is_taken() -> None:
    budget = Budget(floor=10)
    counted(io.BytesIO(b"x" * 5), budget).read()
    budget.give(1000)
    with pytest.raises(InputError):
        budget.give(1)


@pytest.mark.parametrize("size", [0, 5, 100])
def test_a_head_is_looked_at_and_still_there(size: int) -> None:
    words = WORDS[:50]
    for stream in (io.BytesIO(words), io.BufferedReader(io.BytesIO(words)), Trickle(words)):
        head, whole = headed(stream, size)  # type: ignore[arg-type]
        assert head == WORDS[:50][:size]
        assert whole.read() == WORDS[:50]


def test_a_pipe_can_be_made_seekable() -> None:
    with seekable(Trickle(WORDS[:100])) as held:  # type: ignore[arg-type]
        assert (held.read(), held.seek(3), held.read(4)) == (WORDS[:100], 3, WORDS[3:7])


def test_a_line_has_a_longest_length() -> None:
    stream = buffered(io.BytesIO(b"short\n" + b"x" * 50).read)
    lines = lines_of(stream, 20)
    assert next(lines) == b"short\n"
    with pytest.raises(InputError, match="a line of more than 20 bytes"):
        next(lines)
