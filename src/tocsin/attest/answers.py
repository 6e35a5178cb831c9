"""Answers: denials and confirmations tied to the claim that they deny or confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.completion import complete
from tocsin.attest.confirmations import tie_confirmations
from tocsin.attest.denials import add_bare_denials, say_once, tie_denials

if TYPE_CHECKING:
    from tocsin.attest.draft import Draft
    from tocsin.attest.voices import Voices
    from tocsin.records import Attribution


def answer_all(drafts: list[Draft], attributions: tuple[Attribution, ...], voices: Voices) -> None:
    """Tie every denial and confirmation to its claim, and add the denials that name no event."""
    tie_denials(drafts, voices)
    tie_confirmations(drafts, voices.parse)
    complete(drafts, voices.parse)
    add_bare_denials(drafts, attributions, voices)
    say_once(drafts, voices.parse)
