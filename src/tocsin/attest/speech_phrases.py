"""Voices named without a verb of their own: "according to X", "in X's view", "HRW: 300 killed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.cues import phrase_cues, verb_cue
from tocsin.attest.speech import Draft
from tocsin.attest.speech_sources import phrase_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tocsin.attest.cues import PhraseCue
    from tocsin.attest.speech import SpeechText
    from tocsin.records import Token

VERBAL = {"VERB", "AUX"}
HEADLINE_VOICE = 6
CLAUSES = {"conj", "relcl", "parataxis"}


def drafts_by_phrase(text: SpeechText) -> Iterator[Draft]:
    """One draft for each cue phrase of `according.tsv`, the longest at each place."""
    taken = -1
    for token in text.tokens:
        if token.i <= taken:
            continue
        for cue in phrase_cues().get(token.text.lower(), ()):
            last = _match(text, token.i, cue)
            if last is not None:
                draft = _draft(text, cue, token, last)
                if draft is not None:
                    taken = last
                    yield draft
                    break


def _match(text: SpeechText, at: int, cue: PhraseCue) -> int | None:
    """The last token of a cue at `at`; its `X` takes up to six words of a possessor."""
    end = text.sentence(at).stop
    i = at
    for n, word in enumerate(cue.words):
        if word == "x":
            after = cue.words[n + 1]
            i = next(
                (k for k in range(i, min(i + 7, end)) if text.tokens[k].text.lower() == after), end
            )
        elif i >= end or text.tokens[i].text.lower() != word:
            return None
        else:
            i += 1
    return i - 1 if i - 1 > at or len(cue.words) == 1 else None


def _draft(text: SpeechText, cue: PhraseCue, token: Token, last: int) -> Draft | None:
    inside = range(token.i, last + 1)
    head = _voice(text, inside, cue.source)
    if head is None or (len(cue.words) == 1 and not text.is_voice(head)):
        return None
    top = token
    while top.head in inside and top.head != top.i:
        top = text.tokens[top.head]
    source = phrase_of(text, head, -1)
    if cue.source == "poss":
        source = [i for i in source if i in inside and text.tokens[i].dep != "case"]
    else:
        source = [i for i in source if i > last]
    words = [i for i in inside if i not in set(source)]
    content = _opened(text, token, source) or _modified(text, top, set(source) | set(words))
    if not text.words(content) or not source:
        return None
    return Draft(
        anchor=token.i,
        head=head,
        source=source,
        cue=words,
        content=content,
        rule=f"speech:{' '.join(cue.words)}",
        within=_clause_top(text, top) if cue.source == "obj" else None,
        beside=top.head,
    )


def _voice(text: SpeechText, inside: range, source: str) -> int | None:
    if source == "poss":
        owners = [i for i in inside if text.tokens[i].dep == "poss"]
        return owners[-1] if owners else None
    for i in reversed(inside):
        thing = text.parse.child(i, "pobj", "dobj", "pcomp")
        if thing is not None and thing.i > inside[-1]:
            return thing.i
    return None


def _modified(text: SpeechText, top: Token, cut: set[int]) -> list[int]:
    """The clause that a phrase stands in: all of it at its edge, else what is nearer its verb."""
    governor = _clause_top(text, top)
    own = set(text.parse.subtree(top.i)) if top.i != governor else set()
    return [
        i
        for i in text.below(governor, _other_clauses(text, governor, top.i))
        if i not in cut and i not in own
    ]


def _opened(text: SpeechText, token: Token, source: list[int]) -> list[int]:
    """The whole sentence that a phrase opens: "According to X, ten died and nine were hurt"."""
    row = text.sentence(token.i)
    if token.i != row.start or not source or source[-1] + 1 >= row.stop:
        return []
    after = source[-1] + 1
    return list(range(after, row.stop)) if text.tokens[after].text == "," else []


def _clause_top(text: SpeechText, token: Token) -> int:
    """The highest verb above a phrase, short of a relative clause and of one with its own voice.

    "Ten were killed and nine were hurt, according to X" tells of both.
    """
    at = token
    while at.head != at.i:
        above = text.tokens[at.head]
        clause = at.pos in VERBAL and at.dep in CLAUSES
        if clause and text.parse.child(at.i, "nsubj", "nsubjpass"):
            joined = at.dep == "conj" and above.pos in VERBAL and _ends_sentence(text, token)
            if not joined or _is_voiced(text, above):
                break
        at = above
    return at.i


def _ends_sentence(text: SpeechText, token: Token) -> bool:
    """Whether nothing stands behind a phrase in its sentence."""
    last = text.parse.subtree(token.i)[-1]
    return not text.words(range(last + 1, text.sentence(token.i).stop))


def _is_voiced(text: SpeechText, verb: Token) -> bool:
    """Whether a clause is told by a verb of its own: "X said that", "ten died, X said"."""
    around = (verb, *text.parse.children_by(verb.i, "parataxis", "ccomp"))
    return any(verb_cue(text.parse, each) is not None for each in around)


def _other_clauses(text: SpeechText, governor: int, within: int) -> list[int]:
    return [
        c.i
        for c in text.parse.children_by(governor, "conj")
        if c.pos in VERBAL
        and text.parse.child(c.i, "nsubj", "nsubjpass")
        and within not in text.parse.subtree(c.i)
    ]


def drafts_by_colon(text: SpeechText, known: Collection[Draft]) -> Iterator[Draft]:
    """Headlines and transcripts: "HRW: 300 killed", where a short name stands before a colon.

    A place is only the topic where a voice among `known` follows: "Mali: 300 killed, HRW says".
    """
    voiced = {text.parse.sentence_of(d.anchor) for d in known}
    starts = text.parse.sentence_starts
    for number, first in enumerate(starts):
        if number and text.paragraph(first) == text.paragraph(first - 1):
            continue
        row = text.parse.sentence(number)
        colon = next((i for i in row[1 : HEADLINE_VOICE + 1] if text.tokens[i].text == ":"), None)
        if colon is None or colon + 1 >= row.stop:
            continue
        voice = _noun_before(text, range(first, colon))
        if voice is None or not text.is_voice(voice):
            continue
        if text.labels.get(voice) == "PLACE" and number in voiced:
            continue
        yield Draft(
            anchor=colon,
            head=voice,
            source=list(range(first, colon)),
            cue=[],
            content=list(range(colon + 1, row.stop)),
            rule="speech:colon",
        )


def _noun_before(text: SpeechText, inside: range) -> int | None:
    """The head of a bare noun phrase that fills `inside`."""
    tops = [i for i in inside if text.tokens[i].head not in inside or text.tokens[i].head == i]
    if any(text.tokens[i].pos in {*VERBAL, "PUNCT"} for i in inside):
        return None
    return next((i for i in tops if text.tokens[i].pos in {"NOUN", "PROPN"}), None)
