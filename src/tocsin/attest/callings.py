"""What a voice is by its own words: of the state, of rebels, of a charity, of the press."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.sides import WORDS
from tocsin.lexicon.actors import entry_at
from tocsin.lexicon.tables import rows
from tocsin.records import Role

if TYPE_CHECKING:
    from tocsin.attest.voices import Voice
    from tocsin.records import Parse

STATE = {Role.GOV, Role.MIL}


def calling_of(parse: Parse, voice: Voice) -> Role | None:
    """The role of a voice's origin, by its head noun or else its name; None where neither tells.

    A ministry and an army are both of the state (GOV).
    """
    if not voice.chain:
        return None
    speaker = voice.chain[-1]
    role = _callings().get(parse.tokens[speaker.head].lemma)
    if role is None:
        words = WORDS.findall(speaker.referent.text)
        found = (entry_at(words, at) for at, word in enumerate(words) if word[:1].isupper())
        role = next((hit[0].role for hit in found if hit is not None), None)
    return Role.GOV if role in STATE else role


@cache
def _callings() -> dict[str, Role]:
    return {
        row["lemma"]: Role(row["role"])
        for row in rows("speech/sources.tsv")
        if row["role"] != Role.UNK
    }
