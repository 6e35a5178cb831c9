"""Mentions: every predicate of a text that tells of an event, one happening of a sentence once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.extract.circumstance import clause_of, locatives_of, times_of, weapons_of
from tocsin.extract.groups import generic_modes, happenings_in, primary_of
from tocsin.extract.history import is_background
from tocsin.extract.hits import hits_in
from tocsin.extract.losses import with_losses
from tocsin.extract.reality import reality_of
from tocsin.extract.roles import is_agent, of_doers, participants_of
from tocsin.extract.tolls import losses_in
from tocsin.extract.topic import is_about_play, is_literal
from tocsin.grammar.classes import Classes
from tocsin.grammar.phrases import Phrases
from tocsin.grammar.subjects import with_conjuncts
from tocsin.records import Kind, Mention, Participant

if TYPE_CHECKING:
    from tocsin.extract.hits import Hit
    from tocsin.records import Document, Parse

REPULSE = "repulse"
ADDRESSED = {Kind.ACCUSE, Kind.REQUEST}


def mentions_in(document: Document, parse: Parse) -> tuple[Mention, ...]:
    """Every predicate of `parse` that tells of an event, in text order.

    Predicates of one sentence that tell of one happening ("killed in an air strike") become one
    mention, whose trigger is the more telling of the two. A text about play has none but those in
    which somebody is shot or killed.
    """
    classes, phrases = Classes(parse), Phrases(document, parse)
    happenings = happenings_in(hits_in(classes), parse)
    owners = {hit.i: group[0].i for group in happenings for hit in group}
    mentions = [_mention(group, classes, phrases, owners) for group in happenings]
    if is_about_play(parse):
        mentions = [one for one in mentions if is_literal(one)]
    return tuple(sorted(with_losses(mentions, classes, phrases), key=lambda m: m.trigger.start))


def _mention(
    group: list[Hit], classes: Classes, phrases: Phrases, owners: dict[int, int]
) -> Mention:
    parse, document = classes.parse, phrases.document
    first = primary_of(group)
    clause = sorted({i for hit in group for i in clause_of(classes, hit.i)})
    weapons, implied = weapons_of(classes, document, clause)
    mode = implied if implied and first.trigger.mode in generic_modes() else first.trigger.mode
    participants = _merged(group, first, classes, phrases)
    token = parse.tokens[first.i]
    return Mention(
        kind=first.trigger.kind,
        mode=mode if first.trigger.kind is Kind.ASSAULT else first.trigger.mode,
        trigger=document.span(token.start, token.end),
        trigger_token=first.i,
        participants=participants,
        weapons=weapons if first.trigger.kind is Kind.ASSAULT else (),
        tolls=tuple(
            loss.toll
            for loss in losses_in(classes, phrases, clause)
            if first.trigger.kind is not Kind.SANCTION
            and owners.get(loss.word, group[0].i) == group[0].i
        ),
        place=locatives_of(classes, document, clause),
        time=times_of(classes, document, clause),
        reality=reality_of(parse, first.i, first.trigger.kind, first.carrier),
        background=is_background(classes, document, first.i, clause),
        rule=first.trigger.rule,
    )


def _merged(
    group: list[Hit], first: Hit, classes: Classes, phrases: Phrases
) -> tuple[Participant, ...]:
    events = {hit.i for hit in group}
    found: dict[int, Participant] = {}
    for hit in sorted(group, key=lambda hit: hit is not first):
        blames = hit.trigger.kind is Kind.ACCUSE
        verb = classes.parse.tokens[hit.i].lemma
        slots = of_doers(verb, hit.slots, classes) if blames else hit.slots
        for party in participants_of(slots, hit.trigger.frame, classes, phrases):
            if party.head not in events:
                found.setdefault(party.head, _beaten(party) if _is_beaten(hit, first) else party)
    if first.trigger.kind in ADDRESSED and all(p.part != "recipient" for p in found.values()):
        for head in _addressed(first, classes):
            found.setdefault(head, phrases.participant(head, "recipient"))
    return tuple(found.values())


def _is_beaten(hit: Hit, first: Hit) -> bool:
    """Whether a deed is what another one beats back: "repelled a rebel attack"."""
    return (
        first.trigger.mode == REPULSE and hit is not first and hit.i in first.slots.get("obj", ())
    )


def _beaten(party: Participant) -> Participant:
    """Whoever attacks and is beaten back suffers it; whom the attack was for does not."""
    return replace(party, part="recipient") if party.part == "actor" else party


def _addressed(hit: Hit, classes: Classes) -> list[int]:
    """Who acts in the clause of a demand or charge: "demanded that troops leave".

    The clause may hang on a noun: "repeated its charge that Rwandan troops had crossed".
    """
    parse = classes.parse
    held = [c.i for i in (hit.i, *hit.slots.get("obj", ())) for c in parse.children_by(i, "acl")]
    for clause in (*hit.slots.get("xcomp", ()), *held):
        subject = parse.child(clause, "nsubj", "nsubjpass")
        if subject is not None and is_agent(subject.i, classes):
            return with_conjuncts(parse, subject.i)
    return []
