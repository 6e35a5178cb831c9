"""Files and folders to raw items, in one order on every machine."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.records import Dropped, RawItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

STEP = "read"


def raw_items(
    paths: Iterable[Path], *, now: datetime, max_bytes: int
) -> Iterator[RawItem | Dropped]:
    """Every file of `paths` and below them, sorted; a file that cannot be read is a `Dropped`.

    Hidden files and folders below a folder are skipped; a file named itself is always read.
    Files of more than `max_bytes` are never loaded.
    """
    for path in paths:
        for file in files_below(path):
            yield _item(file, now, max_bytes)


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


def _item(file: Path, now: datetime, max_bytes: int) -> RawItem | Dropped:
    try:
        size = file.stat().st_size
        if size > max_bytes:
            return _dropped(
                file,
                f"has {size:,} bytes, more than the {max_bytes:,} that are read;"
                " split it, or raise the setting max_bytes",
            )
        payload = file.read_bytes()
    except FileNotFoundError:
        return _dropped(file, "does not exist; check the path")
    except PermissionError:
        return _dropped(file, "may not be read; change its permissions")
    except OSError as error:
        return _dropped(file, f"cannot be read ({error.strerror}); check the file")
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return RawItem(origin=str(file), media_type=media_type, payload=payload, fetched_at=now)


def _dropped(file: Path, reason: str) -> Dropped:
    return Dropped(origin=str(file), step=STEP, reason=reason)
