"""Claims with their parties, voices, places and days looked up: the whole step on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import Actor, Kind, Link, Reason, ResolvedClaim, Stance
from tocsin.resolve.actors import actors_of, is_pair
from tocsin.resolve.actors_lessons import Lessons, lessons_of, most_told
from tocsin.resolve.answered import as_answered
from tocsin.resolve.belligerents import belligerents
from tocsin.resolve.borders import borders_in
from tocsin.resolve.capitals import capitals_in
from tocsin.resolve.clauses import Clauses
from tocsin.resolve.dates import times_in
from tocsin.resolve.doers import lenders
from tocsin.resolve.moments import Moments
from tocsin.resolve.places import places_in
from tocsin.resolve.reprisals import in_return
from tocsin.resolve.sides import Told, complete, placed_speaker, stated
from tocsin.resolve.sites import Sites

if TYPE_CHECKING:
    from tocsin.records import Claim, Document, Mention, Parse, Participant, Place
    from tocsin.resolve.gazetteer import Gazetteer

CHARGED = 0.5
COUNTRY = 6
THINGS = ("dobj", "nsubjpass")
Look = Callable[[int, str], tuple[Link[Actor], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What one text offers to every claim in it; `look` gives the parties of a phrase."""

    lessons: Lessons
    sites: Sites
    moments: Moments
    look: Look


def resolve(
    document: Document, parse: Parse, claims: tuple[Claim, ...], gazetteer: Gazetteer
) -> tuple[ResolvedClaim, ...]:
    """Look up everything that the claims of one text name."""
    if not claims:
        return ()
    places = places_in(parse, document, gazetteer)
    countries = {link.mention.text: link.target.country for link in places}
    lessons = replace(lessons_of(parse, document), home=_home(places))
    look = _look(document, parse, lessons, countries.get)
    sides = belligerents(claims, look, lessons.named)
    lessons = replace(
        lessons, sides=sides, disputed=any(map(_denies, claims)), blamed=_blamed(claims, look)
    )
    paired = _look(document, parse, lessons, countries.get)
    places = borders_in(parse, document, sides, places, gazetteer)
    places = capitals_in(parse, document, places, gazetteer)
    clauses, for_two = Clauses(parse, claims), cache(partial(is_pair, parse))
    context = Context(
        lessons=lessons,
        sites=Sites(clauses, places, document.text),
        moments=Moments(clauses, times_in(parse, document), document),
        look=lambda head, part: (paired if for_two(head) else look)(head, part),
    )
    found = tuple(_resolved(claim, context) for claim in claims)
    return as_answered(in_return(found, parse))


def _denies(claim: Claim) -> bool:
    return claim.stance is Stance.DENIES and claim.first.kind is Kind.ASSAULT


def _blamed(claims: tuple[Claim, ...], look: Look) -> tuple[tuple[Actor, Actor], ...]:
    """Who lays violence at whose door in a text: the accuser and the accused."""
    found = []
    for claim in claims:
        if claim.first.kind is Kind.ACCUSE and claim.first.mode in _charges():
            accusers = _parties(claim.mentions, "actor", look)
            accused = _parties(claim.mentions, "recipient", look)
            found += [(one.target, other.target) for one in accusers for other in accused]
    return tuple(found)


@cache
def _charges() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("charge_modes.tsv"))


def _home(places: tuple[Link[Place], ...]) -> str | None:
    """The country in which most of a text's towns and districts lie."""
    within = (link.target for link in places if link.target.precision < COUNTRY)
    return most_told(place.country for place in within if place.country)


def _look(
    document: Document, parse: Parse, lessons: Lessons, country_at: Callable[[str], str | None]
) -> Look:
    """Looks the parties of a phrase up, by its head token and its part, each phrase once."""

    @cache
    def look(head: int, part: str) -> tuple[Link[Actor], ...]:
        return actors_of(
            parse, head, part, lessons=lessons, document=document, country_at=country_at
        )

    return look


def _resolved(claim: Claim, context: Context) -> ResolvedClaim:
    recipients = _parties(context.sites.clauses.own_first(claim), "recipient", context.look)
    if claim.first.kind is Kind.ACCUSE and not recipients:
        recipients = _charged(claim, context)
    mentions = lenders(claim, context.sites.clauses)
    actors = _parties(mentions, "actor", context.look)
    sites = context.sites.of(
        claim,
        stated(recipients),
        frozenset(li.target.country for li in actors if li.target.country),
    )
    speakers = tuple(
        placed_speaker(link, sites, context.lessons)
        for speaker in claim.chain
        for link in context.look(speaker.head, "speaker")[:1]
    )
    told = Told(actors=actors, recipients=recipients, speakers=speakers)
    actors, recipients = complete(claim, told, sites, context.lessons)
    return ResolvedClaim(
        claim=claim,
        actors=actors,
        recipients=recipients,
        speakers=told.speakers,
        places=sites,
        when=context.moments.of(claim),
    )


def _charged(claim: Claim, context: Context) -> tuple[Link[Actor], ...]:
    """Whom words against a deed are for: its doers, as the text tells them elsewhere.

    "The premier condemned the attack" is for whoever was told to have made it.
    """
    clauses = context.sites.clauses
    things = clauses.parse.children_by(claim.first.trigger_token, *THINGS)
    deeds = {thing.i for thing in things}
    for other in clauses.claims:
        if deeds.isdisjoint(mention.trigger_token for mention in other.mentions):
            continue
        doers = _parties(lenders(other, clauses), "actor", context.look)
        told = tuple(
            replace(
                link,
                part="recipient",
                score=CHARGED,
                reasons=(
                    *link.reasons,
                    Reason(
                        feature="did what is condemned",
                        score=CHARGED,
                        left=claim.first.trigger.text,
                        right=link.target.name,
                    ),
                ),
            )
            for link in doers
        )
        if told:
            return told
    return ()


def _parties(mentions: Iterable[Mention], part: str, look: Look) -> tuple[Link[Actor], ...]:
    """The parties of the first mention that names any in this part."""
    for mention in mentions:
        found: dict[tuple[str | None, str], Link[Actor]] = {}
        for participant in mention.participants:
            if participant.part == part:
                for link in _meant(participant, look(participant.head, part)):
                    found.setdefault((link.target.id, link.target.name), link)
        if found:
            return tuple(found.values())
    return ()


def _meant(participant: Participant, links: tuple[Link[Actor], ...]) -> tuple[Link[Actor], ...]:
    """Those of a list that a phrase stands for: "they" for all, "the army" only for the army."""
    here = participant.referent
    if here == participant.span or participant.span.text.lower() in _plural():
        return links
    own = (x for x in links if x.mention.start < here.end and here.start < x.mention.end)
    return tuple(own) or links


@cache
def _plural() -> frozenset[str]:
    return frozenset(r["word"] for r in rows("pronouns.tsv") if r["stands_for"] == "group")
