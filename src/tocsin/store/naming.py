"""Ids as people type them: whole, or only their start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from tocsin.records import Incident
    from tocsin.store.protocol import Store

MANY = 9


def incident_named(store: Store, id_: str, as_of: datetime | None) -> Incident:
    """The incident with this id, or with a claim of this id; the start of an id is enough.

    Raises:
        InputError: nothing, or more than one thing, has this id.
    """
    found = store.incidents_starting(id_, as_of, limit=MANY) if id_ else ()
    exact = [one for one in found if id_ == one.id or id_ in one.claims]
    chosen = exact or found
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        many = f"{MANY} or more" if len(chosen) == MANY else str(len(chosen))
        msg = f"id {id_!r} fits {many} incidents; give more of its characters"
    else:
        msg = f"no incident or claim has the id {id_!r}; list them with `tocsin incidents`"
    raise InputError(msg)


def claim_named(store: Store, id_: str) -> str:
    """The full id of a claim, or of the first claim of an incident, from the start of an id.

    Raises:
        InputError: nothing, or more than one thing, has this id.
    """
    if store.readings_with((id_,), None):
        return id_
    incident = incident_named(store, id_, None)
    known = [one for one in incident.claims if one.startswith(id_)]
    return (known or list(incident.claims))[0]
