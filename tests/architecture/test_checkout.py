"""What is committed fits every machine: locks are hashed, nothing names a host or a home."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MACHINE_PATH = re.compile(rb"(?<![\w.])/(?:work|root|opt|home/\w+|Users/\w+)/")
PINNED = re.compile(r"^[a-z0-9-]+==[^ ]+( ; .*)? \\$")
HASHED = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_nothing_but_pins_and_hashes(lock: str) -> None:
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    assert [line for line in lines if not PINNED.match(line) and not HASHED.match(line)] == []


def test_the_two_locks_agree() -> None:
    runtime, dev = (
        {
            line.split()[0]
            for line in (ROOT / lock).read_text("utf-8").splitlines()
            if PINNED.match(line)
        }
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert runtime <= dev


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - the git that made the checkout
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    texts = [path for path in names if path.is_file() and path != Path(__file__)]
    assert [path for path in texts if MACHINE_PATH.search(path.read_bytes())] == []
