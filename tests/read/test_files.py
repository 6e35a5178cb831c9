from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from tests import factories as make
from tocsin.read import files_below, raw_items
from tocsin.records import Dropped, RawItem


def test_a_folder_gives_its_visible_files_sorted(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.html", "a.txt", ".hidden", ".git/config"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    assert [file.relative_to(tmp_path).as_posix() for file in files_below(tmp_path)] == [
        "a.txt",
        "b/1.html",
        "b/2.txt",
    ]


def test_a_report_has_one_origin_from_wherever_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert files_below(Path("a.txt")) == files_below(tmp_path) == (tmp_path / "a.txt",)


def test_bytes_come_as_they_are_and_bad_files_do_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * 11)
    (tmp_path / "good.txt").write_bytes(b"a\r\nb")
    paths = [tmp_path / "missing.txt", tmp_path / "big.txt", tmp_path / "good.txt"]
    missing, big, good = raw_items(paths, now=make.NOON, max_bytes=10)
    assert isinstance(missing, Dropped)
    assert "does not exist" in missing.reason
    assert isinstance(big, Dropped)
    assert "has 11 bytes, more than the 10" in big.reason
    assert isinstance(good, RawItem)
    assert (good.payload, good.fetched_at) == (b"a\r\nb", make.NOON)


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "change its permissions"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_a_file_that_cannot_be_read_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, remedy: str
) -> None:
    def refuse(*_: object) -> bytes:
        raise error

    (tmp_path / "closed.txt").write_text("x")
    monkeypatch.setattr(Path, "open", refuse)
    (dropped,) = raw_items([tmp_path], now=make.NOON, max_bytes=10)
    assert isinstance(dropped, Dropped)
    assert remedy in dropped.reason


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
def test_a_name_that_is_no_utf8_is_spelt_out(tmp_path: Path) -> None:
    named = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    named.write_bytes(b"Words.")
    (found,) = raw_items([tmp_path], now=make.NOON, max_bytes=100)
    assert isinstance(found, RawItem)
    assert (found.origin, found.payload) == (f"{tmp_path}/caf\\xe9.txt", b"Words.")
