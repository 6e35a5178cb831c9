from __future__ import annotations

import codecs

import pytest

from tocsin.errors import InputError
from tocsin.read.text import decoded

WORDS = "Shells hit the village – “nobody was hurt”, said the mayor of Sotk.\r\nMore followed.\n"


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(WORDS.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + WORDS.encode(), id="utf-8 with mark"),
        pytest.param(WORDS.encode("utf-16"), id="utf-16 with mark"),
        pytest.param(codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), id="utf-16-be with mark"),
        pytest.param(WORDS.encode("utf-16-le"), id="utf-16-le without mark"),
        pytest.param(WORDS.encode("utf-16-be"), id="utf-16-be without mark"),
        pytest.param(WORDS.encode("utf-32"), id="utf-32 with mark"),
        pytest.param((WORDS * 3).encode("cp1252")[: len(WORDS)], id="windows-1252"),
    ],
)
def test_the_characters_come_back_with_their_line_ends(payload: bytes) -> None:
    assert decoded(payload) == WORDS


def test_a_declared_encoding_is_believed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Привет, мир</body></html>'
    assert "Привет, мир" in decoded(page.encode("cp1251"))


def test_latin_1_means_windows_1252_as_in_browsers() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>“No”</body></html>'
    assert "“No”" in decoded(page.encode("cp1252"))


def test_a_declared_encoding_that_does_not_fit_is_not_believed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>“Привет”</body></html>'
    assert "“Привет”" in decoded(page.encode())


def test_undeclared_cyrillic_is_guessed() -> None:
    words = "Армия сообщила во вторник, что её позиции на севере были атакованы ночью. " * 5
    assert decoded(words.encode("cp1251")) == words


@pytest.mark.parametrize(
    ("payload", "named"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x1f\x8b\x08\x00rest", "gunzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"text " * 20 + b"\x01\x02\x03\x04" * 10, "binary"),
    ],
)
def test_binary_files_are_refused_by_name(payload: bytes, named: str) -> None:
    with pytest.raises(InputError, match=named):
        decoded(payload)


def test_a_broken_mark_is_named_with_its_remedy() -> None:
    with pytest.raises(InputError, match="save it as UTF-8"):
        decoded(codecs.BOM_UTF8 + b"caf\xe9")
