"""Repairs of predicates: speakers, subjects and verbs that the parser hung on a noun."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

NOMINAL = {"NOUN", "PROPN"}
NOMINAL_SUBJECTS = ("nsubj", "nsubjpass")
SUBJECTS = (*NOMINAL_SUBJECTS, "csubj", "expl")
FINITE = {"VBD", "VBZ", "VBP"}
RELATIVE = {"WDT", "WP"}
PREMODIFYING = {"JJ", "NN", "VBG", "VBN"}


def voices_read_as_appositions(parse: Parse) -> list[Token]:
    """A speaker taken for another name of a place: "a raid near Sumy, the ministry said"."""
    found = []
    for verb in parse.tokens:
        if verb.tag not in FINITE or verb.pos != "VERB" or parse.child(verb.i, "ccomp") is None:
            continue
        if parse.child(verb.i, *SUBJECTS) is not None:
            continue
        voice = _noun_that_ends(parse, verb.i - 1)
        if voice is None or parse.tokens[voice.head].i >= voice.i:
            continue
        first = parse.subtree(voice.i)[0]
        if voice.dep == "appos" and first and parse.tokens[first - 1].text == ",":
            found.append(replace(voice, head=verb.i, dep="nsubj"))
    return found


def _noun_that_ends(parse: Parse, last: int) -> Token | None:
    """The noun of an apposition that ends with token `last`."""
    if last < 0:
        return None
    ending = (parse.tokens[last], *parse.ancestors(last))
    return next((word for word in ending if word.dep == "appos"), None)


def subjects_of_infinitives(parse: Parse) -> list[Token]:
    """A noun taken for the subject of its infinitive: "its claim to have shot him was false"."""
    found: list[Token] = []
    for mark in parse.tokens:
        verb = parse.tokens[mark.head]
        noun = parse.child(verb.i, "nsubj")
        if mark.tag != "TO" or mark.dep != "aux" or noun is None or noun.i != mark.i - 1:
            continue
        told = next((w for w in parse.tokens[verb.i + 1 :] if _wants_subject(parse, w)), None)
        if told is None or parse.sentence_of(told.i) != parse.sentence_of(verb.i):
            continue
        passive = parse.child(told.i, "auxpass") is not None
        found.append(replace(noun, head=told.i, dep="nsubjpass" if passive else "nsubj"))
        found.append(replace(verb, head=noun.i, dep="acl"))
        if told.head != told.i:
            own = told.i if verb.head == told.i else verb.head
            found.append(replace(told, head=own, dep="ROOT" if own == told.i else verb.dep))
        lent = (c for c in parse.children_by(verb.i, "mark", "cc") if c.i < noun.i)
        found += [replace(child, head=told.i) for child in lent]
    return found


def _wants_subject(parse: Parse, word: Token) -> bool:
    """Whether a finite verb has no subject of its own, and is joined to none that has."""
    finite = word.tag in FINITE or parse.child(word.i, "aux", "auxpass") is not None
    return (
        finite
        and word.pos in {"VERB", "AUX"}
        and word.dep in {"conj", "ROOT", "ccomp", "parataxis"}
        and parse.child(word.i, *SUBJECTS) is None
    )


def subjects_read_in_two_parts(parse: Parse) -> list[Token]:
    """A word before a name taken for a subject of its own: "Sudan's paramilitary Rapid Forces"."""
    found: list[Token] = []
    for name in parse.tokens:
        if name.dep not in NOMINAL_SUBJECTS or name.pos not in NOMINAL:
            continue
        first = parse.subtree(name.i)[0]
        word = parse.tokens[first - 1]
        if (
            not first
            or (word.head, word.dep) != (name.head, name.dep)
            or word.tag not in PREMODIFYING
        ):
            continue
        found.append(replace(word, head=name.i, dep="amod"))
        found += [replace(child, head=name.i) for child in parse.children(word.i)]
    return found


def verbs_hung_on_their_subject(parse: Parse) -> list[Token]:
    """A finite verb read as part of its subject: "the army, whose raid failed, blamed rebels"."""
    found: list[Token] = []
    for noun in parse.tokens:
        if noun.dep != "ROOT" or noun.pos not in NOMINAL:
            continue
        verb = next((v for v in parse.children_by(noun.i, "acl") if _is_main(parse, v)), None)
        if verb is None:
            continue
        tag = "VBD" if verb.tag == "VBN" else verb.tag
        found.append(replace(verb, head=verb.i, dep="ROOT", tag=tag))
        found.append(replace(noun, head=verb.i, dep="nsubj"))
        lent = (c for c in parse.children(noun.i) if c.i > verb.i)
        found += [replace(c, head=verb.i, dep="advcl" if c.dep == "acl" else c.dep) for c in lent]
    return found


def _is_main(parse: Parse, verb: Token) -> bool:
    """Whether a verb below a lone noun is its predicate: no participle behind it has an object."""
    if parse.child(verb.i, *SUBJECTS, "agent", "dative") is not None:
        return False
    taken = parse.child(verb.i, "dobj")
    if taken is not None and taken.i > verb.i:
        named = parse.child(verb.i, "oprd") is not None
        return verb.tag in FINITE or (verb.tag == "VBN" and not named)
    told = parse.child(verb.i, "ccomp") is not None
    return verb.tag in FINITE and parse.tokens[verb.i - 1].text == "," and told


def verbs_read_as_modifiers(parse: Parse) -> list[Token]:
    """A verb taken for an adjective of its object in a told clause: 'that it "fired rockets"'."""
    found: list[Token] = []
    for verb in parse.tokens:
        thing = parse.tokens[verb.head]
        if verb.dep != "amod" or verb.tag not in {"VBD", "VBN"} or thing.pos not in NOMINAL:
            continue
        mark, subject = parse.child(thing.i, "mark"), parse.child(thing.i, "nsubj")
        if mark is None or subject is None or not mark.i < subject.i < verb.i < thing.i:
            continue
        above = next((a for a in parse.ancestors(thing.i) if a.tag in FINITE), None)
        if above is None:
            continue
        found.append(replace(verb, head=above.i, dep="ccomp", pos="VERB", tag="VBD"))
        found.append(replace(thing, head=verb.i, dep="dobj"))
        own = {"amod", "det", "compound", "nummod", "poss"}
        lent = (c for c in parse.children(thing.i) if c.i != verb.i and c.dep not in own)
        found += [replace(child, head=verb.i) for child in lent]
    return found


def clauses_hung_on_a_noun_between(parse: Parse) -> list[Token]:
    """What is said, taken for a word on a noun before it: "said in a note to agencies that X"."""
    found = []
    for verb in parse.tokens:
        if verb.dep not in {"acl", "relcl"} or not _is_told_clause(parse, verb):
            continue
        above = parse.ancestors(verb.head)
        teller = next((a for a in above if a.tag in FINITE and a.lemma in _telling()), None)
        if teller is not None and parse.child(teller.i, "ccomp", "dobj", "xcomp") is None:
            found.append(replace(verb, head=teller.i, dep="ccomp"))
            found += [
                replace(c, dep="mark") for c in parse.children(verb.i) if c.text.lower() == "that"
            ]
    return found


def _is_told_clause(parse: Parse, verb: Token) -> bool:
    """Whether a clause begins with a "that" beside its subject."""
    that = next((c for c in parse.children(verb.i) if c.text.lower() == "that"), None)
    subject = any(c.text.lower() != "that" for c in parse.children_by(verb.i, *SUBJECTS))
    return subject and that is not None and that.dep in {"mark", "nsubj", "nsubjpass"}


def voices_hung_on_the_last_noun(parse: Parse) -> list[Token]:
    """A voice at the end, taken for an apposition: "it killed 14 people, the army admitted"."""
    found: list[Token] = []
    for verb in parse.tokens:
        noun = parse.tokens[verb.head]
        if verb.dep != "acl" or verb.tag not in {"VBD", "VBN"} or verb.lemma not in _telling():
            continue
        if noun.dep != "appos" or noun.i != verb.i - 1 or not verb.text.endswith(("ed", "aid")):
            continue
        first = parse.subtree(noun.i)[0]
        root = next((a for a in parse.ancestors(noun.i) if a.head == a.i), None)
        if root is None or root.tag not in FINITE | {"VBN"} or parse.tokens[first - 1].text != ",":
            continue
        if not _only_dated(parse, verb):
            continue
        found.append(replace(verb, head=verb.i, dep="ROOT", tag="VBD"))
        found.append(replace(noun, head=verb.i, dep="nsubj"))
        found.append(replace(root, head=verb.i, dep="ccomp"))
    return found


def voices_joined_to_what_they_tell(parse: Parse) -> list[Token]:
    """A voice joined to the first of what it tells: "two died and six were hurt, medics said"."""
    found: list[Token] = []
    for verb in parse.tokens:
        first = parse.tokens[verb.head]
        voice = parse.child(verb.i, "nsubj")
        if verb.dep != "conj" or verb.tag not in FINITE or verb.lemma not in _telling():
            continue
        told = parse.child(verb.i, "ccomp", "xcomp", "dobj")
        second = first if told is None else told
        if voice is None or not first.i <= second.i < voice.i < verb.i or voice.tag in RELATIVE:
            continue
        if parse.tokens[parse.subtree(voice.i)[0] - 1].text != ",":
            continue
        head = verb.i if first.head == first.i else first.head
        found.append(replace(verb, head=head, dep=first.dep))
        found.append(replace(first, head=verb.i, dep="ccomp"))
        if told is not None:
            found.append(replace(told, head=first.i, dep="conj"))
    return found


def voices_read_as_objects(parse: Parse) -> list[Token]:
    """Voices taken for more of those who suffered: "it killed six men, medics and a mayor said"."""
    found: list[Token] = []
    for noun in parse.tokens:
        last = parse.subtree(noun.i)[-1] if noun.dep == "conj" and noun.pos in NOMINAL else -1
        if not 0 < last < len(parse.tokens) - 1:
            continue
        first, verb = parse.subtree(noun.i)[0], parse.tokens[last + 1]
        if parse.tokens[first - 1].text != "," or verb.lemma not in _telling():
            continue
        told = parse.child(verb.i, "ccomp")
        if verb.tag in FINITE and told is not None and parse.child(verb.i, *SUBJECTS) is None:
            found.append(replace(noun, head=verb.i, dep="nsubj"))
    return found


def clauses_parted_by_a_semicolon(parse: Parse) -> list[Token]:
    """A voice taken for what the next one tells: "Kyiv said it hit a base; Moscow has not"."""
    found: list[Token] = []
    for verb in parse.tokens:
        if verb.dep != "ROOT":
            continue
        clause, subject = parse.child(verb.i, "ccomp"), parse.child(verb.i, *SUBJECTS)
        if (
            clause is None
            or subject is None
            or clause.lemma not in _telling()
            or parse.child(clause.i, "ccomp") is None
        ):
            continue
        first = parse.subtree(subject.i)[0]
        if clause.i < first and parse.tokens[first - 1].text == ";":
            found.append(replace(clause, head=clause.i, dep="ROOT"))
            found.append(replace(verb, head=clause.i, dep="conj"))
    return found


def _only_dated(parse: Parse, verb: Token) -> bool:
    """Whether only a time or a place stands between a verb and the end of its sentence."""
    below = [c for c in parse.children(verb.i) if c.dep != "punct"]
    last = parse.subtree(verb.i)[-1]
    rest = range(last + 1, parse.sentence(parse.sentence_of(verb.i)).stop)
    return all(c.dep in {"prep", "npadvmod", "advmod"} and c.text != "as" for c in below) and all(
        parse.tokens[i].pos == "PUNCT" for i in rest
    )


@cache
def _telling() -> frozenset[str]:
    """Verbs that take a clause or a quotation as what is said."""
    return frozenset(
        row["lemma"]
        for row in rows("speech/verbs.tsv")
        if {"ccomp", "quote"} <= set(row["pattern"].split())
    )
