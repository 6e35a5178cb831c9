"""What one marked party does to another in a sentence, for relations that are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.extract.events import mentions_in

if TYPE_CHECKING:
    from tocsin.records import Document, Kind, Mention, Parse


def kind_between(
    document: Document, parse: Parse, source: tuple[int, int], target: tuple[int, int]
) -> Kind | None:
    """The kind of the event that best joins the two parties, or None.

    Mentions that have the source as actor and the target as recipient come first, then those that have
    one of them, then the nearest to the stretch between them.
    """
    mentions = mentions_in(document, parse)
    if not mentions:
        return None
    best = min(mentions, key=lambda m: (-_fit(m, source, target), _distance(m, source, target)))
    return best.kind


def _fit(mention: Mention, source: tuple[int, int], target: tuple[int, int]) -> int:
    acts = any(_meets(p.span.start, p.span.end, source) for p in mention.participants if p.part == "actor")
    suffers = any(_meets(p.span.start, p.span.end, target) for p in mention.participants)
    return 2 * acts + suffers


def _meets(start: int, end: int, span: tuple[int, int]) -> bool:
    return start < span[1] and span[0] < end


def _distance(mention: Mention, source: tuple[int, int], target: tuple[int, int]) -> int:
    low, high = min(source[1], target[1]), max(source[0], target[0])
    at = mention.trigger.start
    if low <= at <= high:
        return 0
    return min(abs(at - low), abs(at - high))
