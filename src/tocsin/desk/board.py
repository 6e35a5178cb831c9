"""The board on the wall: all incidents at a glance, in memory, kept up with the ledger."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING

from tocsin.store.glances import Glance, Gone
from tocsin.store.rows import folded, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tocsin.store.glances import Glances

REMEMBERED = 3
FRESH = 0.5  # seconds for which what another process writes may stay unseen
NO_DAY = "9999"


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
    """The incidents as known at one moment; `order` is by first day, unknown days last."""

    glances: dict[str, Glance] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    rows: tuple[int, int, int] = (0, 0, 0)
    order: tuple[Glance, ...] = ()

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
        return tuple(one for one in self.order if self.passes(one, sieve))

    def outlets_of(self, glance: Glance) -> frozenset[str]:
        """Who published the claims of an incident."""
        return frozenset(self.outlets[claim] for claim in glance.claims if claim in self.outlets)

    def passes(self, one: Glance, sieve: Sieve) -> bool:
        """Whether an incident passes all filters."""
        return (
            (sieve.background or not one.background)
            and (not sieve.kind or one.kind == sieve.kind)
            and (not sieve.country or sieve.country in one.countries)
            and _in_time(one, sieve)
            and (not sieve.stance or _stands(one, sieve.stance))
            and one.reports >= sieve.least_reports
            and (not sieve.least_toll or (one.toll or 0) >= sieve.least_toll)
            and (not sieve.place or folded(sieve.place) in one.names)
            and all(folded(side) in one.sides for side in sieve.sides)
            and (not sieve.source or self._carries(one, sieve.source))
        )

    def _carries(self, one: Glance, source: str) -> bool:
        return source in one.voices or any(
            self.outlets.get(claim) == source for claim in one.claims
        )


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
        if newest == self._now.rows:
            return self._now
        with self._lock:
            old = self._now
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


def _in_time(one: Glance, sieve: Sieve) -> bool:
    if sieve.since and (one.last or "") < sieve.since.isoformat():
        return False
    return not sieve.until or (one.first or NO_DAY) <= sieve.until.isoformat()


def _stands(one: Glance, stance: str) -> bool:
    if stance == "disputed":
        return bool(one.stances & {"denied", "partly_confirmed"})
    return stance in one.stances
