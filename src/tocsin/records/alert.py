"""Two sides, and the bell that rings when they leave their normal state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tocsin.records.entity import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Two sides in no order: `a` sorts before `b`."""

    a: str
    b: str

    def __post_init__(self) -> None:
        """Refuse an unsorted pair, so that one dyad has one spelling.

        Raises:
            ValueError: `a` sorts after `b`.
        """
        if self.a > self.b:
            msg = f"dyad sides must be sorted: {self.b!r} before {self.a!r}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A dyad that left its normal state on `day`: observed against expected, and why."""

    id: str
    dyad: Dyad
    day: date
    detector: str
    observed: float
    expected: float
    score: float
    reasons: tuple[Reason, ...]
    incidents: tuple[str, ...]
