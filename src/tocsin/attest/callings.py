"""What a voice is by its own words: of the state, of rebels, of a charity, of the press."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tocsin.attest.sides import WORDS
from tocsin.lexicon.actors import entry_at, head_at
from tocsin.records import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.attest.voices import Voice

STATE = {Role.GOV, Role.MIL}
PLAIN = {Role.UNK, Role.CVL}


def calling_of(voice: Voice) -> Role | None:
    """The role of a voice's origin, by its name or what it is called; None where neither tells.

    A ministry and an army are both of the state (GOV).
    """
    if not voice.chain:
        return None
    words = tuple(WORDS.findall(voice.chain[-1].referent.text))
    role = named_role(words) or described_role(words)
    return Role.GOV if role in STATE else role


@lru_cache(maxsize=4096)
def named_role(words: tuple[str, ...]) -> Role | None:
    """The role of the first person or body among `words` that the tables know by name."""
    found = (entry_at(words, at) for at, word in enumerate(words) if word[:1].isupper())
    return next((hit[0].role for hit in found if hit is not None), None)


def described_role(words: Sequence[str]) -> Role | None:
    """The role that a common noun gives: "rights group" is a charity, "fighters" are rebels."""
    for at in range(len(words)):
        hit = head_at(words, at)
        if hit is not None and at + hit[1] == len(words) and hit[0].role not in PLAIN:
            return hit[0].role
    return None


def is_any_body(words: Sequence[str]) -> bool:
    """Whether a description fits a charity as well as a movement: "the organisation"."""
    hit = head_at(words, len(words) - 1) if words else None
    return hit is not None and hit[0].id == "group" and len(words) == 1
