"""Read the knowledge tables: tab-separated, one header line, `#` starts a comment line."""

from __future__ import annotations

from functools import cache
from importlib import resources

from tocsin.errors import LexiconError


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of table `name` (a path below `lexicon/`, such as `triggers/assault.tsv`).

    Raises:
        LexiconError: the table is missing, or a line has another number of cells than the header.
    """
    table = resources.files("tocsin.lexicon").joinpath(name)
    try:
        lines = table.read_text("utf-8").splitlines()
    except FileNotFoundError as error:
        msg = f"knowledge table {name} is missing; reinstall tocsin"
        raise LexiconError(msg) from error
    header: list[str] | None = None
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) != len(header):
            msg = f"{name}, line {number}: {len(cells)} cells where the header has {len(header)}"
            raise LexiconError(msg)
        found.append(dict(zip(header, cells, strict=True)))
    return tuple(found)


def names_in(folder: str) -> tuple[str, ...]:
    """The tables in a folder below `lexicon/`, as names for `rows`, sorted."""
    here = resources.files("tocsin.lexicon").joinpath(folder)
    return tuple(
        sorted(f"{folder}/{entry.name}" for entry in here.iterdir() if entry.name.endswith(".tsv"))
    )
