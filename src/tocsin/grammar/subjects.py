"""Who does what a verb tells: its own subject, or the one that the clause around it lends."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members, time_words
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = {"who", "which", "that", "whom", "whose"}
VERBAL = {"VERB", "AUX"}
ASKED = {"ccomp", "pcomp", "csubj", "advcl"}
FINITE = {"VBD", "VBZ", "VBP"}
DEPTH = 6
OBJECT_CONTROL = {"of", "for", "from", "over", "with", "into"}


def with_conjuncts(parse: Parse, i: int) -> list[int]:
    """Token `i` and the heads that are coordinated with it."""
    found = [i]
    for child in parse.children(i):
        if child.dep == "conj":
            found += with_conjuncts(parse, child.i)
    return found


def is_passive(parse: Parse, i: int) -> bool:
    """Whether verb `i` is a passive, with or without an auxiliary."""
    if parse.child(i, "auxpass", "nsubjpass"):
        return True
    token = parse.tokens[i]
    if token.tag != "VBN" or parse.child(i, "aux", "nsubj"):
        return False
    if token.dep == "conj":
        return parse.child(i, "dobj") is None and is_passive(parse, token.head)
    return token.dep in {"acl", "advcl"} or parse.child(i, "agent") is not None


def subjects(parse: Parse, i: int, depth: int = 0) -> list[int]:
    """The logical subject's heads of verb `i`, its own or inherited."""
    own = parse.child(i, "nsubj")
    if own is not None and not is_relative(own):
        return with_conjuncts(parse, own.i)
    if parse.child(i, "nsubjpass"):
        return _agents(parse, i)
    if parse.tokens[i].dep == "relcl" and own is not None:
        return with_conjuncts(parse, parse.tokens[i].head)
    if asks_who(parse, i):
        return []
    return told_of(parse, parse.tokens[i]) or inherited(parse, i, depth)


def asks_who(parse: Parse, i: int) -> bool:
    """Whether a clause asks for its subject: "did not know who had killed the judge"."""
    own = parse.child(i, "nsubj")
    return own is not None and is_relative(own) and parse.tokens[i].dep in ASKED


def told_of(parse: Parse, token: Token) -> list[int] | None:
    """What a voice in a relative clause tells something of: "a raid which medics say hit a bus".

    The relative pronoun is the subject of the clause that is told, wherever the parser hung it.
    """
    voice = parse.tokens[token.head]
    dative = parse.child(token.i, "dative")
    if token.dep not in {"ccomp", "xcomp"} or voice.dep != "relcl" or dative:
        return None
    own = parse.child(token.i, *SUBJECTS)
    if own is not None:
        return [voice.head] if is_relative(own) else None
    lent = any(is_relative(c) and c.dep in {"nsubj", "dobj"} for c in parse.children(voice.i))
    named = any(not is_relative(c) for c in parse.children_by(voice.i, "nsubj"))
    to = any(c.tag == "TO" for c in parse.children_by(token.i, "aux"))
    return [voice.head] if lent and named and not to else None


def objects(parse: Parse, i: int) -> list[int]:
    """The logical object's heads of verb `i`."""
    found: list[int] = []
    for child in parse.children_by(i, "dobj", "nsubjpass"):
        found += with_conjuncts(parse, child.i)
    return found


def is_relative(token: Token) -> bool:
    """Whether it is a relative pronoun."""
    return token.tag in {"WDT", "WP", "WP$"} and token.text.lower() in RELATIVES


def _agents(parse: Parse, i: int) -> list[int]:
    found: list[int] = []
    for agent in parse.children_by(i, "agent"):
        for thing in parse.children_by(agent.i, "pobj"):
            found += with_conjuncts(parse, thing.i)
    return found


def inherited(parse: Parse, i: int, depth: int = 0) -> list[int]:
    """The subject that verb `i` has from the clause around it: shared, controlled or possessed."""
    token = parse.tokens[i]
    if depth > DEPTH or token.head == i:
        return []
    head = parse.tokens[token.head]
    if token.dep == "conj" and head.pos in VERBAL:
        return _of_conjunct(parse, i, head.i, depth)
    if token.dep == "acl":
        return _of_noun_clause(parse, token, head, depth)
    if token.dep == "pcomp":
        return _of_gerund(parse, head, depth)
    told_apart = token.dep == "ccomp" and token.tag in FINITE
    if token.dep in {"xcomp", "advcl", "ccomp"} and not told_apart:
        return _controlled(parse, token, head, depth)
    return []


def _of_conjunct(parse: Parse, i: int, first: int, depth: int) -> list[int]:
    """The subject that a second verb shares with the first it is joined to."""
    if not is_passive(parse, first):
        return subjects(parse, first, depth + 1)
    shared = objects(parse, first)
    return shared or (inherited(parse, first, depth + 1) if is_passive(parse, i) else [])


def _controlled(parse: Parse, token: Token, head: Token, depth: int) -> list[int]:
    if head.pos == "ADJ" and head.head != head.i:
        return subjects(parse, head.head, depth + 1) or subjects(parse, head.i, depth + 1)
    if head.pos not in VERBAL:
        return []
    direct = objects(parse, head.i)
    if is_passive(parse, head.i):
        return (_agents(parse, head.i) if _are_tools(parse, direct) else []) or direct
    if direct and (token.dep == "xcomp" or _is_blamed(token, head, direct[-1])):
        return direct
    asked = _asked(parse, token, head)
    if asked:
        return asked
    return subjects(parse, head.i, depth + 1)


def _is_blamed(token: Token, verb: Token, thing: int) -> bool:
    """Whether a gerund right behind whom a verb blames is his deed: "blamed Ukrainian shelling"."""
    near = token.tag == "VBG" and token.dep == "advcl" and thing == token.i - 1
    return near and any(row["verb"] == verb.lemma for row in rows("blame.tsv"))


def _asked(parse: Parse, token: Token, head: Token) -> list[int]:
    """Who is to do it where a preposition names them: "called on the army to withdraw"."""
    if parse.child(token.i, "aux") is None:
        return []
    for child in parse.children_by(head.i, "prep"):
        if child.i < token.i and (head.lemma, child.text.lower()) in _asking():
            return [
                one
                for thing in parse.children_by(child.i, "pobj")
                if thing.text.lower() not in time_words()
                for one in with_conjuncts(parse, thing.i)
            ]
    return []


@cache
def _asking() -> frozenset[tuple[str, str]]:
    return frozenset((row["lemma"], row["prt"]) for row in rows("asking_verbs.tsv"))


def _are_tools(parse: Parse, heads: list[int]) -> bool:
    """Whether somebody acts by these things: "launchers were used by the army to fire"."""
    tools = members("weapon") | members("vehicle") | members("launchable")
    return bool(heads) and all(parse.tokens[i].lemma in tools for i in heads)


def _of_noun_clause(parse: Parse, token: Token, head: Token, depth: int) -> list[int]:
    bare = parse.child(token.i, "aux") is None
    if bare and token.tag in {"VBN", "VBG", "VBD"}:
        return with_conjuncts(parse, head.i)[:1]
    return owner_of(parse, head, depth)


def owner_of(parse: Parse, noun: Token, depth: int = 0) -> list[int]:
    """Who stands behind a noun such as "plan" or "order": its possessor or its verb's subject."""
    owner = parse.child(noun.i, "poss")
    if owner is not None:
        return with_conjuncts(parse, owner.i)
    head = parse.tokens[noun.head]
    if noun.dep in {"dobj", "attr"} and head.pos in VERBAL:
        return subjects(parse, head.i, depth + 1)
    return []


def _of_gerund(parse: Parse, prep: Token, depth: int) -> list[int]:
    if prep.head == prep.i:
        return []
    above = parse.tokens[prep.head]
    if above.pos in VERBAL:
        direct = objects(parse, above.i)
        if direct and prep.text.lower() in OBJECT_CONTROL:
            return direct
        return subjects(parse, above.i, depth + 1)
    if above.pos == "ADJ" and above.head != above.i:
        return subjects(parse, above.head, depth + 1)
    if prep.text.lower() in OBJECT_CONTROL and above.dep in {"dobj", "nsubjpass"}:
        verb = parse.tokens[above.head]
        if verb.lemma in accusing_verbs():
            return with_conjuncts(parse, above.i)
    return owner_of(parse, above, depth)


@cache
def accusing_verbs() -> frozenset[str]:
    """Verbs whose object is the doer of the gerund: "accused Armenia of firing"."""
    return frozenset(
        row["lemma"]
        for row in rows("speech/verbs.tsv")
        if {"of-ing", "for-ing", "with-ing"} & set(row["pattern"].split())
    )


@cache
def topics() -> frozenset[tuple[str, str]]:
    """Verbs of speech with what stands before their topic: "commented on", or did not."""
    return frozenset(
        (row["lemma"], word)
        for row in rows("speech/verbs.tsv")
        for word in {"on", "about"} & set(row["pattern"].split())
        if "quote" in row["pattern"].split() and "xcomp" not in row["pattern"].split()
    )
