"""How rare a word is in conflict news at large, the same for every ledger.

Counted over the example sentences of the lexicon, not over the ledger: so what two claims are worth
to each other depends on the two alone, whatever else was read before or will be read later.
"""

from __future__ import annotations

import math
from functools import cache

from tocsin.lexicon.tables import rows
from tocsin.reconcile.memo import remembered

SENTENCES = 7400
"""The size of the collection that `reconcile/common.tsv` was counted over."""
FEWEST = 3
"""Sentences that a word stands in at least to be in that table."""


def is_common(word: str) -> bool:
    """Whether a word, in lower case, is common in news of conflict."""
    return word in _counts()


@remembered(65536)
def rarity(word: str) -> float:
    """The inverse document frequency of a word in lower case, above 0."""
    return math.log((SENTENCES + FEWEST) / (_counts().get(word, 0) + FEWEST))


def overlap(one: frozenset[str], two: frozenset[str]) -> float:
    """The cosine of two sentences as sets of weighted words, 0 to 1."""
    if not one or not two:
        return 0.0
    shared = sum(rarity(word) ** 2 for word in one & two)
    return shared / math.sqrt(_norm(one) * _norm(two))


@remembered(8192)
def _norm(words: frozenset[str]) -> float:
    return sum(rarity(word) ** 2 for word in words)


@cache
def _counts() -> dict[str, int]:
    return {row["word"]: int(row["sentences"]) for row in rows("reconcile/common.tsv")}
