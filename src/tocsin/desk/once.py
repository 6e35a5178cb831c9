"""One thing read without any ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tocsin.config import settings
from tocsin.desk.web import Web
from tocsin.intake import Ways
from tocsin.read import Opener
from tocsin.read.reach import Reach, things_in
from tocsin.records import Dropped, RawItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.config import Settings
    from tocsin.read.reach import Named
    from tocsin.records import Reading


def read_once(
    named: Named, ways: Ways | None = None, chosen: Settings | None = None
) -> Iterator[Reading | Dropped]:
    """What a file, a folder, a web address or a stream says, item by item, without any ledger.

    Raises:
        MissingPartError: the language model or the place index is missing.
    """
    ways, chosen = ways or Ways(), chosen or settings()
    web = Web(chosen, lambda: datetime.now(UTC))
    opener = Opener(
        now=datetime.now(UTC),
        max_bytes=chosen.max_bytes,
        columns=ways.columns,
        links=ways.links,
    )
    try:
        for thing in things_in(named):
            for raw in Reach(opener, web.get).items(thing):
                yield from _outcomes(raw, ways, chosen)
    finally:
        web.close()


def _outcomes(
    raw: RawItem | Dropped, ways: Ways, chosen: Settings
) -> tuple[Reading | Dropped, ...]:
    if isinstance(raw, Dropped):
        return (raw,)
    return through_the_pipeline(raw, settings=chosen, published=ways.published, outlet=ways.outlet)


def through_the_pipeline(
    raw: RawItem,
    *,
    settings: Settings,
    published: date | None = None,
    outlet: str | None = None,
) -> tuple[Reading | Dropped, ...]:
    """`pipeline.take`, loaded when something is added: looking up needs no language model."""
    from tocsin.pipeline import take  # noqa: PLC0415

    return take(raw, settings=settings, published=published, outlet=outlet)
