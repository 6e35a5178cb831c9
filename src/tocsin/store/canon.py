"""Canonical JSON of any record: sorted keys, no spaces, civil days as text; and back again."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from tocsin import records

Record = TypeVar("Record")
Builder = Callable[[Any], Any]
KNOWN = {**vars(records), "date": date, "datetime": datetime}


def dump(record: object) -> str:
    """The canonical JSON of a record, or of a tuple of records."""
    return json.dumps(_plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(text: str, kind: type[Record]) -> Record:
    """The record of type `kind` that `dump` wrote as `text`.

    A field that was added later has its default.

    Raises:
        ValueError, KeyError, TypeError: `text` does not hold such a record.
    """
    build = _builder(cast(Any, kind))
    return cast(Record, build(json.loads(text)))


def load_all(text: str, kind: type[Record]) -> tuple[Record, ...]:
    """The tuple of records of type `kind` that `dump` wrote as `text`."""
    build = _builder(cast(Any, kind))
    return tuple(build(one) for one in json.loads(text))


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.init}
    return value


@cache
def _builder(kind: Any) -> Builder:  # noqa: ANN401 - a type, a union or a generic alias
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind)
    if origin is tuple:
        return _tuple(kind)
    if is_dataclass(origin or kind):
        return _record(kind)
    if isinstance(kind, type) and issubclass(kind, (date, datetime)):
        return kind.fromisoformat
    if isinstance(kind, type) and issubclass(kind, (StrEnum, float)):
        return kind
    return lambda value: value


def _optional(kind: Any) -> Builder:  # noqa: ANN401
    (inner,) = (arg for arg in get_args(kind) if arg is not type(None))
    build = _builder(inner)
    return lambda value: None if value is None else build(value)


def _tuple(kind: Any) -> Builder:  # noqa: ANN401
    arguments = get_args(kind)
    if arguments[-1] is Ellipsis:
        build = _builder(arguments[0])
        return lambda values: tuple(build(one) for one in values)
    builders = tuple(_builder(one) for one in arguments)
    return lambda values: tuple(b(one) for b, one in zip(builders, values, strict=True))


def _record(kind: Any) -> Builder:  # noqa: ANN401
    made = get_origin(kind) or kind
    bound = dict(zip(getattr(made, "__parameters__", ()), get_args(kind), strict=True))
    hints = get_type_hints(made, localns=KNOWN)
    builders = {
        f.name: _builder(bound.get(hints[f.name], hints[f.name])) for f in fields(made) if f.init
    }
    return lambda value: made(
        **{name: build(value[name]) for name, build in builders.items() if name in value}
    )
