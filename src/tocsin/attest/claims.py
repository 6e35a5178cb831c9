"""Claims: mentions joined by voice and happening, denials and confirmations tied to what they answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tocsin.attest.hedges import is_hedged
from tocsin.attest.sides import agree, sides, sides_of
from tocsin.attest.speakers import attributions_in
from tocsin.attest.stance import confirmation_at, denial_of
from tocsin.attest.voices import Voices
from tocsin.grammar.phrases import Phrases
from tocsin.records import Claim, Kind, Reality, Stance

if TYPE_CHECKING:
    from tocsin.attest.voices import Voice
    from tocsin.records import Attribution, Denial, Document, Mention, Parse

HEADLINE_REACH, VOICE_REACH = 5, 3
DROPPED = {Reality.DEMANDED, Reality.THREATENED}
OWN_REALITY = {Kind.REQUEST, Kind.THREATEN}


@dataclass(slots=True)
class Draft:
    """A claim in the making."""

    mentions: list[Mention]
    voice: Voice
    stance: Stance
    denial: Denial | None = None
    answers: Draft | None = None
    hedged: bool = False
    rule: str = ""
    actors: frozenset[str] = field(default_factory=frozenset)
    recipients: frozenset[str] = field(default_factory=frozenset)

    @property
    def first(self) -> Mention:
        """The mention that the claim is named after."""
        return self.mentions[0]


def claims_in(
    document: Document, parse: Parse, mentions: tuple[Mention, ...]
) -> tuple[Claim, ...]:
    """The claims of a text in the order of their triggers.

    A mention belongs to the voice in whose content it stands; mentions of one voice about one
    happening join; what denies or confirms an earlier claim names it in `answers`.
    """
    phrases = Phrases(document, parse)
    attributions = attributions_in(document, parse)
    voices = Voices(phrases, attributions)
    drafts: list[Draft] = []
    told = sorted(
        [*_told(mentions, voices, phrases), *_bare_answers(attributions, mentions, voices)],
        key=lambda d: d.first.trigger.start if isinstance(d, Draft) else d[1].cue[0].start,
    )
    for item in told:
        if isinstance(item, Draft):
            _take_in(item, drafts, parse)
        else:
            _answer(item, drafts, voices, parse)
    return _finished(drafts, document, voices)


def _told(mentions: tuple[Mention, ...], voices: Voices, phrases: Phrases) -> list[Draft]:
    found = []
    for mention in mentions:
        voice = voices.at(mention.trigger)
        if mention.reality in DROPPED and mention.kind not in OWN_REALITY:
            continue
        stance = voice.stance
        if mention.reality is Reality.NEGATED or stance is Stance.DENIES:
            stance = Stance.DENIES if voice.chain else Stance.ASSERTS
            mention = replace(mention, reality=Reality.NEGATED)
        found.append(
            Draft(
                mentions=[mention],
                voice=voice,
                stance=stance,
                hedged=is_hedged(phrases.parse, mention.trigger_token) or voice.unnamed,
                rule=voice.rule,
                actors=sides(mention.participants, "actor"),
                recipients=sides(mention.participants, "recipient"),
            )
        )
    return found


def _take_in(draft: Draft, drafts: list[Draft], parse: Parse) -> None:
    twin = next((d for d in reversed(drafts) if _same_telling(d, draft, parse)), None)
    if twin is not None:
        _join(twin, draft, parse)
        return
    earlier = next((d for d in reversed(drafts) if _same_happening(d, draft, parse)), None)
    if earlier is not None:
        _inherit(draft, earlier)
        _place_stance(draft, earlier)
    elif draft.stance in {Stance.CONFIRMS, Stance.PARTLY_CONFIRMS}:
        draft.stance = Stance.ASSERTS
    if draft.stance is Stance.DENIES and draft.answers is None:
        _aim(draft, drafts)
    drafts.append(draft)


def _join(twin: Draft, draft: Draft, parse: Parse) -> None:
    """Two tellings become one claim; a headline gives way to the story that it announces."""
    if _in_headline(twin, parse) and not _in_headline(draft, parse):
        twin.mentions = [*draft.mentions, *twin.mentions]
        twin.voice, twin.rule = draft.voice, draft.rule
        twin.hedged = draft.hedged
    else:
        twin.mentions += draft.mentions
    twin.actors |= draft.actors
    twin.recipients |= draft.recipients


def _in_headline(draft: Draft, parse: Parse) -> bool:
    return parse.sentence_of(draft.first.trigger_token) == 0


def _same_telling(old: Draft, new: Draft, parse: Parse) -> bool:
    """One kind, one happening, said again without anything that sets it apart."""
    if old.first.kind is not new.first.kind:
        return False
    if (old.stance, old.first.reality) != (new.stance, new.first.reality):
        return False
    if not (agree(old.actors, new.actors) and agree(old.recipients, new.recipients)):
        return False
    same_voice = old.voice.key == new.voice.key
    near = _sentences_between(old, new, parse)
    if near == 0:
        return same_voice
    if _in_headline(old, parse) and near <= HEADLINE_REACH:
        return old.first.background is new.first.background and (same_voice or not old.voice.chain)
    passing = _refers_back(new.first, parse) and not new.first.tolls
    return passing and (not new.voice.chain or (same_voice and near <= VOICE_REACH))


def _sentences_between(old: Draft, new: Draft, parse: Parse) -> int:
    last = max(m.trigger_token for m in old.mentions)
    return parse.sentence_of(new.first.trigger_token) - parse.sentence_of(last)


def _refers_back(mention: Mention, parse: Parse) -> bool:
    """Whether a trigger is a definite noun: "the strike", "this attack"."""
    token = parse.tokens[mention.trigger_token]
    return token.pos == "NOUN" and any(
        c.dep == "det" and c.text.lower() in {"the", "this", "that", "these", "those"}
        for c in parse.children(token.i)
    )


def _same_happening(old: Draft, new: Draft, parse: Parse) -> bool:
    """An earlier claim that `new` can be about: same kind, parties that agree, and a pointer back."""
    if old.first.kind is not new.first.kind or old.first.background is not new.first.background:
        return False
    if not (agree(old.actors, new.actors) and agree(old.recipients, new.recipients)):
        return False
    return (
        _refers_back(new.first, parse)
        or new.stance is not Stance.ASSERTS
        or not (new.actors or new.recipients)
    )


def _inherit(draft: Draft, earlier: Draft) -> None:
    """What a claim leaves out it takes from the claim that it is about."""
    lacks = {"actor", "recipient"} - {p.part for p in draft.first.participants}
    if lacks:
        draft.mentions.append(replace(earlier.first, tolls=(), weapons=()))
    draft.actors = draft.actors or earlier.actors
    draft.recipients = draft.recipients or earlier.recipients


def _place_stance(draft: Draft, earlier: Draft) -> None:
    if draft.voice.key == earlier.voice.key or not draft.voice.chain:
        if draft.stance in {Stance.CONFIRMS, Stance.PARTLY_CONFIRMS}:
            draft.stance = Stance.ASSERTS
        return
    if draft.stance is Stance.DENIES:
        draft.answers = earlier
        return
    speaker = sides_of(draft.voice.chain[-1].referent.text)
    draft.stance = confirmation_at(draft.stance, bool(speaker & earlier.actors))
    if draft.stance is not Stance.ASSERTS:
        draft.answers = earlier


def _aim(draft: Draft, drafts: list[Draft]) -> None:
    """Tie a denial to the last claim of another voice that it can answer."""
    for old in reversed(drafts):
        if (
            old.first.kind is draft.first.kind
            and old.voice.key != draft.voice.key
            and old.stance is not Stance.DENIES
            and agree(old.actors, draft.actors)
            and agree(old.recipients, draft.recipients)
        ):
            draft.answers = old
            return


Bare = tuple["Voice", "Attribution"]


def _bare_answers(
    attributions: tuple[Attribution, ...], mentions: tuple[Mention, ...], voices: Voices
) -> list[Bare]:
    """Denials and confirmations whose content names no event: "denied the allegations"."""
    found = []
    for attribution in attributions:
        if attribution.stance is not Stance.DENIES or attribution.source_head is None:
            continue
        if not attribution.cue:
            continue
        if any(
            span.start <= m.trigger.start < span.end for span in attribution.content for m in mentions
        ):
            continue
        found.append((voices.at(attribution.cue[0]), attribution))
    return found


def _answer(item: Bare, drafts: list[Draft], voices: Voices, parse: Parse) -> None:
    outer, attribution = item
    speaker = voices.speaker_of(attribution)
    if speaker is None:
        return
    side = sides_of(speaker.referent.text)
    target = _target(drafts, speaker.referent.text.casefold(), side)
    if target is None:
        return
    cue = attribution.cue[-1]
    mention = replace(
        target.first,
        trigger=cue,
        trigger_token=parse.token_at(cue.start),
        reality=Reality.NEGATED,
        tolls=(),
        rule=attribution.rule,
    )
    drafts.append(
        Draft(
            mentions=[mention, *target.mentions[1:]],
            voice=replace(
                outer, chain=(*outer.chain, speaker), cue=cue, stance=Stance.DENIES, rule=attribution.rule
            ),
            stance=Stance.DENIES,
            denial=denial_of(parse, attribution),
            answers=target,
            rule=attribution.rule,
            actors=target.actors,
            recipients=target.recipients,
        )
    )


def _target(drafts: list[Draft], voice: str, side: frozenset[str]) -> Draft | None:
    """The last claim of another voice that blames the speaker's side, else simply the last one."""
    others = [
        d
        for d in reversed(drafts)
        if d.voice.key != voice
        and d.stance is not Stance.DENIES
        and d.first.kind in {Kind.ASSAULT, Kind.COERCE, Kind.MOBILIZE, Kind.SANCTION, Kind.RETREAT}
    ]
    blaming = [d for d in others if side & d.actors]
    return (blaming or others or [None])[0]


def _finished(drafts: list[Draft], document: Document, voices: Voices) -> tuple[Claim, ...]:
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for draft in drafts:
        seed = f"{document.digest}:{draft.first.kind}:{draft.first.trigger.start}-{draft.first.trigger.end}"
        found = hashlib.sha256(seed.encode()).hexdigest()[:16]
        while found in taken:
            found = hashlib.sha256(found.encode()).hexdigest()[:16]
        taken.add(found)
        ids[id(draft)] = found
    return tuple(
        Claim(
            id=ids[id(d)],
            mentions=tuple(dict.fromkeys(d.mentions)),
            chain=d.voice.chain,
            cue=d.voice.cue,
            stance=d.stance,
            denial=d.denial,
            hedged=d.hedged,
            quote=voices.quote_at(d.first.trigger),
            answers=ids[id(d.answers)] if d.answers is not None else None,
            rule=f"{d.first.rule} | {d.rule}",
        )
        for d in sorted(drafts, key=lambda d: d.first.trigger.start)
    )
