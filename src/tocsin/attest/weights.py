"""How much each sign counts when a claim is chosen among several, read from `answering.tsv`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def weights(question: str) -> Mapping[str, float]:
    """The weight of each sign that bears on `question`, by its name in the table."""
    return {
        row["sign"]: float(row["weight"])
        for row in rows("answering.tsv")
        if row["question"] == question
    }


def weigh(question: str, signs: Mapping[str, float]) -> float:
    """The sum of the signs that hold; a sign of 1.0 counts fully, a distance once a sentence.

    A sign that the table does not list for `question` does not bear on it.
    """
    known = weights(question)
    return sum(known[name] * strength for name, strength in signs.items() if name in known)
