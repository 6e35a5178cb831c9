"""The process that is killed: adds a folder to a ledger and says what is safe.

`python -m benchmarks.faults.victim LEDGER FOLDER PLACES`
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tocsin.config import settings
from tocsin.desk import connect

if TYPE_CHECKING:
    from tocsin.records import Progress

RECONCILING = "reconciling"


def main() -> None:
    """Add and reconcile as `tocsin add` does, and print each input once it is in the ledger."""
    where, folder, places = sys.argv[1:]

    def safe(progress: Progress) -> None:
        print(progress.item, flush=True)

    with connect(where, settings(gazetteer=places)) as desk:
        desk.take_in([folder], progress=safe)
        print(RECONCILING, flush=True)
        desk.reconcile()


if __name__ == "__main__":
    main()
