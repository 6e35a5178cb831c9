"""Bytes to characters: byte order marks, UTF-8, UTF-16, declared and guessed old encodings."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from tocsin.errors import InputError
from tocsin.lexicon.tables import rows
from tocsin.read.sniff import binary_reason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 4096
_SAMPLE = 65536
_MOSTLY = 0.3
_FEW_CONTROLS = 0.005
_FEW_SIGNS = 0.02
_ASCII = 0x7F


def decoded(payload: bytes) -> str:
    """The characters of `payload`, line ends untouched; a byte order mark is not part of them.

    Raises:
        InputError: the bytes are no text, or nobody can tell their encoding.
    """
    text = _marked(payload)
    if text is not None:
        return text
    reason = binary_reason(payload)
    if reason is not None:
        raise InputError(reason)
    text = _in(payload, "utf-8")
    if text is None:
        text = _declared(payload)
    if text is None or "\x00" in text[:_HEAD]:
        text = _wide(payload) or text
    text = text if text is not None else _guessed(payload)
    if len(_CONTROL.findall(text[:_SAMPLE])) > _FEW_CONTROLS * min(len(text), _SAMPLE):
        msg = "is binary, not text; give plain text or HTML"
        raise InputError(msg)
    return text


def _marked(payload: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            text = _in(payload[len(mark) :], encoding)
            if text is None:
                msg = f"begins as {encoding.upper()} but is not; save it as UTF-8"
                raise InputError(msg)
            return text
    return None


def _in(payload: bytes, encoding: str) -> str | None:
    try:
        return payload.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(payload: bytes) -> str | None:
    found = _DECLARED.search(payload[:_HEAD])
    if found is None:
        return None
    name = (found.group(1) or found.group(2)).decode("ascii", "replace").lower()
    name = {row["label"]: row["encoding"] for row in rows("encodings.tsv")}.get(name, name)
    return _in(payload, name)


def _wide(payload: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the Latin letters is zero."""
    head = payload[:_HEAD]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[offset::2]
        if half and half.count(0) > len(half) * _MOSTLY and head[1 - offset :: 2].count(0) == 0:
            return _in(payload, encoding)
    return None


def _guessed(payload: bytes) -> str:
    if b"\x00" in payload[:_HEAD]:
        msg = "is binary, not text; give plain text or HTML"
        raise InputError(msg)
    western = _in(payload, "cp1252")
    if western is not None and _is_western(payload):
        return western
    best = from_bytes(payload[:_SAMPLE]).best()
    text = _in(payload, best.encoding) if best is not None else None
    if text is None:
        msg = "is in an encoding that cannot be told; save it as UTF-8"
        raise InputError(msg)
    return text


def _is_western(payload: bytes) -> bool:
    """English with a few typographic signs: under one byte in fifty is above ASCII."""
    sample = payload[:_SAMPLE]
    return sum(byte > _ASCII for byte in sample) < len(sample) * _FEW_SIGNS
