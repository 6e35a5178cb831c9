from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from tocsin.cli.console import drawn, never_choke, stdout, write_json, write_jsonl
from tocsin.records import Progress

if TYPE_CHECKING:
    import pytest

STEP = Progress(stage="add", done=1, total=2, item="a.txt")


def narrowed(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """Make the standard output one that can write ASCII only."""
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, "ascii", write_through=True))
    return raw


def test_json_is_whole_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = narrowed(monkeypatch)
    write_json({"words": "Çermik → 🙂"})
    assert raw.getvalue().isascii()
    assert json.loads(raw.getvalue()) == {"words": "Çermik → 🙂"}


def test_text_never_fails_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = narrowed(monkeypatch)
    never_choke()
    stdout().print("Çermik → Goris")
    assert raw.getvalue().decode().split() == ["?ermik", "?", "Goris"]


def test_json_lines_are_lines_and_readable(capsys: pytest.CaptureFixture[str]) -> None:
    write_jsonl([{"name": "Çermik\nGoris"}, {}])
    assert capsys.readouterr().out == '{"name": "Çermik\\nGoris"}\n{}\n'


def test_no_progress_goes_into_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with drawn("Reading") as step:
        step(STEP)
    assert capsys.readouterr() == ("", "")


def test_progress_is_drawn_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with drawn("Reading") as step:
        step(STEP)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Reading" in err
    assert "1/2" in err
    assert "a.txt" in err
