"""Confirmations tied to the claim that they confirm, whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.drafts import refers_back, same_happening
from tocsin.attest.stance import witnesses
from tocsin.attest.targets import side_of
from tocsin.records import Kind, Reality, Stance

if TYPE_CHECKING:
    from tocsin.attest.drafts import Draft
    from tocsin.records import Parse

ADMITTING = {Stance.CONFIRMS, Stance.PARTLY_CONFIRMS}


def tie_confirmations(drafts: list[Draft], parse: Parse) -> None:
    """Find for each claim that says again what another told the one that it confirms."""
    for draft in list(drafts):
        if draft.stance is not Stance.DENIES:
            _confirm(draft, drafts, parse)


def _confirm(draft: Draft, drafts: list[Draft], parse: Parse) -> None:
    """A second voice that tells of an earlier claim's happening confirms it, the accused partly."""
    speaker = side_of(draft.voice)
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
