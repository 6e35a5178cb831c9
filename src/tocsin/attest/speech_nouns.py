"""Voices behind nouns: "the ministry's claim that X", "reports of X", "a warning by X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.cues import noun_cues, verb_cue
from tocsin.attest.speech import Draft
from tocsin.attest.speech_sources import phrase_of
from tocsin.grammar.subjects import subjects
from tocsin.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.attest.cues import Cue
    from tocsin.attest.speech import SpeechText
    from tocsin.records import Token

OWNING = {"by", "from", "of", "among"}
CLAUSES = {"acl", "ccomp", "relcl"}


def drafts_by_noun(text: SpeechText) -> Iterator[Draft]:
    """One draft for each cue noun with a clause, infinitive or phrase that its table line takes."""
    for token in text.tokens:
        cue = noun_cues().get(token.lemma) if token.pos == "NOUN" else None
        if cue is None or token.dep == "compound":
            continue
        form, content = _content(text, token, cue)
        if not text.words(content):
            continue
        head, source, extra = _owner(text, token, set(content))
        kept = {*source, *extra, token.i}
        yield Draft(
            anchor=token.i,
            head=head,
            source=source,
            cue=sorted({token.i, *extra}),
            content=[i for i in content if i not in kept],
            form=form,
            stance=cue.stance,
            rule=f"speech:{cue.lemma} (noun)",
        )


def _content(text: SpeechText, token: Token, cue: Cue) -> tuple[str, list[int]]:
    parse = text.parse
    for clause in parse.children_by(token.i, *CLAUSES):
        if clause.i < token.i:
            continue
        if "ccomp" in cue.patterns and _is_that_clause(text, clause):
            return "noun", text.below(clause.i)
        if "xcomp" in cue.patterns and clause.tag == "VB" and parse.child(clause.i, "aux"):
            return "infinitive", text.below(clause.i)
    for prep in parse.children_by(token.i, "prep"):
        word = prep.text.lower()
        gerund = parse.child(prep.i, "pcomp") is not None
        if prep.i > token.i and (
            word in cue.patterns or (f"{word}-ing" in cue.patterns and gerund)
        ):
            return "phrase", text.below(prep.i)[1:]
    return "", []


def _is_that_clause(text: SpeechText, clause: Token) -> bool:
    """Whether a clause completes its noun; a relative "that" is a pronoun, no conjunction."""
    below = text.parse.children(clause.i)
    cue = verb_cue(text.parse, clause)
    denies = cue is not None and cue.stance is Stance.DENIES
    if denies and any(c.text.lower() == "that" and c.dep == "dobj" for c in below):
        return False
    that = any(c.text.lower() == "that" for c in below)
    if clause.dep == "acl" and that and any(c.dep == "nsubj" for c in below):
        return True
    return any(c.dep == "mark" or (c.pos == "SCONJ" and that) for c in below)


def _owner(
    text: SpeechText, token: Token, content: set[int]
) -> tuple[int | None, list[int], list[int]]:
    parse = text.parse
    owner = parse.child(token.i, "poss")
    if owner is not None:
        phrase = phrase_of(text, owner.i, -1)
        return owner.i, [i for i in phrase if text.tokens[i].dep != "case"], []
    for prep in parse.children_by(token.i, "prep", "agent"):
        thing = parse.child(prep.i, "pobj")
        if prep.text.lower() in OWNING and thing is not None and thing.i not in content:
            return thing.i, phrase_of(text, thing.i, -1), []
    verb = text.tokens[token.head]
    if token.dep in {"dobj", "attr"} and verb.pos == "VERB":
        voices = subjects(parse, verb.i)[:1]
        own = parse.child(verb.i, "nsubj")
        if voices and own is not None:
            return voices[0], phrase_of(text, own.i, verb.i), [verb.i]
    return None, [], []
