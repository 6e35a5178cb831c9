"""Voices that verbs introduce: which complement is the content, and which words are the cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.cues import noun_cues, verb_cue
from tocsin.attest.speech import Draft
from tocsin.attest.speech_sources import NOBODY, source_of
from tocsin.grammar.slots import is_passive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.attest.cues import Cue
    from tocsin.attest.speech import SpeechText
    from tocsin.records import Token

VERBAL = {"VERB", "AUX"}
INSERTED = {"parataxis", "ccomp"}
COMPLEMENTS = {"ccomp", "xcomp", "dobj", "oprd"}
CUE_PARTS = {"aux", "auxpass", "neg", "prt"}
FAR, TAIL = 4, 6
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
    if not text.words(content) and "quote" not in cue.patterns:
        return None
    head, source, extra = NOBODY if cue.raises else source_of(text, token, content, cue)
    words = sorted({*_cue_words(text, token), *extra})
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
    )


def _content(text: SpeechText, token: Token, cue: Cue) -> Part:
    for rule in CONSTRUCTIONS:
        form, content = rule(text, token, cue)
        if content:
            return form, content
    return "quote", []


def _clause(text: SpeechText, token: Token, cue: Cue) -> Part:
    """A clause that depends on the verb: "said that X", "X, he said", "wants him to go"."""
    parse = text.parse
    states = [c for c in parse.children_by(token.i, "acomp") if c.lemma in cue.particle]
    below = [c for host in (token, *states) for c in parse.children_by(host.i, "ccomp")]
    if "iobj-ccomp" in cue.patterns:
        below += _of_addressee(text, token)
    for child in below:
        if child.i < token.i and not _set_off(text, child, token):
            continue
        if _is_infinitive(text, child):
            if "xcomp" in cue.patterns:
                return "infinitive", text.below(child.i)
        elif _takes_clause(text, token, child, cue):
            return "clause", text.below(child.i)
    return "", []


def _of_addressee(text: SpeechText, token: Token) -> list[Token]:
    """A that-clause hung on the addressee: "told residents that the road was cut"."""
    return [
        clause
        for thing in text.parse.children_by(token.i, "dobj", "dative")
        for clause in text.parse.children_by(thing.i, "acl", "relcl")
        if any(c.dep == "mark" for c in text.parse.children(clause.i))
    ]


def _takes_clause(text: SpeechText, token: Token, clause: Token, cue: Cue) -> bool:
    """Whether a verb takes a clause, some only a quoted one ("go on") or after an addressee."""
    if "ccomp" in cue.patterns or ("quote" in cue.patterns and clause.i in text.quoted):
        return True
    return "iobj-ccomp" in cue.patterns and text.parse.child(token.i, "dobj", "dative") is not None


def _is_infinitive(text: SpeechText, clause: Token) -> bool:
    return clause.tag == "VB" and any(
        c.dep == "aux" and c.tag == "TO" for c in text.parse.children(clause.i)
    )


def _set_off(text: SpeechText, clause: Token, token: Token) -> bool:
    """Whether a clause before the verb is told from it by a mark or by the verb's subject."""
    between = range(clause.i + 1, token.i)
    own = any(c.dep in COMPLEMENTS and c.i > token.i for c in text.parse.children(token.i))
    if own and any(text.tokens[i].text == ";" for i in between):
        return False
    return any(text.tokens[i].pos == "PUNCT" or text.tokens[i].dep == "nsubj" for i in between)


def _inserted(text: SpeechText, token: Token, cue: Cue) -> Part:
    """A verb put into the sentence that it tells: "X, the army said, did Y"."""
    parse = text.parse
    head = text.tokens[token.head]
    if not {"ccomp", "quote"} & cue.patterns or head.pos not in VERBAL:
        return "", []
    subject = parse.child(token.i, "nsubj")
    if subject is None or not _is_inserted(text, token, subject):
        return "", []
    whole = text.below(head.i, [token.i])
    return "clause", sorted([*whole, *_before_subject(text, token, subject)])


def _is_inserted(text: SpeechText, token: Token, subject: Token) -> bool:
    """Whether a verb stands beside its host with no complement: "X, he said" or "as he said"."""
    below = text.parse.children(token.i)
    if any(c.tag in {"WP", "WDT"} or (c.dep in COMPLEMENTS and c.i > token.i) for c in below):
        return False
    mark = next((c for c in below if c.dep in {"mark", "advmod"} and c.i < subject.i), None)
    if token.dep == "advcl":
        return mark.text.lower() == "as" if mark is not None else _in_commas(text, token, subject)
    return token.dep in INSERTED and (mark is None or mark.dep != "mark")


def _in_commas(text: SpeechText, token: Token, subject: Token) -> bool:
    first = text.parse.subtree(subject.i)[0]
    after = token.i + 1
    return (
        first > 0
        and after < len(text.tokens)
        and text.tokens[first - 1].text == text.tokens[after].text == ","
    )


def _before_subject(text: SpeechText, token: Token, subject: Token) -> list[int]:
    """What hangs on an inserted verb but belongs to its host: "At noon, AFP reported, X"."""
    first = min(text.parse.subtree(subject.i)[0], token.i)
    return [
        i
        for child in text.parse.children(token.i)
        if child.i < first and child.dep in {"prep", "npadvmod", "advmod", "advcl"}
        for i in text.parse.subtree(child.i)
        if i < first
    ]


def _infinitive(text: SpeechText, token: Token, cue: Cue) -> Part:
    if "xcomp" not in cue.patterns:
        return "", []
    for child in text.parse.children_by(token.i, "xcomp", "advcl"):
        if child.i > token.i and (child.dep == "xcomp" or _is_infinitive(text, child)):
            content = text.below(child.i, _misplaced(text, child))
            if is_passive(text.parse, token.i):
                content = [*_raised(text, token), *content]
            return "infinitive", content
    return "", []


def _misplaced(text: SpeechText, infinitive: Token) -> list[int]:
    """Finite verbs that the parser coordinates with an infinitive: "urged him to go and called"."""
    if infinitive.tag != "VB":
        return []
    return [c.i for c in text.parse.children_by(infinitive.i, "conj") if c.tag in {"VBD", "VBZ"}]


def _quoted_as(text: SpeechText, token: Token, cue: Cue) -> Part:
    """What is said before the verb that quotes: "X, the radio quoted him as saying"."""
    parse = text.parse
    host = token
    if token.dep == "pcomp" and text.tokens[token.head].text.lower() == "as":
        host = text.tokens[text.tokens[token.head].head]
    elif "as" not in cue.patterns:
        return "", []
    told = next((c for c in parse.children_by(host.i, "ccomp") if c.i < host.i), None)
    if told is None or not _set_off(text, told, host):
        return "", []
    content = text.below(told.i)
    thing = parse.child(host.i, "dobj")
    if host is token and thing is not None:
        content += text.below(thing.i)
    return "clause", sorted(content)


def _raising(text: SpeechText, token: Token, cue: Cue) -> Part:
    """Verbs that tell how something looks to nobody in particular: "the truce seems to hold"."""
    if not cue.raises:
        return "", []
    for child in text.parse.children_by(token.i, "xcomp", "ccomp", "oprd", "acomp", "prep"):
        if child.i > token.i and (child.dep != "prep" or child.text.lower() == "like"):
            return "clause", [*_raised(text, token), *text.below(child.i)]
    return "", []


def _raised(text: SpeechText, token: Token) -> list[int]:
    """The subject that belongs to the content: "two jets are said to have been lost"."""
    subject = text.parse.child(token.i, "nsubjpass", "nsubj")
    if subject is None or subject.tag in {"WDT", "WP"} or subject.text.lower() == "it":
        return []
    return text.below(subject.i)


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
            return _of_preposition(text, prep)
    named = parse.child(token.i, "oprd")
    if named is not None and {"obj", "xcomp"} & cue.patterns:
        return "object", sorted([*content, *text.below(named.i)])
    if "obj" not in cue.patterns and not _is_shown(text, token, cue):
        low = [p for p in parse.children_by(thing.i, "prep") if _takes(text, p, cue)]
        return _of_preposition(text, low[0]) if low else ("", [])
    return "object", content


def _is_shown(text: SpeechText, token: Token, cue: Cue) -> bool:
    """Whether a medium is the subject: "footage shows a drone"."""
    subject = text.parse.child(token.i, "nsubj")
    medium = subject is not None and subject.lemma in noun_cues()
    return medium and "obj-medium" in cue.patterns


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


def _phrase(text: SpeechText, token: Token, cue: Cue) -> Part:
    passive = is_passive(text.parse, token.i)
    for prep in text.parse.children_by(token.i, "prep"):
        if passive and prep.text.lower() == "as" and text.parse.child(prep.i, "pcomp"):
            return "", []
        if prep.i > token.i and _takes(text, prep, cue):
            found = _of_preposition(text, prep)
            if found[1]:
                return found
    for thing in text.parse.children_by(token.i, *("dobj", "acomp", "prt", "advmod")):
        for prep in text.parse.children_by(thing.i, "prep"):
            if thing.i > token.i and _takes(text, prep, cue):
                return _of_preposition(text, prep)
    return "", []


def _tagged_on(text: SpeechText, token: Token, cue: Cue) -> Part:
    """The rest of a sentence that ends in its voice, however the parser tied the two together.

    "Nine were hurt in Tora, a village, an official told AFP" hangs the official on the village.
    """
    if not {"ccomp", "quote", "iobj-ccomp"} & cue.patterns:
        return "", []
    subject = text.parse.child(token.i, "nsubj")
    if subject is None or subject.tag in {"WP", "WDT"} or subject.i > token.i:
        return "", []
    sentence = text.sentence(token.i)
    first = text.parse.subtree(subject.i)[0]
    before = range(sentence.start, max(first - 1, sentence.start))
    after = text.words(range(token.i + 1, sentence.stop))
    if not before or text.tokens[first - 1].text != "," or len(after) > TAIL:
        return "", []
    if any(text.tokens[i].pos in VERBAL for i in after):
        return "", []
    told = any(text.tokens[i].pos in VERBAL for i in before)
    return ("clause", list(before)) if told else ("", [])


CONSTRUCTIONS = (
    *(_raising, _clause, _quoted_as, _inserted),
    *(_infinitive, _passive, _object, _phrase, _tagged_on),
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
