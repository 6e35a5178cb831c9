"""Parties that a claim leaves to its reader: both sides of a clash, the people of a place hit.

Each inference is a link with a low score and a reason, so that it can be seen and overruled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.actors import country_entry
from tocsin.lexicon.tables import rows
from tocsin.records import Actor, Kind, Link, Reason, Role
from tocsin.resolve.doers import addressed, blames_itself, faced, meant
from tocsin.resolve.facing import (
    EARLIER,
    GUESSED,
    HIT,
    INFERRED,
    LOCAL,
    PAIR,
    against,
    alike,
    as_teller,
    country_of,
    from_abroad,
    native,
    not_where,
    of_the_held,
    of_the_place,
    of_the_teller,
    opposed,
    placed,
)

if TYPE_CHECKING:
    from tocsin.records import Claim, Place, Span
    from tocsin.resolve.actors_lessons import Lessons

MATERIAL = {Kind.ASSAULT, Kind.COERCE}
FIGHTERS = {Role.MIL, Role.REB, Role.GOV}
PARLEY = {Kind.AGREE, Kind.CONSULT}
UNAIMED = "explosion"
HARMLESS = {Role.NGO, Role.MED}
OF_COUNTRIES = 6
SENT = "where it was fired from"
EACH_SIDE = {"side", "each side", "sides", "both sides", "each"}
ONE_ANOTHER = {"other", "another", "each other", "one another"}

Parties = tuple[Link[Actor], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Who a claim names, before anything is inferred."""

    actors: Parties
    recipients: Parties
    speakers: Parties


def complete(
    claim: Claim, told: Told, sites: tuple[Link[Place], ...], lessons: Lessons
) -> tuple[Parties, Parties]:
    """The actors and recipients of a claim with what the text lets its reader infer.

    A clash or war without a known side is between the two main sides of the text; whoever is hit
    and has no country known belongs to the country of the place; an attack on a place whose people
    nobody names hits them; whoever tells of a blow to its own side, in a text of two sides, blames
    the other.
    """
    actors, recipients = _reciprocal(claim, told, lessons)
    actors = faced(actors, told.speakers, lessons)
    recipients = faced(recipients, told.speakers, lessons)
    told = Told(actors=actors, recipients=recipients, speakers=told.speakers)
    if claim.first.kind not in MATERIAL:
        return _of_words(claim, told, sites, lessons)
    if _is_only_named(claim):
        return (), ()
    country = country_of(sites)
    fought = _of_a_fight(claim, told, lessons) if is_mutual(claim.first.mode) else ()
    if fought:
        return tuple(native(link, (), country) for link in fought), ()
    recipients = tuple(placed(link, country) for link in recipients)
    if claim.first.kind is Kind.COERCE:
        of_state = claim.first.mode in _state_modes()
        return actors or (_state(recipients, claim.first.trigger) if of_state else ()), recipients
    return _of_a_blow(claim, replace(told, recipients=recipients), sites, lessons)


def _of_words(
    claim: Claim, told: Told, sites: tuple[Link[Place], ...], lessons: Lessons
) -> tuple[Parties, Parties]:
    """Who takes part in what is no violence: both main sides in talks and lulls of nobody.

    Where nobody says who marched or went on strike, it was people of the place.
    """
    parleys = claim.first.kind in PARLEY and not told.recipients
    lulls = claim.first.kind is Kind.RETREAT and is_mutual(claim.first.mode)
    if claim.first.kind is Kind.PROTEST and not told.actors:
        return _protesters(sites), told.recipients
    if not told.actors and (parleys or lulls):
        return _main_sides(lessons, claim.first.trigger), ()
    if parleys and claim.first.mode in _between_foes() and _are_third(told.actors, lessons):
        return (*_main_sides(lessons, claim.first.trigger), *told.actors), ()
    actors = told.actors
    if claim.first.mode in _crossings():
        actors = tuple(from_abroad(link, country_of(sites)) for link in actors)
    recipients = told.recipients or _entered(claim, actors, sites)
    return actors, addressed(claim, actors, recipients, lessons)


def _entered(claim: Claim, actors: Parties, sites: tuple[Link[Place], ...]) -> Parties:
    """The state whose border or airspace others cross: "troops crossed into Ecuador"."""
    country = country_of(sites)
    own = {link.target.country for link in actors}
    if claim.first.mode not in _crossings() or country is None or not own or country in own:
        return ()
    known = country_entry(country)
    side = (f"country:{country}", known.name if known else country, country, Role.GOV)
    return (replace(_side(side, claim.first.trigger, "whose border it is"), part="recipient"),)


@cache
def _crossings() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("crossing_modes.tsv"))


def _are_third(actors: Parties, lessons: Lessons) -> bool:
    """Whether all who are told stand outside the fighting and so speak for neither side."""
    sides = {side[2] for side in lessons.sides}
    return bool(sides) and not any(
        link.target.country in sides or link.target.role in {Role.REB, Role.UNK} for link in actors
    )


@cache
def _between_foes() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("parley_modes.tsv"))


def _of_a_fight(claim: Claim, told: Told, lessons: Lessons) -> Parties:
    """Who fights with whom, unless one side does it to the other."""
    if not _own(claim, "recipient"):
        return _both(told.actors, lessons, claim.first.trigger)
    return () if _is_directed(claim.first.mode) else _fought(told.actors, told.recipients)


def _of_a_blow(
    claim: Claim, told: Told, sites: tuple[Link[Place], ...], lessons: Lessons
) -> tuple[Parties, Parties]:
    """Who hits whom: the people of the place, whoever fires from one, and who faces whom."""
    recipients, country = told.recipients, country_of(sites)
    actors = not_where(told.actors, recipients, country)
    if not _own(claim, "actor") and blames_itself(
        claim, actors, recipients, told.speakers, lessons
    ):
        actors = ()
    if claim.first.mode in _of_ground():
        return actors, tuple(link for link in recipients if link.target.role in FIGHTERS)
    if claim.first.mode != UNAIMED:
        recipients = recipients or _inhabitants(_apart(sites, actors))
        actors = actors or _senders(sites, lessons)
    actors = actors or meant(claim, recipients, told.speakers, lessons)
    actors = tuple(of_the_place(link, country) for link in actors)
    actors = tuple(as_teller(link, told.speakers) for link in actors)
    actors = tuple(against(link, recipients, lessons) for link in actors)
    actors = tuple(native(link, recipients, country) for link in actors)
    recipients = tuple(of_the_teller(link, actors, told.speakers) for link in recipients)
    recipients = tuple(opposed(link, actors, lessons, country) for link in recipients)
    recipients = alike(recipients, actors)
    if country not in {link.target.country for link in told.speakers}:
        recipients = tuple(of_the_held(link, sites, lessons) for link in recipients)
    return actors, recipients


def _is_only_named(claim: Claim) -> bool:
    """Whether a war is named without its sides and dead, and so is nobody's: "since the war"."""
    first = claim.first
    return first.mode in _named_in_passing() and not (first.participants or first.tolls)


@cache
def _named_in_passing() -> frozenset[str]:
    return frozenset(row["mode"] for row in _mutual() if row["untold"] == "losses")


def _both(actors: Parties, lessons: Lessons, trigger: Span) -> Parties:
    """The sides of a clash: both main sides of the text where none, or only one, is told."""
    if not actors:
        return _main_sides(lessons, trigger)
    told = {link.target.country for link in actors}
    others = [side for side in lessons.sides if side[2] not in told]
    if len(told) != 1 or len(others) != 1 or len(lessons.sides) != PAIR or not others[0][0]:
        return actors
    return (*actors, _side(others[0], trigger, "the other main side of the text"))


def _is_directed(mode: str) -> bool:
    return any(row["mode"] == mode and row["directed"] == "yes" for row in _mutual())


@cache
def _mutual() -> tuple[dict[str, str], ...]:
    return rows("mutual_modes.tsv")


def _fought(actors: Parties, recipients: Parties) -> Parties:
    """Both sides of a clash act; the dead of one side are its toll, not its aim."""
    armed = tuple(
        replace(link, part="actor") for link in recipients if link.target.role in FIGHTERS
    )
    return (*actors, *armed) if actors and armed else ()


def stated(links: Parties) -> frozenset[str]:
    """The countries of parties that their own words tell, and not the text around them."""
    return frozenset(
        link.target.country
        for link in links
        if link.target.country
        and not any(reason.feature in {GUESSED, EARLIER} for reason in link.reasons)
    )


def _reciprocal(claim: Claim, told: Told, lessons: Lessons) -> tuple[Parties, Parties]:
    """Who is told, with "each side" and "the other" spelt out and the harmless no attackers."""
    actors, recipients = told.actors, told.recipients
    if claim.first.kind is Kind.ASSAULT:
        actors = tuple(link for link in actors if link.target.role not in HARMLESS)
    if any(link.target.name.casefold() in EACH_SIDE for link in actors):
        actors = _main_sides(lessons, claim.first.trigger) or actors
    others = any(link.target.name.casefold() in ONE_ANOTHER for link in recipients)
    if others or _is_traded(claim, actors, recipients):
        recipients = tuple(replace(link, part="recipient") for link in actors)
    return actors, recipients


def _is_traded(claim: Claim, actors: Parties, recipients: Parties) -> bool:
    """Whether two sides say it of each other: "traded accusations"."""
    two = len({link.target.country for link in actors} - {None}) == PAIR
    own = {link.target.country for link in actors} | {None}
    known = any(
        link.target.country not in own or (link.target.id and not link.target.country)
        for link in recipients
    )
    return two and not known and claim.first.kind is Kind.ACCUSE


def _senders(sites: tuple[Link[Place], ...], lessons: Lessons) -> Parties:
    """Whoever fires from a country is that country's: "rockets fired from Armenia".

    A village does not fire; from one comes the fire of the main side of the text that is at home
    there, if there is one.
    """
    fired = [site for site in sites if site.part == "origin" and site.target.country]
    found = []
    for site in fired:
        target = site.target
        home = [side for side in lessons.sides if side[2] == target.country]
        if len(home) == 1:
            found.append(_side(home[0], site.mention, SENT))
        elif target.precision == OF_COUNTRIES:
            state = ("", target.name, target.country, Role.MIL)
            found.append(_side(state, site.mention, SENT))
    return tuple(found[:1])


@cache
def _of_ground() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("ground_modes.tsv"))


@cache
def _state_modes() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("state_modes.tsv"))


def _state(recipients: Parties, trigger: Span) -> Parties:
    """Whoever is arrested or sentenced and by whom is not told, is so by the state of the place."""
    countries = {link.target.country for link in recipients} - {None}
    if len(countries) != 1:
        return ()
    (country,) = countries
    side = (f"country:{country}", "", country, Role.GOV)
    return (_side(side, trigger, "what only a state does"),)


def _own(claim: Claim, part: str) -> bool:
    return any(p.part == part for p in claim.first.participants)


def is_mutual(mode: str) -> bool:
    """Whether a mode of violence has two sides that both act (a clash, a war)."""
    return any(row["mode"] == mode for row in _mutual())


def _main_sides(lessons: Lessons, trigger: Span) -> Parties:
    return tuple(_side(side, trigger, "main sides of the text") for side in lessons.sides)


def placed_speaker(
    link: Link[Actor], sites: tuple[Link[Place], ...], lessons: Lessons
) -> Link[Actor]:
    """A voice of no known country ("the interior ministry") is of the country it speaks of.

    That is the text's main country if it has one, else the country of the claim's place.
    """
    target = link.target
    here = country_of(sites)
    country = lessons.country or here
    if target.role is Role.REB:
        return native(link, (), country)
    if target.role is Role.CVL and here and any(r.feature == GUESSED for r in link.reasons):
        return placed(replace(link, target=replace(target, country=None)), here)
    if target.country is not None or target.id is not None or target.role not in LOCAL:
        return link
    return placed(link, country)


def _apart(sites: tuple[Link[Place], ...], actors: Parties) -> tuple[Link[Place], ...]:
    """The places without the doers' own countries, which a deed names and does not hit."""
    doers = {link.target.country for link in actors}
    return tuple(
        site
        for site in sites
        if site.target.precision != OF_COUNTRIES or site.target.country not in doers
    )


def _protesters(sites: tuple[Link[Place], ...]) -> Parties:
    return tuple(
        replace(
            link,
            part="actor",
            reasons=(replace(link.reasons[0], feature="protests where it was"),),
        )
        for link in _inhabitants(sites)
    )


def _inhabitants(sites: tuple[Link[Place], ...]) -> Parties:
    return tuple(
        Link(
            mention=site.mention,
            part="recipient",
            target=Actor(
                id=None, name=site.target.name, country=site.target.country, role=Role.CVL
            ),
            score=INFERRED,
            reasons=(
                Reason(
                    feature=HIT,
                    score=INFERRED,
                    left=site.mention.text,
                    right=site.target.country or "",
                ),
            ),
        )
        for site in sites
        if site.part != "origin" and site.target.country
    )[:1]


def _side(side: tuple[str, str, str | None, Role], trigger: Span, feature: str) -> Link[Actor]:
    identity, name, country, role = side
    shown = name or country or identity
    return Link(
        mention=trigger,
        part="actor",
        target=Actor(id=identity or None, name=shown, country=country, role=role),
        score=INFERRED,
        reasons=(Reason(feature=feature, score=INFERRED, left=trigger.text, right=shown),),
    )
