"""What can be asked of lists, the same on pages and in the API: filters, moments, cursors."""

from __future__ import annotations

import base64
import binascii
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from tocsin.desk.board import NO_DAY, Sieve
from tocsin.records import Kind
from tocsin.serve.problems import Problem
from tocsin.store.filters import known_as
from tocsin.store.glances import Glance

MOST = 200
FIRST_YEAR = 1
STANCES = ("asserted", "confirmed", "partly_confirmed", "denied", "disputed")
Word = Annotated[str, Field(max_length=200)]
After = Annotated[str, Query(max_length=400, description="The `next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Moment = Annotated[
    str, Query(max_length=40, description="As the ledger knew it on this day, or at this moment.")
]


def _known_kind(value: str) -> str:
    if value and value.upper() not in Kind.__members__:
        msg = f"{value[:40]!r} is none of {', '.join(Kind)}"
        raise ValueError(msg)
    return value.upper()


def _known_stance(value: str) -> str:
    if value and value not in STANCES:
        msg = f"{value[:40]!r} is none of {', '.join(STANCES)}"
        raise ValueError(msg)
    return value


def _left_empty(instead: object) -> BeforeValidator:
    """A form sends a field that was left empty as an empty word."""
    return BeforeValidator(lambda value: instead if value == "" else value)


Day = Annotated[date | None, _left_empty(None)]
Count = Annotated[int, _left_empty(0)]
Flag = Annotated[bool, _left_empty(instead=False)]


class Filters(BaseModel):
    """Filters over incidents; all that are given must hold, an empty one is left out."""

    model_config = ConfigDict(frozen=True)

    side: Annotated[tuple[Word, ...], Field(max_length=2, description="One side or two.")] = ()
    country: Annotated[str, Field(pattern="^([A-Za-z]{3})?$", description="ISO 3166 alpha-3.")] = ""
    kind: Annotated[
        str, AfterValidator(_known_kind), Field(max_length=40, description="A PLOVER kind.")
    ] = ""
    stance: Annotated[
        str, AfterValidator(_known_stance), Field(max_length=40, description=", ".join(STANCES))
    ] = ""
    source: Annotated[Word, Field(description="A voice or an outlet.")] = ""
    place: Annotated[Word, Field(description="A place or party by name.")] = ""
    since: Annotated[Day, Field(description="On this day or later.")] = None
    until: Annotated[Day, Field(description="On this day or earlier.")] = None
    background: Annotated[Flag, Field(description="Also what is told as background.")] = False
    reports: Annotated[Count, Field(ge=0, le=1000, description="Independent reports at least.")] = 0
    toll: Annotated[Count, Field(ge=0, le=10**7, description="Killed at least.")] = 0
    as_of: Moment = ""

    @property
    def sieve(self) -> Sieve:
        """The filters for the board."""
        return Sieve(
            sides=tuple(known_as(side) for side in self.side if side),
            country=self.country.upper(),
            kind=self.kind,
            stance=self.stance,
            source=known_as(self.source),
            place=self.place,
            since=self.since,
            until=self.until,
            background=self.background,
            least_reports=self.reports,
            least_toll=self.toll,
        )

    @property
    def moment(self) -> datetime | None:
        """The moment to look back from."""
        return moment_of(self.as_of)

    @property
    def given(self) -> dict[str, object]:
        """The filters that are set, as they stand in an address."""
        found = self.model_dump(exclude_defaults=True)
        return {key: value for key, value in found.items() if value not in ("", (), None)}


def moment_of(words: str) -> datetime | None:
    """The end of a day in UTC, or a moment; None for no words.

    Raises:
        Problem: 422, it is neither.
    """
    if not words:
        return None
    try:
        if len(words) == len("2022-09-13"):
            return datetime.combine(date.fromisoformat(words), time.max, UTC)
        found = datetime.fromisoformat(words)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        msg = f"as_of {words!r} is no day or moment; write 2022-09-13 or 2022-09-13T12:00Z"
        raise Problem(422, msg) from error


def cursor_of(*parts: str | int) -> str:
    """Where a page ended, as one opaque word."""
    joined = "\n".join(str(part) for part in parts)
    return base64.urlsafe_b64encode(joined.encode("utf-8")).decode().rstrip("=")


def parts_of(cursor: str, count: int) -> list[str]:
    """What `cursor_of` put together.

    Raises:
        Problem: 400, this is no cursor of this list.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = base64.b64decode(padded, altchars=b"-_", validate=True).decode("utf-8").split("\n")
    except (binascii.Error, ValueError) as error:
        raise _strange(cursor) from error
    if len(parts) != count:
        raise _strange(cursor)
    return parts


def row_of(cursor: str) -> int:
    """The row after which a page begins.

    Raises:
        Problem: 400, this is no cursor of this list.
    """
    if not cursor:
        return 0
    (words,) = parts_of(cursor, 1)
    if not words.isascii() or not words.isdigit() or len(words) > len(str(2**31)):
        raise _strange(cursor)
    return int(words)


def page_of(
    found: tuple[Glance, ...], after: str, limit: int, *, newest_first: bool = True
) -> tuple[tuple[Glance, ...], str | None]:
    """One page of incidents in the order of the board, or backwards, and the cursor of the next."""
    if not after:
        page = tuple(reversed(found[-limit:])) if newest_first else found[:limit]
        return page, _then(page) if len(found) > limit else None
    first, id_ = parts_of(after, 2)
    at = bisect(found, (first, id_), newest_first=newest_first)
    page = (
        tuple(reversed(found[max(0, at - limit) : at])) if newest_first else found[at : at + limit]
    )
    more = at > limit if newest_first else at + limit < len(found)
    return page, _then(page) if more else None


def bisect(found: tuple[Glance, ...], place: tuple[str, str], *, newest_first: bool) -> int:
    """How many incidents stand before `place` (first day, id); with it, going on."""
    cut = bisect_left if newest_first else bisect_right
    return cut(found, place, key=lambda one: (one.first or NO_DAY, one.id))


def _then(page: tuple[Glance, ...]) -> str:
    return cursor_of(page[-1].first or NO_DAY, page[-1].id)


def _strange(cursor: str) -> Problem:
    return Problem(400, f"{cursor[:40]!r} is no cursor of this list; start without `after`")
