"""Clauses as content: below the verb that tells them, around it, before it or raised from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.cues import verb_cue
from tocsin.attest.stance import accounts
from tocsin.grammar.subjects import VERBAL
from tocsin.records import Stance

if TYPE_CHECKING:
    from tocsin.attest.cues import Cue
    from tocsin.attest.speech import SpeechText
    from tocsin.records import Token

INSERTED = {"parataxis", "ccomp"}
COMPLEMENTS = {"ccomp", "xcomp", "dobj", "oprd"}
PRONOUNS = {"WDT", "WP", "IN"}
ASIDE = {"while", "whereas", "as", "when", "after", "before", "although", "though"}
FINITE = {"VBD", "VBZ", "VBP"}
TAIL = 6
TOLD = {"report", "doubt"}
Part = tuple[str, list[int]]


def clause_below(text: SpeechText, token: Token, cue: Cue) -> Part:
    """A clause that depends on the verb: "said that X", "X, he said", "wants him to go"."""
    parse = text.parse
    states = [c for c in parse.children_by(token.i, "acomp") if c.lemma in cue.particle]
    below = [c for host in (token, *states) for c in parse.children_by(host.i, "ccomp")]
    below += _of_antecedent(text, token)
    if "iobj-ccomp" in cue.patterns:
        below += _of_addressee(text, token)
    for child in below:
        if child.i < token.i and not _set_off(text, child, token):
            continue
        if is_infinitive(text, child):
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


def _of_antecedent(text: SpeechText, token: Token) -> list[Token]:
    """What a relative clause tells of its antecedent: "a raid which medics said hit a bus".

    The parser takes the told verb for a bare infinitive.
    """
    pronoun = any(c.tag == "WDT" for c in text.parse.children_by(token.i, "nsubj", "dobj"))
    if token.dep != "relcl" or not pronoun:
        return []
    return [c for c in text.parse.children_by(token.i, "xcomp") if not is_infinitive(text, c)]


def _takes_clause(text: SpeechText, token: Token, clause: Token, cue: Cue) -> bool:
    """Whether a verb takes a clause, some only a quoted one ("go on") or after an addressee."""
    if "ccomp" in cue.patterns or ("quote" in cue.patterns and clause.i in text.quoted):
        return True
    return "iobj-ccomp" in cue.patterns and text.parse.child(token.i, "dobj", "dative") is not None


def _set_off(text: SpeechText, clause: Token, token: Token) -> bool:
    """Whether a clause before the verb is told from it by a mark or by the verb's subject."""
    between = range(clause.i + 1, token.i)
    own = any(c.dep in COMPLEMENTS and c.i > token.i for c in text.parse.children(token.i))
    if own and any(text.tokens[i].text == ";" for i in between):
        return False
    if own and verb_cue(text.parse, clause) and text.parse.child(clause.i, "nsubj"):
        return False
    return any(text.tokens[i].pos == "PUNCT" or text.tokens[i].dep == "nsubj" for i in between)


def clause_around(text: SpeechText, token: Token, cue: Cue) -> Part:
    """A verb put into the sentence that it tells: "X, the army said, did Y"."""
    parse = text.parse
    subject = parse.child(token.i, "nsubj")
    if not {"ccomp", "quote"} & cue.patterns or subject is None:
        return "", []
    head = _host(text, token, subject)
    if head.pos not in VERBAL or not _is_inserted(text, token, subject):
        return "", []
    whole = text.below(head.i, [token.i])
    return "clause", sorted([*whole, *_before_subject(text, token, subject)])


def _host(text: SpeechText, token: Token, subject: Token) -> Token:
    """The verb that an inserted one stands beside; the parser may hang it on a noun before it.

    "Bombs, the charity said, fell all night" makes it a relative clause of the bombs.
    """
    head = text.tokens[token.head]
    if token.dep == "relcl" and head.i < subject.i and _in_commas(text, token, subject):
        return text.tokens[head.head]
    return head


def _is_inserted(text: SpeechText, token: Token, subject: Token) -> bool:
    """Whether a verb stands beside its host with no complement: "X, he said" or "as he said"."""
    below = text.parse.children(token.i)
    if any(c.tag in {"WP", "WDT"} or (c.dep in COMPLEMENTS and c.i > token.i) for c in below):
        return False
    mark = next((c for c in below if c.dep in {"mark", "advmod"} and c.i < subject.i), None)
    if token.dep == "relcl":
        return mark is None or mark.dep != "mark"
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


def clause_quoted(text: SpeechText, token: Token, cue: Cue) -> Part:
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


def clause_beyond(text: SpeechText, token: Token, content: list[int]) -> list[int]:
    """What is told beyond the part that the parse ties to its verb.

    After an inserted verb, "It was time, he said, for them to go"; and a second that-clause, which
    the parser may hang on a word of the first: "said that nine died, two of them women, and that
    ten were hurt".
    """
    if content[-1] < token.i:
        return _after_insertion(text, token)
    return _second_that(text, content)


def _after_insertion(text: SpeechText, token: Token) -> list[int]:
    found: list[int] = []
    for child in text.parse.children_by(token.i, "advcl", "ccomp", "xcomp"):
        inside = text.parse.subtree(child.i)
        marks = text.parse.children_by(child.i, "mark", "advmod")
        opens = any(m.i == inside[0] and m.lemma not in ASIDE for m in marks)
        opens = opens or (child.dep == "ccomp" and child.pos in {"NOUN", "PROPN"})
        if opens and child.i > token.i and text.tokens[inside[0] - 1].text == ",":
            found += inside
    return found


def _second_that(text: SpeechText, content: list[int]) -> list[int]:
    end = text.sentence(content[0]).stop
    if text.tokens[content[0]].text.lower() != "that":
        return []
    for i in range(content[-1] + 1, end - 1):
        that, verb = text.tokens[i + 1], text.tokens[text.tokens[i + 1].head]
        if text.tokens[i].dep == "cc" and that.dep == "mark" and that.text.lower() == "that":
            return list(range(content[-1] + 1, text.parse.subtree(verb.i)[-1] + 1))
        if text.tokens[i].tag in FINITE and verb_cue(text.parse, text.tokens[i]) is not None:
            break
    return []


def antecedent(text: SpeechText, token: Token, cue: Cue) -> Part:
    """What a voice is said to have told, before it: "the deaths of which the rebels had spoken".

    Only where its verb takes such an object, or the preposition before the pronoun.
    """
    parse = text.parse
    if token.dep != "relcl" or text.tokens[token.head].pos not in {"NOUN", "PROPN"}:
        return "", []
    if cue.factivity not in TOLD or cue.stance is not Stance.ASSERTS:
        return "", []
    thing = parse.child(token.i, "dobj")
    told = "obj" in cue.patterns and thing is not None and thing.tag == "WDT"
    preps = parse.children_by(token.i, "prep")
    told = told or any(
        prep.text.lower() in cue.patterns and any(c.tag == "WDT" for c in parse.children(prep.i))
        for prep in preps
    )
    return ("object", text.below(token.head, [token.i])) if told else ("", [])


def account_beside(text: SpeechText, token: Token, cue: Cue) -> Part:
    """The account that an apposition says is denied: "..., a charge that Kigali denies".

    Where the pronoun is left out, the parser makes one name of "a charge Kigali"; "..., which
    Kigali denies" is about the whole clause before it, for which its pronoun stands.
    """
    if cue.stance is not Stance.DENIES:
        return "", []
    parse, head = text.parse, text.tokens[token.head]
    subject = parse.child(token.i, "nsubj")
    if subject is None:
        return "", []
    for noun in parse.children_by(subject.i, "compound"):
        if noun.lemma in accounts() and parse.child(subject.i, "det"):
            return "account", list(range(parse.subtree(subject.i)[0], noun.i + 1))
    if token.dep != "relcl" or head.i > token.i:
        return "", []
    thing = parse.child(token.i, "dobj")
    if head.lemma in accounts() and (thing is None or thing.tag in PRONOUNS):
        return "account", text.below(head.i, [token.i])
    return ("account", [thing.i]) if thing is not None and thing.tag == "WDT" else ("", [])


def clause_raised(text: SpeechText, token: Token, cue: Cue) -> Part:
    """Verbs that tell how something looks to nobody in particular: "the truce seems to hold"."""
    if not cue.raises:
        return "", []
    for child in text.parse.children_by(token.i, "xcomp", "ccomp", "oprd", "acomp", "prep"):
        if child.i > token.i and (child.dep != "prep" or child.text.lower() == "like"):
            return "clause", [*raised_subject(text, token), *text.below(child.i)]
    return "", []


def raised_subject(text: SpeechText, token: Token) -> list[int]:
    """The subject that belongs to the content: "two jets are said to have been lost"."""
    subject = text.parse.child(token.i, "nsubjpass", "nsubj")
    if subject is None or subject.tag in {"WDT", "WP"} or subject.text.lower() == "it":
        return []
    return text.below(subject.i)


def clause_before(text: SpeechText, token: Token, cue: Cue) -> Part:
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


def is_infinitive(text: SpeechText, clause: Token) -> bool:
    """Whether a clause is an infinitive with "to", which only some verbs take as what is told."""
    return clause.tag == "VB" and any(
        c.dep == "aux" and c.tag == "TO" for c in text.parse.children(clause.i)
    )
