"""Drafts of claims: what one voice tells of one happening, joined from its mentions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from tocsin.attest.acts import as_act
from tocsin.attest.draft import Draft
from tocsin.attest.hedges import is_hedged
from tocsin.attest.mutual import told_by_each
from tocsin.attest.retelling import (
    agrees,
    defensive_modes,
    in_headline,
    origin_of,
    same_happening,
    same_telling,
    sentences_between,
)
from tocsin.attest.sides import sides, sides_of
from tocsin.attest.stance import restricts, takes_on
from tocsin.grammar.persons import is_first_person
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Mention, Participant, Reality, Stance

if TYPE_CHECKING:
    from tocsin.attest.voices import Voice, Voices
    from tocsin.records import Parse

DROPPED = {Reality.DEMANDED, Reality.THREATENED}
OWN_REALITY = {Kind.REQUEST, Kind.THREATEN}
DEEDS = {Kind.ASSAULT, Kind.COERCE, Kind.MOBILIZE, Kind.SANCTION, Kind.RETREAT, Kind.AID}
UNCAUSED = "explosion"
PARTS = ("actor", "recipient")


def drafts_of(mentions: tuple[Mention, ...], voices: Voices, parse: Parse) -> list[Draft]:
    """One draft for every voice and happening, in text order.

    What is only demanded or threatened is the content of another claim and makes none of its own.
    """
    drafts: list[Draft] = []
    for mention in sorted(mentions, key=lambda m: _turn(m, parse)):
        if not _claims(mention, parse) or voices.is_withheld(mention):
            continue
        if _is_denied_charge(mention, voices, parse):
            continue
        after = (m for m in mentions if m.trigger.start > mention.trigger.start)
        mutual = told_by_each(mention, voices, (d.first for d in drafts), after)
        for told, voice in mutual:
            drafts.append(_told(told, voice, parse))
        if mutual:
            continue
        denied = voices.denied(mention)
        if denied is None:
            _take_in(_told(mention, voices.telling(mention), parse), drafts, voices)
        else:
            _take_in_both(mention, denied, drafts, parse)
    _settle_accounts(drafts)
    return drafts


def _turn(mention: Mention, parse: Parse) -> tuple[int, bool, int]:
    """When a mention's turn comes: in one sentence those of nobody join those of somebody."""
    return (
        parse.sentence_of(mention.trigger_token),
        False,
        mention.trigger.start,
    )


def _take_in_both(
    mention: Mention, denied: tuple[Voice, Voice], drafts: list[Draft], parse: Parse
) -> None:
    """What somebody tells and another denies in one sentence makes two claims."""
    denier, teller = denied
    told = _told(replace(mention, reality=Reality.ACTUAL), teller, parse)
    denial = _told(mention, denier, parse)
    known = next((d for d in reversed(drafts) if _is_retold(d, told)), None)
    if known is None:
        told.account = True
        drafts.append(told)
    denial.answers = known or told
    drafts.append(denial)


def _settle_accounts(drafts: list[Draft]) -> None:
    """Let a claim that was first named in its denial be the one that its own voice tells later."""
    for account in [d for d in drafts if d.account]:
        later = drafts[drafts.index(account) + 1 :]
        told = next((d for d in later if _is_retold(d, account)), None)
        if told is None:
            continue
        drafts.remove(account)
        told.mentions += account.mentions
        for draft in drafts:
            if draft.answers is account:
                draft.answers = told


def _is_retold(old: Draft, told: Draft) -> bool:
    """Whether a claim that is named only to be denied was told before by its own voice."""
    same = bool(sides_of(origin_of(old.voice)) & sides_of(origin_of(told.voice)))
    return (
        (same or old.voice.key == told.voice.key)
        and old.stance is Stance.ASSERTS
        and old.first.background is told.first.background
        and agrees(old, told)
    )


def _claims(mention: Mention, parse: Parse) -> bool:
    """Whether a mention tells of something that can be claimed at all."""
    if mention.mode in _unclaimed():
        return False
    if mention.kind in OWN_REALITY:
        return True
    if mention.kind is Kind.ACCUSE and parse.tokens[mention.trigger_token].dep == "parataxis":
        return False
    bare = not mention.participants and parse.tokens[mention.trigger_token].pos == "NOUN"
    if bare and mention.reality is Reality.HYPOTHETICAL:
        return False
    return mention.reality not in DROPPED


def _is_denied_charge(mention: Mention, voices: Voices, parse: Parse) -> bool:
    """Whether an accusation is only named to be denied: "rejected the accusations"."""
    noun = parse.tokens[mention.trigger_token].pos == "NOUN"
    return noun and mention.kind is Kind.ACCUSE and voices.is_denied(mention)


@cache
def _unclaimed() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("unclaimed_modes.tsv"))


def _told(mention: Mention, voice: Voice, parse: Parse) -> Draft:
    mention, voice = as_act(mention, voice, parse)
    hedged = is_hedged(parse, mention.trigger_token) or voice.unnamed
    stance = voice.stance
    plain = mention.reality is Reality.NEGATED and stance is not Stance.DENIES
    if plain:
        stance = Stance.DENIES if voice.chain else Stance.ASSERTS
    if stance is Stance.DENIES:
        mention = replace(mention, reality=Reality.NEGATED)
    mention = _owned(_spoken_for(mention, voice, parse), voice, parse)
    restrict = (
        bool(voice.chain)
        and (stance, mention.reality) == (Stance.ASSERTS, Reality.ACTUAL)
        and mention.kind is Kind.ASSAULT
        and restricts(parse, mention.trigger_token)
    )
    return Draft(
        mentions=[mention],
        voice=voice,
        stance=stance,
        hedged=hedged,
        rule=voice.rule,
        actors=sides(mention.participants, "actor"),
        recipients=sides(mention.participants, "recipient"),
        plain=plain,
        restricts=restrict,
    )


def _spoken_for(mention: Mention, voice: Voice, parse: Parse) -> Mention:
    """With the speaker in the place of "I" and "we"."""
    speaker = voice.chain[-1] if voice.chain else voice.teller
    if speaker is None:
        return mention
    parties = tuple(
        replace(p, referent=speaker.referent, head=speaker.head)
        if is_first_person(parse.tokens[p.head])
        else p
        for p in mention.participants
    )
    return replace(mention, participants=parties)


def _owned(mention: Mention, voice: Voice, parse: Parse) -> Mention:
    """With the speaker as the doer of what it takes on: "claimed responsibility for the raid"."""
    if not voice.chain or any(p.part == "actor" for p in mention.participants):
        return mention
    if mention.kind not in DEEDS or not takes_on(parse, voice.act, mention.trigger_token):
        return mention
    doer = voice.chain[-1]
    party = Participant(part="actor", span=doer.span, referent=doer.referent, head=doer.head)
    return replace(mention, participants=(party, *mention.participants))


def _take_in(draft: Draft, drafts: list[Draft], voices: Voices) -> None:
    parse = voices.parse
    twin = next((d for d in reversed(drafts) if same_telling(d, draft, voices)), None)
    if twin is not None:
        above = list(takewhile(lambda d: in_headline(d, voices), drafts))
        announced = [d for d in above if d is not twin and same_telling(d, draft, voices)]
        _join(twin, draft, voices)
        for other in reversed(announced):
            twin.mentions += other.mentions
            drafts.remove(other)
        return
    before = (d for d in reversed(drafts) if d.first.mode not in defensive_modes())
    earlier = next((d for d in before if same_happening(d, draft, parse)), None)
    named = draft.stance is Stance.DENIES and draft.first.participants
    if earlier is not None and draft.first.mode != UNCAUSED and not named:
        inherit(draft, earlier)
    drafts.append(draft)


def _join(twin: Draft, draft: Draft, voices: Voices) -> None:
    """Two tellings become one claim; a headline gives way to the story that it announces."""
    if in_headline(twin, voices) and not in_headline(draft, voices):
        twin.mentions = [*draft.mentions, *twin.mentions]
        twin.voice, twin.rule = draft.voice, draft.rule
        twin.hedged = draft.hedged
    else:
        if not twin.voice.chain and sentences_between(twin, draft, voices.parse) == 0:
            twin.voice, twin.rule = draft.voice, draft.rule
        twin.mentions += draft.mentions
    twin.actors |= draft.actors
    twin.recipients |= draft.recipients


@cache
def _mutual() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("mutual_modes.tsv"))


def is_mutual(draft: Draft) -> bool:
    """Whether a claim is of violence that two sides do each other: a clash, a war."""
    return draft.first.mode in _mutual()


def inherit(draft: Draft, earlier: Draft) -> None:
    """What a claim leaves out it takes from the claim that it is about, figures and arms apart."""
    parts = ("recipient",) if is_mutual(earlier) and not is_mutual(draft) else PARTS
    for part in parts:
        if any(p.part == part for m in draft.mentions for p in m.participants):
            continue
        for mention in earlier.mentions:
            if any(p.part == part for p in mention.participants):
                draft.mentions.append(replace(mention, tolls=(), weapons=()))
                break
    if "actor" in parts:
        draft.actors = draft.actors or earlier.actors
    draft.recipients = draft.recipients or earlier.recipients
