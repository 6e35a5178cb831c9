"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HOMES = ("/usr/lib/postgresql", "/usr/pgsql", "/usr/local/opt/postgresql")
USERS = ("postgres", "nobody")
SETTINGS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    " -c max_connections=20 -c shared_buffers=16MB"
)
GUARD = 'read -r _; "$1" --pgdata "$2/data" --mode=immediate stop; rm -rf "$2"'
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
    """The address of a running server, which ends with this process however that ends."""
    folder = Path(tempfile.mkdtemp(prefix="tocsin-pg-"))
    account = _account()
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    data, log = folder / "data", folder / "log"
    encoding = ("--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync")
    settings = f"{SETTINGS} -c unix_socket_directories='{folder}'"
    start = ("--pgdata", data, "--log", log, "-o", settings, "--wait", "start")
    with _guarded(account, bin_, folder):
        _run(account, bin_ / "initdb", "--pgdata", data, "--username=tocsin", *encoding)
        _run(account, bin_ / "pg_ctl", *start)
        yield f"postgresql://tocsin@/postgres?host={folder}"


@contextmanager
def _guarded(account: pwd.struct_passwd | None, bin_: Path, folder: Path) -> Iterator[None]:
    """Have the server in `folder` stopped and its files removed at the end of the block.

    By a process that waits for the end of a pipe, which also comes if this process is killed.
    """
    command = ("/bin/sh", "-c", GUARD, "guard", str(bin_ / "pg_ctl"), str(folder))
    with subprocess.Popen(  # noqa: S603 - programs of an installed PostgreSQL
        command,
        **_as(account),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ):
        yield


def _account() -> pwd.struct_passwd | None:
    """Whom the server must run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name: one for one in pwd.getpwall()}
    return next(known[name] for name in USERS if name in known)


def _as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    if account is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": account.pw_uid, "group": account.pw_gid, "extra_groups": ()}


def _run(account: pwd.struct_passwd | None, *command: str | Path) -> None:
    done = subprocess.run(  # noqa: S603 - programs of an installed PostgreSQL
        [str(part) for part in command],
        **_as(account),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        msg = f"{command[0]} failed: {done.stderr.strip()}"
        raise RuntimeError(msg)
