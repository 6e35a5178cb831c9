"""Attributions: source, cue and content of every act of speech, writing or belief in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.cues import noun_cues
from tocsin.attest.speech import SpeechText, author_of
from tocsin.attest.speech_nouns import drafts_by_noun
from tocsin.attest.speech_phrases import drafts_by_colon, drafts_by_phrase
from tocsin.attest.speech_quotes import settle_quotes
from tocsin.attest.speech_reference import follow_voices
from tocsin.attest.speech_verbs import drafts_by_verb
from tocsin.attest.stance import calls_untrue, denies_by_itself, main_words
from tocsin.records import Attribution, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.attest.speech import Draft
    from tocsin.records import Document, Parse, Token


CONTRASTS = {"while", "whereas"}
TOLD = {"clause", "object"}


def attributions_in(document: Document, parse: Parse) -> tuple[Attribution, ...]:
    """Every attribution of the text, by the place of its cue.

    A quotation that runs on over several sentences belongs to the voice that its first or last
    sentence names; one without any cue near it has no source. What "I" says inside a quotation is
    the quotation's own and no further voice, unless it denies or confirms.
    """
    text = SpeechText(document, parse)
    drafts = nest_voices([*drafts_by_verb(text), *drafts_by_phrase(text)])
    drafts = [d for d in drafts if not _is_evidence(text, d, drafts)]
    set_aside(text, drafts)
    part_rivals(text, drafts)
    drafts += [*_unclaimed(drafts_by_noun(text), drafts), *drafts_by_colon(text, drafts)]
    settled = [d for d in settle_quotes(text, drafts) if not _is_own_voice(text, d)]
    settled.sort(key=lambda d: (d.anchor, d.form == "continued", d.content[0]))
    heads = follow_voices(text, settled)
    return tuple(_record(text, d, head) for d, head in zip(settled, heads, strict=True))


def _is_evidence(text: SpeechText, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a nameless vessel speaks within another's words: "he said accounts show that X"."""
    if draft.head is None or text.tokens[draft.head].lemma not in noun_cues():
        return False
    if author_of(text.parse, draft.head) != draft.head:
        return False
    return any(draft.anchor in d.content and d is not draft for d in drafts)


def _unclaimed(nouns: Iterable[Draft], verbs: list[Draft]) -> list[Draft]:
    """Noun drafts that no verb tells already: "denied claims that X" is a denial."""
    return [
        n
        for n in nouns
        if not any(n.anchor in v.content and (n.head is None or v.anchor in n.cue) for v in verbs)
    ]


def nest_voices(drafts: list[Draft]) -> list[Draft]:
    """Give who is cited what the citing voice tells, and spare the verb that only cites."""
    by_verb = {d.anchor: d for d in drafts if d.form in TOLD and d.within is None}
    cited = {d.anchor for d in drafts if d.within is not None}
    for draft in drafts:
        inner = by_verb.get(draft.beside) if draft.beside is not None else None
        if draft.within is None and inner is not None:
            own = {*draft.cue, *draft.source}
            told = {*draft.content, *inner.content, *inner.cue, *inner.source}
            draft.content = sorted(told - own)
            inner.content = [i for i in inner.content if i not in own]
        outer = by_verb.get(draft.within) if draft.within is not None else None
        if outer is not None:
            own = {*draft.cue, *draft.source}
            draft.content = [i for i in outer.content if i not in own]
            outer.content = sorted({*outer.content, *own})
    return [d for d in drafts if d.within is not None or d.anchor not in cited]


def part_rivals(text: SpeechText, drafts: list[Draft]) -> None:
    """Take out of what one voice says a clause that sets another voice against it.

    "Medics said nine died, while the army said it had hit a depot": the parser hangs the second
    clause on the first.
    """
    for draft in drafts:
        token = text.tokens[draft.anchor]
        if draft.form not in TOLD or draft.anchor in text.quoted:
            continue
        if token.dep != "advcl" or not _is_set_against(text, token):
            continue
        own = set(text.parse.subtree(token.i))
        for other in drafts:
            if other.anchor not in own and own & set(other.content):
                other.content = [i for i in other.content if i not in own]


def _is_set_against(text: SpeechText, token: Token) -> bool:
    marks = text.parse.children_by(token.i, "mark", "advmod")
    return text.parse.child(token.i, "nsubj") is not None and any(
        m.text.lower() in CONTRASTS for m in marks
    )


def set_aside(text: SpeechText, drafts: list[Draft]) -> None:
    """Take the clauses that answer what is said out of what is said: ", which Kyiv denies"."""
    for draft in drafts:
        if draft.aside is None:
            continue
        own = set(text.parse.subtree(draft.aside))
        for other in drafts:
            if other is not draft:
                other.content = [i for i in other.content if i not in own]
                other.source = [i for i in other.source if i not in own]


def _is_own_voice(text: SpeechText, draft: Draft) -> bool:
    return (
        draft.anchor in text.quoted
        and draft.stance is Stance.ASSERTS
        and (draft.head is None or text.is_own_voice(text.tokens[draft.head]))
    )


def _record(text: SpeechText, draft: Draft, head: int | None) -> Attribution:
    return Attribution(
        source=text.spans(draft.source),
        cue=text.spans(draft.cue),
        content=text.spans(draft.content),
        source_head=head,
        stance=_stance(text, draft),
        rule=draft.rule,
        form=draft.form,
        quoted=bool(draft.cue) and text.is_closed(draft.anchor),
    )


def _stance(text: SpeechText, draft: Draft) -> Stance:
    """The stance of the cue, or denial where the words told are one: "says the claim is a lie"."""
    if draft.stance is not Stance.ASSERTS:
        return draft.stance
    inside = set(draft.content)
    words = {
        i
        for top in draft.content
        if text.tokens[top].head == top or text.tokens[top].head not in inside
        for i in main_words(text.parse, top)
    }
    told = sorted(words & inside)
    denies = calls_untrue(text.parse, told) or denies_by_itself(text.parse, told)
    return Stance.DENIES if denies else Stance.ASSERTS
