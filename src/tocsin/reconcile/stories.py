"""Stories: reports about one happening, told apart by names and words that few others have.

Claims are short and local news leaves out what its readers know; the whole text often tells better
than any sentence of it that two reports are about one killing. A name or word marks a story while
it is in the news for a few weeks only; what is in the news all year marks none.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

from tocsin.reconcile.clusters import average_linkage
from tocsin.reconcile.profiles import profile_of
from tocsin.records import Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tocsin.reconcile.profiles import Profile
    from tocsin.records import Reading

MOST_WEEKS = 8
FEWEST_HELD = 3
SHARE = MOST_HELD = 32
"""A mark of one story stands in no more than one report in so many, and in no more reports."""
LONGEST_GAP = 400
MOST_NAMES, MOST_WORDS, FEWEST_WORDS = 5, 10, 3
APART = -2.0
"""What a pair counts in the mean over a story that no common mark speaks for."""
START = 0.5
UNDATED = 7
"""Days between two reports of which one has no date."""


class Marks(Protocol):
    """Whether a name or word marks a story, in all that was read."""

    def is_rare(self, mark: int) -> bool:
        """Whether few reports, in few weeks, hold it."""


class Census:
    """Marks counted over profiles in memory."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Count all names and words of `profiles`."""
        self._weeks: defaultdict[int, set[int | None]] = defaultdict(set)
        self._held: Counter[int] = Counter()
        size = 0
        for profile in profiles:
            size += 1
            for mark in profile.marks:
                self._weeks[mark].add(profile.week)
                self._held[mark] += 1
        self._most = most_held(size)

    def is_rare(self, mark: int) -> bool:
        """Whether few reports, in few weeks, hold it."""
        return is_rare(len(self._weeks[mark]), self._held[mark], self._most)


def is_rare(weeks: int, held: int, most: int) -> bool:
    """Whether what stands in `held` reports of `weeks` weeks marks a story; `most` may hold it."""
    return weeks <= MOST_WEEKS and held <= most


def most_held(size: int) -> int:
    """How many of `size` reports may hold a mark of one story; grows in steps of four, to an end.

    So the look at one more report never costs more than so many others a mark.
    """
    step: int = 4 ** int(math.log(max(size, 1), 4) + 1e-9)
    return max(FEWEST_HELD, min(MOST_HELD, step // SHARE))


def stories_of(readings: Iterable[Reading], marks: Marks | None = None) -> tuple[Story, ...]:
    """The stories of two reports and more, by id, whatever order the readings come in.

    `marks` knows the names and words of reports beyond these.
    """
    held = {reading.document.id: profile_of(reading) for reading in readings}
    census = marks or Census(held.values())
    groups = linked(sorted(held), kinships(held, census))
    found = (story_of(group) for group in groups if len(group) > 1)
    return tuple(sorted(found, key=lambda one: one.id))


def story_of(documents: tuple[str, ...]) -> Story:
    """The story that these reports tell; its id follows from the first one."""
    name = blake2b(documents[0].encode(), digest_size=7).hexdigest()
    return Story(id=f"s{name}", documents=documents)


def linked(ids: list[str], scores: Mapping[tuple[str, str], float]) -> tuple[tuple[str, ...], ...]:
    """Sorted reports in groups, by what each pair's kinship is worth."""
    return average_linkage(ids, scores, missing=APART)


def kinships(held: Mapping[str, Profile], marks: Marks) -> dict[tuple[str, str], float]:
    """The pairs that more likely tell one story than not, and how strongly they speak for it."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    rare = {
        id_: (_rare(profile.names, marks), _rare(profile.words, marks))
        for id_, profile in held.items()
    }
    for id_ in sorted(rare):
        for mark in rare[id_][0] | rare[id_][1]:
            holders[mark].append(id_)
    met: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        met.update(combinations(ids, 2))
    found = {}
    for a, b in met:
        names, words = (len(rare[a][n] & rare[b][n]) for n in (0, 1))
        score = kinship(held[a], held[b], names, words)
        if score is not None and score > 0:
            found[a, b] = score
    return found


def kinship(a: Profile, b: Profile, names: int, words: int) -> float | None:
    """What `names` and `words` in common, days, places and ages say together; None is nothing."""
    gap = abs((a.published - b.published).days) if a.published and b.published else UNDATED
    if gap > LONGEST_GAP or not (names or words >= FEWEST_WORDS):
        return None
    score = START - 0.6 * math.log1p(gap)
    score += 0.5 * min(names, MOST_NAMES) + 0.4 * min(words, MOST_WORDS)
    score += _shared(a.days, b.days, 1.25, -0.75) + _shared(a.places, b.places, 0.5, -0.5)
    every = a.ages | b.ages
    score += 4 * len(a.ages & b.ages) / len(every) - 1 if every else 0
    return round(score, 4)


def _shared(one: frozenset[object], two: frozenset[object], alike: float, apart: float) -> float:
    """What it is worth that two sets share something, or nothing; 0 where one is empty."""
    if not one or not two:
        return 0.0
    return alike if one & two else apart


def _rare(marks: frozenset[int], census: Marks) -> frozenset[int]:
    return frozenset(mark for mark in marks if census.is_rare(mark))
