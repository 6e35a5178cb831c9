"""The analyst's desk: a ledger, the pipeline and the clock; every face of Tocsin calls this."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Self, Unpack

from tocsin.config import Settings, settings
from tocsin.desk.board import Boards
from tocsin.desk.corrections import seen_through_corrections
from tocsin.desk.looking import Looking
from tocsin.desk.newsroom import Newsroom
from tocsin.desk.once import through_the_pipeline
from tocsin.desk.reconciling import Reconciling
from tocsin.desk.served import Served
from tocsin.desk.web import Web
from tocsin.errors import InputError
from tocsin.intake import Engine, Intake, InTurn, Take, Tally, Ways
from tocsin.reconcile import Explanation, explain
from tocsin.records import (
    Alert,
    Contradiction,
    Doubt,
    Judgement,
    Progress,
    Series,
    Sort,
    TollDay,
    Verdict,
)
from tocsin.store.filters import moment_of
from tocsin.store.glances import Glances
from tocsin.store.ledger import Ledger
from tocsin.store.naming import incident_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tocsin.desk.watching import Span, Watching
    from tocsin.read.reach import Named
    from tocsin.records import SourceState
    from tocsin.run.cluster import Cluster
    from tocsin.store.protocol import Store

TICK = timedelta(microseconds=1)


class Desk(Looking, Served):
    """A ledger with everything needed to fill and to read it; use it as a context manager."""

    def __init__(
        self,
        store: Store,
        *,
        chosen: Settings | None = None,
        take: Take | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """Sit down at `store`; `take` and `clock` are the pipeline and the time."""
        self._store = seen_through_corrections(store)
        self._settings = chosen or settings()
        self._take = take or through_the_pipeline
        self._clock = clock or (lambda: datetime.now(UTC))
        self._last = store.last_recorded()
        self._reconciling = Reconciling(self._store, self._now)
        self._web = Web(self._settings, self._now)
        self._turn = threading.Lock()
        self._boards = Boards(store.room(Glances))

    def __enter__(self) -> Self:
        """Nothing is opened: the ledger is open already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the ledger."""
        self.close()

    def close(self) -> None:
        """Let go of the ledger."""
        self._web.close()
        self._store.close()

    def take_in(
        self,
        items: Iterable[Named],
        ways: Ways | None = None,
        *,
        published: date | None = None,
        outlet: str | None = None,
        workers: int = 1,
        progress: Callable[[Progress], None] | None = None,
    ) -> Tally:
        """Read files, folders, web addresses and items into the ledger; each is safe once it is in.

        What is archive, feed or table is told by its content and read item by item.
        An input that was taken in before, unchanged, is not read again. One document's failure is
        counted and never stops the batch. `published` and `outlet` hold for every document; `ways`
        says more, such as where a table's parts are, and is used instead. More than one worker
        reads in processes of their own; the ledger is the same with any number of them.

        Raises:
            LedgerError: the ledger cannot be written; what was added before stays.
        """
        ways = ways or Ways(published=published, outlet=outlet)
        return self._intake(workers).add(items, ways, progress)

    @property
    def newsroom(self) -> Newsroom:
        """The feeds that are followed, and the pages as they were fetched."""
        return Newsroom(self._store, self._intake(1), self._web, self.reconcile, self._now)

    def sources(self) -> tuple[SourceState, ...]:
        """How every followed source stands: last seen, its usual gap, whether it fell silent."""
        return self.newsroom.sources()

    def take_in_from(
        self,
        cluster: Cluster,
        inputs: Iterable[str | Path],
        *,
        published: date | None = None,
        outlet: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Tally:
        """Read files, folders and object stores on the machines of a cluster; else as `take_in`.

        Raises:
            MissingPartError: Ray is not installed.
            InputError: an input cannot be opened.
            LedgerError: the ledger cannot be written; what was added before stays.
        """
        from tocsin.run.worker import Asked  # noqa: PLC0415 - loads the pipeline

        asked = Asked(settings=self._settings, published=published, outlet=outlet)
        told = cluster.read_all(inputs, asked, now=self._now())
        return self._intake(1).enter(told, expected=0, progress=progress)

    def withdraw(self, origin: str, *, why: str, by: str = "a person") -> bool:
        """Stop counting what came from `origin`, keeping its history; False if nothing counts."""
        return self._store.withdraw(origin, why=why, by=by, at=self._now())

    def reconcile(
        self, progress: Callable[[Progress], None] | None = None, *, anew: bool = False
    ) -> int:
        """Bring families, stories and incidents up to date; how many changed in the ledger.

        Looks at what is new and at the few reports that it touches, or at all of them `anew`; both
        end in the same.
        """
        changed = self._reconciling.reconcile(progress, anew=anew)
        self._boards.look_again()
        return changed

    def reconcile_on(self, cluster: Cluster) -> int:
        """As `reconcile`, by the machines that read all of this ledger with `take_in_from`.

        Where it holds little, more than they read, or judgements, it is reconciled here.

        Raises:
            MissingPartError: Ray is not installed.
        """
        from tocsin.desk.many import settled_by  # noqa: PLC0415 - an extra

        changed = settled_by(cluster, self._store, at=self._now())
        if changed is None:
            return self.reconcile()
        self._boards.look_again()
        return changed

    def explain(self, id_: str, *, as_of: date | datetime | None = None) -> Explanation:
        """Why an incident is what it is: its claims, their sentences, rules and the reasons.

        `id_` is the id of an incident, or of one of its claims, or the unambiguous start of one.

        Raises:
            InputError: nothing, or more than one thing, has this id.
        """
        moment = moment_of(as_of)
        incident = incident_named(self._store, id_, moment)
        readings = self._store.readings_with(incident.claims, moment)
        families = tuple(self._store.families(moment))
        return explain(incident, readings, families, self._reconciling.standing(moment))

    def contradictions(
        self, id_: str, *, as_of: date | datetime | None = None
    ) -> tuple[Contradiction, ...]:
        """What the claims of an incident, or the copies of a family, contradict one another in.

        `id_` is the id of a family or of one of its documents, or as for `explain`.

        Raises:
            InputError: nothing, or more than one thing, has this id.
        """
        return self._reconciling.contradictions(id_, moment_of(as_of))

    def history(self, id_: str, *, as_of: date | datetime | None = None) -> tuple[TollDay, ...]:
        """How the losses of an incident were told, by voice, after each day of publication.

        Raises:
            InputError: nothing, or more than one thing, has this id.
        """
        return self._reconciling.history(id_, moment_of(as_of))

    def doubts(self, *, limit: int = 100) -> tuple[Doubt, ...]:
        """Pairs of claims that the machine cannot tell and nobody judged, the closest first."""
        return self._reconciling.doubts(limit)

    def judge(
        self, left: str, right: str, verdict: str | Verdict, *, why: str, by: str = "a person"
    ) -> Judgement:
        """Decide for good whether two claims (or incidents) are about one happening.

        An earlier judgement of the same person on the pair is withdrawn. The incidents follow at
        the next `reconcile`.

        Raises:
            InputError: an id is unknown, both are one claim, or the verdict is no verdict.
        """
        return self._reconciling.judge(left, right, verdict, why, by)

    def withdraw_judgement(self, left: str, right: str, *, by: str = "a person") -> bool:
        """Take back what `by` judged of a pair; False if there was nothing to take back."""
        return self._reconciling.withdraw(left, right, by)

    def judgements(self, as_of: date | datetime | None = None) -> tuple[Judgement, ...]:
        """All that people judged, also what was withdrawn, oldest first."""
        return tuple(self._store.judgements(moment_of(as_of)))

    @property
    def watching(self) -> Watching:
        """The watch: states, what rings today, replays, forecasts and the series of others."""
        from tocsin.desk.watching import Watching  # noqa: PLC0415 - numpy waits until it is needed

        return Watching(self._store, self._now)

    def series(
        self, sort: str | Sort = Sort.DYAD, name: str | None = None, **chosen: Unpack[Span]
    ) -> tuple[Series, ...]:
        """What happened to each dyad, actor, country or cell by time; see `Watching.series`."""
        return self.watching.series(sort, name, **chosen)

    def alerts(
        self, dyad: str | None = None, *, as_of: date | datetime | None = None
    ) -> tuple[Alert, ...]:
        """The alerts that `watching.watch` kept, the newest day first."""
        return self.watching.alerts(dyad, as_of=as_of)

    def _intake(self, workers: int) -> Intake:
        engine = _engine(self._take, self._settings, workers)
        return Intake(
            self._store,
            engine=engine,
            settings=self._settings,
            now=self._now,
            get=self._web.get,
        )

    def _now(self) -> datetime:
        """The time, never the same twice and never before what the ledger holds."""
        with self._turn:
            now = self._clock()
            self._last = now if self._last is None else max(now, self._last + TICK)
            return self._last


def _engine(take: Take, chosen: Settings, workers: int) -> Engine:
    """Worker processes for the pipeline itself; what stands in for it reads here."""
    if workers > 1 and take is through_the_pipeline:
        from tocsin.run import Workers  # noqa: PLC0415 - loads the pipeline

        return Workers(workers, chosen)
    return InTurn(take, chosen)


def connect(where: str | Path | None = None, chosen: Settings | None = None) -> Desk:
    """The desk at the ledger at a path, or at a `postgresql://` URL; by default the settings'.

    Raises:
        LedgerError: the ledger cannot be opened.
        InputError: `where` is the address of a web server.
    """
    chosen = chosen or settings()
    if str(where).startswith(("http://", "https://")):
        msg = f"{where} is a web address; open it with tocsin.connect, and only to read"
        raise InputError(msg)
    return Desk(Ledger(where or chosen.ledger), chosen=chosen)
