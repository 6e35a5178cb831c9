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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.desk import Desk, connect
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
    "connect": "tocsin.desk",
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


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that `import tocsin` stays quick."""
    home = _HOMES.get(name)
    if home is None:
        msg = f"module 'tocsin' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(importlib.import_module(home), name)
