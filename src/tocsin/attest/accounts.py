"""The account that a denial answers, and whose it is: "the rebels' claims", "what Kyiv said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.attest.cues import source_nouns
from tocsin.attest.sides import sides_of
from tocsin.attest.stance import accounts, denied_things, denying_words, is_account

if TYPE_CHECKING:
    from tocsin.records import Attribution, Parse, Token

OWNING = {"by", "from", "of"}
MODIFIERS = {"compound", "amod", "nmod"}
QUESTIONS = {"WP", "WDT"}


def tokens_of(parse: Parse, attribution: Attribution) -> list[int]:
    """The tokens of what is said, ascending."""
    return sorted(
        i
        for span in attribution.content
        for i in range(parse.token_at(span.start), parse.token_at(span.end - 1) + 1)
    )


def account_of(parse: Parse, attribution: Attribution) -> int | None:
    """The noun for the account that an attribution is about, the one nearest to its verb."""
    inside = tokens_of(parse, attribution)
    found = [
        i
        for i in inside
        if parse.tokens[i].pos in {"NOUN", "PROPN"} and parse.tokens[i].lemma in accounts()
    ]
    return min(found, key=lambda i: _depth(parse, i), default=None)


def owner_of(parse: Parse, account: int) -> int | None:
    """Whose an account is: "Kyiv's claim", "claims by the army", "Rwandan accusations"."""
    owner = parse.child(account, "poss")
    if owner is not None:
        return owner.i
    for prep in parse.children_by(account, "prep", "agent"):
        thing = parse.child(prep.i, "pobj")
        if prep.text.lower() in OWNING and thing is not None and _names_a_side(parse, thing.i):
            return thing.i
    return next(
        (c.i for c in parse.children_by(account, *MODIFIERS) if _names_a_side(parse, c.i)), None
    )


def accusers_of(parse: Parse, attribution: Attribution) -> frozenset[str]:
    """Whose account a denial names, as sides and as words: "Kyiv's claim", "the rebel claims"."""
    account = account_of(parse, attribution)
    owner = owner_of(parse, account) if account is not None else None
    found = [owner] if owner is not None else _tellers(parse, attribution)
    return frozenset().union(*(_sides(parse, i) | {parse.tokens[i].lemma} for i in found))


def answers_an_account(parse: Parse, attribution: Attribution) -> bool:
    """Whether a denial is of somebody's account or of blame, and not of a plan or an offer."""
    cue = [
        i
        for span in attribution.cue
        for i in range(parse.token_at(span.start), parse.token_at(span.end - 1) + 1)
    ]
    words = [parse.tokens[i] for i in tokens_of(parse, attribution)]
    if not any(parse.tokens[i].lemma in denying_words() for i in cue):
        return any(is_account(word) for word in words)
    inside = {word.i for word in words}
    tops = [word for word in words if word.head == word.i or word.head not in inside]
    return any(_is_deniable(parse, top) for top in tops)


def _is_deniable(parse: Parse, top: Token) -> bool:
    if is_account(top) or top.lemma in denied_things() or top.text.lower() in denied_things():
        return True
    if top.tag in QUESTIONS or top.pos in {"PRON", "DET"}:
        return True
    return any(c.tag in QUESTIONS for c in parse.children(top.i))


def _tellers(parse: Parse, attribution: Attribution) -> list[int]:
    """The subjects of free relative clauses: "denied what Russia claimed"."""
    return [
        subject.i
        for i in tokens_of(parse, attribution)
        if parse.tokens[i].tag in QUESTIONS
        for subject in parse.children_by(parse.tokens[i].head, "nsubj")
        if subject.i != i
    ]


def _names_a_side(parse: Parse, i: int) -> bool:
    return bool(_sides(parse, i)) or parse.tokens[i].lemma in source_nouns()


def _sides(parse: Parse, i: int) -> frozenset[str]:
    return sides_of(" ".join(parse.tokens[k].text for k in parse.subtree(i)))


def _depth(parse: Parse, i: int) -> int:
    return sum(1 for _ in parse.ancestors(i))
