"""Happenings as series: per dyad, actor, country and grid cell, by day, week and month."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tocsin.records import Point, Series, Sort, Step, Subject
from tocsin.watch.happenings import Deaths, Happening, settled
from tocsin.watch.signals import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.records import Document

LEDGER = "ledger"
ONE_DAY = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What is being added up for one step."""

    signals: Counter[Signal] = field(default_factory=Counter)
    low: float = 0.0
    best: float = 0.0
    high: float = 0.0
    incidents: float = 0.0
    disputed: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How much was read: the texts published in a step, and by how many outlets."""

    reports: dict[date, int]
    outlets: dict[date, int]


def step_of(day: date, step: Step) -> date:
    """The first day of the day's, week's or month's step.

    >>> step_of(date(2022, 9, 14), Step.WEEK)
    datetime.date(2022, 9, 12)
    """
    if step is Step.DAY:
        return day
    return day - timedelta(days=day.weekday()) if step is Step.WEEK else day.replace(day=1)


def following(start: date, step: Step) -> date:
    """The first day of the step after the one that begins with `start`."""
    if step is Step.MONTH:
        return (start + timedelta(days=31)).replace(day=1)
    return start + (ONE_DAY if step is Step.DAY else 7 * ONE_DAY)


def steps(first: date, last: date, step: Step) -> Iterator[date]:
    """The first days of all steps that touch `first` to `last`."""
    start = step_of(first, step)
    while start <= last:
        yield start
        start = following(start, step)


def volume_of(documents: Iterable[Document], step: Step) -> Volume:
    """The texts published in each step, by their publication day; undated ones cannot count."""
    reports: Counter[date] = Counter()
    outlets: defaultdict[date, set[str]] = defaultdict(set)
    for one in documents:
        if one.published is not None:
            start = step_of(one.published, step)
            reports[start] += 1
            outlets[start].add(one.outlet or one.origin)
    return Volume(
        reports=dict(reports), outlets={day: len(names) for day, names in outlets.items()}
    )


def series_of(
    happenings: Iterable[Happening],
    volume: Volume,
    *,
    sort: Sort,
    step: Step,
    first: date,
    last: date,
) -> tuple[Series, ...]:
    """The series of every subject of one sort from `first` to `last`, by name.

    `happenings` are those known at the time of the look (`Happening.as_known`). One that lasts
    several days is spread evenly over them; the days outside the window are left out.
    """
    tallies: defaultdict[str, defaultdict[date, _Tally]] = defaultdict(lambda: defaultdict(_Tally))
    for one, events, deaths in settled(happenings):
        for start, share in _spread(one, step, first, last):
            for name in _names(one, sort):
                _add(tallies[name][start], one, events * share, _times(deaths, share))
    starts = tuple(steps(first, last, step))
    return tuple(
        Series(
            subject=Subject(sort=sort, name=name),
            step=step,
            source=LEDGER,
            points=tuple(_point(start, found.get(start), volume) for start in starts),
        )
        for name, found in sorted(tallies.items())
    )


def _names(one: Happening, sort: Sort) -> tuple[str, ...]:
    match sort:
        case Sort.DYAD:
            return tuple(dyad.name for dyad in one.dyads)
        case Sort.ACTOR:
            return tuple(sorted({side for dyad in one.dyads for side in (dyad.a, dyad.b)}))
        case Sort.COUNTRY:
            return one.countries
        case Sort.CELL:
            return one.cells


def _spread(one: Happening, step: Step, first: date, last: date) -> Iterator[tuple[date, float]]:
    """The steps that a happening touches within the window, each with its share of the days."""
    length = (one.last - one.first).days + 1
    start = max(one.first, first)
    while start <= min(one.last, last):
        after = following(step_of(start, step), step)
        end = min(after - ONE_DAY, one.last, last)
        yield step_of(start, step), ((end - start).days + 1) / length
        start = after


def _times(deaths: Deaths, share: float) -> Deaths:
    return Deaths(low=deaths.low * share, best=deaths.best * share, high=deaths.high * share)


def _add(tally: _Tally, one: Happening, events: float, deaths: Deaths) -> None:
    tally.signals[one.signal] += events  # type: ignore[assignment]  # shares of events
    tally.incidents += events
    tally.disputed += events if one.is_disputed else 0.0
    if one.signal is Signal.VIOLENCE:
        tally.low += deaths.low
        tally.best += deaths.best
        tally.high += deaths.high


def _point(start: date, tally: _Tally | None, volume: Volume) -> Point:
    tally = tally or _Tally()
    signals = tally.signals
    return Point(
        day=start,
        events=float(signals[Signal.VIOLENCE]),
        low=tally.low,
        best=tally.best,
        high=tally.high,
        accusations=float(signals[Signal.ACCUSATION]),
        threats=float(signals[Signal.THREAT]),
        mobilisations=float(signals[Signal.MOBILISATION]),
        breakdowns=float(signals[Signal.BREAKDOWN]),
        talks=float(signals[Signal.TALKS]),
        disputed=tally.disputed / tally.incidents if tally.incidents else 0.0,
        reports=volume.reports.get(start, 0),
        outlets=volume.outlets.get(start, 0),
    )
