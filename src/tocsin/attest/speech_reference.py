"""Whom a pronoun among the sources stands for: the last voice that fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.cues import source_nouns
from tocsin.attest.speech import third_persons
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.attest.speech import Draft, SpeechText

REACH = 4
SORTS = {"PERSON": "person", "ORG": "body", "PLACE": "body", "NORP": "group"}


def follow_voices(text: SpeechText, drafts: Sequence[Draft]) -> list[int | None]:
    """The token that each source stands for, in the order of `drafts`.

    A third-person pronoun takes the last voice of its sort in the sentences before it, then what
    the parse says; "I" inside a quotation is whoever is quoted.
    """
    stands_for = dict(text.parse.referents)
    labels = {i: name.label for name in text.parse.names for i in range(name.first, name.last)}
    voices: list[int] = []
    found: list[int | None] = []
    for draft in drafts:
        head = _voice(text, draft, drafts, voices, labels)
        if head is not None:
            head = stands_for.get(head, head)
            if head not in voices[-1:]:
                voices.append(head)
        found.append(head)
    return found


def _voice(
    text: SpeechText,
    draft: Draft,
    drafts: Sequence[Draft],
    voices: list[int],
    labels: dict[int, str],
) -> int | None:
    if draft.head is None:
        return None
    token = text.tokens[draft.head]
    if text.is_own_voice(token) and draft.head in text.quoted:
        return _quoted_voice(draft, drafts)
    sort = third_persons().get(token.text.lower()) if token.pos == "PRON" else None
    if sort is None:
        return draft.head
    here = text.parse.sentence_of(token.i)
    for voice in reversed(voices):
        if voice < token.i and here - text.parse.sentence_of(voice) > REACH:
            break
        if voice < token.i and _fits(text, voice, sort, labels):
            return voice
    return draft.head


def _quoted_voice(draft: Draft, drafts: Sequence[Draft]) -> int | None:
    around = [d for d in drafts if d is not draft and draft.anchor in d.content and d.head is not None]
    outer = min(around, key=lambda d: len(d.content), default=None)
    return outer.head if outer is not None else draft.head


def _fits(text: SpeechText, voice: int, sort: str, labels: dict[int, str]) -> bool:
    token = text.tokens[voice]
    if token.pos == "PRON":
        return False
    plural = token.tag in {"NNS", "NNPS"} or text.parse.child(voice, "conj") is not None
    label = labels.get(voice, "")
    if sort == "group":
        return plural or SORTS.get(label) in {"group", "body"}
    if sort == "person":
        return not plural and (label == "PERSON" or (not label and token.lemma in _persons()))
    return not plural and (SORTS.get(label) == "body" or (not label and token.lemma in _bodies()))


def _persons() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("bodies.tsv") if row["sort"] == "person")


def _bodies() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("bodies.tsv") if row["sort"] == "body")
