"""The room of outside series: files that the user downloaded, and how they compare."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.records import (
    MonthPair,
    OutsideComparison,
    OutsideImport,
    OutsideMonth,
    Point,
    Series,
    Sort,
    Step,
    Subject,
)
from tocsin.store.filters import moment_of
from tocsin.store.lookouts import Lookouts
from tocsin.watch.agreement import rank_correlation
from tocsin.watch.outside import months_of
from tocsin.watch.series import LEDGER, steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from tocsin.store.protocol import Store


class Outside:
    """What others counted, under a label of its own; never mixed with the ledger's incidents."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Sit down at `store`."""
        self._kept = store.room(Lookouts)
        self._now = now

    def take_in(self, path: Path, label: str | None = None) -> OutsideImport:
        """Read a file of UCDP GED, ACLED or VIEWS; a label that is there already is replaced.

        The label is the format's name by default.

        Raises:
            InputError: the file cannot be read, or is of none of the three.
        """
        try:
            payload = path.read_bytes()
            text = payload.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            msg = f"{path} cannot be read as UTF-8 text ({error}); give the CSV as downloaded"
            raise InputError(msg) from error
        dialect = csv.excel if text.partition("\n")[0].count(",") else csv.excel_tab
        name, months, tally = months_of(csv.DictReader(io.StringIO(text), dialect=dialect))
        if label == LEDGER:
            msg = f"the label {LEDGER!r} is the ledger's own; choose another"
            raise InputError(msg)
        taken = OutsideImport(
            label=label or name,
            format=name,
            origin=path.name,
            digest=hashlib.sha256(payload).hexdigest(),
            tally=tally,
            recorded_at=self._now(),
        )
        self._kept.keep(taken, months)
        return taken

    def imports(self, as_of: date | datetime | None = None) -> tuple[OutsideImport, ...]:
        """The standing import of each label."""
        return self._kept.imports(moment_of(as_of))

    def months(self, label: str, as_of: date | datetime | None = None) -> tuple[OutsideMonth, ...]:
        """The months of a label, by subject and month.

        Raises:
            InputError: there is no such label.
        """
        labels = [one.label for one in self.imports(as_of)]
        if label not in labels:
            msg = f"no outside series is called {label!r}; there are {', '.join(labels) or 'none'}"
            raise InputError(msg)
        return self._kept.outside(label, moment_of(as_of))

    def series(
        self, label: str, sort: Sort, name: str, as_of: date | datetime | None = None
    ) -> Series | None:
        """One subject of a label by month, None where it has nothing on it."""
        subject = Subject(sort=sort, name=name)
        told = {one.month: one for one in self.months(label, as_of) if one.subject == subject}
        if not told:
            return None
        span = steps(min(told), max(told), Step.MONTH)
        points = tuple(_point(month, told.get(month)) for month in span)
        return Series(subject=subject, step=Step.MONTH, source=label, points=points)

    def compare(self, own: Series, label: str) -> OutsideComparison:
        """A monthly series of the ledger beside the outside one, over the months that both span.

        Raises:
            InputError: there is no such label, or it has nothing on the subject.
        """
        subject = own.subject
        other = self.series(label, subject.sort, subject.name)
        if other is None:
            msg = f"{label} has nothing on {subject.name!r}"
            raise InputError(msg)
        theirs = {one.day: one.best for one in other.points}
        pairs = tuple(
            MonthPair(month=one.day, ledger=one.best, outside=theirs[one.day])
            for one in own.points
            if one.day in theirs
        )
        agreement = rank_correlation([one.ledger for one in pairs], [one.outside for one in pairs])
        return OutsideComparison(subject=subject, label=label, months=pairs, agreement=agreement)


def _point(month: date, told: OutsideMonth | None) -> Point:
    return Point(
        day=month,
        events=told.events if told else 0.0,
        low=told.low if told else 0.0,
        best=told.best if told else 0.0,
        high=told.high if told else 0.0,
        accusations=0.0,
        threats=0.0,
        mobilisations=0.0,
        breakdowns=0.0,
        talks=0.0,
        disputed=0.0,
        reports=0,
        outlets=0,
    )
