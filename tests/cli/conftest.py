"""Run the command line as a user does, and keep what it printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tocsin.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, kw_only=True)
class Ran:
    """An exit code with both streams."""

    code: int
    out: str
    err: str


@pytest.fixture
def tocsin(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`tocsin("read", "a.txt")` runs the command in this process."""

    def run(*args: object) -> Ran:
        code = main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Ran(code=code, out=out, err=err)

    return run
