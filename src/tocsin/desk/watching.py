"""The room of the watch: series, alerts and forecasts from what a ledger knew on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict, TypeVar

from tocsin.desk.outside import Outside
from tocsin.errors import InputError
from tocsin.reconcile import explain
from tocsin.records import Alert, Cited, Document, Dyad, Forecast, Sort, Step, Subject
from tocsin.store.filters import moment_of
from tocsin.store.lookouts import Lookouts
from tocsin.store.protocol import Query
from tocsin.watch.ahead import forecast_of
from tocsin.watch.alarm import Look
from tocsin.watch.happenings import Happening, happenings_of
from tocsin.watch.series import LEDGER, series_of, volume_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from enum import StrEnum

    from tocsin.records import Incident, OutsideComparison, Series, State
    from tocsin.store.protocol import Store

Chosen = TypeVar("Chosen", bound="StrEnum")
ONE_DAY = timedelta(days=1)
LONGEST_REPLAY = timedelta(days=3660)
MOST_SENTENCES = 3
"""Sentences of one incident that an alert cites."""


class Span(TypedDict, total=False):
    """How a series is cut; see `Watching.series`."""

    step: str | Step
    since: date | None
    until: date | None
    as_of: date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the watch counts from: dated incidents, and the texts that were read."""

    happenings: tuple[Happening, ...]
    documents: tuple[Document, ...]

    def by(self, day: date) -> Known:
        """What of it was in print at the end of `day`."""
        looked = (one.as_known(day) for one in self.happenings)
        return Known(
            happenings=tuple(one for one in looked if one is not None),
            documents=tuple(one for one in self.documents if (one.published or day) <= day),
        )


class Watching:
    """Looks at a store with the watch's eyes; `now` is the time of recording."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Sit down at `store`."""
        self._store = store
        self._now = now
        self._kept = store.room(Lookouts)

    @property
    def outside(self) -> Outside:
        """The series of others, kept apart under their labels."""
        return Outside(self._store, self._now)

    def known(self, as_of: date | datetime | None) -> Known:
        """What the ledger held at the end of a day, or at a moment."""
        moment = moment_of(as_of)
        readings = tuple(self._store.readings(moment))
        incidents = self._store.incidents(Query(as_of=moment))
        return Known(
            happenings=happenings_of(incidents, readings),
            documents=tuple(one.document for one in readings),
        )

    def series(
        self,
        sort: str | Sort = Sort.DYAD,
        name: str | None = None,
        *,
        step: str | Step = Step.WEEK,
        since: date | None = None,
        until: date | None = None,
        as_of: date | datetime | None = None,
    ) -> tuple[Series, ...]:
        """What happened to each dyad, actor, country or grid cell, by day, week or month.

        Only what was in print by `until` is counted (by default the day of `as_of`, or today), from
        the ledger as it was at `as_of`; `name` picks one subject, such as `ARM - AZE`.

        Raises:
            InputError: there is no such sort or step.
        """
        about, length = _one_of(Sort, sort), _one_of(Step, step)
        last = until or self._day(as_of)
        known = self.known(as_of).by(last)
        found = series_of(
            known.happenings,
            volume_of(known.documents, length),
            sort=about,
            step=length,
            first=since or min((one.first for one in known.happenings), default=last),
            last=last,
        )
        return tuple(one for one in found if name in (None, one.subject.name))

    def watch(self, as_of: date | None = None) -> tuple[Alert, ...]:
        """What rings on a day, today by default; new alerts are kept in the ledger.

        A look at a past day counts what the ledger held and what was in print by then; it keeps
        nothing, because a bell that nobody heard did not ring.
        """
        day = self._day(as_of)
        before = {one.dyad: one for one in reversed(self._kept.alerts(moment_of(as_of)))}
        known = self.known(as_of).by(day)
        rung = self._cited(Look(known.happenings, known.documents, day).alerts(before), as_of)
        if as_of is None:
            self._kept.ring(rung, at=self._now())
        return rung

    def alerts(
        self, dyad: str | None = None, *, as_of: date | datetime | None = None
    ) -> tuple[Alert, ...]:
        """The alerts that `watch` kept, the newest day first; `dyad` is a name or a side of it."""
        found = self._kept.alerts(moment_of(as_of))
        return tuple(one for one in found if dyad in (None, one.dyad.name, one.dyad.a, one.dyad.b))

    def replay(self, first: date, last: date) -> tuple[Alert, ...]:
        """What would have rung from `first` to `last`, day by day, oldest first.

        Each day counts the reports that were in print by then, whenever they were added to the
        ledger; the same ledger always gives the same alerts.

        Raises:
            InputError: the days are the wrong way round, or more than ten years apart.
        """
        if not first <= last <= first + LONGEST_REPLAY:
            msg = f"cannot replay from {first} to {last}; the earlier day first, at most ten years"
            raise InputError(msg)
        known, before = self.known(None), dict[Dyad, Alert]()
        rung: list[Alert] = []
        for number in range((last - first).days + 1):
            day = first + number * ONE_DAY
            then = known.by(day)
            for alert in Look(then.happenings, then.documents, day).alerts(before):
                before[alert.dyad] = alert
                rung.append(alert)
        return self._cited(iter(rung), None)

    def states(self, as_of: date | None = None) -> tuple[tuple[Dyad, State, float], ...]:
        """How it stands between each two sides, and the chance of a flare-up in three months."""
        day = self._day(as_of)
        known = self.known(as_of).by(day)
        look = Look(known.happenings, known.documents, day)
        chances = look.chances()
        return tuple(
            (dyad, look.states(column)[-1], float(chances[column]))
            for column, dyad in enumerate(look.weeks.dyads)
            if look.is_hostile(column)
        )

    def monthly(
        self, name: str, *, source: str = LEDGER, as_of: date | datetime | None = None
    ) -> Series:
        """One dyad or country by month, from the ledger or from an outside series.

        Raises:
            InputError: nothing is known of `name`, or the label is unknown.
        """
        sort = Sort.DYAD if " - " in name else Sort.COUNTRY
        if source == LEDGER:
            found = next(iter(self.series(sort, name, step=Step.MONTH, as_of=as_of)), None)
        else:
            found = self.outside.series(source, sort, name, as_of)
        if found is None:
            msg = f"{source} has nothing on {name!r}; `tocsin series list` shows the names"
            raise InputError(msg)
        return found

    def compare(self, name: str, label: str) -> OutsideComparison:
        """The ledger's deaths by month beside those of an outside series.

        Raises:
            InputError: one of the two has nothing on `name`, or the label is unknown.
        """
        return self.outside.compare(self.monthly(name), label)

    def forecast(
        self, name: str, *, source: str = LEDGER, months: int = 3, as_of: date | None = None
    ) -> tuple[Forecast, ...]:
        """The deaths of the coming months as draws, for a dyad or a country.

        `source` is the ledger, or the label of an outside series. The last whole month is the last
        that is looked at.

        Raises:
            InputError: nothing is known of `name`, or the label is unknown.
        """
        day = self._day(as_of)
        sort = Sort.DYAD if " - " in name else Sort.COUNTRY
        if source == LEDGER:
            told = self.series(sort, step=Step.MONTH, until=day, as_of=as_of)
            cells = [(s.subject.name, p.day, p.best) for s in told for p in s.points]
        else:
            cells = [
                (one.subject.name, one.month, one.best)
                for one in self.outside.months(source, as_of)
                if one.subject.sort is sort
            ]
        return forecast_of(cells, Subject(sort=sort, name=name), day, months)

    def _day(self, as_of: date | datetime | None) -> date:
        if isinstance(as_of, datetime):
            return as_of.date()
        return as_of or self._now().date()

    def _cited(self, alerts: Iterator[Alert], as_of: date | None) -> tuple[Alert, ...]:
        """The alerts with the sentences that their incidents were read from, printed by then."""
        found = tuple(alerts)
        wanted = {id_ for one in found for id_ in one.incidents}
        if not wanted:
            return found
        moment = moment_of(as_of)
        incidents = {one.id: one for one in self._store.incidents(Query(as_of=moment))}
        cited = {
            id_: tuple(self._sentences(id_, incidents, moment))
            for id_ in sorted(wanted & incidents.keys())
        }
        return tuple(
            replace(
                one,
                cited=tuple(
                    c for id_ in one.incidents for c in _printed(cited.get(id_, ()), one.day)
                ),
            )
            for one in found
        )

    def _sentences(
        self, id_: str, incidents: dict[str, Incident], moment: datetime | None
    ) -> Iterator[Cited]:
        incident = incidents[id_]
        readings = self._store.readings_with(incident.claims, moment)
        published = {one.document.id: one.document.published for one in readings}
        for one in explain(incident, readings).evidence:
            document = one.sentence.document_id
            yield Cited(
                incident=id_,
                claim=one.claim.id,
                document=document,
                outlet=one.outlet,
                published=published.get(document),
                voice=one.voice,
                sentence=one.sentence.text,
            )


def _printed(cited: tuple[Cited, ...], day: date) -> tuple[Cited, ...]:
    """Each sentence once, of texts that were in print on `day`."""
    known = [one for one in cited if one.published is None or one.published <= day]
    return tuple({one.sentence: one for one in reversed(known)}.values())[::-1][:MOST_SENTENCES]


def _one_of(kind: type[Chosen], word: str) -> Chosen:
    try:
        return kind(word)
    except ValueError as error:
        msg = f"{word!r} is none of {', '.join(kind)}"
        raise InputError(msg) from error
