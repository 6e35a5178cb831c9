"""The bell: which dyads leave their normal state on a day, and why, in words.

Two things ring. The default detector says that a flare-up has begun; the warning model says that
one is likely within three months. A dyad that rang is mute for eight weeks unless it gets worse.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from tocsin.records import Alert, Episode, Reason, State
from tocsin.watch.bins import MONTH, WEEK, Bins, bins_of, loudness
from tocsin.watch.detectors import DEFAULT
from tocsin.watch.frozen import frozen_warner, told_features
from tocsin.watch.panel import Array, Panel, delayed, smoothed
from tocsin.watch.signals import Signal
from tocsin.watch.states import HOT, episodes_of, states_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from tocsin.records import Document, Dyad
    from tocsin.watch.detectors import Detector
    from tocsin.watch.happenings import Happening

WARNING = "warning"
MUTE = timedelta(weeks=8)
BACKGROUND = 104
"""Weeks that every look goes back."""
LOUDEST = 3.0
"""No more than so many times the usual number of outlets is set off against a count."""
RANK = {
    state: i
    for i, state in enumerate(
        (State.QUIET, State.COOLING, State.SIMMERING, State.FLARING, State.WAR)
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When the bell rings, frozen on UCDP's tables up to 2013 and 2014 (docs/watch.md).

    `score` gave .03 false alarms a dyad-year on event counts, `probability` .25 a country-year.
    """

    score: float = 1.25
    probability: float = 0.09
    days: int = 14
    most_incidents: int = 20


THRESHOLDS = Thresholds()


class Look:
    """Everything known about all dyads at the end of one day."""

    def __init__(
        self,
        happenings: Iterable[Happening],
        documents: Sequence[Document],
        day: date,
        detector: Detector = DEFAULT,
    ) -> None:
        """Bin what was known; `happenings` are those known on `day`."""
        self.day = day
        self._happenings = tuple(happenings)
        self._detector = detector
        self.weeks = bins_of(self._happenings, day, WEEK, least=BACKGROUND)
        self._heard = _louder(documents, self.weeks)
        self._gauge = detector.gauge(self.weeks.events / self._heard[:, None])

    def alerts(self, before: Mapping[Dyad, Alert]) -> Iterator[Alert]:
        """What rings today; `before` holds the last alert of each dyad."""
        chances = self.chances()
        for column, dyad in enumerate(self.weeks.dyads):
            alert = self._alert(column, chances[column])
            if alert is not None and not _is_mute(alert, before.get(dyad)):
                yield alert

    def states(self, column: int) -> tuple[State, ...]:
        """The state of a dyad at the end of each week."""
        weeks = self.weeks
        unease = weeks.signals[Signal.THREAT] + weeks.signals[Signal.MOBILISATION]
        return states_of(
            weeks.deaths[:, column],
            weeks.events[:, column],
            unease[:, column],
            self._gauge.score[:, column],
        )

    def is_hostile(self, column: int) -> bool:
        """Whether there ever was violence, a threat or a mobilisation; talks alone are no dyad."""
        signals = (Signal.VIOLENCE, Signal.THREAT, Signal.MOBILISATION, Signal.ACCUSATION)
        return any(bool(self.weeks.signals[one][:, column].any()) for one in signals)

    def chances(self) -> Array:
        """By dyad, the warning model's chance of a flare-up within three months."""
        return np.array([chance for chance, _ in self._warned()])

    def _warned(self) -> list[tuple[float, Array]]:
        months = bins_of(self._happenings, self.day, MONTH)
        if not months.dyads:
            return []
        steps = tuple(months.day(i) for i in range(len(months.deaths)))
        names = tuple(dyad.name for dyad in months.dyads)
        figures = told_features(Panel(steps=steps, units=names, values=months.deaths))[-1]
        warner = frozen_warner()
        odds, terms = warner.log_odds(figures), warner.terms(figures)
        return [(float(1 / (1 + np.exp(-o))), t) for o, t in zip(odds, terms, strict=True)]

    def _alert(self, column: int, chance: float) -> Alert | None:
        states = self.states(column)
        score = float(self._gauge.score[-1, column])
        begun = score >= THRESHOLDS.score and self.weeks.events[-1, column] > 0
        calm = states[-1] not in HOT
        if not begun and not (calm and chance >= THRESHOLDS.probability):
            return None
        dyad, name = self.weeks.dyads[column], self._detector.name if begun else WARNING
        return Alert(
            id=hashlib.sha256(f"{dyad.name} {self.day} {name}".encode()).hexdigest()[:16],
            dyad=dyad,
            day=self.day,
            detector=name,
            state=states[-1],
            observed=float(self._gauge.observed[-1, column]),
            expected=float(self._gauge.expected[-1, column]),
            score=score,
            probability=chance if calm else None,
            after=self._earlier(column, states),
            reasons=tuple(self._reasons(column)),
            incidents=self._incidents(dyad),
            cited=(),
        )

    def _earlier(self, column: int, states: tuple[State, ...]) -> Episode | None:
        """The last war before the present run, or the last flare where there was no war."""
        past = episodes_of(self.weeks, column, states)
        if states[-1] in HOT:
            past = past[:-1]
        wars = [one for one in past if one.state is State.WAR]
        return next(iter((*wars[-1:], *past[-1:])), None)

    def _reasons(self, column: int) -> Iterator[Reason]:
        """What was more than usual in the last two weeks: `12 accusations`, usually 2."""
        blocks = THRESHOLDS.days // int(WEEK)
        for signal, values in self.weeks.signals.items():
            if signal is not Signal.TALKS:
                yield from _more(signal.value, values[:, column], blocks)
        yield from _more("deaths", self.weeks.deaths[:, column], blocks)
        if self._heard[-1] > 1:
            yield Reason(
                feature="outlets",
                score=-float(np.log(self._heard[-1])),
                left=f"{self._heard[-1]:.1f} times as many outlets as usual were read",
                right="counts are divided by that",
            )

    def _incidents(self, dyad: Dyad) -> tuple[str, ...]:
        first = self.day - timedelta(days=max(THRESHOLDS.days, 7 * DEFAULT.weeks))
        found = [one for one in self._happenings if dyad in one.dyads and one.last > first]
        found.sort(
            key=lambda one: (one.signal is not Signal.VIOLENCE, -one.last.toordinal(), one.id)
        )
        return tuple(one.id for one in found[: THRESHOLDS.most_incidents])


def _louder(documents: Sequence[Document], weeks: Bins) -> Array:
    """By week, how many times the usual number of outlets was read, 1 at least."""
    heard = loudness(documents, weeks.last, weeks.length, len(weeks.deaths))[:, None]
    now, usual = smoothed(heard, 2.0), delayed(smoothed(heard, 52.0), 2)
    ratio = np.where(usual >= 1, now / np.maximum(usual, 1), 1.0)
    found: Array = np.clip(ratio, 1.0, LOUDEST)[:, 0]
    return found


def _more(name: str, weeks: Array, blocks: int) -> Iterator[Reason]:
    """A reason where the last blocks have more than a year's usual number, and something at all."""
    seen = float(weeks[-blocks:].sum())
    year = weeks[:-blocks][-52:]
    usual = float(year.sum()) / max(len(year), 52) * blocks
    if seen >= 0.5 and seen > 2 * usual:  # noqa: PLR2004 - half an event, twice the usual
        yield Reason(
            feature=name,
            score=float(np.log((seen + 1) / (usual + 1))),
            left=f"{seen:.3g} in {round(blocks * WEEK)} days",
            right=f"usually {usual:.2g}",
        )


def _is_mute(alert: Alert, before: Alert | None) -> bool:
    if before is None or alert.day >= before.day + MUTE:
        return False
    worse = RANK[alert.state] > RANK[before.state] and alert.state in HOT
    surer = before.detector == WARNING and alert.detector != WARNING
    return not (worse or surer)
