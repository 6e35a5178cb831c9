"""Short texts read with the real parser, and their events and claims in plain words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tests import factories
from tocsin.attest.claims import claims_in
from tocsin.extract.events import mentions_in
from tocsin.parse.engine import parse

if TYPE_CHECKING:
    from tocsin.records import Claim, Mention

Bounds = tuple[str, int | None, int | None]


@cache
def mentions_of(text: str) -> tuple[Mention, ...]:
    """The events that a text tells of."""
    return mentions_in(factories.document(text), parse(text))


@cache
def claims_of(text: str) -> tuple[Claim, ...]:
    """The claims of a text, before anybody is looked up."""
    document, parsed = factories.document(text), parse(text)
    return claims_in(document, parsed, mentions_in(document, parsed))


def event(text: str, trigger: str) -> Mention:
    """The one event of a text whose trigger is this word."""
    found = [m for m in mentions_of(text) if m.trigger.text == trigger]
    assert len(found) == 1, [m.trigger.text for m in mentions_of(text)]
    return found[0]


def parties(mention: Mention, part: str) -> list[str]:
    """The words of the actors or recipients of an event."""
    return [p.span.text for p in mention.participants if p.part == part]


def tolls(text: str) -> list[Bounds]:
    """Every loss that a text states: harm, low and high."""
    return [(t.harm, t.low, t.high) for m in mentions_of(text) for t in m.tolls]


def voice(claim: Claim) -> list[str]:
    """The words of the voices of a claim, outermost first."""
    return [speaker.span.text for speaker in claim.chain]
