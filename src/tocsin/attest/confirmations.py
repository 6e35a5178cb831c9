"""Confirmations tied to the claim that they confirm, whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.callings import calling_of
from tocsin.attest.drafts import UNCAUSED, is_mutual
from tocsin.attest.retelling import is_one_manner, refers_back, same_happening
from tocsin.attest.sides import agree, sides
from tocsin.attest.stance import (
    admitting_verbs,
    claims_responsibility,
    takes_on,
    tells_as,
    witnesses,
)
from tocsin.attest.targets import (
    answering,
    best,
    can_answer,
    is_same_voice,
    places_of,
    side_of,
)
from tocsin.records import Kind, Reality, Role, Stance

if TYPE_CHECKING:
    from tocsin.attest.draft import Draft
    from tocsin.records import Parse

ADMITTING = {Stance.CONFIRMS, Stance.PARTLY_CONFIRMS}
PARTIES = {Role.GOV, Role.REB}
COUNTED = {"one", "some", "many", "several", "two", "three", "another", "most"}
OWN_ACTS = {Kind.ASSAULT, Kind.COERCE, Kind.MOBILIZE}


def tie_confirmations(drafts: list[Draft], parse: Parse) -> None:
    """Find for each claim that says again what another told the one that it confirms.

    Who confirms by its words does so whole, unless it is the side that struck and tells it its own
    way; a side that tells of its own blow as small, lawful, an answer or a mistake admits it in
    part; a witness who tells of a blow and names no doer vouches for it.
    """
    for draft in list(drafts):
        if draft.stance is Stance.DENIES:
            continue
        told = _told_before(draft, drafts, parse)
        draft.stance = _stance(draft, told, parse)
        draft.answers = told if draft.stance in ADMITTING else None
    _admit_once(drafts, parse)


def _admit_once(drafts: list[Draft], parse: Parse) -> None:
    """Join what one voice admits twice in a sentence: "acknowledged the strikes, but said they"."""
    for draft in [d for d in drafts if d.stance in ADMITTING and d.answers is not None]:
        known = next((d for d in drafts if _is_same_admission(d, draft, parse)), None)
        if known is not None:
            known.mentions += draft.mentions[:1]
            drafts.remove(draft)


def _is_same_admission(old: Draft, new: Draft, parse: Parse) -> bool:
    return (
        old.first.trigger_token < new.first.trigger_token
        and old.stance is new.stance
        and old.answers is new.answers
        and is_same_voice(old.voice, new.voice, parse)
        and parse.sentence_of(old.first.trigger_token) == parse.sentence_of(new.first.trigger_token)
    )


def _told_before(draft: Draft, drafts: list[Draft], parse: Parse) -> Draft | None:
    if not draft.voice.chain or draft.first.reality is not Reality.ACTUAL:
        return None
    answer = answering(draft)
    may_be_one = _is_pointed_at
    if _is_admitted(draft, parse):
        may_be_one = _is_told_of_again
    elif _is_witness(draft, parse):
        may_be_one = _is_seen
    others = [
        d
        for d in drafts
        if d is not draft
        and d.stance is Stance.ASSERTS
        and d.answers is None
        and d.first.kind is draft.first.kind
        and can_answer(d, answer)
        and d.first.reality is Reality.ACTUAL
        and may_be_one(d, draft, parse)
    ]
    return best("confirmation", answer, others, parse)


def _is_admitted(draft: Draft, parse: Parse) -> bool:
    """Whether who tells of something confirms it by its words or did it itself."""
    return (
        draft.stance in ADMITTING
        or _is_own_act(draft)
        or _admits(draft, parse)
        or takes_on(parse, draft.voice.act, draft.first.trigger_token)
    )


def _is_told_of_again(old: Draft, new: Draft, parse: Parse) -> bool:  # noqa: ARG001 -- one shape
    """Whether two claims can be of one happening: none sets itself apart by its place.

    Who speaks of a blow does not confirm the whole war.
    """
    if old.first.background is not new.first.background:
        return False
    if is_mutual(old) and not is_mutual(new):
        return False
    places = places_of(old), places_of(new)
    return not all(places) or bool(places[0] & places[1])


def _is_pointed_at(old: Draft, new: Draft, parse: Parse) -> bool:
    """Whether a claim says again, and later, what happened, without admitting it."""
    earlier = old.first.trigger_token < new.first.trigger_token
    return earlier and same_happening(old, new, parse)


def _is_seen(old: Draft, new: Draft, parse: Parse) -> bool:
    """Whether a witness can speak of what another told before: one blow, done in one way."""
    earlier = old.first.trigger_token < new.first.trigger_token
    return earlier and is_one_manner(old, new) and _is_told_of_again(old, new, parse)


def _is_own_act(draft: Draft) -> bool:
    """Whether a side tells of what it did itself."""
    own = sides(draft.first.participants, "actor")
    return draft.first.kind in OWN_ACTS and bool(side_of(draft.voice) & own)


def _stance(draft: Draft, told: Draft | None, parse: Parse) -> Stance:
    act = draft.voice.act
    speaker = side_of(draft.voice)
    if told is None:
        owned = draft.stance is Stance.CONFIRMS and _owns_up(draft, parse)
        return Stance.CONFIRMS if owned else Stance.ASSERTS
    teller = side_of(told.voice)
    accused = _is_accused(draft, told, parse) and not speaker & teller
    if act is not None and claims_responsibility(parse, act):
        return Stance.CONFIRMS
    if draft.stance is Stance.ASSERTS and _takes_on(draft, parse):
        ours = tells_as(parse, draft.first.trigger_token, "taking") or not told.voice.chain
        return Stance.CONFIRMS if ours else Stance.PARTLY_CONFIRMS
    if draft.stance in ADMITTING:
        return Stance.PARTLY_CONFIRMS if accused else draft.stance
    if accused and (refers_back(draft.first, parse) or _admits(draft, parse)):
        return Stance.PARTLY_CONFIRMS
    return Stance.CONFIRMS if _vouches(draft, told, parse) else Stance.ASSERTS


def _takes_on(draft: Draft, parse: Parse) -> bool:
    """Whether a voice says of a deed that it was its own: "carried out" tells it of others too."""
    speaker = draft.voice.chain[-1]
    doers = {p.head for p in draft.first.participants if p.part == "actor"}
    own = not doers or speaker.head in doers or bool(side_of(draft.voice) & draft.actors)
    return own and takes_on(parse, draft.voice.act, draft.first.trigger_token)


def _is_accused(draft: Draft, told: Draft, parse: Parse) -> bool:
    """Whether who speaks is who did it: by the parties, or by what it admits.

    A state that confirms a blow to others, told without a doer, speaks of its own.
    """
    speaker, doers = side_of(draft.voice), told.actors | draft.actors
    if doers:
        return bool(speaker & doers) or (not speaker and _admits(draft, parse))
    hit = draft.recipients | told.recipients
    at_others = bool(speaker and hit) and not speaker & hit
    state = calling_of(draft.voice) is Role.GOV
    return _admits(draft, parse) or (draft.stance in ADMITTING and state and at_others)


def _owns_up(draft: Draft, parse: Parse) -> bool:
    """Whether a voice admits, by its verb, a deed that the text tells of nobody else."""
    act = draft.voice.act
    if act is None or not act.cue or draft.first.kind not in OWN_ACTS:
        return False
    own = agree(side_of(draft.voice), draft.actors)
    return own and parse.tokens[parse.token_at(act.cue[-1].start)].lemma in admitting_verbs()


def _admits(draft: Draft, parse: Parse) -> bool:
    """Whether a side tells of its own deed as small, lawful, an answer or a mistake.

    Where a side's spokesman names no doer, such words are of its own deed.
    """
    calling = calling_of(draft.voice) if draft.voice.chain else None
    side, doers = side_of(draft.voice), draft.actors
    silent = calling in PARTIES and (not side or not doers) and not side & draft.recipients
    return (_is_own_act(draft) or silent) and tells_as(parse, draft.first.trigger_token, "mild")


def _is_witness(draft: Draft, parse: Parse) -> bool:
    """Whether a voice tells what it saw: "one of the residents", "Ana Ruiz, a nurse"."""
    head = draft.voice.chain[-1].head
    near = [head, *(c.i for c in parse.children_by(head, "appos", "compound"))]
    if parse.tokens[head].lemma in COUNTED:
        near += [
            t.i for p in parse.children_by(head, "prep") for t in parse.children_by(p.i, "pobj")
        ]
    return any(parse.tokens[i].lemma in witnesses() for i in near)


def _vouches(draft: Draft, told: Draft, parse: Parse) -> bool:
    """Whether a witness vouches for a blow that another told, naming no doer of its own."""
    own = {p.part for p in draft.first.participants}
    return (
        _is_witness(draft, parse)
        and draft.first.kind is Kind.ASSAULT
        and (bool(told.voice.chain) or draft.first.mode == UNCAUSED)
        and "actor" not in own
        and not draft.first.background
    )
