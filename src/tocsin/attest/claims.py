"""Claims: mentions joined by voice and happening, denials and confirmations tied to a claim."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tocsin.attest.answers import answer_all
from tocsin.attest.distance import distance_of
from tocsin.attest.drafts import drafts_of
from tocsin.attest.speakers import attributions_in
from tocsin.attest.voices import Voices
from tocsin.grammar.phrases import Phrases
from tocsin.records import Claim

if TYPE_CHECKING:
    from tocsin.attest.draft import Draft
    from tocsin.records import Document, Mention, Parse


def claims_in(document: Document, parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
    """The claims of a text in the order of their triggers.

    A mention belongs to the voice in whose content it stands; mentions of one voice about one
    happening join; what denies or confirms another claim names it in `answers`.
    """
    attributions = attributions_in(document, parse)
    voices = Voices(Phrases(document, parse), attributions)
    drafts = drafts_of(mentions, voices, parse)
    answer_all(drafts, attributions, voices)
    drafts.sort(key=lambda d: (d.first.trigger.start, d.stance))
    ids = _ids(drafts, document)
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
            distance=distance_of(d, voices),
        )
        for d in drafts
    )


def _ids(drafts: list[Draft], document: Document) -> dict[int, str]:
    """An id for each draft from digest, kind and trigger; two claims of one trigger differ."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for draft in drafts:
        trigger = draft.first.trigger
        seed = f"{document.digest}:{draft.first.kind}:{trigger.start}-{trigger.end}"
        found = hashlib.sha256(seed.encode()).hexdigest()[:16]
        while found in taken:
            found = hashlib.sha256(found.encode()).hexdigest()[:16]
        taken.add(found)
        ids[id(draft)] = found
    return ids
