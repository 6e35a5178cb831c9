"""The town that a text means by "the Malian capital" or "the capital of North Kivu"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import Link, Place, Reason
from tocsin.resolve.places_words import adjectives, features
from tocsin.resolve.spelling import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Document, Parse, Token
    from tocsin.resolve.gazetteer import Candidate, Gazetteer

CAPITAL = "capital"
LIKELY = 0.8
OWNING = frozenset({"amod", "compound", "nmod", "poss"})
NAMED = OWNING | {"appos", "attr"}
SEATS = frozenset({"capital", "settlement"})


def capitals_in(
    parse: Parse, document: Document, places: tuple[Link[Place], ...], gazetteer: Gazetteer
) -> tuple[Link[Place], ...]:
    """The places of a text with the capitals that it does not name, in text order.

    Whose capital is meant is told by the words that belong to it; with its name beside it ("the
    capital, Bamako") nothing is added.
    """
    found = []
    for token in parse.tokens:
        if token.text.lower() == CAPITAL and token.pos == "NOUN" and not _is_named(parse, token):
            town = next(_seats(parse, token, places, gazetteer), None)
            if town is not None:
                found.append(_link(token, document, town))
    if not found:
        return places
    return tuple(sorted((*places, *found), key=lambda link: link.mention.start))


def _is_named(parse: Parse, token: Token) -> bool:
    """Whether the name of the capital stands beside the word."""
    if token.dep in NAMED and parse.tokens[token.head].pos in {"PROPN", "AUX"}:
        return True
    return any(child.pos == "PROPN" for child in parse.children_by(token.i, "appos"))


def _seats(
    parse: Parse, token: Token, places: tuple[Link[Place], ...], gazetteer: Gazetteer
) -> Iterator[Candidate]:
    """The capitals of those named as its owners, of regions before those of countries."""
    owned = set(_owners(parse, token))
    owners = [
        link
        for link in places
        if any(link.mention.start <= parse.tokens[i].start < link.mention.end for i in owned)
    ]
    for link in sorted(owners, key=lambda link: link.target.precision):
        told = regional().get(key_of(link.target.name)) or regional().get(key_of(link.mention.text))
        if told is not None:
            yield from (
                town
                for town in gazetteer.find(told[0])
                if town.feature in SEATS and town.country == told[1]
            )
    for link in owners:
        country = adjectives().get(link.mention.text) or link.target.country
        whole = gazetteer.area(country) if country else None
        is_country = whole is not None and link.target.precision == features()["country"].precision
        seat = gazetteer.capital(country) if country and is_country else None
        if seat is not None:
            yield seat


def _owners(parse: Parse, token: Token) -> Iterator[int]:
    """The words before a capital that belong to it, and those behind its "of"."""
    for child in parse.children(token.i):
        if child.dep in OWNING or (child.dep == "prep" and child.text.lower() == "of"):
            yield from parse.subtree(child.i)


@cache
def regional() -> dict[str, tuple[str, str]]:
    """The seat of each region and its country, by the folded name of the region."""
    return {
        key_of(row["region"]): (row["capital"], row["country"])
        for row in rows("places/region_capitals.tsv")
    }


def _link(token: Token, document: Document, town: Candidate) -> Link[Place]:
    return Link(
        mention=document.span(token.start, token.end),
        part="at",
        target=Place(
            name=town.name,
            country=town.country,
            lat=town.lat,
            lon=town.lon,
            geonameid=town.geonameid,
            precision=features()[town.feature].precision,
        ),
        score=LIKELY,
        reasons=(
            Reason(
                feature="capital of what it belongs to",
                score=LIKELY,
                left=token.text,
                right=town.name,
            ),
        ),
    )
