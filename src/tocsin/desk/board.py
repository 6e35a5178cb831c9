"""The board on the wall: all incidents at a glance, in memory, kept up with the ledger."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from tocsin.store.glances import Glance, Gone
from tocsin.store.rows import folded, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tocsin.store.glances import Glances

REMEMBERED = 3
FRESH = 0.5  # seconds for which what another process writes may stay unseen
NO_DAY = "9999"
KEPT = 64  # results remembered of one board
Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")
Test = Callable[["Glance"], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Filters over the board, all of which must hold; an empty one leaves its filter out.

    `sides` are one or two, by name or country, `stance` is asserted, confirmed,
    partly_confirmed, denied or disputed (denied or admitted in part), `source` a voice or outlet,
    `since` and `until` inclusive civil days, `words` stand in names of parties and places.
    """

    sides: tuple[str, ...] = ()
    country: str = ""
    kind: str = ""
    stance: str = ""
    source: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None
    background: bool = False
    least_reports: int = 0
    least_toll: int = 0


@dataclass(slots=True)
class Board:
    """The incidents as known at one moment; `order` is by first day, unknown days last.

    `worked_out` is what others counted from it; it goes with the board when incidents change.
    """

    glances: dict[str, Glance] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    rows: tuple[int, int, int] = (0, 0, 0)
    order: tuple[Glance, ...] = ()
    worked_out: dict[Hashable, object] = field(default_factory=dict)
    _sifted: dict[Sieve, tuple[Glance, ...]] = field(default_factory=dict)

    def take(self, changes: Iterable[Glance | Gone]) -> None:
        """Follow the ledger."""
        newest = self.rows[0]
        for one in changes:
            newest = max(newest, one.number)
            if isinstance(one, Gone):
                self.glances.pop(one.id, None)
            else:
                self.glances[one.id] = one
        self.rows = (newest, *self.rows[1:])
        self.order = tuple(
            sorted(self.glances.values(), key=lambda one: (one.first or NO_DAY, one.id))
        )

    def place(self, homes: Iterable[tuple[int, str, str, str]]) -> None:
        """Learn in which report each claim stands, and whose it is."""
        newest = self.rows[1]
        for number, claim, document, outlet in homes:
            newest = max(newest, number)
            self.outlets[claim] = outlet
            self.documents[claim] = document
        self.rows = (self.rows[0], newest, self.rows[2])

    def sifted(self, sieve: Sieve) -> tuple[Glance, ...]:
        """The incidents that pass, by first day, then id."""
        found = self._sifted.get(sieve)
        if found is None:
            found = self.order
            for test in self._tests(sieve):
                found = tuple(filter(test, found))
            self.remember(self._sifted, sieve, found)
        return found

    def remember(self, kept: dict[Key, Kept], key: Key, value: Kept) -> Kept:
        """Keep what was worked out from this board, the newest `KEPT` of it."""
        kept[key] = value
        while len(kept) > KEPT:
            kept.pop(next(iter(kept)), None)
        return value

    def outlets_of(self, glance: Glance) -> frozenset[str]:
        """Who published the claims of an incident."""
        return frozenset(self.outlets[claim] for claim in glance.claims if claim in self.outlets)

    def passes(self, one: Glance, sieve: Sieve) -> bool:
        """Whether an incident passes all filters."""
        return all(test(one) for test in self._tests(sieve))

    def _tests(self, sieve: Sieve) -> list[Test]:
        """The filters that are set, the cheapest and most telling first."""
        since = sieve.since.isoformat() if sieve.since else ""
        until = sieve.until.isoformat() if sieve.until else ""
        sides = [folded(side) for side in sieve.sides]
        place = folded(sieve.place)
        offered: tuple[tuple[object, Test], ...] = (
            (not sieve.background, lambda one: not one.background),
            (sieve.kind, lambda one: one.kind == sieve.kind),
            (sieve.country, lambda one: sieve.country in one.countries),
            (since, lambda one: (one.last or "") >= since),
            (until, lambda one: (one.first or NO_DAY) <= until),
            (sieve.stance, lambda one: _stands(one, sieve.stance)),
            (sieve.least_reports, lambda one: one.reports >= sieve.least_reports),
            (sieve.least_toll, lambda one: (one.toll or 0) >= sieve.least_toll),
            (place, lambda one: place in one.names),
            (sides, lambda one: all(side in one.sides for side in sides)),
            (sieve.source, lambda one: self._carries(one, sieve.source)),
        )
        return [test for is_set, test in offered if is_set]

    def _carries(self, one: Glance, source: str) -> bool:
        if source in one.voices:
            return True
        outlets = self.outlets
        return any(outlets.get(claim) == source for claim in one.claims)


class Boards:
    """The board of now, and of a few past moments that somebody looked at."""

    def __init__(self, looks: Glances) -> None:
        """Follow the ledger that `looks` looks into."""
        self._looks = looks
        self._now = Board()
        self._past: OrderedDict[str, Board] = OrderedDict()
        self._looked = float("-inf")
        self._lock = threading.Lock()

    def at(self, as_of: datetime | None = None) -> Board:
        """The board at a moment, or now: brought up to date where the ledger has moved on."""
        if as_of is None:
            return self._current()
        key = stamp(as_of)
        with self._lock:
            if key not in self._past:
                board = Board()
                board.place(self._looks.homes(0))
                board.take(self._looks.after(0, as_of))
                self._past[key] = board
                while len(self._past) > REMEMBERED:
                    self._past.popitem(last=False)
            return self._past[key]

    def look_again(self) -> None:
        """See at the next call what this very process has just written."""
        self._looked = float("-inf")

    def _current(self) -> Board:
        if monotonic() - self._looked < FRESH:
            return self._now
        newest = self._looks.newest()
        self._looked = monotonic()
        with self._lock:
            old = self._now
            if newest[0] == old.rows[0]:
                old.place(self._looks.homes(old.rows[1]) if newest[1] != old.rows[1] else ())
                old.rows = (*old.rows[:2], newest[2])
                return old
            board = Board(
                glances=dict(old.glances),
                outlets=dict(old.outlets),
                documents=dict(old.documents),
                rows=old.rows,
                order=old.order,
            )
            board.place(self._looks.homes(old.rows[1]))
            board.take(self._looks.after(old.rows[0]))
            board.rows = (*board.rows[:2], newest[2])
            self._now = board
            return board


def _stands(one: Glance, stance: str) -> bool:
    if stance == "disputed":
        return bool(one.stances & {"denied", "partly_confirmed"})
    return stance in one.stances
