"""Canonical JSON of any record: sorted keys, no spaces, civil days as text; and back again."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, cast

import msgspec

Record = TypeVar("Record")
PLAIN = (float, int, str)


def as_plain(value: object) -> object:
    """A number or text of another library (numpy's, say) as Python's own.

    Raises:
        NotImplementedError: it is neither.
    """
    for kind in PLAIN:
        if isinstance(value, kind):
            return kind(value)
    msg = f"{type(value).__name__} has no JSON; keep a number, a text or a record instead"
    raise NotImplementedError(msg)


ENCODER = msgspec.json.Encoder(order="sorted", enc_hook=as_plain)


def dump(record: object) -> str:
    """The canonical JSON of a record, or of a tuple of records."""
    return ENCODER.encode(record).decode()


def load(text: str, kind: type[Record]) -> Record:
    """The record of type `kind` that `dump` wrote as `text`.

    A field that was added later has its default.

    Raises:
        ValueError: `text` does not hold such a record.
    """
    return cast(Record, _decoded(text, kind))


def load_all(text: str, kind: type[Record]) -> tuple[Record, ...]:
    """The tuple of records of type `kind` that `dump` wrote as `text`.

    Raises:
        ValueError: `text` does not hold such records.
    """
    return cast(tuple[Record, ...], _decoded(text, tuple[kind, ...]))  # type: ignore[valid-type]


def _decoded(text: str, kind: Any) -> object:  # noqa: ANN401 - a type or a generic alias
    try:
        return _decoder(kind).decode(text)
    except msgspec.DecodeError as error:
        msg = f"{text[:60]!r} holds no {getattr(kind, '__name__', kind)}: {error}"
        raise ValueError(msg) from error


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401
    return msgspec.json.Decoder(kind)
