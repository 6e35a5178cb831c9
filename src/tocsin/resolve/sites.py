"""The event's place among the places of the text, by syntax first and distance second."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.records import Claim, Link, Mention, Parse, Place

PLACELESS = {"ACCUSE", "REQUEST", "CONSULT", "THREATEN", "REJECT", "SANCTION", "SUPPORT", "AGREE"}
COUNTRY = 6


def sites_of(claim: Claim, parse: Parse, places: tuple[Link[Place], ...]) -> tuple[Link[Place], ...]:
    """Where the claim says it happened, the most exact places of the nearest mention.

    Places attached to the trigger by syntax come first, then those of its sentence; talk (accusations,
    demands, calls) has a place only where syntax says so. The part of each link is at, target or origin.
    """
    for mention in claim.mentions:
        attached = _attached(mention, places)
        if attached:
            return _exact(attached)
    if str(claim.first.kind) in PLACELESS:
        return ()
    for mention in claim.mentions:
        near = _in_sentence(mention, parse, places)
        if near:
            return _exact(near)
    return ()


def _attached(mention: Mention, places: tuple[Link[Place], ...]) -> list[Link[Place]]:
    found = []
    for locative in mention.place:
        for link in places:
            if link.part != "metonym" and link.mention.overlaps(locative.span):
                found.append(replace(link, part=locative.relation))
    for participant in mention.participants:
        if participant.part == "recipient":
            found += [
                replace(link, part="target")
                for link in places
                if link.part != "metonym" and link.mention.overlaps(participant.referent)
            ]
    return _unique(found)


def _in_sentence(mention: Mention, parse: Parse, places: tuple[Link[Place], ...]) -> list[Link[Place]]:
    sentence = parse.sentence(parse.sentence_of(mention.trigger_token))
    start, end = parse.tokens[sentence.start].start, parse.tokens[sentence.stop - 1].end
    return _unique(
        [link for link in places if link.part != "metonym" and start <= link.mention.start < end]
    )


def _exact(links: list[Link[Place]]) -> tuple[Link[Place], ...]:
    """Drop countries and regions where something more exact was found, origins aside."""
    finest = min(
        (link.target.precision for link in links if link.part != "origin"), default=COUNTRY
    )
    limit = max(finest, 2)
    kept = [link for link in links if link.part == "origin" or link.target.precision <= limit]
    return tuple(kept or links)


def _unique(links: list[Link[Place]]) -> list[Link[Place]]:
    found: dict[tuple[str, float | None], Link[Place]] = {}
    for link in links:
        found.setdefault((link.target.name, link.target.lat), link)
    return list(found.values())
