"""What belongs together, worked out by the machines of a cluster for a ledger that they filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from tocsin.run.cluster import Cluster
    from tocsin.store.protocol import Store


def settled_by(cluster: Cluster, store: Store, *, at: datetime) -> int | None:
    """Let `cluster` find families, stories and incidents; how many changed in the ledger.

    None where that is work for one process: the ledger holds few documents or some from elsewhere,
    or people have judged or corrected something in it.
    """
    if any(store.judgements()) or any(store.corrections()):
        return None
    counting = frozenset(one.id for one in store.documents())
    if len(counting) < cluster.worth:
        return None
    whole = cluster.gather(counting)
    if whole is None:
        return None
    return store.settle(whole.incidents, (*whole.families, *whole.stories), at=at)
