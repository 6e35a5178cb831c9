from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, get_args

import pytest

from tocsin import desk
from tocsin.cli.judge import Opinion
from tocsin.cli.series import About, By
from tocsin.errors import LedgerError
from tocsin.records import Sort, Step, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from tests.cli.conftest import Ran

COMMANDS = ("read", "add", "incidents", "claims", "explain", "doctor", "gazetteer")


def test_help_names_every_command(tocsin: Callable[..., Ran]) -> None:
    ran = tocsin("--help")
    assert ran.code == 0
    assert [name for name in COMMANDS if f" {name} " not in ran.out] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples(tocsin: Callable[..., Ran], command: str) -> None:
    ran = tocsin(command, "--help")
    assert ran.code == 0
    assert f"tocsin {command}" in ran.out.partition("Examples:")[2]


def test_help_loads_neither_the_pipeline_nor_the_store_nor_records() -> None:
    slow = ("spacy", "trafilatura", "sqlalchemy", "numpy", "tocsin.records")
    code = (
        "import sys; from tocsin.cli import main; main(['--help']);"
        f"print([m for m in {slow} if m in sys.modules])"
    )
    ran = subprocess.run(  # noqa: S603 - the code above
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("offered", "words"),
    [(Opinion, Verdict), (get_args(About)[0], Sort), (get_args(By)[0], Step)],
)
def test_choices_are_the_words_of_the_records(offered: object, words: type[StrEnum]) -> None:
    assert get_args(offered) == tuple(words)


def test_the_version_is_told(tocsin: Callable[..., Ran]) -> None:
    assert tocsin("--version").out.startswith("tocsin 0.")


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["red"], "read"),
        (["read"], "FILE|URL|-"),
        (["read", "a.txt", "--published", "13.9.2022"], "write it as 2022-09-13"),
        (["incidents", "--format", "xml"], "jsonl"),
    ],
)
def test_wrong_use_is_told_with_what_is_right(
    tocsin: Callable[..., Ran], args: list[str], named: str
) -> None:
    ran = tocsin(*args)
    assert ran.code == 2
    assert named in ran.err
    assert "Traceback" not in ran.err


def test_an_error_of_ours_is_one_line_and_exit_code_2(
    tocsin: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        msg = "the ledger war.db is a web page;\n name another with --ledger"
        raise LedgerError(msg)

    monkeypatch.setattr(desk, "connect", broken)
    ran = tocsin("incidents")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "tocsin: the ledger war.db is a web page; name another with --ledger\n"


def test_an_interrupt_says_that_nothing_is_lost(
    tocsin: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk, "connect", interrupted)
    ran = tocsin("incidents")
    assert ran.code == 130
    assert "what was added before is kept" in ran.err


def test_a_defect_is_told_in_one_line_and_shown_with_debug(
    tocsin: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def defective(*_: object) -> None:
        msg = "no such key"
        raise KeyError(msg)

    monkeypatch.setattr(desk, "connect", defective)
    ran = tocsin("incidents")
    assert ran.code == 70
    assert ran.err.startswith("tocsin: unexpected KeyError: 'no such key'")
    with pytest.raises(KeyError):
        tocsin("--debug", "incidents")


def test_a_full_disk_is_named(tocsin: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "war.db")

    monkeypatch.setattr(desk, "connect", full)
    ran = tocsin("incidents")
    assert ran.code == 2
    assert "No space left on device: war.db" in ran.err
