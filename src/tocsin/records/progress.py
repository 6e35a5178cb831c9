"""How far a long piece of work has come, for whoever draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`done` of `total` units of `stage`; `total` is None while it is unknown."""

    stage: str
    done: int
    total: int | None
    item: str
