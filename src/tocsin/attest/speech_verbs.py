"""Voices that verbs introduce: which complement is the content, and which words are the cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.cues import noun_cues, verb_cue
from tocsin.attest.speech import Draft
from tocsin.attest.speech_clauses import (
    account_beside,
    antecedent,
    clause_around,
    clause_before,
    clause_below,
    clause_beyond,
    clause_quoted,
    clause_raised,
    is_infinitive,
    raised_subject,
)
from tocsin.attest.speech_sources import NOBODY, source_of
from tocsin.attest.stance import witnesses
from tocsin.grammar.subjects import is_passive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.attest.cues import Cue
    from tocsin.attest.speech import SpeechText
    from tocsin.records import Token

VERBAL = {"VERB", "AUX"}
PRONOUNS = {"WP", "WDT"}
CUE_PARTS = {"aux", "auxpass", "neg", "prt"}
FAR = 4
Part = tuple[str, list[int]]


def drafts_by_verb(text: SpeechText) -> Iterator[Draft]:
    """One draft for each cue verb; without content where only a quotation could be it."""
    for token in text.tokens:
        if token.pos not in VERBAL or token.dep in {"amod", "compound", "aux"}:
            continue
        cue = verb_cue(text.parse, token)
        if cue is not None:
            draft = _draft(text, token, cue)
            if draft is not None:
                yield draft


def _draft(text: SpeechText, token: Token, cue: Cue) -> Draft | None:
    form, content = _content(text, token, cue)
    if not text.words(content) and ("quote" not in cue.patterns or _tells_a_pronoun(text, token)):
        return None
    head, source, extra = NOBODY if cue.raises else source_of(text, token, content, cue)
    words = sorted({*_cue_words(text, token), *extra})
    if form == "account":
        source = [i for i in source if i not in set(content)]
    kept = set(source) | set(words)
    return Draft(
        anchor=token.i,
        head=head,
        source=source,
        cue=words,
        content=[i for i in content if i not in kept],
        form=form,
        stance=cue.stance,
        rule=f"speech:{cue.lemma}",
        aside=token.i if form == "account" and token.dep == "relcl" else None,
    )


def _tells_a_pronoun(text: SpeechText, token: Token) -> bool:
    """Whether a pronoun stands for all that is told: "denied what the rebels claimed"."""
    thing = text.parse.child(token.i, "dobj")
    return thing is not None and thing.tag in PRONOUNS and thing.i < token.i


def _content(text: SpeechText, token: Token, cue: Cue) -> Part:
    for rule in CONSTRUCTIONS:
        form, content = rule(text, token, cue)
        if content:
            return form, [*content, *clause_beyond(text, token, content)]
    return "quote", []


def _infinitive(text: SpeechText, token: Token, cue: Cue) -> Part:
    if "xcomp" not in cue.patterns:
        return "", []
    for child in text.parse.children_by(token.i, "xcomp", "advcl"):
        if child.i > token.i and (child.dep == "xcomp" or is_infinitive(text, child)):
            content = text.below(child.i, _misplaced(text, child))
            if is_passive(text.parse, token.i):
                content = [*raised_subject(text, token), *content]
            return "infinitive", content
    return "", []


def _misplaced(text: SpeechText, infinitive: Token) -> list[int]:
    """Finite verbs that the parser coordinates with an infinitive: "urged him to go and called"."""
    if infinitive.tag != "VB":
        return []
    return [c.i for c in text.parse.children_by(infinitive.i, "conj") if c.tag in {"VBD", "VBZ"}]


def _passive(text: SpeechText, token: Token, cue: Cue) -> Part:
    """The subject of a passive with what is said of it: "the raid was called a crime by X"."""
    parse = text.parse
    if not is_passive(parse, token.i) or not {"obj", "as"} & cue.patterns:
        return "", []
    subject = parse.child(token.i, "nsubjpass")
    if subject is None or subject.text.lower() == "it" or not parse.child(token.i, "agent"):
        return "", []
    content = text.below(subject.i)
    for child in parse.children_by(token.i, "oprd", "xcomp", "prep"):
        if child.dep != "prep" or child.text.lower() in cue.patterns:
            content += text.below(child.i)
    return "object", sorted(content)


def _object(text: SpeechText, token: Token, cue: Cue) -> Part:
    """A noun phrase, with the name or clause that is given to it: "called the raid a crime"."""
    parse = text.parse
    thing = parse.child(token.i, "dobj")
    if thing is None or thing.tag in {"WDT", "WP"} or thing.i in _companions(text, token, cue):
        return "", []
    content = text.below(thing.i)
    for prep in parse.children_by(token.i, "prep"):
        if prep.i < token.i or not _takes(text, prep, cue):
            continue
        if prep.text.lower() == "as":
            return "object", sorted([*content, *text.below(prep.i)])
        if parse.child(prep.i, "pcomp", "pobj"):
            form, told = _of_preposition(text, prep)
            return form, [*told, *_purpose(text, token, told)]
    named = parse.child(token.i, "oprd")
    if named is not None and {"obj", "xcomp"} & cue.patterns:
        return "object", sorted([*content, *text.below(named.i)])
    seen = _is_shown(text, token, cue) or _is_seen(text, token, cue)
    if "obj" not in cue.patterns and not seen:
        low = [p for p in parse.children_by(thing.i, "prep") if _takes(text, p, cue)]
        return _of_preposition(text, low[0]) if low else ("", [])
    return "object", content


def _is_shown(text: SpeechText, token: Token, cue: Cue) -> bool:
    """Whether a medium is the subject: "footage shows a drone"."""
    subject = text.parse.child(token.i, "nsubj")
    medium = subject is not None and subject.lemma in noun_cues()
    return medium and "obj-medium" in cue.patterns


def _is_seen(text: SpeechText, token: Token, cue: Cue) -> bool:
    """Whether a witness is the subject: "reporters saw bodies in the street"."""
    subject = text.parse.child(token.i, "nsubj")
    return "obj-witness" in cue.patterns and subject is not None and subject.lemma in witnesses()


def _reckoned(text: SpeechText, token: Token, cue: Cue) -> Part:
    """What is put at a figure, with all behind it: "put the toll from the raid at 38"."""
    thing = text.parse.child(token.i, "dobj")
    if "obj-figure" not in cue.patterns or thing is None:
        return "", []
    behind = [i for i in text.below(token.i) if i > token.i]
    figures = (text.tokens[i] for i in behind if text.tokens[i].tag == "CD")
    put = any(f.dep == "pobj" and text.tokens[f.head].text.lower() == "at" for f in figures)
    return ("object", behind) if put else ("", [])


def _companions(text: SpeechText, token: Token, cue: Cue) -> set[int]:
    words = set(cue.particle.split())
    return {c.i for c in text.parse.children(token.i) if c.lemma in words}


def _takes(text: SpeechText, prep: Token, cue: Cue) -> bool:
    word = prep.text.lower()
    if word in cue.patterns:
        return True
    return f"{word}-ing" in cue.patterns and text.parse.child(prep.i, "pcomp") is not None


def _of_preposition(text: SpeechText, prep: Token) -> Part:
    gerund = text.parse.child(prep.i, "pcomp") is not None
    return ("gerund" if gerund else "phrase"), text.below(prep.i)[1:]


def _purpose(text: SpeechText, token: Token, told: list[int]) -> list[int]:
    """The end for which something is said to be done: "accused it of firing in order to hide X"."""
    for child in text.parse.children_by(token.i, "prep", "advcl"):
        inside = text.parse.subtree(child.i)
        ends = any(text.tokens[i].tag == "TO" for i in inside[:3])
        if told and inside[0] == told[-1] + 1 and ends:
            return list(inside)
    return []


def _phrase(text: SpeechText, token: Token, cue: Cue) -> Part:
    passive = is_passive(text.parse, token.i)
    for prep in text.parse.children_by(token.i, "prep"):
        if passive and prep.text.lower() == "as" and text.parse.child(prep.i, "pcomp"):
            return "", []
        if prep.i > token.i and _takes(text, prep, cue):
            form, told = _of_preposition(text, prep)
            if told:
                return form, [*told, *_purpose(text, token, told)]
    for thing in text.parse.children_by(token.i, *("dobj", "acomp", "prt", "advmod")):
        for prep in text.parse.children_by(thing.i, "prep"):
            if thing.i > token.i and _takes(text, prep, cue):
                return _of_preposition(text, prep)
    return "", []


CONSTRUCTIONS = (
    *(account_beside, clause_raised, clause_below, clause_quoted, clause_around),
    *(_infinitive, _passive, _reckoned, _object, _phrase, antecedent, clause_before),
)


def _cue_words(text: SpeechText, token: Token) -> list[int]:
    return [
        *(
            c.i
            for c in text.parse.children(token.i)
            if c.dep in CUE_PARTS and abs(c.i - token.i) <= FAR
        ),
        token.i,
    ]
