"""Claims with their parties, voices, places and days looked up: the whole step on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from tocsin.records import Document, Parse, ResolvedClaim
from tocsin.resolve.actors import actors_of
from tocsin.resolve.actors_lessons import Lessons, lessons_of
from tocsin.resolve.belligerents import belligerents
from tocsin.resolve.clauses import Clauses
from tocsin.resolve.dates import times_in
from tocsin.resolve.doers import lenders
from tocsin.resolve.moments import Moments
from tocsin.resolve.places import places_in
from tocsin.resolve.sides import Told, complete, placed_speaker
from tocsin.resolve.sites import Sites

if TYPE_CHECKING:
    from tocsin.records import Actor, Claim, Link, Mention
    from tocsin.resolve.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What one text offers to every claim in it."""

    document: Document
    parse: Parse
    lessons: Lessons
    sites: Sites
    moments: Moments
    country_at: Callable[[str], str | None]


def resolve(
    document: Document, parse: Parse, claims: tuple[Claim, ...], gazetteer: Gazetteer
) -> tuple[ResolvedClaim, ...]:
    """Look up everything that the claims of one text name."""
    if not claims:
        return ()
    places = places_in(parse, document, gazetteer)
    by_name = {link.mention.text: link.target.country for link in places}
    clauses = Clauses(parse, claims)
    lessons = lessons_of(parse, document)
    context = Context(
        document=document,
        parse=parse,
        lessons=lessons,
        sites=Sites(clauses, places, document.text),
        moments=Moments(clauses, times_in(parse, document), document),
        country_at=by_name.get,
    )
    sides = belligerents(claims, partial(_looked_up, context=context), lessons.named)
    context = replace(context, lessons=replace(lessons, sides=sides))
    return tuple(_resolved(claim, context) for claim in claims)


def _resolved(claim: Claim, context: Context) -> ResolvedClaim:
    sites = context.sites.of(claim)
    speakers = tuple(
        placed_speaker(link, sites, context.lessons)
        for s in claim.chain
        for link in _looked_up(s.head, "speaker", context)[:1]
    )
    told = Told(
        actors=_parties(lenders(claim, speakers, context.sites.clauses), "actor", context),
        recipients=_parties(claim.mentions, "recipient", context),
        speakers=speakers,
    )
    actors, recipients = complete(claim, told, sites, context.lessons)
    return ResolvedClaim(
        claim=claim,
        actors=actors,
        recipients=recipients,
        speakers=told.speakers,
        places=sites,
        when=context.moments.of(claim),
    )


def _parties(mentions: Iterable[Mention], part: str, context: Context) -> tuple[Link[Actor], ...]:
    """The parties of the first mention that names any in this part."""
    for mention in mentions:
        found: dict[tuple[str | None, str], Link[Actor]] = {}
        for participant in mention.participants:
            if participant.part == part:
                for link in _looked_up(participant.head, part, context):
                    found.setdefault((link.target.id, link.target.name), link)
        if found:
            return tuple(found.values())
    return ()


def _looked_up(head: int, part: str, context: Context) -> tuple[Link[Actor], ...]:
    return actors_of(
        context.parse,
        head,
        part,
        lessons=context.lessons,
        document=context.document,
        country_at=context.country_at,
    )
