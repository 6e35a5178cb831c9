"""Drafts of claims: what one voice tells of one happening, joined from its mentions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.hedges import is_hedged
from tocsin.attest.mutual import told_by_each
from tocsin.attest.sides import agree, sides, sides_of
from tocsin.attest.stance import takes_on
from tocsin.attest.voices import FIRST_PERSON, Voice
from tocsin.lexicon.tables import rows
from tocsin.records import Denial, Kind, Mention, Participant, Reality, Stance

if TYPE_CHECKING:
    from tocsin.attest.voices import Voices
    from tocsin.records import Parse

HEADLINE_REACH, VOICE_REACH = 5, 3
DROPPED = {Reality.DEMANDED, Reality.THREATENED}
OWN_REALITY = {Kind.REQUEST, Kind.THREATEN}
DEEDS = {Kind.ASSAULT, Kind.COERCE, Kind.MOBILIZE, Kind.SANCTION, Kind.RETREAT, Kind.AID}
UNCAUSED = "explosion"
PARTS = ("actor", "recipient")
POINTERS = {"the", "this", "that", "these", "those"}


@dataclass(slots=True)
class Draft:
    """A claim in the making; `actors` and `recipients` are the sides that it names.

    `plain` marks a denial that is only a negated statement and not called a denial by its words.
    """

    mentions: list[Mention]
    voice: Voice
    stance: Stance
    hedged: bool
    rule: str
    denial: Denial | None = None
    answers: Draft | None = None
    actors: frozenset[str] = field(default_factory=frozenset)
    recipients: frozenset[str] = field(default_factory=frozenset)
    plain: bool = False

    @property
    def first(self) -> Mention:
        """The mention that the claim is named after."""
        return self.mentions[0]

    @property
    def tolls(self) -> bool:
        """Whether any of its mentions states losses."""
        return any(mention.tolls for mention in self.mentions)


def drafts_of(mentions: tuple[Mention, ...], voices: Voices, parse: Parse) -> list[Draft]:
    """One draft for every voice and happening, in text order.

    What is only demanded or threatened is the content of another claim and makes none of its own.
    """
    drafts: list[Draft] = []
    for mention in sorted(mentions, key=lambda m: m.trigger.start):
        if not _claims(mention, parse) or _is_denied_charge(mention, voices, parse):
            continue
        mutual = told_by_each(mention, voices, (d.first for d in drafts))
        for told, voice in mutual:
            drafts.append(_told(told, voice, parse))
        if mutual:
            continue
        denied = voices.denied(mention)
        if denied is None:
            _take_in(_told(mention, voices.telling(mention), parse), drafts, parse)
        else:
            _take_in_both(mention, denied, drafts, parse)
    return drafts


def _take_in_both(
    mention: Mention, denied: tuple[Voice, Voice], drafts: list[Draft], parse: Parse
) -> None:
    """What somebody tells and another denies in one sentence makes two claims."""
    denier, teller = denied
    told = _told(replace(mention, reality=Reality.ACTUAL), teller, parse)
    denial = _told(mention, denier, parse)
    known = next((d for d in reversed(drafts) if _is_retold(d, told)), None)
    if known is None:
        drafts.append(told)
    denial.answers = known or told
    drafts.append(denial)


def _is_retold(old: Draft, told: Draft) -> bool:
    """Whether a claim that is named only to be denied was told before by its own voice."""
    same = bool(sides_of(_origin(old.voice)) & sides_of(_origin(told.voice)))
    return (
        (same or old.voice.key == told.voice.key)
        and old.stance is Stance.ASSERTS
        and old.first.background is told.first.background
        and _agrees(old, told)
    )


def _origin(voice: Voice) -> str:
    return voice.chain[-1].referent.text if voice.chain else ""


def _claims(mention: Mention, parse: Parse) -> bool:
    """Whether a mention tells of something that can be claimed at all."""
    if mention.mode in _unclaimed():
        return False
    if mention.kind in OWN_REALITY:
        return True
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
    if _is_own_threat(mention, voice, parse):
        mention = replace(mention, kind=Kind.THREATEN, mode="threat", reality=Reality.THREATENED)
    hedged = is_hedged(parse, mention.trigger_token) or voice.unnamed
    stance = voice.stance
    plain = mention.reality is Reality.NEGATED and stance is not Stance.DENIES
    if plain:
        stance = Stance.DENIES if voice.chain else Stance.ASSERTS
    if stance is Stance.DENIES:
        mention = replace(mention, reality=Reality.NEGATED)
    mention = _owned(_spoken_for(mention, voice, parse), voice, parse)
    return Draft(
        mentions=[mention],
        voice=voice,
        stance=stance,
        hedged=hedged,
        rule=voice.rule,
        actors=sides(mention.participants, "actor"),
        recipients=sides(mention.participants, "recipient"),
        plain=plain,
    )


def _is_own_threat(mention: Mention, voice: Voice, parse: Parse) -> bool:
    """Whether a side says that it will itself use force: "we will take the territory back"."""
    if mention.kind is not Kind.ASSAULT or mention.reality is not Reality.HYPOTHETICAL:
        return False
    future = any(
        c.dep == "aux" and c.lemma in {"will", "shall"}
        for c in parse.children(mention.trigger_token)
    )
    if not (future and voice.chain):
        return False
    speaker = voice.chain[-1]
    actors = [p for p in mention.participants if p.part == "actor"]
    own = sides_of(speaker.referent.text)
    return any(
        p.head == speaker.head
        or parse.tokens[p.head].text.lower() in FIRST_PERSON
        or bool(own and own & sides_of(p.referent.text))
        for p in actors
    )


def _spoken_for(mention: Mention, voice: Voice, parse: Parse) -> Mention:
    """With the speaker in the place of "I" and "we"."""
    if not voice.chain:
        return mention
    speaker = voice.chain[-1]
    parties = tuple(
        replace(p, referent=speaker.referent, head=speaker.head)
        if parse.tokens[p.head].text.lower() in FIRST_PERSON
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


def _take_in(draft: Draft, drafts: list[Draft], parse: Parse) -> None:
    twin = next((d for d in reversed(drafts) if _same_telling(d, draft, parse)), None)
    if twin is not None:
        _join(twin, draft, parse)
        return
    earlier = next((d for d in reversed(drafts) if same_happening(d, draft, parse)), None)
    if earlier is not None and draft.first.mode != UNCAUSED:
        inherit(draft, earlier)
    drafts.append(draft)


def _join(twin: Draft, draft: Draft, parse: Parse) -> None:
    """Two tellings become one claim; a headline gives way to the story that it announces."""
    if _in_headline(twin, parse) and not _in_headline(draft, parse):
        twin.mentions = [*draft.mentions, *twin.mentions]
        twin.voice, twin.rule = draft.voice, draft.rule
        twin.hedged = draft.hedged
    else:
        if not twin.voice.chain and _sentences_between(twin, draft, parse) == 0:
            twin.voice, twin.rule = draft.voice, draft.rule
        twin.mentions += draft.mentions
    twin.actors |= draft.actors
    twin.recipients |= draft.recipients


def _in_headline(draft: Draft, parse: Parse) -> bool:
    return parse.sentence_of(draft.first.trigger_token) == 0


def _same_telling(old: Draft, new: Draft, parse: Parse) -> bool:
    """One kind, one happening, said again without anything that sets it apart."""
    if not _agrees(old, new) or (old.stance, old.first.reality) != (new.stance, new.first.reality):
        return False
    same_voice = old.voice.key == new.voice.key
    near = _sentences_between(old, new, parse)
    if near == 0 and old.first.kind is not Kind.ASSAULT and old.first.mode != new.first.mode:
        return False
    if near == 0 and _are_apart(old.first.mode, new.first.mode):
        return False
    if near == 0:
        return same_voice or (bool(new.first.tolls) and not (old.voice.chain and new.voice.chain))
    if _in_headline(old, parse) and near <= HEADLINE_REACH:
        one_side = bool(sides_of(_origin(old.voice)) & sides_of(_origin(new.voice)))
        known = same_voice or one_side or not old.voice.chain
        return old.first.background is new.first.background and known
    passing = refers_back(new.first, parse) and not new.first.tolls
    bare = not new.voice.chain or not new.first.participants
    again = same_voice and _is_told_anew(old, new)
    return again or (passing and (bare or (same_voice and near <= VOICE_REACH)))


def _is_told_anew(old: Draft, new: Draft) -> bool:
    """Whether one named voice tells the same violence again: nothing of it is another.

    It is another where day, toll, background or the manner of it differ.
    """
    if not new.voice.chain or new.first.kind is not Kind.ASSAULT:
        return False
    one, other = old.first, new.first
    same_sides = bool(old.recipients & new.recipients) or bool(old.actors & new.actors)
    return (
        same_sides
        and one.background is other.background
        and not (old.tolls and other.tolls)
        and not (one.time and other.time and one.time[0].text != other.time[0].text)
        and (one.mode == other.mode or bool({one.mode, other.mode} & _vague()))
    )


@cache
def _vague() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("generic_modes.tsv"))


def _are_apart(left: str, right: str) -> bool:
    """Whether two modes are two happenings even in one breath: killed nine, abducted the tenth."""
    return left != right and bool({left, right} & _apart())


@cache
def _apart() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("apart_modes.tsv"))


def _agrees(old: Draft, new: Draft) -> bool:
    """Whether two drafts are of one kind and their parties can be the same."""
    return (
        old.first.kind is new.first.kind
        and agree(old.actors, new.actors)
        and agree(old.recipients, new.recipients)
    )


def _sentences_between(old: Draft, new: Draft, parse: Parse) -> int:
    last = max(m.trigger_token for m in old.mentions)
    return parse.sentence_of(new.first.trigger_token) - parse.sentence_of(last)


def refers_back(mention: Mention, parse: Parse) -> bool:
    """Whether a trigger is a definite noun: "the strike", "this attack"."""
    token = parse.tokens[mention.trigger_token]
    return token.pos == "NOUN" and any(
        c.dep == "det" and c.text.lower() in POINTERS for c in parse.children(token.i)
    )


def same_happening(old: Draft, new: Draft, parse: Parse) -> bool:
    """Whether `new` can be about `old`: one kind, parties that agree, and a pointer back."""
    if not _agrees(old, new) or old.first.background is not new.first.background:
        return False
    if old.first.reality is Reality.HYPOTHETICAL:
        return False
    return (
        refers_back(new.first, parse)
        or new.stance is not Stance.ASSERTS
        or not (new.actors or new.recipients)
    )


@cache
def _mutual() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("mutual_modes.tsv"))


def _is_mutual(draft: Draft) -> bool:
    return draft.first.mode in _mutual()


def inherit(draft: Draft, earlier: Draft) -> None:
    """What a claim leaves out it takes from the claim that it is about, figures and arms apart."""
    parts = ("recipient",) if _is_mutual(earlier) and not _is_mutual(draft) else PARTS
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
