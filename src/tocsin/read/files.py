"""Files and folders to raw items, in one order on every machine."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.read.opening import Opener, Source
from tocsin.records import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from tocsin.read.opening import Item

STEP = "read"


def raw_items(paths: Iterable[Path], *, now: datetime, max_bytes: int) -> Iterator[Item]:
    """The items of every file of `paths` and below them, sorted; see `items_of_file`."""
    opener = Opener(now=now, max_bytes=max_bytes)
    for path in paths:
        for file in files_below(path):
            yield from items_of_file(file, opener)


def files_below(path: Path) -> tuple[Path, ...]:
    """The file `path` itself, or all visible files below the folder `path`, sorted.

    Paths are absolute, so that a report is the same one from wherever it is added.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would rename links
    if not os.path.isdir(path):  # noqa: PTH112 - is_dir() raises where a parent is closed
        return (path,)
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(folder, name) for name in names if not name.startswith(".")]
    return tuple(sorted(found))


def items_of_file(file: Path, opener: Opener) -> Iterator[Item]:
    """The items in one file; a file that cannot be read is a `Dropped`.

    Hidden files and folders below a folder are skipped; a file named itself is always read.
    An item of more than the opener's `max_bytes` is never loaded.
    """
    try:
        if not file.is_file() and file.exists():
            yield _dropped(file, "is neither a file nor a folder; give one")
            return
        with file.open("rb") as stream:
            source = Source(
                origin=origin_of(file),
                stream=stream,
                media_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
                size=os.fstat(stream.fileno()).st_size,
            )
            yield from opener.items(source)
    except FileNotFoundError:
        yield _dropped(file, "does not exist; check the path")
    except PermissionError:
        yield _dropped(file, "may not be read; change its permissions")
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        yield _dropped(file, f"cannot be read ({told}); check the file")


def origin_of(file: Path) -> str:
    """The path as text; bytes of a name that are no UTF-8 are spelt out as hexadecimal."""
    return os.fsencode(file).decode("utf-8", "backslashreplace")


def _dropped(file: Path, reason: str) -> Dropped:
    return Dropped(origin=origin_of(file), step=STEP, reason=reason)
