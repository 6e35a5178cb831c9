"""Read what is asked and write what is answered: JSON lines, plain or gzipped, and folders."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Row = dict[str, Any]

CLAIM_INPUTS = ("id", "file", "title", "publisher", "published", "url")


def rows_of(path: Path) -> list[Row]:
    """The rows of a `.jsonl` file; `x.jsonl` also finds `x.jsonl.gz`.

    Raises:
        FileNotFoundError: neither is there.
    """
    packed = path.with_name(path.name + ".gz")
    if path.suffix != ".gz" and not path.exists() and packed.exists():
        path = packed
    payload = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in payload.decode("utf-8").split("\n") if line.strip()]


def articles_of(folder: Path) -> list[Row]:
    """The articles that `index.jsonl` of a claims folder names: their input fields and `text`.

    Line ends are left as they are in the file, because offsets point into it.
    """
    return [
        {key: row.get(key) for key in CLAIM_INPUTS}
        | {"text": (folder / row["file"]).read_bytes().decode("utf-8")}
        for row in rows_of(folder / "index.jsonl")
    ]


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """One JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), "utf-8")


def write_folder(folder: Path, rows: Iterable[Row]) -> None:
    """One `<id>.json` a row, which holds the row's `body`."""
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows:
        body = json.dumps(row["body"], ensure_ascii=False, indent=1)
        (folder / f"{row['id']}.json").write_text(body, "utf-8")
