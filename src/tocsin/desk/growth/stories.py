"""Stories after this turn: new reports, and those for which a mark became rare or common.

All that is needed of earlier reports is in the index: their marks, and a brief of days and places.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from tocsin.desk.growth.regrouping import Regrouping
from tocsin.desk.growth.ties import Ties
from tocsin.reconcile.profiles import NAME, WORD, Profile
from tocsin.reconcile.stories import kinship, linked, story_of
from tocsin.store.kinship_records import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.desk.growth.marks import Marks
    from tocsin.records import Story
    from tocsin.store.kinship import Kinship

SORT = "story"
UNDATED = -1
NOTHING: frozenset[str] = frozenset()


class Stories:
    """The stories of one turn."""

    def __init__(self, kinship_: Kinship, marks: Marks, gone: Iterable[str]) -> None:
        """Work with the index and its counts; `gone` are the documents taken out of it."""
        self.ties = Ties(kinship_, SORT)
        self._kinship = kinship_
        self._marks = marks
        self._gone = frozenset(gone)
        self._profiles: dict[str, Profile] = {}

    def grown(self, new: Iterable[Profile]) -> tuple[tuple[Story, ...], frozenset[str]]:
        """The stories that changed, and all documents that are in another one, or in none."""
        self._profiles = {profile.id: profile for profile in new}
        lost = self._gone - self._profiles.keys()
        risen = self._holding(self._marks.risen())
        held = {id_: profile.marks for id_, profile in self._profiles.items()}
        held |= self._kinship.marks_of(risen.keys() - held.keys())
        touched = {*self.ties.drop(self._gone), *self.ties.drop(held), *held}
        touched |= self._weakened(held.keys())
        touched |= self._strengthened(held)
        regrouping = Regrouping(self._kinship, SORT, self.ties, lost)
        groups = regrouping.run(
            touched - lost,
            lambda ids, ties: linked(ids, {(one.left, one.right): one.score for one in ties}),
        )
        changed = [group for group in groups if regrouping.is_new(group)]
        moved = frozenset(id_ for group in changed for id_ in group)
        return tuple(story_of(one) for one in changed if len(one) > 1), moved

    def _strengthened(self, held: dict[str, frozenset[int]]) -> set[str]:
        """Tie reports to all that share rare marks with them; whom they were tied to.

        `held` has all marks of each.
        """
        rare = self._marks.rare({mark for marks in held.values() for mark in marks if mark >= NAME})
        holders = self._holders(rare)
        self._meet(held)
        touched: set[str] = set()
        for id_ in sorted(held):
            names, words = Counter[str](), Counter[str]()
            for mark in held[id_] & rare:
                (names if mark < WORD else words).update(holders[mark])
            met = {one for one in names | words if one not in held or one > id_}
            self._meet(met)
            for other in met:
                low, high = sorted((id_, other))
                tie = Tie(low, high, 0.0, binds=True, names=names[other], words=words[other])
                touched |= self._tie(tie)
        return touched

    def _weakened(self, asked: Iterable[str]) -> set[str]:
        """Count fallen marks out of the ties of those that are not asked anew; who has them."""
        fallen = self._holding(self._marks.fallen())
        for id_ in fallen.keys() & set(asked):
            del fallen[id_]
        self._meet(fallen)
        touched: set[str] = set()
        for tie in sorted(self.ties.among(fallen)):
            lost = fallen.get(tie.left, set()) & fallen.get(tie.right, set())
            if lost:
                names = sum(mark < WORD for mark in lost)
                words = tie.words - len(lost) + names
                self.ties.cut(tie)
                touched |= self._tie(tie._replace(names=tie.names - names, words=words))
                touched |= {tie.left, tie.right}
        return touched

    def _tie(self, tie: Tie) -> frozenset[str]:
        """Keep what two reports share if it speaks for one story; the two where it does."""
        one, two = self._profiles[tie.left], self._profiles[tie.right]
        score = kinship(one, two, tie.names, tie.words)
        if score is None or score <= 0:
            return NOTHING
        self.ties.add(tie._replace(score=score))
        return frozenset((tie.left, tie.right))

    def _holding(self, marks: Iterable[int]) -> dict[str, set[int]]:
        """The documents of the index that hold some of `marks`, with those that each holds."""
        held: defaultdict[str, set[int]] = defaultdict(set)
        for mark, id_ in self._kinship.holders(marks):
            if id_ not in self._gone:
                held[id_].add(mark)
        return held

    def _holders(self, marks: frozenset[int]) -> dict[int, list[str]]:
        """Who holds each mark, in the index or among the new reports."""
        held: defaultdict[int, list[str]] = defaultdict(list)
        for mark, id_ in self._kinship.holders(marks):
            if id_ not in self._gone:
                held[mark].append(id_)
        for profile in self._profiles.values():
            if profile.names or profile.words:
                for mark in profile.marks & marks:
                    held[mark].append(profile.id)
        return held

    def _meet(self, ids: Iterable[str]) -> None:
        """Load the briefs of these."""
        missing = [id_ for id_ in ids if id_ not in self._profiles]
        found = self._kinship.briefs(missing) if missing else {}
        self._profiles |= {id_: profile_in(id_, brief) for id_, brief in found.items()}


def brief_of(profile: Profile) -> str:
    """What the index keeps of a report beside its marks."""
    days = sorted(day.isoformat() for day in profile.days)
    published = profile.published and profile.published.isoformat()
    return json.dumps([published, days, sorted(profile.places), sorted(profile.ages)])


def profile_in(id_: str, brief: str) -> Profile:
    """The profile that `brief_of` wrote, without marks."""
    published, days, places, ages = json.loads(brief)
    return Profile(
        id=id_,
        published=date.fromisoformat(published) if published else None,
        names=frozenset(),
        words=frozenset(),
        ages=frozenset(ages),
        days=frozenset(date.fromisoformat(day) for day in days),
        places=frozenset(places),
    )


def week_of(profile: Profile) -> int:
    """The week of a report as the index has it."""
    return UNDATED if profile.week is None else profile.week
