"""Confirmations tied to the claim that they confirm, whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.drafts import UNCAUSED
from tocsin.attest.retelling import refers_back, same_happening
from tocsin.attest.sides import sides
from tocsin.attest.stance import claims_responsibility, takes_on, tells_as, witnesses
from tocsin.attest.targets import answering, best, can_answer, places_of, side_of
from tocsin.records import Kind, Reality, Stance

if TYPE_CHECKING:
    from tocsin.attest.draft import Draft
    from tocsin.records import Parse

ADMITTING = {Stance.CONFIRMS, Stance.PARTLY_CONFIRMS}
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


def _told_before(draft: Draft, drafts: list[Draft], parse: Parse) -> Draft | None:
    if not draft.voice.chain or draft.first.reality is not Reality.ACTUAL:
        return None
    answer = answering(draft)
    may_be_one = _is_told_of_again if _is_admitted(draft, parse) else _is_pointed_at
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
        or takes_on(parse, draft.voice.act, draft.first.trigger_token)
    )


def _is_told_of_again(old: Draft, new: Draft, _: Parse) -> bool:
    """Whether two claims can be of one happening: none sets itself apart by its place."""
    if old.first.background is not new.first.background:
        return False
    places = places_of(old), places_of(new)
    return not all(places) or bool(places[0] & places[1])


def _is_pointed_at(old: Draft, new: Draft, parse: Parse) -> bool:
    """Whether a claim says again, and later, what happened, without admitting it."""
    earlier = old.first.trigger_token < new.first.trigger_token
    return earlier and same_happening(old, new, parse)


def _is_own_act(draft: Draft) -> bool:
    """Whether a side tells of what it did itself."""
    own = sides(draft.first.participants, "actor")
    return draft.first.kind in OWN_ACTS and bool(side_of(draft.voice) & own)


def _stance(draft: Draft, told: Draft | None, parse: Parse) -> Stance:
    if told is None:
        return Stance.ASSERTS
    act = draft.voice.act
    speaker, teller = side_of(draft.voice), side_of(told.voice)
    accused = bool(speaker & (told.actors | draft.actors)) and not speaker & teller
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


def _admits(draft: Draft, parse: Parse) -> bool:
    """Whether a side tells of its own deed as small, lawful, an answer or a mistake."""
    return _is_own_act(draft) and tells_as(parse, draft.first.trigger_token, "mild")


def _vouches(draft: Draft, told: Draft, parse: Parse) -> bool:
    """Whether a witness vouches for a blow that another told, naming no doer of its own."""
    own = {p.part for p in draft.first.participants}
    return (
        parse.tokens[draft.voice.chain[-1].head].lemma in witnesses()
        and draft.first.kind is Kind.ASSAULT
        and (bool(told.voice.chain) or draft.first.mode == UNCAUSED)
        and "actor" not in own
        and not draft.first.background
    )
