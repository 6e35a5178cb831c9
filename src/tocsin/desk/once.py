"""One input read without any ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.config import settings
from tocsin.read import Opener, Source, raw_items
from tocsin.records import Address, Dropped, RawItem

if TYPE_CHECKING:
    from tocsin.config import Settings
    from tocsin.records import Reading


def read_once(
    origin: str,
    payload: bytes | None = None,
    *,
    published: date | None = None,
    outlet: str | None = None,
    chosen: Settings | None = None,
) -> tuple[Reading | Dropped, ...]:
    """What one file says, or `payload` that came from `origin`, without any ledger.

    Raises:
        MissingPartError: the language model or the place index is missing.
    """
    chosen, now = chosen or settings(), datetime.now(UTC)
    if payload is None:
        items = raw_items((Path(origin),), now=now, max_bytes=chosen.max_bytes)
    else:
        source = Source(origin=origin, stream=BytesIO(payload), size=len(payload))
        items = Opener(now=now, max_bytes=chosen.max_bytes).items(source)
    return tuple(
        outcome
        for raw in items
        if not isinstance(raw, Address)
        for outcome in (
            through_the_pipeline(raw, settings=chosen, published=published, outlet=outlet)
            if isinstance(raw, RawItem)
            else (raw,)
        )
    )


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
