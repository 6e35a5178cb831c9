"""Answers: denials and confirmations tied to the claim that they deny or confirm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.attest.drafts import UNCAUSED, Draft, inherit, refers_back, same_happening
from tocsin.attest.sides import agree, sides, sides_of
from tocsin.attest.stance import denial_in, denial_of, denying_words, witnesses
from tocsin.records import Kind, Reality, Stance

if TYPE_CHECKING:
    from tocsin.attest.voices import Voices
    from tocsin.records import Attribution, Mention, Parse

DEEDS = {Kind.ASSAULT, Kind.COERCE, Kind.MOBILIZE, Kind.SANCTION, Kind.RETREAT, Kind.AID}
ADMITTING = {Stance.CONFIRMS, Stance.PARTLY_CONFIRMS}


def answer_all(drafts: list[Draft], attributions: tuple[Attribution, ...], voices: Voices) -> None:
    """Tie every denial and confirmation to its claim, and add the denials that name no event.

    "Armenia denied the allegations" becomes a claim that repeats, negated, what it denies.
    """
    parse = voices.parse
    for draft in list(drafts):
        if draft.stance is Stance.DENIES:
            draft.answers = _target(draft, drafts, _side(draft), parse)
            draft.denial = denial_in(parse, parse.sentence_of(draft.first.trigger_token))
            if draft.answers is not None:
                inherit(draft, draft.answers)
        else:
            _confirm(draft, drafts, parse)
    _complete(drafts, parse)
    for attribution in attributions:
        if _is_bare_denial(attribution, drafts, parse):
            _add_denial(attribution, drafts, voices)
    _say_once(drafts)


def _complete(drafts: list[Draft], parse: Parse) -> None:
    """Violence told without its doer, or its victim, takes them from the nearest that agrees.

    Earlier claims are asked before later ones; a side is never made to attack itself; where the
    text has denials, a voice is only completed from its own words.
    """
    disputed = any(d.stance is Stance.DENIES for d in drafts)
    for draft in drafts:
        if draft.first.kind is not Kind.ASSAULT or (draft.actors and draft.recipients):
            continue
        if draft.first.mode == UNCAUSED:
            continue
        known = [
            d
            for d in drafts
            if d is not draft
            and (d.voice.key == draft.voice.key or not disputed)
            and _can_complete(d, draft)
        ]
        at = parse.sentence_of(draft.first.trigger_token)
        best = min(known, key=lambda d: _distance(d, at, parse), default=None)
        if best is not None:
            inherit(draft, best)


def _can_complete(old: Draft, new: Draft) -> bool:
    if old.first.kind is not new.first.kind or old.first.background is not new.first.background:
        return False
    if old.first.reality is Reality.HYPOTHETICAL:
        return False
    if not (agree(old.actors, new.actors) and agree(old.recipients, new.recipients)):
        return False
    gives = (old.actors and not new.actors) or (old.recipients and not new.recipients)
    actors, recipients = new.actors or old.actors, new.recipients or old.recipients
    return bool(gives) and (not actors or actors != recipients)


def _distance(draft: Draft, at: int, parse: Parse) -> float:
    gap = at - parse.sentence_of(draft.first.trigger_token)
    return gap if gap >= 0 else 2.5 - gap


def _side(draft: Draft) -> frozenset[str]:
    return sides_of(draft.voice.chain[-1].referent.text) if draft.voice.chain else frozenset()


def _target(denial: Draft, drafts: list[Draft], side: frozenset[str], parse: Parse) -> Draft | None:
    """The claim of another voice that a denial most likely answers.

    Blame of the denier's side counts most, then parties and mode in common, a named accuser, and
    nearness; what is told after the denial can be its target too (headlines, leads).
    """
    others = [
        d
        for d in drafts
        if d is not denial
        and d.stance is not Stance.DENIES
        and d.first.kind is denial.first.kind
        and d.voice.key != denial.voice.key
        and agree(d.actors, denial.actors)
        and agree(d.recipients, denial.recipients)
    ]
    return max(others, key=lambda d: _weight(d, denial, side, parse), default=None)


def _weight(old: Draft, denial: Draft, side: frozenset[str], parse: Parse) -> float:
    here = parse.sentence_of(denial.first.trigger_token)
    gap = here - parse.sentence_of(old.first.trigger_token)
    return (
        2.0 * bool(old.actors & (side | denial.actors))
        + 1.5 * bool(sides(old.first.participants, "actor") & (side | denial.actors))
        + 1.0 * bool(old.recipients & denial.recipients)
        + 1.0 * (old.first.mode == denial.first.mode)
        + 1.0 * bool(old.voice.chain)
        - 2.0 * old.first.background
        - 1.0 * (gap < 0)
        - 0.2 * abs(gap)
    )


def _confirm(draft: Draft, drafts: list[Draft], parse: Parse) -> None:
    """A second voice that tells of an earlier claim's happening confirms it, the accused partly."""
    speaker = _side(draft)
    before = drafts[: drafts.index(draft)]
    earlier = next((d for d in reversed(before) if _tells_again(d, draft, parse)), None)
    if earlier is None or not draft.voice.chain:
        draft.stance = Stance.ASSERTS
        return
    accused = bool(speaker & (earlier.actors | draft.actors))
    if draft.stance in ADMITTING or (accused and refers_back(draft.first, parse)):
        draft.stance = Stance.PARTLY_CONFIRMS if accused else draft.stance
        draft.answers = earlier
    elif _vouches(draft, earlier, parse):
        draft.stance, draft.answers = Stance.CONFIRMS, earlier
    else:
        draft.stance = Stance.ASSERTS


def _vouches(draft: Draft, earlier: Draft, parse: Parse) -> bool:
    """Whether a witness vouches for a blow that another told, naming no doer of its own."""
    own = {p.part for p in draft.first.participants}
    return (
        parse.tokens[draft.voice.chain[-1].head].lemma in witnesses()
        and draft.first.kind is Kind.ASSAULT
        and bool(earlier.voice.chain)
        and "actor" not in own
        and not draft.first.background
        and draft.first.reality is Reality.ACTUAL
    )


def _tells_again(old: Draft, new: Draft, parse: Parse) -> bool:
    if old.stance is Stance.DENIES or old.voice.key == new.voice.key:
        return False
    return same_happening(old, new, parse)


def _say_once(drafts: list[Draft]) -> None:
    """One side denies one claim once, however often the text repeats it."""
    first: dict[tuple[int, frozenset[str]], Draft] = {}
    for draft in list(drafts):
        side = _side(draft)
        if draft.stance is not Stance.DENIES or draft.answers is None or not side:
            continue
        known = first.setdefault((id(draft.answers), side), draft)
        if known is not draft:
            known.mentions += draft.mentions[:1]
            drafts.remove(draft)


def _is_bare_denial(attribution: Attribution, drafts: list[Draft], parse: Parse) -> bool:
    if attribution.stance is not Stance.DENIES or attribution.source_head is None:
        return False
    if not attribution.cue:
        return False
    start = parse.token_at(attribution.cue[0].start)
    stop = parse.token_at(attribution.cue[-1].end - 1) + 1
    if not any(parse.tokens[i].lemma in denying_words() for i in range(start, stop)):
        return False
    return not any(
        span.start <= mention.trigger.start < span.end
        for span in (*attribution.content, *attribution.cue)
        for draft in drafts
        for mention in draft.mentions
    )


def _add_denial(attribution: Attribution, drafts: list[Draft], voices: Voices) -> None:
    speaker = voices.speaker_of(attribution)
    if speaker is None:
        return
    parse = voices.parse
    side = sides_of(speaker.referent.text)
    outer = voices.at(attribution.cue[0], Kind.ASSAULT)
    cue = attribution.cue[-1]
    voice = replace(
        outer, chain=(*outer.chain, speaker), cue=cue, stance=Stance.DENIES, rule=attribution.rule
    )
    deeds = [d for d in drafts if d.first.kind in DEEDS and d.stance is not Stance.DENIES]
    blaming = [d for d in deeds if side & d.actors and d.voice.key != voice.key] or deeds
    at = parse.token_at(cue.start)
    targets = [d for d in blaming if d.voice.key != voice.key]
    if not targets:
        return
    target = max(targets, key=lambda d: _nearness(d, at, side, parse))
    drafts.append(
        Draft(
            mentions=[_negated(target.first, attribution, at), *target.mentions[1:]],
            voice=voice,
            stance=Stance.DENIES,
            hedged=False,
            rule=attribution.rule,
            denial=denial_of(parse, attribution),
            answers=target,
            actors=target.actors,
            recipients=target.recipients,
        )
    )


def _nearness(draft: Draft, at: int, side: frozenset[str], parse: Parse) -> float:
    gap = parse.sentence_of(at) - parse.sentence_of(draft.first.trigger_token)
    return (
        2.0 * bool(draft.voice.chain)
        + 1.0 * bool(draft.actors & side)
        + 1.5 * bool(sides(draft.first.participants, "actor") & side)
        - 2.0 * draft.first.background
        - 1.0 * (gap < 0)
        - 0.25 * abs(gap)
    )


def _negated(mention: Mention, attribution: Attribution, at: int) -> Mention:
    return replace(
        mention,
        trigger=attribution.cue[-1],
        trigger_token=at,
        reality=Reality.NEGATED,
        tolls=(),
        rule=attribution.rule,
    )
