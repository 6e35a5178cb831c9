"""Hits that tell of one happening, and hits that tell of none of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.extract.harms import counts_more_harm, harms_its_object
from tocsin.extract.reality import reality_of
from tocsin.extract.triggers import frame
from tocsin.grammar.reprisals import is_answered
from tocsin.grammar.sequence import is_told_in_turn
from tocsin.grammar.slots import near_slots
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality

if TYPE_CHECKING:
    from tocsin.extract.hits import Hit
    from tocsin.grammar.slots import Slots
    from tocsin.records import Parse, Token

WORDS = {Kind.AGREE, Kind.REQUEST, Kind.THREATEN, Kind.REJECT, Kind.CONCEDE}
HARMED = {"killing", "wounding"}
COUNTED = {"obj", "subj"}
INNER = {"advcl", "xcomp", "acl", "relcl", "pcomp"}
RELATIVE = {"WDT", "WP"}
CHARGE = {"of", "for", "over"}
DESCRIBING = {"acl", "relcl", "amod"}
PURPOSE = {"for", "to"}
TURNS = {"after", "before", "since", "until"}
CARRIED = {"xcomp", "pcomp", "prep", "acl", "dobj", "pobj", "nsubjpass"}
THINGS = {"dobj", "nsubjpass"}
REFUSED = {Kind.REJECT, Kind.SANCTION}
QUIETED = {Kind.RETREAT, Kind.ASSAULT}
SETTLED = {Kind.AGREE, Kind.REQUEST}


def happenings_in(hits: list[Hit], parse: Parse) -> list[list[Hit]]:
    """The hits of one happening together, without what is only agreed, asked or said in passing."""
    groups = [group for group in _grouped(hits, parse) if _is_told(group, parse)]
    told = [hit for group in groups for hit in group]
    spoken = {hit.i: hit.trigger.kind for hit in told if hit.trigger.kind in WORDS}
    done = ([hit for hit in group if not _is_content(hit, spoken, parse)] for group in groups)
    return [
        group
        for group in done
        if group
        and not _is_aside(primary_of(group), parse)
        and not _is_ended(group, told)
        and not _is_broken_off(group, told)
    ]


def _is_ended(group: list[Hit], told: list[Hit]) -> bool:
    """Whether an event of nobody is only what dies down: "the fighting ebbed"."""
    return not any(_parties(hit) for hit in group) and any(
        other.trigger.kind is Kind.RETREAT and hit.i in other.slots.get("subj", ())
        for hit in group
        for other in told
    )


def _is_broken_off(group: list[Hit], told: list[Hit]) -> bool:
    """Whether a meeting is only what somebody will not go on with: "suspended the talks"."""
    return all(hit.trigger.kind is Kind.CONSULT for hit in group) and any(
        other.trigger.kind in REFUSED and hit.i in other.slots.get(need.slot, ())
        for hit in group
        for other in told
        for need in other.trigger.needs
        if not need.negated
    )


def _grouped(found: list[Hit], parse: Parse) -> list[list[Hit]]:
    """Hits of one kind in one sentence of which one stands in the other's slots."""
    groups: list[list[Hit]] = []
    for hit in found:
        home = _home_of(hit, groups, parse)
        if home is None:
            groups.append([hit])
        else:
            home.append(hit)
    return groups


def _home_of(hit: Hit, groups: list[list[Hit]], parse: Parse) -> list[Hit] | None:
    """The group of the hit's sentence that it joins; groups stand in text order."""
    sentence = parse.sentence_of(hit.i)
    for group in reversed(groups):
        if parse.sentence_of(group[0].i) != sentence:
            return None
        if _joins(hit, group, parse):
            return group
    return None


def _joins(hit: Hit, group: list[Hit], parse: Parse) -> bool:
    sentence, answered = parse.sentence_of(hit.i), is_answered(parse, hit.i)
    return any(
        other.trigger.kind is hit.trigger.kind
        and is_answered(parse, other.i) is answered
        and parse.sentence_of(other.i) == sentence
        and not _are_in_turn(hit, other, parse)
        and (
            hit.i in other.heads
            or other.i in hit.heads
            or hit.i == other.carrier
            or other.i == hit.carrier
            or _is_clause_of(hit, other, parse)
            or _is_clause_of(other, hit, parse)
            or _are_one_count(other, hit, parse)
        )
        for other in group
    )


def _are_in_turn(hit: Hit, other: Hit, parse: Parse) -> bool:
    """Whether one only says when the other was; harm "after a bomb went off" is of the bomb."""
    return any(
        is_told_in_turn(parse, inner.i, outer.i) and outer.trigger.mode not in HARMED
        for inner, outer in ((hit, other), (other, hit))
    )


def _is_clause_of(inner: Hit, outer: Hit, parse: Parse) -> bool:
    """Whether `inner` is the "killing ten" or "when troops clashed" of `outer`."""
    token = parse.tokens[inner.i]
    if token.dep == "relcl" and token.head in outer.heads:
        return harms_its_object(token)
    if token.dep == "advcl" and _is_answered(inner, outer, parse):
        return False
    above = parse.tokens[token.head]
    with_first = above.head == outer.i and counts_more_harm(parse, above)
    with_first = with_first and _has_none_of_its_own(outer, near_slots(parse, above.i))
    return token.dep in INNER and (above.i == outer.i or with_first)


def _are_one_count(first: Hit, second: Hit, parse: Parse) -> bool:
    """Whether a second verb counts the harm of one blow: "ten killed and six hurt in a raid"."""
    token = parse.tokens[second.i]
    joined = token.head == first.i and counts_more_harm(parse, token)
    return joined and _has_none_of_its_own(first, second.slots)


def _has_none_of_its_own(hit: Hit, second: Slots) -> bool:
    """Whether a word of harm tells of where, when and how only what the second count tells."""
    told = ((slot, heads) for slot, heads in hit.slots.items() if slot not in COUNTED)
    return all(second.get(slot) == heads for slot, heads in told)


def _is_answered(inner: Hit, outer: Hit, parse: Parse) -> bool:
    """Whether two sides act in turn: "rebels struck the base after it was shelled by the army"."""
    turn = any(mark.text.lower() in TURNS for mark in parse.children_by(inner.i, "mark"))
    return turn and _has_doer(inner) and _has_doer(outer)


def _has_doer(hit: Hit) -> bool:
    parts = frame(hit.trigger.frame)
    return any(parts.get(slot) == "actor" and heads for slot, heads in hit.slots.items())


def primary_of(group: list[Hit]) -> Hit:
    """The most telling hit of a happening: a mode of its own before a generic one."""
    return min(group, key=lambda hit: (hit.trigger.mode in generic_modes(), hit.i))


def _is_told(group: list[Hit], parse: Parse) -> bool:
    """No event of nobody, unless a verb tells of it: nothing is coded from a bare word.

    "Reservists were called up", "a meeting was held", but no mere "talks"; violence always is told.
    """
    if any(_parties(hit) for hit in group):
        return True
    if group[0].trigger.kind is Kind.ASSAULT:
        return True
    return any(_is_predicated(hit, parse) for hit in group)


def _is_predicated(hit: Hit, parse: Parse) -> bool:
    """Whether a verb says of an event, or of its object, that it came about."""
    passive = "obj" in hit.slots and parse.tokens[hit.i].dep not in DESCRIBING
    if hit.carrier is None and not passive:
        return False
    told = reality_of(parse, hit.i, hit.trigger.kind, hit.carrier)
    return told is not Reality.NEGATED


def _parties(hit: Hit) -> bool:
    parts = frame(hit.trigger.frame)
    return any(
        parts.get(slot) in {"actor", "recipient", "victim"} and heads
        for slot, heads in hit.slots.items()
    )


def _is_aside(hit: Hit, parse: Parse) -> bool:
    """Whether a deed other than violence only describes a party: "fighters who support the rulers".

    So does a bare purpose: "troops sent to free a pilot". What has a doer or a day of its own is
    told all the same: "the pilot who was captured by Pakistan", "fighters who surrendered in May".
    """
    if hit.trigger.kind is Kind.ASSAULT:
        return False
    token = parse.tokens[hit.i]
    if token.pos != "VERB":
        return False
    if hit.trigger.kind is Kind.ACCUSE and _only_speaks(hit, parse):
        return True
    purpose = token.tag == "VB" and token.dep in {"advcl", "acl"}
    return purpose or (token.dep == "relcl" and not _is_anchored(hit, parse))


def _is_anchored(hit: Hit, parse: Parse) -> bool:
    days = {k for name in parse.names if name.label == "DATE" for k in range(name.first, name.last)}
    return "by" in hit.slots or _is_charge(hit, parse) or not days.isdisjoint(hit.heads)


def _is_charge(hit: Hit, parse: Parse) -> bool:
    """Whether a clause names accuser and charge: "the militia, which France accuses of murder"."""
    doer = parse.child(hit.i, "nsubj")
    named = doer is not None and doer.tag not in RELATIVE
    return named and hit.trigger.kind is Kind.ACCUSE and not CHARGE.isdisjoint(hit.slots)


def _only_speaks(hit: Hit, parse: Parse) -> bool:
    """Whether a verb of blame only says who speaks: "nobody was hurt, he alleged"."""
    told = parse.child(hit.i, "ccomp")
    return told is not None and told.i < hit.i and "obj" not in hit.slots


def _is_content(hit: Hit, spoken: dict[int, Kind], parse: Parse) -> bool:
    """Whether an event is only what is agreed, asked or refused.

    "Agreed to stop firing", "signed a cessation of hostilities", "asked them to come and to help".
    """
    at = parse.tokens[hit.i]
    for above in parse.ancestors(hit.i):
        if at.dep == "conj" and above.pos == at.pos:
            at = replace(above, i=at.i)
            continue
        if at.dep not in CARRIED and not _is_asked(at, parse):
            return False
        if above.i in spoken and hit.i not in spoken:
            settled = spoken[above.i] in SETTLED and hit.trigger.kind in QUIETED
            return _is_held(at, parse) or (settled and at.dep in THINGS)
        at = above
    return False


def _is_held(at: Token, parse: Parse) -> bool:
    """Whether the word right below a word of agreement or demand is what it holds."""
    if at.dep in {"xcomp", "acl"} or _is_asked(at, parse):
        return True
    return at.dep == "prep" and at.text.lower() in PURPOSE


def _is_asked(at: Token, parse: Parse) -> bool:
    """Whether a clause is an infinitive of others: "wants the council to meet"."""
    return at.dep == "ccomp" and any(c.text.lower() == "to" for c in parse.children_by(at.i, "aux"))


@cache
def generic_modes() -> frozenset[str]:
    """Modes that say little: a weapon or a second word in the sentence says how it was done."""
    return frozenset(row["mode"] for row in rows("generic_modes.tsv"))
