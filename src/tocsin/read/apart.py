"""Readers that are run apart: large libraries over hostile formats, with limits on memory and time.

A PDF or Parquet file can be made to swell, to loop or to bring its library down. It is read in a
process of its own, which may fail without harm: `python -m tocsin.read.apart pdf` takes the file on
its standard input or by path and writes JSON lines.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, BinaryIO

from tocsin.errors import InputError, MissingPartError

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 1 << 30  # bytes of data a reader may hold
SECONDS = 60  # of processor time for one file
LONGEST_LINE = 64 << 20
MISSING = 3
BAD = 2
CHUNK = 1 << 16
COMMAND = (sys.executable, "-m", "tocsin.read.apart")


def read_apart(form: str, stream: BinaryIO) -> Iterator[dict[str, object]]:
    """The rows that the reader of `form` finds in `stream`, from a process of its own.

    Raises:
        InputError: the file is damaged, or reading it took too much memory or time.
        MissingPartError: the library that reads this form is not installed.
    """
    with tempfile.TemporaryFile() as copy:
        while data := stream.read(CHUNK):
            copy.write(data)
        copy.seek(0)
        with subprocess.Popen(  # noqa: S603 - our own module
            [*COMMAND, form], stdin=copy, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as child:
            try:
                yield from _rows(child)
            finally:
                child.kill()


def _rows(child: subprocess.Popen[bytes]) -> Iterator[dict[str, object]]:
    if child.stdout is None or child.stderr is None:  # pragma: no cover - both are pipes
        return
    while line := child.stdout.readline(LONGEST_LINE):
        yield json.loads(line)
    told = child.stderr.read(CHUNK).decode("utf-8", "replace").strip().splitlines()
    code = child.wait()
    if code == MISSING:
        raise MissingPartError(told[-1])
    if code == BAD:
        raise InputError(told[-1])
    if code:
        msg = "could not be read within the limits of memory and time; it is damaged or does harm"
        raise InputError(msg)


def _limit() -> None:
    """Let the system end this process when it takes too much; Windows has no such limits."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(what, (most, most))


def main(form: str) -> int:
    """Write the rows of the file on standard input; the exit code tells how it went."""
    _limit()
    try:
        if form == "pdf":
            from tocsin.read.pdf import rows_of_pdf as rows  # noqa: PLC0415
        else:
            from tocsin.read.parquet import rows_of_parquet as rows  # noqa: PLC0415
        for row in rows(sys.stdin.buffer):
            sys.stdout.write(json.dumps(row, default=str) + "\n")
    except MissingPartError as error:
        return _told(error, MISSING)
    except InputError as error:
        return _told(error, BAD)
    except Exception as error:  # noqa: BLE001 - whatever the library raises ends here
        return _told(f"is a damaged {form.upper()} ({type(error).__name__}: {error})", BAD)
    return 0


def _told(words: object, code: int) -> int:
    sys.stderr.write(" ".join(str(words).split()) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
