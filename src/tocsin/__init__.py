"""Tocsin keeps the ledger of who says what happened in armed conflict.

One text:

    reading = tocsin.reading_of(text, published="2022-09-13")
    for claim in reading.claims:
        print(claim.claim.first.kind, claim.claim.stance, claim.when)

A ledger of many:

    desk = tocsin.connect("war.db")
    desk.take_in(["examples/dispatches"])
    desk.reconcile()
    for incident in desk.incidents(country="ARM"):
        print(incident.kind, incident.asserted_by, incident.denied_by)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pathlib import Path

    from tocsin.desk import Desk
    from tocsin.texts import (
        attributions_in,
        claims_in,
        kind_of,
        places_in,
        reading_of,
        relation_of,
        subtype_of,
        times_in,
    )

__version__ = "0.1.0"

_HOMES = {
    "Desk": "tocsin.desk",
    "attributions_in": "tocsin.texts",
    "claims_in": "tocsin.texts",
    "kind_of": "tocsin.texts",
    "places_in": "tocsin.texts",
    "reading_of": "tocsin.texts",
    "relation_of": "tocsin.texts",
    "subtype_of": "tocsin.texts",
    "times_in": "tocsin.texts",
}

__all__ = [
    "Desk",
    "attributions_in",
    "claims_in",
    "connect",
    "kind_of",
    "places_in",
    "reading_of",
    "relation_of",
    "subtype_of",
    "times_in",
]


def connect(where: str | Path | None = None) -> Desk:
    """The desk at a path, at a `postgresql://` URL, or at the address of a served ledger.

    By default the ledger of the settings. One that is served elsewhere (`https://...`) has the
    reading methods only, see `tocsin.client.RemoteDesk`; its token comes from the settings
    (`TOCSIN_TOKEN`).

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    if str(where).startswith(("http://", "https://")):
        from tocsin.client import connect as remote  # noqa: PLC0415 - `import tocsin` stays quick

        return cast("Desk", remote(str(where)))
    from tocsin.desk import connect as local  # noqa: PLC0415 - same

    return local(where)


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that `import tocsin` stays quick."""
    home = _HOMES.get(name)
    if home is None:
        msg = f"module 'tocsin' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(importlib.import_module(home), name)
