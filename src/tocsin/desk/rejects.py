"""What a ledger did not read, counted by source, step and reason: the audit of the gate."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tocsin.intake import GATE, SAMPLED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.records import Dropped

NAMED = 3
_FIGURES = re.compile(r"\d[\d.,:-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejects:
    """Inputs of one source that one step stopped for one reason.

    `kept` is how many of them the ledger names, `stands_for` how many there are as far as that
    tells: of what the gate turns away, one in a hundred is named. `examples` are a few to look up.
    """

    source: str
    step: str
    reason: str
    kept: int
    stands_for: int
    examples: tuple[str, ...]


def rejects_of(dropped: Iterable[Dropped]) -> tuple[Rejects, ...]:
    """The tally of what was dropped, the most first; only the last that is known of each origin.

    A source is the host of a web address, else the folder of a file. Reasons that differ in
    figures alone are one.
    """
    last = {one.origin: one for one in dropped}
    counted = Counter[tuple[str, str, str]]()
    examples: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for origin, one in last.items():
        key = source_of(origin), one.step, _FIGURES.sub("…", one.reason)
        counted[key] += 1
        if len(examples[key]) < NAMED:
            examples[key].append(origin)
    found = (
        Rejects(
            source=source,
            step=step,
            reason=reason,
            kept=kept,
            stands_for=kept * (SAMPLED if step == GATE else 1),
            examples=tuple(examples[source, step, reason]),
        )
        for (source, step, reason), kept in counted.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.stands_for, one.source, one.step, one.reason)))


def source_of(origin: str) -> str:
    """Where an input came from: the host of an address, or the folder of a file."""
    if "://" in origin:
        return urlsplit(origin).hostname or origin
    return str(PurePath(origin).parent)
