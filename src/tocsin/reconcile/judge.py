"""Reasons to a verdict: the weighted sum of `features`, by the table `reconcile/weights.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.reconcile.features import FEATURES
from tocsin.records import Reason, Verdict

if TYPE_CHECKING:
    from tocsin.reconcile.told import Told

SURE = 1.0
START = "start"
LINK = "answers"
"""The reason by which the text itself ties two claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a machine finds on comparing two claims; a `score` above 0 speaks for one happening."""

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        """Same, different, or unsure where the score is near 0."""
        if abs(self.score) < SURE:
            return Verdict.UNSURE
        return Verdict.SAME if self.score > 0 else Verdict.DIFFERENT


def compare(a: Told, b: Told) -> Comparison:
    """Every reason that speaks for or against one happening, with what each is worth here."""
    a, b = (a, b) if a.id < b.id else (b, a)
    worth = _worth()
    total = worth[START][0]
    reasons = []
    for feature in FEATURES:
        found = feature(a, b)
        if found is None:
            continue
        score, left, right = found
        total += worth[feature.__name__][score < 0] * score
        reasons.append(
            Reason(feature=feature.__name__, score=round(score, 4), left=left, right=right)
        )
    return Comparison(left=a.id, right=b.id, score=round(total, 4), reasons=tuple(reasons))


def weigh(a: Told, b: Told) -> tuple[float, bool]:
    """The score of `compare`, and whether the text itself ties the two, without the reasons."""
    a, b = (a, b) if a.id < b.id else (b, a)
    worth = _worth()
    total, links = worth[START][0], False
    for feature in FEATURES:
        found = feature(a, b)
        if found is not None:
            name = feature.__name__
            total += worth[name][found[0] < 0] * found[0]
            links = links or name == LINK
    return round(total, 4), links


def explained(feature: str) -> str:
    """What a reason means, in a sentence for users.

    Raises:
        KeyError: there is no such feature.
    """
    return _sentences()[feature]


@cache
def _worth() -> dict[str, tuple[float, float]]:
    """For each feature what it is worth for and against."""
    return {
        row["feature"]: (float(row["for"]), float(row["against"]))
        for row in rows("reconcile/weights.tsv")
    }


@cache
def _sentences() -> dict[str, str]:
    return {one.__name__: " ".join((one.__doc__ or "").split()) for one in FEATURES}
