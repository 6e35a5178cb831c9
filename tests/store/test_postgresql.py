"""The tests' own PostgreSQL leaves nothing behind, however the tests end."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store import postgresql

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
VICTIM = """
import time
from tests.store import postgresql
with postgresql.serving(postgresql.programs()) as address:
    print(address, flush=True)
    time.sleep(600)
"""


def is_running(pid: int) -> bool:
    """Whether a process is there and not only waiting to be buried by its parent."""
    found = subprocess.run(  # noqa: S603
        ("/bin/ps", "-o", "stat=", "-p", str(pid)), capture_output=True, text=True, check=False
    )
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")


def test_a_server_ends_with_a_process_that_is_killed() -> None:
    if postgresql.programs() is None:
        pytest.skip(postgresql.LACKING)
    command = [sys.executable, "-c", VICTIM]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as victim:  # noqa: S603
        assert victim.stdout is not None
        folder = Path(victim.stdout.readline().strip().partition("host=")[2])
        server = int((folder / "data" / "postmaster.pid").read_text("utf-8").split()[0])
        assert is_running(server)
        victim.kill()
    until = time.monotonic() + PATIENCE
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()
    assert not is_running(server)
