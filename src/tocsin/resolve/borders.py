"""The border that a text means by "their frontier": that of the two sides of its fighting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.records import Link, Place, Reason
from tocsin.resolve.gazetteer_sources import border_name
from tocsin.resolve.places_words import border_words, features

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Document, Parse
    from tocsin.resolve.actors_lessons import Side
    from tocsin.resolve.gazetteer import Candidate, Gazetteer

LIKELY = 0.6
NAMING = frozenset({"compound", "amod", "nmod", "poss"})


def borders_in(
    parse: Parse,
    document: Document,
    sides: tuple[Side, ...],
    places: tuple[Link[Place], ...],
    gazetteer: Gazetteer,
) -> tuple[Link[Place], ...]:
    """The places of a text with the borders that it does not name, in text order.

    A border without a name is that between the two main sides, if they are neighbours.
    """
    codes = sorted({country for _, _, country, _ in sides if country})
    known = gazetteer.find(border_name(*codes)) if len(codes) == 2 else ()  # noqa: PLR2004 -- a border has two sides
    if not known:
        return places
    found = [_link(i, parse, document, known[0]) for i in _unnamed(parse, places)]
    return tuple(sorted((*places, *found), key=lambda link: link.mention.start))


def _unnamed(parse: Parse, places: tuple[Link[Place], ...]) -> Iterator[int]:
    """Tokens for a border that no name stands beside, but "their" or "disputed" may."""
    taken = [(link.mention.start, link.mention.end) for link in places]
    for token in parse.tokens:
        if token.dep in NAMING or token.pos != "NOUN" or token.lemma not in border_words():
            continue
        beside = [c for c in parse.children(token.i) if c.dep in NAMING]
        near = [token, *beside, *parse.children_by(token.i, "prep")]
        named = any(c.pos == "PROPN" or c.text[:1].isupper() for c in beside)
        within = any(start <= t.start < end for t in near for start, end in taken)
        if not named and not within:
            yield token.i


def _link(i: int, parse: Parse, document: Document, border: Candidate) -> Link[Place]:
    token = parse.tokens[i]
    return Link(
        mention=document.span(token.start, token.end),
        part="at",
        target=Place(
            name=border.name,
            country=border.country,
            lat=border.lat,
            lon=border.lon,
            geonameid=border.geonameid,
            precision=features()[border.feature].precision,
        ),
        score=LIKELY,
        reasons=(
            Reason(
                feature="border of the two sides",
                score=LIKELY,
                left=token.text,
                right=border.name,
            ),
        ),
    )
