"""What a worker found, as bytes between two processes: written and read several times as fast."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from tocsin.records import Dropped, Reading

Outcomes = tuple[Reading | Dropped, ...]
Either = tuple[Reading | None, Dropped | None]


def sealed(outcomes: Outcomes) -> bytes | None:
    """The outcomes as bytes; None where a text holds what is no character (a lone surrogate)."""
    either: list[Either] = [
        (one, None) if isinstance(one, Reading) else (None, one) for one in outcomes
    ]
    try:
        return msgspec.msgpack.encode(either)
    except UnicodeEncodeError:
        return None


def opened(envelope: bytes) -> Outcomes:
    """The outcomes that `sealed` put into bytes."""
    either: list[Either] = _decoder().decode(envelope)
    return tuple(one for pair in either for one in pair if one is not None)


@cache
def _decoder() -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(list[Either])
