"""One turn: what came, what went and what people judged since the last one, and all it touches."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.desk.growth.claims import Claims, Groups
from tocsin.desk.growth.copies import Shelves, grown_families
from tocsin.desk.growth.library import Library
from tocsin.desk.growth.marks import Marks
from tocsin.desk.growth.stories import Stories, brief_of, week_of
from tocsin.desk.growth.wholes import Wholes
from tocsin.reconcile.archive import sketch_of
from tocsin.reconcile.memo import forget
from tocsin.reconcile.profiles import NAME, profile_of
from tocsin.reconcile.stories import most_held
from tocsin.store.kinship import TURN, Kinship
from tocsin.store.kinship_records import Changes, Filed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tocsin.reconcile.profiles import Profile
    from tocsin.records import Document, Family, Judgement, Story
    from tocsin.store.protocol import Store

MOST, FEWEST = 4000, 250
"""Documents of one turn of which the claims are grouped; more are taken in several turns."""
BURDEN = 800_000
"""Ties that a turn may have to know: where a document brings many, fewer are taken in a turn."""
FILED = 8000
"""Documents of one turn that are put into families and stories, before any claim is looked at;
a turn that files more than `MOST` only files, for what both need at once takes memory."""
TOLD = "told"
"""Up to which row of the ledger the claims were grouped; what is filed runs ahead of it."""
LOAD = "load"
"""How many ties the last large turn had to know for each document of which it grouped claims."""
ANEW = "anew"
"""Whether the index is being made anew for a ledger that holds incidents."""
RULES = 7
"""Raise it when marks, blocks or reaches are worked out otherwise: the index is made anew."""
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened to the ledger since the last turn.

    `anew` means that the index was empty while the ledger held incidents: all is worked out again
    before the ledger is touched, and whatever is not found again has ended. `read` is to be filed,
    of `telling` the claims are to be grouped; those of earlier rows than `told` were.
    """

    read: tuple[Filed, ...]
    telling: frozenset[str]
    told: int
    gone: tuple[Filed, ...]
    judged: frozenset[str]
    state: dict[str, int]
    turn: int
    most: int
    more: bool
    anew: bool

    @property
    def is_any(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.read or self.telling or self.gone or self.judged or self.anew)


def grow(store: Store, judgements: tuple[Judgement, ...], *, at: datetime) -> tuple[int, bool]:
    """Take one turn; how many rows of the ledger changed, and whether there is more to do.

    Raises:
        LedgerError: another program reconciled meanwhile; nothing was written.
    """
    kinship = store.room(Kinship)
    with kinship.looking():
        news = _news(kinship)
    if news is None:
        kinship.clear()
        news = _news(kinship)
    if news is None or not news.is_any:
        return 0, False
    with _unburdened():
        with kinship.looking():
            changes = _Turn(store, kinship, news).changes(judgements)
        changed = kinship.apply(changes, news.turn, at=at, anew=news.anew, more=news.more)
    return changed, news.more


@contextmanager
def _unburdened() -> Iterator[None]:
    """Do not look for cycles meanwhile: a turn makes millions of small records, which have none.

    What is remembered between comparisons is forgotten afterwards: blocks of days that are over,
    and small things that would keep the memory of a whole turn from being given back.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        forget()
        if was:
            gc.enable()


def _news(kinship: Kinship) -> News | None:
    """What is new since the last turn; None where the index must be made anew."""
    state, reached = kinship.state(), kinship.reached()
    seen = {name: state.get(name, 0) for name in reached}
    anew = bool(state.get(ANEW)) if state else kinship.is_settled()
    read, unread = kinship.unread(seen["documents"], FILED), kinship.unread_count(seen["documents"])
    outdated = set(kinship.outdated(seen["documents"], seen["withdrawals"]))
    most = most_held(kinship.size() + unread - len(outdated))
    if state and (state.get("rules"), state.get("most")) != (RULES, most):
        return None
    digests = kinship.corrected(seen["corrections"], seen["correction_withdrawals"])
    edited = set(kinship.with_digests(digests)) - outdated
    told = state.get(TOLD, seen["documents"])
    room = min(MOST, max(FEWEST, BURDEN // state.get(LOAD, 1)))
    filed = kinship.filed(told, room + len(outdated) + 1)
    waiting = sorted((set(filed) - outdated) | set(read))
    chosen = waiting[: room if len(read) <= MOST else 0]
    more = len(read) < unread or len(chosen) < len(waiting)
    last = read[-1].number if len(read) < unread else reached["documents"]
    reached_now = {
        "documents": last,
        TOLD: max([told, *(one.number for one in chosen)]) if len(chosen) < len(waiting) else last,
        "rules": RULES,
        "most": most,
        ANEW: int(anew and more),
    }
    return News(
        read=(*read, *sorted(edited)),
        telling=frozenset(one.id for one in (*chosen, *edited) if one.number <= reached_now[TOLD]),
        told=told,
        gone=tuple(sorted(outdated | edited)),
        judged=kinship.judged(seen["judgements"], seen["judgement_withdrawals"]),
        state=reached | reached_now,
        turn=state.get(TURN, 0),
        most=most,
        more=more,
        anew=anew,
    )


class _Turn:
    """The work of one turn."""

    def __init__(self, store: Store, kinship: Kinship, news: News) -> None:
        self._store = store
        self._kinship = kinship
        self._news = news
        self._library = Library(store, kinship)
        self._new: dict[str, Document] = {}
        self._profiles: dict[str, Profile] = {}
        for reading in self._library.passing(one.id for one in news.read):
            self._new[reading.document.id] = reading.document
            self._profiles[reading.document.id] = profile_of(reading)
        self._gone = frozenset(one.id for one in news.gone) - self._new.keys()
        self._changes = Changes(state=news.state)

    def changes(self, judgements: tuple[Judgement, ...]) -> Changes:
        """Everything that this turn writes."""
        marks = Marks(self._kinship, self._news.most)
        held = self._filed(marks)
        families, kin = self._families(held)
        stories, tellers = self._stories(held, marks)
        groups = Groups(self._kinship, families, stories, (kin, tellers))
        self._claims(groups, judgements)
        return self._changes

    def _filed(self, marks: Marks) -> dict[str, frozenset[int]]:
        """File what is new and take out what is gone; the marks that each of these had."""
        changes, numbers = self._changes, {one.id: one for one in self._news.read}
        held = self._kinship.marks_of(one.id for one in self._news.gone)
        for one in self._news.gone:
            changes.unfiled.append(one.number)
            marks.count(names_of(held.get(one.id, NOTHING)), one.week, -1)
        for id_, document in self._new.items():
            profile, sketch = self._profiles[id_], sketch_of(document)
            filed = numbers[id_]._replace(
                week=week_of(profile), runs=len(sketch), brief=brief_of(profile)
            )
            changes.filed.append(filed)
            changes.marks += [(mark, filed.number) for mark in sorted(sketch | profile.marks)]
            marks.count(profile.marks, filed.week, 1)
        marks.settle()
        changes.weeks, changes.totals = marks.weeks, marks.totals()
        return {one.id: held.get(one.id, NOTHING) for one in self._news.gone}

    def _families(
        self, held: dict[str, frozenset[int]]
    ) -> tuple[tuple[Family, ...], frozenset[str]]:
        runs = {id_: marks - names_of(marks) for id_, marks in held.items()}
        shelves = Shelves(self._kinship, self._library, self._new, runs)
        new = frozenset(self._new)
        families, touched, ties = grown_families(self._kinship, shelves, new, self._gone)
        ties.write(self._changes)
        self._changes.totals = self._changes.totals | shelves.totals
        self._changes.families = list(families)
        self._regroup("family", {one.id: one.documents for one in families}, touched | self._gone)
        return families, touched

    def _stories(
        self, held: dict[str, frozenset[int]], marks: Marks
    ) -> tuple[tuple[Story, ...], frozenset[str]]:
        stories = Stories(self._kinship, marks, held)
        found, moved = stories.grown(self._profiles.values())
        stories.ties.write(self._changes)
        self._changes.stories = list(found)
        self._regroup("story", {one.id: one.documents for one in found}, moved | self._gone)
        return found, moved

    def _claims(self, groups: Groups, judgements: tuple[Judgement, ...]) -> None:
        changes, claims = self._changes, Claims(self._kinship, self._library, groups)
        asked = self._kinship.claims_of(one.number for one in self._news.gone)
        telling = self._news.telling | self._told_before(groups.moved())
        mine = {one.id for found in self._library.readings(telling) for one in found.claims}
        kin = self._told_before(groups.changed(self._new.keys()))
        mine |= groups.turned(self._library, telling | kin)
        told = claims.told(mine | asked)
        lost = asked - {one.id for one in told}
        touched = claims.meet(told, lost) | (self._news.judged - lost)
        claims.write(changes, told, lost)
        gathered = claims.gather(touched, frozenset(lost), judgements)
        members = {incident.id: incident.claims for incident, _ in gathered}
        self._regroup("incident", members, frozenset(lost))
        ended = frozenset(changes.dissolved["incident"])
        wholes = Wholes(self._kinship, gathered, ended)
        known = self._kinship.drafted if self._news.anew else self._store.incident
        changes.incidents = wholes.placed(known, gathered)
        changes.extents = wholes.extents(changes.incidents)
        if (count := len(self._news.telling)) >= FEWEST:
            changes.state[LOAD] = 1 + claims.ties // count

    def _told_before(self, documents: frozenset[str]) -> frozenset[str]:
        """Those of `documents` that still count and of which the claims were grouped already."""
        numbers = self._kinship.numbers(documents - self._gone)
        return frozenset(id_ for id_, number in numbers.items() if number <= self._news.told)

    def _regroup(
        self, sort: str, homes: dict[str, tuple[str, ...]], touched: frozenset[str]
    ) -> None:
        """Put members into their groups of this turn, out of those that they were in."""
        members = {one for found in homes.values() for one in found} | touched
        old = set(self._kinship.homes(sort, members).values())
        self._changes.groups[sort] = homes
        self._changes.dissolved[sort] = old - homes.keys()


def names_of(marks: frozenset[int]) -> frozenset[int]:
    """The marks that stand for names and single words."""
    return frozenset(mark for mark in marks if mark >= NAME)
