"""Is a text about conflict at all? Sport, business and film borrow nearly all of war's words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Mention, Parse

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


def is_literal(mention: Mention) -> bool:
    """Whether an event is none of play, wherever it is told: somebody was shot or killed."""
    return mention.mode in _literal_modes() and any(
        one.part == "recipient" for one in mention.participants
    )


@cache
def _literal_modes() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("literal_modes.tsv"))


@cache
def _words(classes: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(members(name) for name in classes))
