"""Ids as people type them: whole, or only their start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.store.protocol import Query

if TYPE_CHECKING:
    from datetime import datetime

    from tocsin.records import Incident
    from tocsin.store.protocol import Store


def incident_named(store: Store, id_: str, as_of: datetime | None) -> Incident:
    """The incident with this id, or with a claim of this id; the start of an id is enough.

    Raises:
        InputError: nothing, or more than one thing, has this id.
    """
    everything = tuple(store.incidents(Query(as_of=as_of)))
    exact = [one for one in everything if id_ == one.id or id_ in one.claims]
    found = exact or [
        one
        for one in everything
        if id_ and any(name.startswith(id_) for name in (one.id, *one.claims))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        msg = f"id {id_!r} fits {len(found)} incidents; give more of its characters"
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
