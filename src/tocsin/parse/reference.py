"""Who a pronoun or a definite description ("the ministry") stands for within one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.records import Parse, Token

WINDOW, REACH = 4, 400
SUBJECTS = {"nsubj", "nsubjpass"}
ARGUMENTS = SUBJECTS | {"dobj", "pobj", "dative", "poss", "conj", "appos", "agent"}
RICH = {"compound", "amod", "poss", "nmod", "prep", "appos", "nummod"}


def referents_of(parse: Parse) -> tuple[tuple[int, int], ...]:
    """Pairs (token, antecedent head) for third-person pronouns and bare definite nouns.

    Pronouns look back up to four sentences, subjects before other nouns (after Hobbs 1978, on
    dependencies); a bare "the X" takes the last richer phrase that has X as its head or title.
    """
    stands_for = {row["word"]: row["stands_for"] for row in rows("pronouns.tsv")}
    labels = {i: name.label for name in parse.names for i in range(name.first, name.last)}
    told: dict[str, list[int]] = {}
    found: dict[int, int] = {}
    for token in parse.tokens:
        at, form = None, token.text.lower()
        sort = stands_for.get(form) if token.pos in {"PRON", "DET"} else None
        if sort:
            at = _pronoun(parse, token, sort, labels)
        elif _is_bare_definite(parse, token):
            at = _description(parse, {*told.get(token.lemma, ()), *told.get(form, ())}, token)
        if at is not None and at != token.i:
            found[token.i] = found.get(at, at)
        for word in {token.lemma, form}:
            told.setdefault(word, []).append(token.i)
    return tuple(found.items())


def _earlier(parse: Parse, token: Token) -> Iterator[list[Token]]:
    here = parse.sentence_of(token.i)
    for number in range(here, max(here - WINDOW, -1), -1):
        words = [parse.tokens[i] for i in parse.sentence(number) if i < token.i]
        nouns = [w for w in words if w.pos in {"NOUN", "PROPN"} and w.dep in ARGUMENTS]
        yield [w for w in nouns if w.dep in SUBJECTS] + [w for w in nouns if w.dep not in SUBJECTS]


def _pronoun(parse: Parse, token: Token, sort: str, labels: dict[int, str]) -> int | None:
    for likely in (_speaker_behind(parse, token), _fighter_beside(parse, token)):
        if likely is not None and _fits(parse, likely, sort, labels):
            return likely.i
    same_clause = {c.i for c in parse.children(token.head)} if token.dep in {"dobj", "pobj"} else ()
    for nouns in _earlier(parse, token):
        for noun in nouns:
            if noun.i not in same_clause and _fits(parse, noun, sort, labels):
                return noun.i
    return None


def _speaker_behind(parse: Parse, token: Token) -> Token | None:
    """Who says it of its own people: "ten of its soldiers, the army said, were killed"."""
    if token.dep != "poss" or parse.tokens[token.head].lemma not in members("armed"):
        return None
    for above in parse.ancestors(token.i):
        for verb in (above, *parse.children_by(above.i, "parataxis")):
            voice = parse.child(verb.i, "nsubj")
            content = verb.dep == "parataxis" or parse.child(verb.i, "ccomp") is not None
            if content and voice is not None and voice.i > token.i:
                return voice
    return None


def _fighter_beside(parse: Parse, token: Token) -> Token | None:
    """Whose fight it is that somebody does something in: "rebels hid there in their battle"."""
    fight = parse.tokens[token.head]
    if token.dep != "poss" or fight.dep != "pobj" or fight.lemma not in members("violence"):
        return None
    return next(
        (
            subject
            for above in parse.ancestors(token.i)
            for subject in parse.children_by(above.i, *SUBJECTS)
            if subject.i < token.i
        ),
        None,
    )


def _fits(parse: Parse, noun: Token, sort: str, labels: dict[int, str]) -> bool:
    label = labels.get(noun.i, "")
    if sort == "person" and noun.tag in {"NNS", "NNPS"}:
        return False
    if sort == "person":
        return label == "PERSON" or (not label and noun.lemma in _nouns("person"))
    if sort == "group":
        plural = noun.tag in {"NNS", "NNPS"} or any(c.dep == "conj" for c in parse.children(noun.i))
        return label in {"ORG", "NORP"} or (plural and label not in {"DATE", "NUMBER"})
    return label in {"ORG", "PLACE"} or noun.lemma in _nouns("body")


def _nouns(sort: str) -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("bodies.tsv") if row["sort"] == sort)


def _is_bare_definite(parse: Parse, token: Token) -> bool:
    if token.pos != "NOUN":
        return False
    below = parse.children(token.i)
    return any(c.text.lower() == "the" for c in below) and not any(c.dep in RICH for c in below)


def _description(parse: Parse, told: Iterable[int], token: Token) -> int | None:
    """The last richer phrase of this noun, of the places where its form or lemma stands."""
    for i in sorted(told, reverse=True):
        other = parse.tokens[i]
        if i < token.i - REACH:
            break
        if other.lemma != token.lemma and other.text.lower() != token.text.lower():
            continue
        if (other.tag == "NNS") is not (token.tag == "NNS"):
            continue
        rich = any(c.dep in RICH for c in parse.children(other.i))
        titled = other.dep in {"compound", "appos"} and parse.tokens[other.head].pos == "PROPN"
        if titled and not (rich and other.pos == "PROPN"):
            return other.head
        if rich:
            return other.i
    return None
