"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOMES = ("/usr/lib/postgresql", "/usr/pgsql", "/usr/local/opt/postgresql")
USERS = ("postgres", "nobody")
SETTINGS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    " -c max_connections=20 -c shared_buffers=16MB"
)
LACKING = (
    "PostgreSQL's programs (initdb, pg_ctl) are not installed:"
    " the ledger in PostgreSQL is not tested here; on Debian: apt-get install postgresql"
)


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, the newest version there is."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    for home in HOMES:
        folders += sorted(Path(home).parent.glob(f"{Path(home).name}*/bin"), reverse=True)
        folders += sorted(Path(home).glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "initdb").is_file()), None)


@contextmanager
def serving(bin_: Path) -> Iterator[str]:
    """The address of a running server."""
    folder = Path(tempfile.mkdtemp(prefix="tocsin-pg-"))
    account = _account()
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        data, log = folder / "data", folder / "log"
        encoding = ("--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync")
        _run(account, bin_ / "initdb", "--pgdata", data, "--username=tocsin", *encoding)
        settings = f"{SETTINGS} -c unix_socket_directories='{folder}'"
        start = ("--pgdata", data, "--log", log, "-o", settings, "--wait", "start")
        _run(account, bin_ / "pg_ctl", *start)
        try:
            yield f"postgresql://tocsin@/postgres?host={folder}"
        finally:
            _run(account, bin_ / "pg_ctl", "--pgdata", data, "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    """Whom the server must run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name: one for one in pwd.getpwall()}
    return next(known[name] for name in USERS if name in known)


def _run(account: pwd.struct_passwd | None, *command: str | Path) -> None:
    done = subprocess.run(  # noqa: S603 - programs of an installed PostgreSQL
        [str(part) for part in command],
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=() if account else None,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        msg = f"{command[0]} failed: {done.stderr.strip()}"
        raise RuntimeError(msg)
