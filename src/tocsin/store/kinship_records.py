"""What the index of what belongs together gives and takes: documents, ties, extents, changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tocsin.records import Family, Incident, Story


class Filed(NamedTuple):
    """A document in the index: its row in the ledger, its id, its origin, its week or -1.

    `runs` is how many of its runs of words are in the index; `brief` what else tells its story.
    """

    number: int
    id: str
    origin: str
    week: int
    runs: int
    brief: str


class Tie(NamedTuple):
    """Two documents or claims that were found alike; `binds` where that may make them one.

    `links` where the text itself ties them. Reports share so many rare `names` and `words`; of two
    claims these tell whether the left one follows the right one (1), the right one the left one
    (1), or leans on it (2).
    """

    left: str
    right: str
    score: float
    binds: bool
    links: bool = False
    names: int = 0
    words: int = 0


class Extent(NamedTuple):
    """How far an incident reaches, in one of its countries; days are ISO, "" and "~" unbounded."""

    incident: str
    kind: str
    country: str
    whole: bool
    first_day: str
    last_day: str
    part_of: str | None
    payload: str


@dataclass(slots=True)
class Changes:
    """What one turn of reconciling changes, in the index and in the ledger."""

    state: dict[str, int] = field(default_factory=dict)
    filed: list[Filed] = field(default_factory=list)
    unfiled: list[int] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    weeks: dict[tuple[int, int], int] = field(default_factory=dict)
    totals: dict[int, tuple[int, int]] = field(default_factory=dict)
    blocks: list[tuple[str, str]] = field(default_factory=list)
    unblocked: set[str] = field(default_factory=set)
    ties: list[tuple[str, Tie]] = field(default_factory=list)
    untied: list[tuple[str, str, bool]] = field(default_factory=list)
    cut: list[tuple[str, str, str]] = field(default_factory=list)
    groups: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    dissolved: dict[str, set[str]] = field(default_factory=dict)
    extents: list[Extent] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
