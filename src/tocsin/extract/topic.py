"""Is a text about conflict at all? Sport, business and film borrow all of war's words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members

if TYPE_CHECKING:
    from tocsin.records import Parse

LEISURE = ("sport", "film", "business")
WAR = ("armed", "weapon", "explosive", "violence", "captive", "arms")
FEW = 6


def is_about_play(parse: Parse) -> bool:
    """Whether a text has at least half as many words of sport, film or business as of war.

    Short texts, with fewer than six such words, are never refused.
    """
    leisure = sum(token.lemma in _words(LEISURE) for token in parse.tokens)
    war = sum(token.lemma in _words(WAR) for token in parse.tokens)
    return leisure >= FEW and 2 * leisure > war + 1


@cache
def _words(classes: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(members(name) for name in classes))
