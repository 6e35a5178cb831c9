"""Which way the clause around a time looks: back to what happened, or ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.resolve.datelexicon import symbol_of

if TYPE_CHECKING:
    from tocsin.records import Parse, Token
    from tocsin.resolve.datewords import Phrase

_BEFORE_NOUN = frozenset({"compound", "nmod", "amod", "nummod"})
_HELPERS = ("aux", "auxpass")


def direction_of(parse: Parse, phrase: Phrase) -> int:
    """-1 if the clause around a phrase tells the past, 1 the future, 0 if that cannot be told.

    What stands before a noun ("a June deal") looks back.
    """
    last = parse.tokens[phrase.pieces[-1].token]
    if phrase.rule == "month" and last.dep in _BEFORE_NOUN and last.head > last.i:
        return -1
    if phrase.before and phrase.before.symbol == symbol_of("ended"):
        return int(phrase.before.value)
    if phrase.after and phrase.after.symbol == symbol_of("possessive"):
        return 0
    planned = False
    for above in (last, *parse.ancestors(last.i)):
        if not above.tag.startswith(("VB", "MD")):
            continue
        helpers = parse.children_by(above.i, *_HELPERS)
        direction = _finite(above, helpers, planned=planned)
        if direction is not None:
            return direction
        planned = planned or any(helper.tag == "TO" for helper in helpers)
    return 0


def _finite(verb: Token, helpers: tuple[Token, ...], *, planned: bool) -> int | None:
    """The direction of a finite verb or a participle of the past; None for other forms."""
    tags = {verb.tag, *(helper.tag for helper in helpers)}
    if "MD" in tags:
        return 1
    if "VBD" in tags:
        return 1 if planned and not any(h.lemma == "have" for h in helpers) else -1
    if tags & {"VBZ", "VBP"}:
        lemmas = {helper.lemma for helper in helpers}
        return -1 if "have" in lemmas else int(planned or "be" in lemmas)
    if verb.tag == "VBN":
        return 1 if planned else -1
    return None


def after_modal(parse: Parse, phrase: Phrase) -> bool:
    """Whether a phrase follows "will", "would" and the like at once ("would one day")."""
    token = phrase.pieces[0].token
    return token > 0 and parse.tokens[token - 1].tag == "MD"
