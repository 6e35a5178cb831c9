"""How rare a word is among all sentences that tell of happenings."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PRIOR = 200
"""Imagined sentences beside the real ones, so that small ledgers do not overrate their words."""


class Rarity:
    """Inverse document frequencies of words over sentences."""

    def __init__(self, sentences: Iterable[frozenset[str]] = ()) -> None:
        """Count the words of `sentences`."""
        self._held: Counter[str] = Counter()
        self._size = PRIOR
        for words in sentences:
            self._held.update(words)
            self._size += 1

    def of(self, word: str) -> float:
        """The inverse document frequency of `word`, above 0."""
        return math.log((self._size + 1) / (self._held[word] + 0.5))

    def overlap(self, one: frozenset[str], two: frozenset[str]) -> float:
        """The cosine of two sentences as sets of weighted words, 0 to 1."""
        if not one or not two:
            return 0.0
        shared = sum(self.of(word) ** 2 for word in one & two)
        return shared / math.sqrt(self._norm(one) * self._norm(two))

    def _norm(self, words: frozenset[str]) -> float:
        return sum(self.of(word) ** 2 for word in words)
