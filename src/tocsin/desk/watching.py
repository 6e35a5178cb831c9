"""The room of the watch: series and alerts from what a ledger knew on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from tocsin.errors import InputError
from tocsin.records import Document, Sort, Step
from tocsin.store.filters import moment_of
from tocsin.store.protocol import Query
from tocsin.watch.happenings import Happening, happenings_of
from tocsin.watch.series import series_of, volume_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from tocsin.records import Series
    from tocsin.store.protocol import Store

Chosen = TypeVar("Chosen", bound="StrEnum")


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
    """Looks at a store with the watch's eyes; `today` is the civil day of now."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        """Sit down at `store`."""
        self._store = store
        self._today = today

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
        sort: str | Sort,
        name: str | None,
        step: str | Step,
        span: tuple[date | None, date | None],
        as_of: date | datetime | None,
    ) -> tuple[Series, ...]:
        """See `Desk.series`; what was printed after the last day of `span` is not counted."""
        about, length = _one_of(Sort, sort), _one_of(Step, step)
        day = as_of.date() if isinstance(as_of, datetime) else as_of
        last = span[1] or day or self._today()
        known = self.known(as_of).by(last)
        first = span[0] or min((one.first for one in known.happenings), default=last)
        found = series_of(
            known.happenings,
            volume_of(known.documents, length),
            sort=about,
            step=length,
            first=first,
            last=last,
        )
        return tuple(one for one in found if name in (None, one.subject.name))


def _one_of(kind: type[Chosen], word: str) -> Chosen:
    try:
        return kind(word)
    except ValueError as error:
        msg = f"{word!r} is none of {', '.join(kind)}"
        raise InputError(msg) from error
