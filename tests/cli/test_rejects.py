"""`tocsin rejects` tells people and programs what was not read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

pytestmark = pytest.mark.model


def test_what_was_not_read_is_counted_with_its_reason(
    tocsin: Callable[..., Ran], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("Rebels shelled Goris on Tuesday, the army said.", "utf-8")
    for name in "ab":
        (folder / f"{name}.txt").write_bytes(b"")
    tocsin("add", str(folder))
    told = json.loads(tocsin("rejects", "--format", "json").out)
    assert [(one["kept"], one["stands_for"]) for one in told] == [(2, 2)]
    assert told[0]["source"].endswith("in")
    assert json.loads(tocsin("rejects", "--step", "gate", "--format", "json").out) == []
    shown = tocsin("rejects").out
    assert told[0]["reason"].split()[0] in shown
