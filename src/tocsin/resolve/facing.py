"""Whose a party is that its own words leave open: of the place, or of the side that it faces."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.lexicon.tables import rows
from tocsin.records import Actor, Link, Reason, Role
from tocsin.resolve.actors_parts import affixes
from tocsin.resolve.actors_words import foreign_words

if TYPE_CHECKING:
    from tocsin.records import Place
    from tocsin.resolve.actors_lessons import Lessons

INFERRED = 0.4
NEAR = "stands where it happened"
HIT = "the place that was hit"
SITED = "place"
GUESSED = "country of the text"
EARLIER = "told earlier"
OPPOSED = "faces the doer"
OPPOSED_TO = "faces those who are hit"
BEFORE_DEED = "stands before the deed"
UNGOVERNED = "held by nobody's state"
ALIKE = "hit together with"
TELLS = "tells it itself"
TELLER = "is the teller's own"
WEAK = {NEAR, GUESSED, EARLIER}
LOCATED = {NEAR, SITED, GUESSED, HIT}
BOUND = {Role.CVL, Role.UNK, Role.MIL, Role.GOV, Role.MED}
LOCAL = {Role.CVL, Role.UNK, Role.MIL, Role.GOV, Role.LEG, Role.JUD, Role.PTY, Role.OPP}
ATTACKERS = {Role.MIL, Role.UNK, Role.REB}
ANYBODY = {Role.REB, Role.CVL, Role.UNK, Role.OPP}
NATIVE = {Role.GOV, Role.MIL, Role.REB, Role.OPP, Role.CVL}
OWNED = {"belongs to", "named earlier", "taught by the text"}
PAIR = 2

Parties = tuple[Link[Actor], ...]


def opposed(
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
    if _is_own_state(link, actors):
        return link
    bystander = _is_bystander(link, lessons, country)
    if target.country is not None and not (bystander or _is_guessed(link, doers, country)):
        return link
    ((_, name, other, _),) = others
    reason = Reason(feature=OPPOSED, score=INFERRED, left=target.name, right=other or name)
    return replace(link, target=replace(target, country=other), reasons=(*link.reasons, reason))


def _is_own_state(link: Link[Actor], actors: Parties) -> bool:
    """Whether rebels hit the army or government of their own country that was told of before."""
    rise = all(one.target.role is Role.REB for one in actors)
    told = any(reason.feature == EARLIER for reason in link.reasons)
    return rise and told and link.target.role in {Role.GOV, Role.MIL}


def _is_bystander(link: Link[Actor], lessons: Lessons, country: str | None) -> bool:
    """Whether an army is only taken for the last one named, which is of neither side nor place.

    "Jordanian jets helped. Tehran blames Israel for the death of two generals": they are Iran's.
    """
    sides = {side[2] for side in lessons.sides}
    told = any(reason.feature == EARLIER for reason in link.reasons)
    return told and link.target.country not in {*sides, country}


def against(link: Link[Actor], recipients: Parties, lessons: Lessons) -> Link[Actor]:
    """Whoever attacks one of the two sides of a text, and is of nobody, is of the other side."""
    target = link.target
    if target.country or target.id or target.role not in ATTACKERS or len(lessons.sides) != PAIR:
        return link
    hit = {one.target.country for one in recipients if one.target.country}
    others = [side for side in lessons.sides if side[2] not in hit]
    if not others and hit == {side[2] for side in lessons.sides}:
        others = [lessons.sides[1]]
    if len(hit) != 1 or len(others) != 1:
        return link
    ((_, name, other, _),) = others
    reason = Reason(feature=OPPOSED_TO, score=INFERRED, left=target.name, right=other or name)
    return replace(link, target=replace(target, country=other), reasons=(*link.reasons, reason))


def alike(recipients: Parties, actors: Parties) -> Parties:
    """Those hit, of whom one is told to be the foe's and the text around gives another the doer's.

    "They shelled Turkish positions, killing five soldiers" tells of Turkish soldiers.
    """
    doers = {link.target.country for link in actors}
    told = {
        link.target.country
        for link in recipients
        if not {reason.feature for reason in link.reasons} & WEAK
    } - {None, *doers}
    if len(told) != 1:
        return recipients
    (country,) = told
    return tuple(
        replace(
            link,
            target=replace(link.target, country=country),
            reasons=(
                *link.reasons,
                Reason(feature=ALIKE, score=INFERRED, left=link.target.name, right=country or ""),
            ),
        )
        if link.target.country in doers
        and link.target.role in BOUND
        and {reason.feature for reason in link.reasons} & WEAK
        else link
        for link in recipients
    )


def of_the_place(link: Link[Actor], country: str | None) -> Link[Actor]:
    """Gunmen and crowds of no told country as of the place, not of the text's main country."""
    target = link.target
    guessed = any(reason.feature == GUESSED for reason in link.reasons)
    if not guessed or country is None or target.id is not None or target.role not in ANYBODY:
        return link
    return native(replace(link, target=replace(target, country=None)), (), country)


def as_teller(link: Link[Actor], speakers: Parties) -> Link[Actor]:
    """A doer who is the voice itself as of the voice's country: "the army said its jets"."""
    target = link.target
    voice = speakers[-1].target if speakers else target
    if target.country or target.id or voice.country is None or voice.name != target.name:
        return link
    reason = Reason(feature=TELLS, score=INFERRED, left=target.name, right=voice.country)
    return replace(
        link, target=replace(target, country=voice.country), reasons=(*link.reasons, reason)
    )


def of_the_teller(link: Link[Actor], actors: Parties, speakers: Parties) -> Link[Actor]:
    """Whose "its positions" are that the other side shelled, as the side says to which they belong.

    "Eritrea accused Ethiopian forces of shelling its positions": nobody shells his own.
    """
    doers = {one.target.country for one in actors}
    teller = speakers[-1].target.country if speakers else None
    owned = link.target.name.split()[0].casefold() in _pronouns()
    if not owned or teller is None or teller in doers or link.target.country not in doers:
        return link
    reason = Reason(feature=TELLER, score=INFERRED, left=link.target.name, right=teller)
    return replace(
        link, target=replace(link.target, country=teller), reasons=(*link.reasons, reason)
    )


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("pronouns.tsv"))


def native(link: Link[Actor], recipients: Parties, country: str | None) -> Link[Actor]:
    """Whoever acts and is of no known state is of the country where it happens, or of the hit.

    Arms and aircraft come from anywhere, and so do forces that another state only backs.
    """
    target = link.target
    if target.country or target.id or target.role not in NATIVE or _is_from_elsewhere(target.name):
        return link
    if any(reason.feature in OWNED for reason in link.reasons):
        return link
    hit = {one.target.country for one in recipients} - {None}
    home = country or (hit.pop() if len(hit) == 1 else None)
    if home is None:
        return link
    reason = Reason(feature=NEAR, score=INFERRED, left=target.name, right=home)
    return replace(link, target=replace(target, country=home), reasons=(*link.reasons, reason))


def from_abroad(link: Link[Actor], entered: str | None) -> Link[Actor]:
    """Whoever enters a country is not of it, where only the text around would make it so."""
    guessed = any(reason.feature == GUESSED for reason in link.reasons)
    if entered is None or link.target.country != entered or not guessed:
        return link
    reasons = tuple(reason for reason in link.reasons if reason.feature != GUESSED)
    return replace(link, target=replace(link.target, country=None), reasons=reasons)


def _is_from_elsewhere(name: str) -> bool:
    words = name.casefold().replace("-", " ").split()
    sponsored = any(affixes().get(word) == "sponsor" for word in words)
    arms = _weapons() & {words[-1], words[-1].removesuffix("s")}
    return sponsored or bool(arms) or not foreign_words().isdisjoint(words)


def _is_guessed(link: Link[Actor], doers: set[str | None], country: str | None) -> bool:
    if link.target.country not in doers:
        return False
    features = {reason.feature for reason in link.reasons}
    if {NEAR, SITED} & features:
        words = link.target.name.casefold().split()
        return bool(_weapons() & {*words, words[-1].removesuffix("s")})
    return country not in doers and bool({GUESSED, EARLIER} & features)


@cache
def _weapons() -> frozenset[str]:
    return frozenset(row["weapon"].casefold() for row in rows("weapons.tsv"))


def not_where(actors: Parties, recipients: Parties, country: str | None) -> Parties:
    """The doers without whatever only says where: "a Yemen air strike killed 40 in Saada"."""
    places = {link.target.country for link in recipients} | {country}
    return tuple(
        link
        for link in actors
        if link.target.country not in places
        or all(reason.feature != BEFORE_DEED for reason in link.reasons)
    )


def country_of(sites: tuple[Link[Place], ...]) -> str | None:
    """The one country in which a claim's places lie, None for none or several."""
    countries = {site.target.country for site in sites if site.part != "origin"}
    return next(iter(countries)) if len(countries) == 1 else None


def placed(link: Link[Actor], country: str | None) -> Link[Actor]:
    """The party as one of the country where it happened, where its own words name none."""
    target = link.target
    if link.part == "recipient" and _is_only_near(link):
        target = replace(target, country=None)
    if country is None or target.country is not None or target.role not in BOUND | LOCAL:
        return link
    reason = Reason(feature=NEAR, score=INFERRED, left=target.name, right=country)
    return replace(link, target=replace(target, country=country), reasons=(*link.reasons, reason))


def _is_only_near(link: Link[Actor]) -> bool:
    """Whether only the text around tells whose it is; of a base also what was told of an army."""
    told = {reason.feature for reason in link.reasons}
    fixed = link.target.name.casefold().split()[-1].removesuffix("s") in members("place")
    return GUESSED in told or (EARLIER in told and fixed)


def of_the_held(link: Link[Actor], sites: tuple[Link[Place], ...], lessons: Lessons) -> Link[Actor]:
    """Whoever is hit in a town that no state governs is of no country, unless his words say so."""
    target = link.target
    if target.country is None or not {reason.feature for reason in link.reasons} & LOCATED:
        return link
    struck = [site for site in sites if site.part != "origin"]
    if not struck or not all(_is_held(site.target.name, lessons) for site in struck):
        return link
    reason = Reason(feature=UNGOVERNED, score=INFERRED, left=target.name, right=target.country)
    return replace(link, target=replace(target, country=None), reasons=(*link.reasons, reason))


def _is_held(name: str, lessons: Lessons) -> bool:
    day = lessons.index.published
    return any(
        name in row["place"].split("|")
        and (day is None or row["since"] <= day.isoformat() <= row["until"])
        for row in rows("actors/held.tsv")
    )
