"""Who a voice means where its sentence names no doer: what it may borrow, and whom it blames.

A doer named elsewhere in the text is this claim's only if the same voice or the publisher named it,
or if the doer itself owns to the deed; what only another voice says stays that voice's.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.lexicon.actors import country_entry
from tocsin.lexicon.tables import rows
from tocsin.records import Actor, Kind, Link, Reason, Role, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Claim, Mention, Span
    from tocsin.resolve.actors_lessons import Lessons
    from tocsin.resolve.clauses import Clauses


INFERRED = 0.4
ADDRESSED = "whom such words are for"
BLAMED = "whom the speaker's side blames"
FACED = "the side that the speaker's side faces"
PARTISAN = frozenset({Role.GOV, Role.MIL, Role.REB})
STATE = frozenset({Role.GOV, Role.MIL})
OF_THINGS = frozenset({Kind.MOBILIZE, Kind.REJECT})
OWNING = frozenset({Stance.CONFIRMS, Stance.PARTLY_CONFIRMS})
HARMED = frozenset({"killing", "wounding"})
ANSWERING = OWNING | {Stance.DENIES}

Parties = tuple[Link[Actor], ...]
Side = tuple[str, str, str | None, Role]


def lenders(claim: Claim, clauses: Clauses) -> Iterator[Mention]:
    """The mentions of a claim whose doer its voice can be taken to mean, nearest first.

    Its own mentions, those of its own voice and what the publisher tells are; what another voice
    tells is only if it owns to the deed. The publisher borrows nothing from a voice.
    """
    for number, mention in enumerate(clauses.own_first(claim)):
        owner = clauses.teller(mention) or claim
        if _contradicts(owner, claim):
            continue
        if number == 0 or owner.id == claim.id or _voice(owner) == _voice(claim):
            yield mention
        elif not claim.chain:
            here = claim.first.trigger_token
            if clauses.is_headline(here) or _sentence(clauses, mention) == _sentence(
                clauses, claim.first
            ):
                yield mention
        elif not owner.chain or owner.stance in OWNING:
            yield mention


def _contradicts(owner: Claim, claim: Claim) -> bool:
    """Whether a denial would deny what its own voice asserts of another doer."""
    denies = claim.stance is Stance.DENIES and owner.stance is Stance.ASSERTS
    return denies and owner.id != claim.id and bool(claim.chain) and _voice(owner) == _voice(claim)


def _voice(claim: Claim) -> int | None:
    return claim.chain[-1].head if claim.chain else None


def _sentence(clauses: Clauses, mention: Mention) -> int:
    return clauses.parse.sentence_of(mention.trigger_token)


def _takes_side(speakers: Parties) -> bool:
    return bool(speakers) and speakers[-1].target.role in PARTISAN


def meant(claim: Claim, recipients: Parties, speakers: Parties, lessons: Lessons) -> Parties:
    """The doer that a voice which takes a side leaves unsaid: itself, or whom it faces.

    Forces that admit a deed did it, unless it hit their own; whoever tells of harm to its own side
    blames the side that it faces. Whoever only counts the dead of a disputed blow blames nobody,
    and nobody owns to the deaths of captives by telling of them.
    """
    if not _takes_side(speakers) or claim.first.kind is not Kind.ASSAULT:
        return ()
    if claim.stance not in ANSWERING and (
        _only_counts(claim, recipients, speakers[-1].target, lessons) or _of_captives(claim)
    ):
        return ()
    speaker = speakers[-1].target
    hit = {link.target.country for link in recipients} - {None}
    trigger = claim.first.trigger
    if not _are_its_own(recipients, speaker) and _speaks_of_its_own(claim, speaker, hit):
        if hit == {speaker.country} and not _is_civil_war(lessons):
            return ()
        return (_inferred(speaker, trigger, "admits its own deed"),)
    if speaker.country is None or hit != {speaker.country}:
        return ()
    return _of_the_foe(claim, speaker, lessons)


def _of_the_foe(claim: Claim, speaker: Actor, lessons: Lessons) -> Parties:
    """The one whom a side blames for harm to its own: by its words, or because it faces him."""
    mode, trigger = claim.first.mode, claim.first.trigger
    blamed = _blamed(speaker, lessons)
    faced = blamed or [foe for foe in foes(speaker, lessons) if _can_do(foe, mode)]
    if len(faced) != 1:
        return ()
    return (_inferred(faced[0], trigger, BLAMED if blamed else FACED),)


def _blamed(speaker: Actor, lessons: Lessons) -> list[Actor]:
    """Whom a side accuses somewhere in the text: "ten died, the mayor said. He blamed rebels"."""
    side = speaker.country, speaker.role is Role.REB
    return list(
        dict.fromkeys(
            accused
            for accuser, accused in lessons.blamed
            if (accuser.country, accuser.role is Role.REB) == side != (accused.country, False)
        )
    )


def _are_its_own(recipients: Parties, speaker: Actor) -> bool:
    """Whether those who are hit fight for the voice itself: an army that admits its own losses."""
    role = Role.REB if speaker.role is Role.REB else Role.MIL
    return bool(recipients) and all(
        (link.target.country, link.target.role) == (speaker.country, role) for link in recipients
    )


def _can_do(foe: Actor, mode: str) -> bool:
    """Whether a side has what a mode of violence takes: armed groups have no bombers."""
    return foe.role is not Role.REB or mode not in _flown()


@cache
def _flown() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("flown_modes.tsv"))


def blames_itself(
    claim: Claim, actors: Parties, recipients: Parties, speakers: Parties, lessons: Lessons
) -> bool:
    """Whether a doer from elsewhere in the text would make a voice blame its own country for harm.

    "Iranian missiles hit Pakistan. Iranian media said nine were killed near Saravan, in Iran" tells
    of another blow.
    """
    own = {link.target.country for link in speakers[-1:]} - {None}
    if claim.stance is not Stance.ASSERTS or _is_civil_war(lessons):
        return False
    return bool(own) and all(
        {link.target.country for link in links} == own for links in (actors, recipients)
    )


def _only_counts(claim: Claim, recipients: Parties, speaker: Actor, lessons: Lessons) -> bool:
    """Whether a claim tells of nothing but losses, in a text where violence is disputed.

    Whoever counts dead rebels boasts of a deed, and whoever lays it at a door means that one.
    """
    counted = claim.first.mode in HARMED and bool(claim.first.tolls)
    if not (counted and lessons.disputed) or _blamed(speaker, lessons):
        return False
    return all(link.target.role is not Role.REB for link in recipients)


def _of_captives(claim: Claim) -> bool:
    """Whether those who are hit were in somebody's hands: "40 prisoners of war were killed"."""
    told = [party.span.text for party in claim.first.participants if party.part == "recipient"]
    told += [toll.whom for toll in claim.first.tolls]
    words = {word.removesuffix("s") for phrase in told for word in phrase.casefold().split()}
    return not words.isdisjoint(members("detained"))


def _speaks_of_its_own(claim: Claim, speaker: Actor, hit: set[str | None]) -> bool:
    """Whether a voice admits or denies a deed of its own, or soldiers tell of a blow to others."""
    if claim.stance in OWNING:
        return True
    others = bool(hit) and speaker.country not in hit
    if claim.stance is Stance.DENIES:
        return others
    return others and speaker.role is Role.MIL


def _is_civil_war(lessons: Lessons) -> bool:
    return len({side[2] for side in lessons.sides}) == 1


def foes(speaker: Actor, lessons: Lessons) -> list[Actor]:
    """Whom a side faces in this text: the other main side, or the rebels of its own country.

    Rebels face the state that they rise against, which for some is not their own.
    """
    if speaker.role is Role.REB:
        at_war = _across_the_front(speaker, lessons)
        if at_war:
            return at_war
        return [_state(country) for country in _states_faced(speaker, lessons)]
    if speaker.country not in {side[2] for side in lessons.sides}:
        return []
    others = [side for side in lessons.sides if _is_other(side, speaker)]
    if not others:
        others = [("", words, speaker.country, Role.REB) for words in _rebels(lessons)]
    return [_side(other) for other in others]


def _across_the_front(speaker: Actor, lessons: Lessons) -> list[Actor]:
    """The other main side, if a group itself is one and the other is another country."""
    own = [side for side in lessons.sides if speaker.id is not None and side[0] == speaker.id]
    others = [side for side in lessons.sides if side[2] != speaker.country and side[2]]
    return [_side(other) for other in others] if own and len(others) == 1 else []


@cache
def _foes() -> dict[str, list[str]]:
    return {row["id"]: row["foes"].split("|") for row in rows("actors/foes.tsv")}


def _states_faced(speaker: Actor, lessons: Lessons) -> list[str]:
    """The first foe that the text names, of the group or of one of its country in the text."""
    named = [side for side, _ in lessons.named]
    kin = [side[0] for side in named if side[3] is Role.REB and side[2] == speaker.country]
    listed = next((_foes()[key] for key in (speaker.id, *kin) if key in _foes()), None)
    faced = listed or ([speaker.country] if speaker.country else [])
    countries = {side[2] for side in named if side[3] is not Role.REB}
    return [country for country in faced if country in countries][:1]


def _state(country: str) -> Actor:
    known = country_entry(country)
    name = known.name if known else country
    return Actor(id=f"country:{country}", name=name, country=country, role=Role.GOV)


def _is_other(side: Side, speaker: Actor) -> bool:
    _, _, country, role = side
    return country != speaker.country or role is Role.REB


def _rebels(lessons: Lessons) -> list[str]:
    """The words by which a text first names armed people who serve no state."""
    nouns = lessons.index.nouns
    first = min((i for i, hit in nouns.items() if hit.entry.role is Role.REB), default=None)
    if first is None:
        return []
    return [" ".join(lessons.index.words[nouns[first].first : nouns[first].last])]


def _inferred(target: Actor, trigger: Span, feature: str) -> Link[Actor]:
    return Link(
        mention=trigger,
        part="actor",
        target=target,
        score=INFERRED,
        reasons=(Reason(feature=feature, score=INFERRED, left=trigger.text, right=target.name),),
    )


def addressed(claim: Claim, actors: Parties, recipients: Parties, lessons: Lessons) -> Parties:
    """Whom threats, breaches and the like without a known addressee are for, by kind and mode.

    A call for a truce by somebody who takes no part in the fighting is for both sides.
    """
    kind, mode = claim.first.kind, claim.first.mode
    told = [
        link
        for link in recipients
        if kind not in OF_THINGS or link.target.country or link.target.id
    ]
    if told or not {(kind, mode), (kind, "*")} & _for_the_foe() or not actors:
        return recipients
    asker = actors[-1].target
    met = foes(asker, lessons) if _takes_side(actors) else []
    outside = asker.country is not None and asker.country not in {s[2] for s in lessons.sides}
    if not met and kind is Kind.REQUEST and outside:
        met = [_side(side) for side in lessons.sides]
    return (
        recipients
        if not met
        else tuple(
            replace(_inferred(foe, claim.first.trigger, ADDRESSED), part="recipient") for foe in met
        )
    )


def _side(side: Side) -> Actor:
    identity, name, country, role = side
    return Actor(id=identity or None, name=name or country or identity, country=country, role=role)


@cache
def _for_the_foe() -> frozenset[tuple[str, str]]:
    return frozenset((row["kind"], row["mode"]) for row in rows("actors/addressed.tsv"))


@cache
def _opponents() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("actors/opponents.tsv"))


def faced(links: Parties, speakers: Parties, lessons: Lessons) -> Parties:
    """The parties with "the enemy" read as whom the speaker faces."""
    found: list[Link[Actor]] = []
    for link in links:
        told = _opponents() & {word.rstrip("s") for word in link.target.name.casefold().split()}
        others = foes(speakers[-1].target, lessons) if told and _takes_side(speakers) else []
        words = ", ".join(sorted(told))
        found += [
            replace(
                link,
                target=other,
                score=INFERRED,
                reasons=(Reason(feature=FACED, score=INFERRED, left=words, right=other.name),),
            )
            for other in others
        ] or [link]
    return tuple(found)
