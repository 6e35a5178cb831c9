"""The bad inputs that people give: a clear line with the file and the remedy, never a traceback."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

RUSSIAN = "Армия сообщила во вторник, что на севере были атакованы её позиции и двое ранены."
BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\n", "is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG image"),
    "noise.txt": (bytes(range(256)) * 9, "binary"),
    "halved.txt": (b"\xff\xfeT\x00h\x00e", "save it as UTF-8"),
    "long.txt": (b"The army said that it was so. " * 50_000, "split it into its reports"),
    "huge.txt": (b"The army said so. " * 1_200_000, "more than the 20,000,000"),
    "russian.txt": (RUSSIAN.encode(), "written in Russian"),
    "menu.html": (b"<!doctype html><html><nav><a href='/'>Home</a></nav></html>", "no article"),
    "future.txt": (b"1 May 2199\n\nThe army said that it was attacked.", "after it was read"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_remedy(
    tocsin: Callable[..., Ran], tmp_path: Path, name: str
) -> None:
    payload, named = BAD[name]
    (tmp_path / name).write_bytes(payload)
    ran = tocsin("read", tmp_path / name)
    assert (ran.code, ran.out) == (2, "")
    assert name in ran.err
    assert named in ran.err
    assert ran.err.count("\n") == 1


def test_a_missing_file_is_named(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    ran = tocsin("read", tmp_path / "no.txt")
    assert ran.code == 2
    assert "no.txt does not exist; check the path" in ran.err


@pytest.mark.parametrize("command", ["read", "add"])
def test_an_empty_path_is_not_the_folder_one_is_in(
    tocsin: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (tmp_path / "a.txt").write_text("The army said that it was attacked.")
    monkeypatch.chdir(tmp_path)
    ran = tocsin(command, "")
    assert (ran.code, ran.out) == (2, "")
    assert "an empty path was given" in ran.err


def test_an_impossible_day_is_named(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The army said that it was attacked.")
    ran = tocsin("read", tmp_path / "a.txt", "--published", "2199-05-01")
    assert ran.code == 2
    assert "a.txt says it was published on 2199-05-01" in ran.err


def test_an_empty_standard_input_is_named(
    tocsin: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    ran = tocsin("read", "-")
    assert ran.code == 2
    assert ran.err == "tocsin: standard input is empty; give a file with text in it\n"


def test_the_rest_of_a_batch_is_read(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, (payload, _) in BAD.items():
        (folder / name).write_bytes(payload)
    (folder / "zz-good.txt").write_text("The museum will open on Monday, the town said.")
    ran = tocsin("add", folder, tmp_path / "missing.txt", "--format", "json")
    assert ran.code == 0
    assert '"kept": 1' in ran.out
    assert [name for name, (_, named) in BAD.items() if name not in ran.err] == []
    assert [named for _, named in BAD.values() if named not in ran.err] == []
    assert "missing.txt does not exist" in ran.err


def test_a_batch_of_nothing_but_bad_files_fails(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = tocsin("add", tmp_path / "empty.txt")
    assert ran.code == 2
    assert "1  dropped" in ran.out


def test_a_ledger_that_is_none_is_named(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database, but long enough to look like one " * 9)
    ran = tocsin("incidents", "--ledger", tmp_path / "notes.db")
    assert ran.code == 2
    assert "notes.db" in ran.err
    assert "Traceback" not in ran.err


def test_a_ledger_in_a_folder_that_cannot_be_made_is_named(
    tocsin: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "a.txt").write_text("The army said that it was attacked.")
    ran = tocsin("add", tmp_path / "a.txt", "--ledger", tmp_path / "file" / "war.db")
    assert ran.code == 2
    assert "war.db" in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_id_is_named(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The museum will open on Monday, the town said.")
    tocsin("add", tmp_path / "a.txt")
    ran = tocsin("explain", "ffff")
    assert ran.code == 2
    assert "'ffff'" in ran.err


def test_a_filter_that_cannot_be_meant_is_named(tocsin: Callable[..., Ran]) -> None:
    ran = tocsin("incidents", "--country", "Armenia")
    assert ran.code == 2
    assert "write ARM for Armenia" in ran.err
