"""Whether two mentions are one voice's telling of one happening, or two happenings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.callings import calling_of
from tocsin.attest.sides import agree, sides_of
from tocsin.attest.stance import tells_as
from tocsin.grammar.reprisals import is_answered
from tocsin.grammar.sequence import is_told_in_turn
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality, Stance

if TYPE_CHECKING:
    from tocsin.attest.draft import Draft
    from tocsin.attest.voices import Voice, Voices
    from tocsin.records import Mention, Parse

HEADLINE_REACH, VOICE_REACH = 5, 3
TOLLS = {"killing", "wounding"}
POINTERS = {"the", "this", "that", "these", "those"}


def in_headline(draft: Draft, voices: Voices) -> bool:
    """Whether a claim stands in the lines above the story."""
    return draft.first.trigger.start < voices.headings


def same_telling(old: Draft, new: Draft, voices: Voices) -> bool:
    """One kind, one happening, said again without anything that sets it apart."""
    if not agrees(old, new) or old.restricts is not new.restricts:
        return False
    if (old.stance, old.first.reality) != (new.stance, new.first.reality):
        return False
    same_voice = old.voice.key == new.voice.key
    near = sentences_between(old, new, voices.parse)
    if _is_in_return(old, new, voices.parse):
        return False
    if near == 0:
        return _is_one_breath(old, new, voices.parse, same_voice=same_voice)
    if in_headline(old, voices) and _from_headings(new, voices) <= HEADLINE_REACH:
        both = in_headline(new, voices) and not new.voice.chain
        return old.first.background is new.first.background and (both or _announces(old, new))
    passing = refers_back(new.first, voices.parse) and not new.first.tolls
    nameless = not new.first.participants and not _judges(new, old, voices.parse)
    near_by = same_voice and near <= VOICE_REACH
    again = same_voice and (_is_told_anew(old, new, voices) or _counts(old, new, near))
    return again or (passing and (not new.voice.chain or nameless or near_by))


def _judges(new: Draft, old: Draft, parse: Parse) -> bool:
    """Whether another voice says how a blow was meant: "the strike was precise, the army said"."""
    words, others = origin_of(new.voice), origin_of(old.voice)
    if not words or words == others or sides_of(words) & sides_of(others):
        return False
    return tells_as(parse, new.first.trigger_token, "mild")


def _is_in_return(old: Draft, new: Draft, parse: Parse) -> bool:
    """Whether one of the two is a blow that another answers: "a response to sabotage".

    What is answered can have been told before: "a response to the attack".
    """
    answered = [is_answered(parse, draft.first.trigger_token) for draft in (old, new)]
    before = refers_back(new.first, parse) and sentences_between(old, new, parse) > 0
    return answered[0] is not answered[1] and not before


def _is_one_breath(old: Draft, new: Draft, parse: Parse, *, same_voice: bool) -> bool:
    """Whether two mentions of one sentence are one happening."""
    if old.first.kind is not Kind.ASSAULT and (
        old.first.mode != new.first.mode or _are_of_others(old, new)
    ):
        return False
    if _are_apart(old.first.mode, new.first.mode) or _are_in_turn(old.first, new.first, parse):
        return False
    if _are_two_counts(old.first, new.first):
        return False
    return same_voice or (bool(new.first.tolls) and not (old.voice.chain and new.voice.chain))


def _are_in_turn(one: Mention, other: Mention, parse: Parse) -> bool:
    """Whether one of two mentions only says when the other was: "struck after they had shelled"."""
    return any(
        is_told_in_turn(parse, inner.trigger_token, outer.trigger_token) and outer.mode not in TOLLS
        for inner, outer in ((one, other), (other, one))
    )


def _are_two_counts(one: Mention, other: Mention) -> bool:
    """Whether two mentions each state the dead, or the wounded, of people of their own."""
    harms = {toll.harm for toll in one.tolls if toll.high != 0}
    if harms.isdisjoint(toll.harm for toll in other.tolls if toll.high != 0):
        return False
    suffered = [{p.head for p in m.participants if p.part == "recipient"} for m in (one, other)]
    return all(suffered) and not suffered[0] & suffered[1]


def _are_of_others(old: Draft, new: Draft) -> bool:
    """Whether two words or deeds of one sentence are of different doers, known or not."""
    doers = [{p.head for p in d.first.participants if p.part == "actor"} for d in (old, new)]
    return all(doers) and not doers[0] & doers[1] and not old.actors & new.actors


def _from_headings(draft: Draft, voices: Voices) -> int:
    """How many sentences into the story a claim stands."""
    last = voices.parse.token_at(max(voices.headings - 1, 0))
    return voices.parse.sentence_of(draft.first.trigger_token) - voices.parse.sentence_of(last)


def _announces(old: Draft, new: Draft) -> bool:
    """Whether a headline's claim can be the one that the story tells: its voice is no other.

    Headlines call a voice by what it is: "officials say", "charity says".
    """
    if not old.voice.chain or old.voice.key == new.voice.key:
        return True
    side, other = sides_of(origin_of(old.voice)), sides_of(origin_of(new.voice))
    if side and other:
        return bool(side & other)
    return calling_of(old.voice) == calling_of(new.voice) is not None


def origin_of(voice: Voice) -> str:
    """The words for whose claim it is, empty for the publisher."""
    return voice.chain[-1].referent.text if voice.chain else ""


def _is_told_anew(old: Draft, new: Draft, voices: Voices) -> bool:
    """Whether one named voice tells the same violence again: nothing of it is another.

    It is another where day, place, toll, background or the manner of it differ.
    """
    if not new.voice.chain or new.first.kind is not Kind.ASSAULT:
        return False
    one, other = old.first, new.first
    same_sides = bool(old.recipients & new.recipients) or bool(old.actors & new.actors)
    return (
        (same_sides or bool(_victims(old, voices.parse) & _victims(new, voices.parse)))
        and one.background is other.background
        and not _are_counted_apart(old, other)
        and not (one.time and other.time and one.time[0].text != other.time[0].text)
        and is_one_manner(old, new)
        and not _are_elsewhere(old, new, voices)
    )


def _are_counted_apart(old: Draft, told: Mention) -> bool:
    """Whether both state losses that cannot be one: "hundreds" and "at least 500" can."""
    if not (old.tolls and told.tolls):
        return False
    known = [toll for mention in old.mentions for toll in mention.tolls]
    return not all(
        any(
            a.is_vaguer_than(b) or b.is_vaguer_than(a) or (a.low, a.high) == (b.low, b.high)
            for b in known
            if b.harm == a.harm
        )
        for a in told.tolls
    )


def _victims(draft: Draft, parse: Parse) -> set[str]:
    """The nouns for who or what is hit: two claims of one voice about a bus are of one bus."""
    heads = (p.head for p in draft.first.participants if p.part == "recipient")
    return {parse.tokens[i].lemma for i in heads if parse.tokens[i].pos in {"NOUN", "PROPN"}}


def _are_elsewhere(old: Draft, new: Draft, voices: Voices) -> bool:
    spots = _spots(old, voices), _spots(new, voices)
    return all(spots) and not spots[0] & spots[1]


def _spots(draft: Draft, voices: Voices) -> set[str]:
    """The names of places at which or on which a claim says that it happened."""
    parse = voices.parse
    spans = [place.span for mention in draft.mentions for place in mention.place]
    spans += [p.span for m in draft.mentions for p in m.participants if p.part == "recipient"]
    inside = (
        i for s in spans for i in range(parse.token_at(s.start), parse.token_at(s.end - 1) + 1)
    )
    return {parse.tokens[i].lemma for i in inside if i in voices.spots}


def _counts(old: Draft, new: Draft, near: int) -> bool:
    """Whether a claim only counts those whom the blow told before it hit: "Ten were killed"."""
    known = {toll.harm for mention in old.mentions for toll in mention.tolls}
    return (
        near <= VOICE_REACH
        and old.first.kind is new.first.kind is Kind.ASSAULT
        and old.first.background is new.first.background
        and new.first.mode in TOLLS
        and (old.first.mode not in TOLLS or bool(known))
        and old.first.mode not in defensive_modes()
        and not new.actors
        and bool(new.tolls)
        and known.isdisjoint(toll.harm for toll in new.first.tolls)
    )


@cache
def defensive_modes() -> frozenset[str]:
    """Modes whose doer only wards off a blow."""
    return frozenset(row["mode"] for row in rows("defensive_modes.tsv"))


def is_one_manner(old: Draft, new: Draft) -> bool:
    """Whether two claims can be of one way of violence: the same, or one that says little."""
    modes = {old.first.mode, new.first.mode}
    return len(modes) == 1 or bool(modes & _vague())


@cache
def _vague() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("generic_modes.tsv"))


def _are_apart(left: str, right: str) -> bool:
    """Whether two modes are two happenings even in one breath: killed nine, abducted the tenth."""
    return left != right and bool({left, right} & _apart())


@cache
def _apart() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("apart_modes.tsv"))


def agrees(old: Draft, new: Draft) -> bool:
    """Whether two drafts are of one kind and their parties can be the same."""
    return (
        old.first.kind is new.first.kind
        and agree(old.actors, new.actors)
        and agree(old.recipients, new.recipients)
    )


def sentences_between(old: Draft, new: Draft, parse: Parse) -> int:
    """How many sentences a claim stands after the last mention of another."""
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
    if old.first.background is not new.first.background or not agrees(old, new):
        return False
    if old.first.reality is Reality.HYPOTHETICAL or _is_in_return(old, new, parse):
        return False
    if old.first.kind is not Kind.ASSAULT and _are_of_others(old, new):
        return False
    return (
        refers_back(new.first, parse)
        or new.stance is not Stance.ASSERTS
        or not (new.actors or new.recipients)
    )
