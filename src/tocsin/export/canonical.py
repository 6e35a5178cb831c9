"""The canonical form of a ledger: sorted JSON lines without recording times.

Two ledgers that know the same have the same lines, whenever and in whatever order they learnt it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tocsin.export.objects import line_of
from tocsin.store import canon
from tocsin.store.protocol import Query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tocsin.store.protocol import Store


def lines(store: Store, as_of: datetime | None = None) -> Iterator[bytes]:
    """Documents with their claims, incidents, families, what was dropped, judgements, a line each.

    Documents come by origin, the rest by id; recording times and running numbers are left out.
    """
    for reading in store.readings_by_origin(as_of):
        yield _line("document", canon.dump(reading.document))
        for claim in sorted(reading.claims, key=lambda one: one.id):
            yield _line("claim", canon.dump(claim))
    for incident in store.incidents(Query(as_of=as_of)):
        yield _line("incident", canon.dump(incident))
    for family in store.families(as_of):
        yield _line("family", canon.dump(family))
    for dropped in sorted({canon.dump(one) for one in store.dropped(as_of)}):
        yield _line("dropped", dropped)
    judged = (one for one in store.judgements(as_of) if one.withdrawn_at is None)
    for judgement in sorted(canon.dump(one) for one in judged):
        yield _line("judgement", _without_times(judgement))


def _line(sort: str, payload: str) -> bytes:
    return line_of({sort: json.loads(payload)})


def _without_times(payload: str) -> str:
    held = json.loads(payload)
    return json.dumps({key: one for key, one in held.items() if key not in {"at", "withdrawn_at"}})
