"""Whom a pronoun among the sources stands for: the last voice that fits it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.callings import described_role, is_any_body, named_role
from tocsin.attest.speech import author_of, third_persons
from tocsin.lexicon.tables import rows
from tocsin.records import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.attest.speech import Draft, SpeechText

REACH = 4
BODIES = {Role.NGO, Role.REB, Role.IGO}
SUBJECTS = {"nsubj", "nsubjpass"}
SORTS = {"PERSON": "person", "ORG": "body", "PLACE": "body", "NORP": "group"}


class _Heard:
    """The voices so far, in order, and which of them tell each token."""

    def __init__(self) -> None:
        self.told: list[tuple[Draft, int]] = []
        self._tellers: defaultdict[int, set[int]] = defaultdict(set)

    def add(self, draft: Draft, voice: int) -> None:
        for i in draft.content:
            self._tellers[i].add(len(self.told))
        self.told.append((draft, voice))

    def is_quoted(self, other: Draft, draft: Draft) -> bool:
        """Whether a voice speaks only within what a third tells, and `draft` stands outside."""
        around = self._tellers.get(other.anchor)
        return around is not None and not around <= self._tellers.get(draft.anchor, set())


def follow_voices(text: SpeechText, drafts: Sequence[Draft]) -> list[int | None]:
    """The token that each source stands for, in the order of `drafts`.

    A third-person pronoun takes the last voice of its sort in the sentences before it, unless the
    parse finds a subject in its own paragraph and the voice is in another; a voice that another one
    quotes is passed over. "I" inside a quotation is whoever is quoted; a statement is its author's.
    """
    stands_for = dict(text.parse.referents)
    heard = _Heard()
    found: list[int | None] = []
    for draft in drafts:
        head = _voice(text, draft, drafts, heard, stands_for)
        if head is not None:
            head = author_of(text.parse, stands_for.get(head, head))
            heard.add(draft, stands_for.get(head, head))
        found.append(head)
    return found


def _voice(
    text: SpeechText,
    draft: Draft,
    drafts: Sequence[Draft],
    heard: _Heard,
    stands_for: dict[int, int],
) -> int | None:
    if draft.head is None:
        return None
    token = text.tokens[draft.head]
    if text.is_own_voice(token) and draft.head in text.quoted:
        return _quoted_voice(draft, drafts)
    sort = third_persons().get(token.text.lower()) if token.pos == "PRON" else None
    if sort is None:
        return _described_voice(text, draft.head, heard.told, stands_for) or draft.head
    voice = _last_voice(text, draft, sort, heard)
    near = stands_for.get(token.i)
    if voice is None or near is None:
        return draft.head if voice is None else voice
    here = text.paragraph(token.i)
    away = text.paragraph(voice) != here and text.paragraph(near) == here
    return near if away and text.tokens[near].dep in SUBJECTS else voice


def _described_voice(
    text: SpeechText, head: int, told: list[tuple[Draft, int]], stands_for: dict[int, int]
) -> int | None:
    """The last named voice that "the rights group", "the rebels" or "the union" can stand for."""
    if text.tokens[head].pos != "NOUN" or head in stands_for:
        return None
    below = text.parse.children(head)
    parts = [c.i for c in below if c.dep in {"compound", "amod"} and c.i < head]
    definite = any(c.text.lower() == "the" for c in below)
    words = [text.tokens[i].text for i in (*parts, head)] if definite else []
    roles = BODIES if is_any_body(words) else BODIES & {described_role(words)}
    for _, voice in reversed(told) if roles else ():
        if text.tokens[voice].pos == "PROPN" and named_role(_name_at(text, voice)) in roles:
            return voice
    return None


def _name_at(text: SpeechText, i: int) -> tuple[str, ...]:
    """The words of the name that token `i` belongs to."""
    name = text.names.get(i)
    inside = range(name.first, name.last) if name is not None else range(i, i + 1)
    return tuple(text.tokens[k].text for k in inside)


def _last_voice(text: SpeechText, draft: Draft, sort: str, heard: _Heard) -> int | None:
    here = text.parse.sentence_of(draft.anchor)
    for other, voice in reversed(heard.told):
        if here - text.parse.sentence_of(other.anchor) > REACH:
            break
        if draft.head in other.source or heard.is_quoted(other, draft):
            continue
        if voice < draft.anchor and _fits(text, voice, sort):
            return voice
    return None


def _quoted_voice(draft: Draft, drafts: Sequence[Draft]) -> int | None:
    around = [
        d for d in drafts if d is not draft and draft.anchor in d.content and d.head is not None
    ]
    outer = min(around, key=lambda d: len(d.content), default=None)
    return outer.head if outer is not None else draft.head


def _fits(text: SpeechText, voice: int, sort: str) -> bool:
    token = text.tokens[voice]
    if token.pos == "PRON":
        return False
    plural = token.tag in {"NNS", "NNPS"} or text.parse.child(voice, "conj") is not None
    label = text.labels.get(voice, "")
    if sort == "group":
        return plural or SORTS.get(label) in {"group", "body"}
    if sort == "person":
        return not plural and (label == "PERSON" or (not label and token.lemma not in _bodies()))
    return not plural and (SORTS.get(label) == "body" or (not label and token.lemma in _bodies()))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("bodies.tsv") if row["sort"] == "body")
