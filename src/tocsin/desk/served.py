"""What a desk offers to those who serve it to others: boards, papers, accounts, review, rules."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol

from tocsin.desk.access import Access
from tocsin.desk.delivery import Deliveries, Silent, World
from tocsin.desk.review import Review
from tocsin.store.accounts import Accounts
from tocsin.store.filters import moment_of
from tocsin.store.glances import Glance, Glances, Gone
from tocsin.store.outbox import Outbox
from tocsin.store.papers import Papers
from tocsin.store.remarks import Remarks

if TYPE_CHECKING:
    from datetime import date, datetime

    from tocsin.desk.board import Board, Boards
    from tocsin.reconcile import Explanation
    from tocsin.records import Alert, Incident, SourceState
    from tocsin.store.protocol import Store


class Sitting(Protocol):
    """What a desk has that these need."""

    _store: Store
    _boards: Boards

    def _now(self) -> datetime:
        """The time of the next entry."""

    def _silent(self) -> tuple[Silent, ...]:
        """The sources that fell silent."""

    def explain(self, id_: str, *, as_of: date | datetime | None = None) -> Explanation:
        """Why an incident is what it is."""

    def sources(self) -> tuple[SourceState, ...]:
        """How every followed source stands."""

    def alerts(
        self, dyad: str | None = None, *, as_of: date | datetime | None = None
    ) -> tuple[Alert, ...]:
        """The alerts that the watch kept."""


class Served:
    """The part of a desk that the page, the API and deliveries call."""

    @property
    def access(self: Sitting) -> Access:
        """Users, sessions, tokens and the audit log, for when the ledger is served."""
        return Access(self._store.room(Accounts), self._now)

    @property
    def deliveries(self: Sitting) -> Deliveries:
        """Rules, the notices that they made, and how these are delivered."""
        world = World(explain=self.explain, alerts=self.alerts, silent=self._silent)
        outbox, looks = self._store.room(Outbox), self._store.room(Glances)
        return Deliveries(outbox, looks, world, self._now)

    @property
    def review(self: Sitting) -> Review:
        """What people should look at, and what they decided."""
        remarks, papers = self._store.room(Remarks), self._store.room(Papers)
        return Review(self._store, remarks, papers, self._now)

    @property
    def papers(self: Sitting) -> Papers:
        """The reports and claims page by page."""
        return self._store.room(Papers)

    def board(self: Sitting, as_of: date | datetime | None = None) -> Board:
        """All incidents at a glance, in memory, as `reconcile` left them by now or by `as_of`."""
        return self._boards.at(moment_of(as_of))

    def changes(self: Sitting, row: int, most: int = 500) -> list[Glance | Gone]:
        """The next changes of incidents after row `row`, in the order of recording."""
        return list(islice(self._store.room(Glances).after(row), most))

    def states(
        self: Sitting, incident: str, as_of: date | datetime | None = None
    ) -> tuple[tuple[datetime, Incident | None], ...]:
        """Every state that the incident of this id was in, and since when; None once it ended."""
        return self._store.room(Glances).history(incident, moment_of(as_of))

    def _silent(self: Sitting) -> tuple[Silent, ...]:
        return tuple(
            Silent(
                name=one.title or one.feed, last=one.last_seen.isoformat() if one.last_seen else ""
            )
            for one in self.sources()
            if one.silent
        )
