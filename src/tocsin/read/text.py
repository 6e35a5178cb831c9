"""Bytes to characters: byte order marks, UTF-8, UTF-16, declared and guessed old encodings."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from tocsin.errors import InputError
from tocsin.lexicon.tables import rows
from tocsin.read.sniff import MARKS, binary_reason, wide_encoding_of

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_PLAIN = re.compile(  # not punycode, escapes and others that are slow or that no page is written in
    r"utf[-_]?(?:8|16|32)|cp\d|windows-|iso[-_]?8859|koi8|gb|big5|euc|shift|mac|ks_c|latin|l\d"
    r"|(?:us-)?ascii|tis|viscii"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 4096
_SAMPLE = 65536
_FEW_CONTROLS = 0.005
_FEW_SIGNS = 0.02
_ASCII = 0x7F


def decoded(payload: bytes, charset: str | None = None) -> str:
    """The characters of `payload`, line ends untouched; a byte order mark is not part of them.

    `charset` is what came with it, as an HTTP header tells; it is believed where it can be true.

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
        text = _labelled(payload, charset) if charset else _declared(payload)
    if text is None or "\x00" in text[:_HEAD]:
        text = _wide(payload) or text
    text = text if text is not None else _guessed(payload)
    if len(_CONTROL.findall(text[:_SAMPLE])) > _FEW_CONTROLS * min(len(text), _SAMPLE):
        msg = "is binary, not text; give plain text or HTML"
        raise InputError(msg)
    return text


def _marked(payload: bytes) -> str | None:
    for mark, encoding in MARKS:
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
    except (UnicodeError, LookupError, ValueError):
        return None


def _declared(payload: bytes) -> str | None:
    found = _DECLARED.search(payload[:_HEAD])
    if found is None:
        return None
    return _labelled(payload, (found.group(1) or found.group(2)).decode("ascii", "replace"))


def _labelled(payload: bytes, label: str) -> str | None:
    name = label.strip("\"' ").lower()
    name = {row["label"]: row["encoding"] for row in rows("encodings.tsv")}.get(name, name)
    return _in(payload, name) if _PLAIN.match(name) else None


def _wide(payload: bytes) -> str | None:
    """UTF-16 without a mark; a line end that a program added as one byte is forgiven."""
    encoding = wide_encoding_of(payload)
    return None if encoding is None else _in(payload[: len(payload) // 2 * 2], encoding)


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
