"""Stories after this turn: new reports, and those for which a mark became rare or common."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tocsin.desk.growth.ties import Ties
from tocsin.reconcile.profiles import profile_of
from tocsin.reconcile.stories import is_rare, kinships, stories_of
from tocsin.store.kinship_records import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.desk.growth.library import Library
    from tocsin.reconcile.profiles import Profile
    from tocsin.records import Reading, Story
    from tocsin.store.kinship import Kinship

SORT = "story"
UNDATED = -1


class Marks:
    """Which names and words are rare, before and after this turn."""

    def __init__(self, kinship: Kinship, most: int) -> None:
        """Count in the index; `most` documents may hold a rare one."""
        self._kinship = kinship
        self._most = most
        self._old: dict[int, dict[int, int]] = {}
        self._delta: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._verdicts: dict[int, bool] = {}

    def count(self, marks: Iterable[int], week: int, step: int) -> None:
        """Count marks in a week that came (1) or went (-1)."""
        for mark in marks:
            self._delta[mark][week] += step
            self._verdicts.pop(mark, None)

    def fetch(self, marks: Iterable[int]) -> None:
        """Load the counts of these marks in one go."""
        missing = {mark for mark in marks if mark not in self._old}
        if missing:
            found = self._kinship.weeks(missing)
            self._old |= {mark: found.get(mark, {}) for mark in missing}

    def is_rare(self, mark: int) -> bool:
        """Whether few reports, in few weeks, hold it after this turn."""
        if mark not in self._verdicts:
            self._verdicts[mark] = self._rare(self.counts(mark))
        return self._verdicts[mark]

    def flipped(self) -> frozenset[int]:
        """The marks that became rare, or ceased to be."""
        self.fetch(self._delta)
        return frozenset(
            mark for mark in self._delta if self._rare(self._old[mark]) != self.is_rare(mark)
        )

    def were_rare(self, marks: Iterable[int]) -> frozenset[int]:
        """Those of `marks` that were rare before this turn."""
        wanted = tuple(marks)
        self.fetch(wanted)
        return frozenset(mark for mark in wanted if self._rare(self._old[mark]))

    def counts(self, mark: int) -> dict[int, int]:
        """In how many documents of each week a mark stands after this turn."""
        self.fetch((mark,))
        held = Counter(self._old[mark])
        held.update(self._delta.get(mark, {}))
        return {week: count for week, count in held.items() if count}

    def weeks(self) -> dict[tuple[int, int], int]:
        """The counts that changed, as (mark, week)."""
        self.fetch(self._delta)
        return {
            (mark, week): self.counts(mark).get(week, 0)
            for mark, weeks in self._delta.items()
            for week in weeks
        }

    def _rare(self, weeks: dict[int, int]) -> bool:
        return is_rare(len(weeks), sum(weeks.values()), self._most)


def grown_stories(
    kinship: Kinship,
    library: Library,
    marks: Marks,
    new: Iterable[Reading],
    gone: dict[str, frozenset[int]],
) -> tuple[tuple[Story, ...], frozenset[str], Ties]:
    """The stories of all documents that this turn touches, those documents, and the ties.

    `gone` has the marks of each document that no longer counts.
    """
    ties = Ties(kinship, SORT)
    profiles = {reading.document.id: profile_of(reading) for reading in new}
    holders = _Holders(kinship, profiles.values(), frozenset(gone))
    lost = {mark for held in gone.values() for mark in held}
    asked = set(profiles) | holders.of(marks.flipped() | marks.were_rare(lost))
    touched = set(ties.drop(gone)) | set(ties.drop(asked)) | asked
    touched -= gone.keys()
    profiles |= _profiles(library, asked - profiles.keys())
    marks.fetch(mark for id_ in asked for mark in profiles[id_].marks)
    near = {id_: holders.of(filter(marks.is_rare, profiles[id_].marks)) for id_ in sorted(asked)}
    others = {other for met in near.values() for other in met} - profiles.keys()
    profiles |= _profiles(library, others)
    marks.fetch(mark for id_ in others for mark in profiles[id_].marks)
    for id_, met in near.items():
        beside = {other: profiles[other] for other in met | {id_}}
        for (one, two), score in kinships(beside, marks, only=id_).items():
            if score > 0:
                ties.add(Tie(one, two, score, binds=True))
                touched |= {one, two}
    found: list[Story] = []
    for group in ties.bound(touched):
        touched |= set(group)
        if len(group) > 1:
            members = library.readings(group)
            marks.fetch(mark for one in members for mark in profile_of(one).marks)
            found += stories_of(members, marks)
    return tuple(found), frozenset(touched), ties


class _Holders:
    """Who holds a mark, in the index or among the new reports."""

    def __init__(self, kinship: Kinship, new: Iterable[Profile], gone: frozenset[str]) -> None:
        self._kinship = kinship
        self._gone = gone
        self._fresh: defaultdict[int, set[str]] = defaultdict(set)
        for profile in new:
            for mark in profile.marks:
                self._fresh[mark].add(profile.id)

    def of(self, marks: Iterable[int]) -> frozenset[str]:
        """All that hold one of `marks`."""
        wanted = tuple(marks)
        old = {id_ for ids in self._kinship.holders(wanted).values() for id_, _ in ids}
        fresh = {id_ for mark in wanted for id_ in self._fresh.get(mark, ())}
        return frozenset(old - self._gone | fresh)


def _profiles(library: Library, ids: Iterable[str]) -> dict[str, Profile]:
    return {one.document.id: profile_of(one) for one in library.readings(ids)}


def week_of(profile: Profile) -> int:
    """The week of a report as the index has it."""
    return UNDATED if profile.week is None else profile.week
