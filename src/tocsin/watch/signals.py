"""What an event tells the watch: a blow, an accusation, a threat, or the breaking of talks."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality

ANY_MODE = "*"
NOT_COUNTED = "-"


class Signal(StrEnum):
    """The counts that a series keeps apart."""

    VIOLENCE = "violence"
    ACCUSATION = "accusation"
    THREAT = "threat"
    MOBILISATION = "mobilisation"
    BREAKDOWN = "breakdown"
    TALKS = "talks"


def signal_of(kind: Kind, mode: str) -> Signal | None:
    """The signal of a kind and mode, None where they tell nothing of a flare-up."""
    found = _signals().get((kind, mode)) or _signals().get((kind, ANY_MODE))
    return None if found is None else found[0]


def counts(kind: Kind, mode: str, reality: Reality) -> bool:
    """Whether an event that is told with this reality counts: a demanded strike is no strike."""
    found = _signals().get((kind, mode)) or _signals().get((kind, ANY_MODE))
    return found is not None and reality in found[1]


@cache
def _signals() -> dict[tuple[Kind, str], tuple[Signal | None, frozenset[Reality]]]:
    return {
        (Kind(row["kind"]), row["mode"]): (
            None if row["signal"] == NOT_COUNTED else Signal(row["signal"]),
            frozenset(map(Reality, row["reality"].split())),
        )
        for row in rows("watch/signals.tsv")
    }
