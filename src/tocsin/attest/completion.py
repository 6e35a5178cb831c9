"""Violence told without its doer or its victim, completed from the blow next to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.drafts import UNCAUSED, inherit
from tocsin.attest.retelling import defensive_modes, is_one_manner
from tocsin.attest.sides import agree
from tocsin.attest.weights import weigh
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Reality, Stance

if TYPE_CHECKING:
    from tocsin.attest.draft import Draft
    from tocsin.records import Parse


def complete(drafts: list[Draft], parse: Parse) -> None:
    """Give violence told without its doer, or its victim, those of the nearest that agrees.

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
        best = max(known, key=lambda d: _nearness(d, at, parse), default=None)
        if best is not None:
            inherit(draft, best)


def _can_complete(old: Draft, new: Draft) -> bool:
    if old.first.kind is not new.first.kind or old.first.background is not new.first.background:
        return False
    if old.first.reality is Reality.HYPOTHETICAL or old.first.mode in defensive_modes():
        return False
    if not (agree(old.actors, new.actors) and agree(old.recipients, new.recipients)):
        return False
    planted = {draft.first.mode in _planted() for draft in (old, new)}
    if len(planted) > 1 and not is_one_manner(old, new):
        return False
    gives = (old.actors and not new.actors) or (old.recipients and not new.recipients)
    actors, recipients = new.actors or old.actors, new.recipients or old.recipients
    return bool(gives) and (not actors or actors != recipients)


@cache
def _planted() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("planted_modes.tsv"))


def _nearness(draft: Draft, at: int, parse: Parse) -> float:
    gap = at - parse.sentence_of(draft.first.trigger_token)
    return weigh("story", {"distance": float(abs(gap)), "told later": float(gap < 0)})
