"""Denials tied to the claim that they deny, and denials that name no event of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.attest.accounts import account_of, accusers_of, answers_an_account
from tocsin.attest.draft import Draft
from tocsin.attest.drafts import DEEDS, inherit
from tocsin.attest.harm import is_of_anybody, is_unharmed
from tocsin.attest.retelling import TOLLS, is_one_manner
from tocsin.attest.stance import denial_in, denial_of
from tocsin.attest.targets import (
    Answering,
    answering,
    are_alike,
    best,
    can_answer,
    is_charge,
    is_same_voice,
    side_of,
)
from tocsin.attest.voices import construction_of, distinct
from tocsin.records import Denial, Kind, Reality, Speaker, Stance

if TYPE_CHECKING:
    from tocsin.attest.voices import Voice, Voices
    from tocsin.records import Attribution, Mention, Parse


POINTING = {"it", "this", "that", "them"}


def tie_denials(drafts: list[Draft], voices: Voices) -> None:
    """Find for each denial the claim that it denies and give it that claim's parties.

    A plain negated statement is a denial only where it answers another voice's claim. A report that
    is known through its denial alone becomes a claim of its own: "denied reports that ...".
    """
    parse = voices.parse
    for draft in list(drafts):
        _deny_target(draft, drafts, parse)
        if draft.stance is not Stance.DENIES:
            continue
        if draft.plain and _is_harmless(draft, drafts, parse):
            draft.stance = Stance.ASSERTS
            continue
        if draft.answers is None:
            draft.answers = _denied(draft, drafts, voices)
        if draft.answers is None and draft.plain and not _is_own_deed(draft, voices):
            draft.stance = Stance.ASSERTS
            continue
        draft.denial = draft.denial or _denial(draft, parse)
        if draft.answers is not None:
            inherit(draft, draft.answers)


def _denial(draft: Draft, parse: Parse) -> Denial:
    act = draft.voice.act
    if act is not None and act.stance is Stance.DENIES:
        return denial_of(parse, act)
    return denial_in(parse, draft.first.trigger_token)


def _deny_target(draft: Draft, drafts: list[Draft], parse: Parse) -> None:
    """Make a denial of who says of its own blow, blamed by another, that it hit nobody else.

    "Only fighters were targeted", where another voice told of the dead civilians of that blow.
    """
    first = draft.first
    if not draft.restricts:
        return
    answer = replace(answering(draft), recipients=frozenset())
    others = [
        d
        for d in drafts
        if d is not draft
        and d.first.kind is first.kind
        and d.tolls
        and can_answer(d, answer)
        and not side_of(d.voice) & answer.side
    ]
    target = best("denial", answer, others, parse)
    if target is not None and (answer.side & (target.actors | draft.actors) or not target.actors):
        draft.stance, draft.denial, draft.answers = Stance.DENIES, Denial.TARGET, target
        draft.mentions[0] = replace(first, reality=Reality.NEGATED)


def _is_harmless(draft: Draft, drafts: list[Draft], parse: Parse) -> bool:
    """Whether a claim only says that nobody was hurt, and does not answer an account of losses.

    It answers one where who says so is not the one who struck and speaks of anybody at all ("no
    casualties", "no one"), and another side told of losses.
    """
    if not is_unharmed(parse, draft.first):
        return False
    answer = answering(draft)
    if answer.side & draft.actors or not is_of_anybody(parse, draft.first):
        return True
    return not any(
        (d.tolls or d.first.mode in TOLLS)
        and can_answer(d, answer)
        and not side_of(d.voice) & answer.side
        for d in drafts
    )


def _target(draft: Draft, drafts: list[Draft], parse: Parse) -> Draft | None:
    act = draft.voice.act
    answer = answering(draft, accusers_of(parse, act) if act is not None else frozenset())
    others = [
        d
        for d in drafts
        if d is not draft and d.first.kind is draft.first.kind and can_answer(d, answer)
    ]
    return best("negation" if draft.plain else "denial", answer, others, parse)


def _denied(draft: Draft, drafts: list[Draft], voices: Voices) -> Draft | None:
    """What a denial denies: a claim of the text, or else what the denied report says.

    The report comes first where no claim is of its way of violence: "denied reports that rebels
    fought from the school" denies no air strike.
    """
    told = _target(draft, drafts, voices.parse)
    if draft.plain or (told is not None and is_one_manner(told, draft)):
        return told
    return _reported(draft, drafts, voices) or told


def _is_own_deed(draft: Draft, voices: Voices) -> bool:
    """Whether a side says that it did not do something: "we did not fire on the village"."""
    if side_of(draft.voice) & draft.actors:
        return True
    phrase = voices.parse.subtree(draft.voice.chain[-1].head)
    owners = {voices.phrases.referent(i) for i in phrase}
    return any(p.part == "actor" and p.head in owners for p in draft.first.participants)


def _reported(draft: Draft, drafts: list[Draft], voices: Voices) -> Draft | None:
    """What a denied report says, as the claim of the report itself."""
    parse, act = voices.parse, draft.voice.act
    account = account_of(parse, act) if act is not None else None
    if account is None or account not in {t.i for t in parse.ancestors(draft.first.trigger_token)}:
        return None
    span = voices.phrases.span(account)
    speaker = Speaker(span=span, referent=span, head=account)
    voice = replace(draft.voice, chain=(speaker,), cue=None, stance=Stance.ASSERTS)
    told = Draft(
        mentions=[replace(m, reality=Reality.ACTUAL) for m in draft.mentions],
        voice=voice,
        stance=Stance.ASSERTS,
        hedged=draft.hedged,
        rule=draft.rule,
        actors=draft.actors,
        recipients=draft.recipients,
    )
    drafts.append(told)
    return told


def add_bare_denials(
    drafts: list[Draft], attributions: tuple[Attribution, ...], voices: Voices
) -> None:
    """Add the denials that name no event: "Armenia denied the allegations".

    Each becomes a claim that repeats, negated, what it denies.
    """
    for attribution in attributions:
        if _is_bare_denial(attribution, drafts, voices.parse):
            _add(attribution, drafts, voices)


def _is_bare_denial(attribution: Attribution, drafts: list[Draft], parse: Parse) -> bool:
    if attribution.stance is not Stance.DENIES or attribution.source_head is None:
        return False
    if not attribution.cue or not answers_an_account(parse, attribution):
        return False
    return not any(
        span.start <= mention.trigger.start < span.end
        for span in (*attribution.content, *attribution.cue)
        for draft in drafts
        for mention in draft.mentions
    )


def _add(attribution: Attribution, drafts: list[Draft], voices: Voices) -> None:
    speaker = voices.speaker_of(attribution)
    if speaker is None:
        return
    parse, cue = voices.parse, attribution.cue[-1]
    at = parse.token_at(cue.start)
    voice = _voice(attribution, speaker, voices)
    answer = Answering(
        at=at, voice=voice, side=side_of(voice), accusers=accusers_of(parse, attribution)
    )
    before = any(c.text.lower() in POINTING for c in parse.children_by(at, "dobj"))
    deeds = [
        d
        for d in drafts
        if _is_deed(d, parse)
        and can_answer(d, answer)
        and not _is_own_charge(d, answer)
        and (d.first.trigger_token < at or not before)
    ]
    target = best("bare", answer, deeds, parse)
    if target is None or _joins_earlier(attribution, target, answer, drafts, parse):
        return
    drafts.append(
        Draft(
            mentions=[
                _negated(target.first, attribution, at),
                *(replace(mention, tolls=()) for mention in target.mentions[1:]),
            ],
            voice=voice,
            stance=Stance.DENIES,
            hedged=False,
            rule=construction_of(attribution),
            denial=denial_of(parse, attribution),
            answers=target,
            actors=target.actors,
            recipients=target.recipients,
        )
    )


def _is_own_charge(draft: Draft, answer: Answering) -> bool:
    """Whether a claim is what the denier's side itself lays at another door: it denies no such."""
    own = bool(side_of(draft.voice) & answer.side)
    return own and bool(draft.actors) and not draft.actors & answer.side


def _joins_earlier(
    attribution: Attribution, target: Draft, answer: Answering, drafts: list[Draft], parse: Parse
) -> bool:
    """Whether a denial only repeats one of the same side against the same voice.

    A text that lists what a report charges and says three times that the army denies it holds one
    denial, unless the voice charged something new in between.
    """
    for known in drafts:
        told = known.answers
        if known.stance is not Stance.DENIES or told is None:
            continue
        same = is_same_voice(known.voice, answer.voice, parse) and is_same_voice(
            told.voice, target.voice, parse
        )
        known_before = target.first.trigger_token < known.first.trigger_token < answer.at
        if same and (known_before or are_alike(told, target)):
            known.mentions.append(_negated(target.first, attribution, answer.at))
            return True
    return False


def _is_deed(draft: Draft, parse: Parse) -> bool:
    """Whether somebody can be blamed for what is told, by its kind or by the verb that tells it."""
    return draft.first.kind in DEEDS or is_charge(draft, parse)


def _voice(attribution: Attribution, speaker: Speaker, voices: Voices) -> Voice:
    outer = voices.at(attribution.cue[0], Kind.ASSAULT)
    return replace(
        outer,
        chain=distinct((*outer.chain, speaker)),
        cue=attribution.cue[-1],
        stance=Stance.DENIES,
        rule=construction_of(attribution),
        act=attribution,
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


def say_once(drafts: list[Draft], parse: Parse) -> None:
    """Keep of a side's denials of one claim the first, however often the text repeats it."""
    first: list[Draft] = []
    for draft in list(drafts):
        if draft.stance is not Stance.DENIES or draft.answers is None:
            continue
        known = next(
            (
                d
                for d in first
                if d.answers is draft.answers and is_same_voice(d.voice, draft.voice, parse)
            ),
            None,
        )
        if known is None:
            first.append(draft)
        else:
            known.mentions += draft.mentions[:1]
            drafts.remove(draft)
