"""Parties that a claim leaves to its reader: both sides of a clash, the people of a place hit.

Each inference is a link with a low score and a reason, so that it can be seen and overruled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import Actor, Kind, Link, Reason, Role
from tocsin.resolve.doers import addressed, faced, meant

if TYPE_CHECKING:
    from tocsin.records import Claim, Place, Span
    from tocsin.resolve.actors_lessons import Lessons

INFERRED = 0.4
NEAR = "stands where it happened"
SITED = "place"
GUESSED = "country of the text"
EARLIER = "told earlier"
BOUND = {Role.CVL, Role.UNK, Role.MIL, Role.GOV, Role.MED}
LOCAL = {Role.CVL, Role.UNK, Role.MIL, Role.GOV, Role.LEG, Role.JUD, Role.PTY, Role.OPP}
MATERIAL = {Kind.ASSAULT, Kind.COERCE}
FIGHTERS = {Role.MIL, Role.REB, Role.GOV}
PAIR = 2
OPPOSED = "faces the doer"
OPPOSED_TO = "faces those who are hit"
ATTACKERS = {Role.MIL, Role.UNK, Role.REB}
PARLEY = {Kind.AGREE, Kind.CONSULT}
UNAIMED = "explosion"
HARMLESS = {Role.NGO, Role.MED}
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
    kind, trigger = claim.first.kind, claim.first.trigger
    if kind is Kind.RETREAT and is_mutual(claim.first.mode) and not actors:
        return _main_sides(lessons, trigger), ()
    if kind in PARLEY and not actors and not recipients:
        return _main_sides(lessons, trigger), ()
    if kind not in MATERIAL:
        return actors, addressed(claim, actors, recipients, lessons)
    if is_mutual(claim.first.mode):
        if not _own(claim, "recipient"):
            return _both(actors, lessons, trigger), ()
        fought = () if _is_directed(claim.first.mode) else _fought(actors, recipients)
        if fought:
            return fought, ()
    country = _country_of(sites)
    recipients = tuple(_placed(link, country) for link in recipients)
    if kind is Kind.COERCE:
        of_state = claim.first.mode in _state_modes()
        return actors or (_state(recipients, trigger) if of_state else ()), recipients
    if claim.first.mode != UNAIMED:
        recipients = recipients or _inhabitants(sites)
    if claim.first.mode != UNAIMED:
        actors = actors or _senders(sites)
    actors = actors or meant(claim, recipients, told.speakers, lessons)
    actors = tuple(_against(link, recipients, lessons) for link in actors)
    recipients = tuple(_opposed(link, actors, lessons, country) for link in recipients)
    return actors, recipients


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


def _opposed(
    link: Link[Actor], actors: Parties, lessons: Lessons, country: str | None
) -> Link[Actor]:
    """Whoever is hit is of the side that the doer faces, where only the text around tells whose.

    What stands in the doer's own country is left there, arms and aircraft apart.
    """
    target = link.target
    doers = {one.target.country for one in actors if one.target.country or one.target.id}
    others = [side for side in lessons.sides if side[2] not in doers]
    if len(others) != 1 or len(doers) != 1 or len(lessons.sides) != PAIR:
        return link
    if target.role is Role.REB and target.country is None:
        return link
    if target.country is not None and not _is_guessed(link, doers, country):
        return link
    ((_, name, other, _),) = others
    reason = Reason(feature=OPPOSED, score=INFERRED, left=target.name, right=other or name)
    return replace(link, target=replace(target, country=other), reasons=(*link.reasons, reason))


def _against(link: Link[Actor], recipients: Parties, lessons: Lessons) -> Link[Actor]:
    """Whoever attacks one of the two sides of a text, and is of nobody, is of the other side."""
    target = link.target
    if target.country or target.id or target.role not in ATTACKERS or len(lessons.sides) != PAIR:
        return link
    hit = {one.target.country for one in recipients if one.target.country}
    others = [side for side in lessons.sides if side[2] not in hit]
    if len(hit) != 1 or len(others) != 1:
        return link
    ((_, name, other, _),) = others
    reason = Reason(feature=OPPOSED_TO, score=INFERRED, left=target.name, right=other or name)
    return replace(link, target=replace(target, country=other), reasons=(*link.reasons, reason))


def _is_guessed(link: Link[Actor], doers: set[str | None], country: str | None) -> bool:
    if link.target.country not in doers:
        return False
    features = {reason.feature for reason in link.reasons}
    if {NEAR, SITED} & features:
        return bool(_weapons() & set(link.target.name.casefold().split()))
    return country not in doers and bool({GUESSED, EARLIER} & features)


@cache
def _weapons() -> frozenset[str]:
    return frozenset(row["weapon"].casefold() for row in rows("weapons.tsv"))


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
    known = any(link.target.country or link.target.id for link in recipients)
    return two and not known and claim.first.kind is Kind.ACCUSE


def _senders(sites: tuple[Link[Place], ...]) -> Parties:
    """Whoever fires from a country is that country's: "rockets fired from Armenia"."""
    return tuple(
        Link(
            mention=site.mention,
            part="actor",
            target=Actor(
                id=None, name=site.target.name, country=site.target.country, role=Role.MIL
            ),
            score=INFERRED,
            reasons=(
                Reason(
                    feature="where it was fired from",
                    score=INFERRED,
                    left=site.mention.text,
                    right=site.target.country or "",
                ),
            ),
        )
        for site in sites
        if site.part == "origin" and site.target.country
    )[:1]


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


def _country_of(sites: tuple[Link[Place], ...]) -> str | None:
    countries = {site.target.country for site in sites if site.part != "origin"}
    return next(iter(countries)) if len(countries) == 1 else None


def _placed(link: Link[Actor], country: str | None) -> Link[Actor]:
    target = link.target
    if link.part == "recipient" and any(r.feature == GUESSED for r in link.reasons):
        target = replace(target, country=None)
    if target.country is not None or country is None or target.role not in BOUND | LOCAL:
        return link
    reason = Reason(feature=NEAR, score=INFERRED, left=target.name, right=country)
    return replace(link, target=replace(target, country=country), reasons=(*link.reasons, reason))


def placed_speaker(
    link: Link[Actor], sites: tuple[Link[Place], ...], lessons: Lessons
) -> Link[Actor]:
    """A voice of no known country ("the interior ministry") is of the country it speaks of.

    That is the text's main country if it has one, else the country of the claim's place.
    """
    target = link.target
    if target.country is not None or target.id is not None or target.role not in LOCAL:
        return link
    return _placed(link, lessons.country or _country_of(sites))


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
                    feature="the place that was hit",
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
