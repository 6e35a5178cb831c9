"""The place index: built, and asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.config import settings
from tocsin.resolve import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tocsin.config import Settings
    from tocsin.records import Progress


def build_gazetteer(
    progress: Callable[[Progress], None] | None = None,
    *,
    dump: Path | None = None,
    chosen: Settings | None = None,
) -> Path:
    """Compile the place index, from the zip file of a GeoNames dump too if given; where it is.

    Raises:
        MissingPartError: the place data are not installed.
        InputError: the index cannot be written, or the dump cannot be read.
    """
    path = (chosen or settings()).gazetteer
    if dump is not None:
        gazetteer.import_dump(path, dump, progress)
    else:
        gazetteer.open_gazetteer(path, progress)
    return path


def find_place(name: str, chosen: Settings | None = None) -> tuple[gazetteer.Candidate, ...]:
    """Every place that `name` can mean, the most populous first.

    Raises:
        MissingPartError: there is no place index.
    """
    return gazetteer.Gazetteer((chosen or settings()).gazetteer).find(name)
