"""Reasons to a verdict: the weighted sum of `features`, by the table `reconcile/weights.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tocsin.lexicon.tables import rows
from tocsin.reconcile.features import ABOUT_TEXTS, FEATURES, Feature, answers, doer, shown
from tocsin.reconcile.memo import Memo
from tocsin.records import Reason, Verdict
from tocsin.records.entity import FIRM

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from tocsin.reconcile.told import Told

SURE = 1.0
STRANGERS = -2.0
"""What a pair counts that no block brought together, or that is surely about two happenings."""
RIVALS = -6.0
"""What a pair counts that is surely about two happenings and of which each names another doer."""
START = "start"
REMEMBERED = 200_000
PARTS = 1_000_000
APART = -round(SURE * PARTS)
"""Below this sum two claims are surely about two happenings."""
_TOLD = tuple(feature for feature in FEATURES if feature not in ABOUT_TEXTS)


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
    total, reasons = _start(), []
    for feature in FEATURES:
        found = feature(a, b)
        if found is None:
            continue
        score, left, right = found
        total += _units(feature, score)
        reasons.append(
            Reason(
                feature=feature.__name__,
                score=round(score, 4),
                left=shown(left),
                right=shown(right),
            )
        )
    return Comparison(left=a.id, right=b.id, score=_score(total), reasons=tuple(reasons))


class _Worth(NamedTuple):
    """What two contents are worth at most, or `exact`ly, and whether their doers are rivals."""

    most: int
    rivals: bool
    exact: bool


class Weighing:
    """What pairs count, without their reasons; the same two contents are weighed once.

    Fifty copies of a report hold fifty times the same claims. What two claims tell is worth the
    same in all of them; only what speaks from their texts (copies, stories) is looked at each time.
    """

    def __init__(self) -> None:
        """Begin with nothing weighed."""
        self._contents: dict[Hashable, int] = {}
        self._content: dict[int, tuple[Told, int]] = {}
        self._worth: Memo[tuple[int, int], _Worth] = Memo(REMEMBERED)

    def counted(self, a: Told, b: Told) -> float:
        """What the two count when claims are grouped: their score, unless they are surely apart.

        Rivals keep two blows apart, though vaguer claims would fit with both.
        """
        about = _start() + _sum(ABOUT_TEXTS, a, b)
        worth = self._weighed(a, b, about)
        if about + worth.most > APART and (score := _score(about + worth.most)) > -SURE:
            return score
        return RIVALS if worth.rivals else STRANGERS

    def _weighed(self, a: Told, b: Told, about: int) -> _Worth:
        """What the two contents are worth, exactly unless they are surely apart in these texts."""
        one, two = self._content_of(a), self._content_of(b)
        pair = (one, two) if one < two else (two, one)
        known = self._worth.get(pair)
        if known is None or not (known.exact or about + known.most <= APART):
            known = self._worth.keep(pair, _worth_of(a, b, about))
        return known

    def _content_of(self, told: Told) -> int:
        known = self._content.get(id(told))
        if known is None:
            number = self._contents.setdefault(content_of(told), len(self._contents))
            known = self._content[id(told)] = told, number
        return known[1]


def is_tied(a: Told, b: Told) -> bool:
    """Whether the text itself ties the two, or copies of it, whatever else is compared."""
    return follows(a, b) or follows(b, a) or answers(a, b) is not None


def follows(a: Told, b: Told) -> bool:
    """Whether `b` stands for `a`, which a copy tells in the same words."""
    return a.lead == b.id != a.id


def _are_rivals(a: Told, b: Told) -> bool:
    """Whether each names a doer, and another one."""
    found = doer(a, b) if _names_doers(a) and _names_doers(b) else None
    return found is not None and found[0] < 0


def _names_doers(told: Told) -> bool:
    """Whether its own words name who did it; none was inferred from who faces whom."""
    return all(link.score >= FIRM for link in told.claim.actors)


def content_of(told: Told) -> Hashable:
    """All that the reasons look at which are not about texts."""
    first = told.claim.claim.first
    return (
        (first.kind, first.mode, first.reality, first.background, told.claim.claim.stance),
        (told.actors, _names_doers(told), told.recipients, told.things, told.figures),
        (told.places, told.words),
        (told.days or told.news_days, told.days is None, told.sure_day, told.sure_place),
        (told.umbrella, told.way),
    )


def _worth_of(a: Told, b: Told, about: int) -> _Worth:
    """What the contents of two claims are worth, with what their texts say `about` them.

    Ends as soon as nothing that is left could make up for what speaks against one happening.
    """
    rivals, total = _are_rivals(a, b), 0
    for feature, left in _heaviest_first():
        found = feature(a, b)
        if found is not None:
            total += _units(feature, found[0])
            if about + total + left <= APART:
                return _Worth(total + left, rivals, exact=False)
    return _Worth(total, rivals, exact=True)


@cache
def _heaviest_first() -> tuple[tuple[Feature, int], ...]:
    """The reasons about what is told, each with the most that those after it can speak for one."""
    order = sorted(_TOLD, key=lambda feature: (_worth()[feature.__name__][1], feature.__name__))
    order.reverse()
    gains = [_units(feature, 1.0) for feature in order]
    return tuple((feature, sum(gains[n + 1 :])) for n, feature in enumerate(order))


def _sum(features: Iterable[Feature], a: Told, b: Told) -> int:
    total = 0
    for feature in features:
        found = feature(a, b)
        if found is not None:
            total += _units(feature, found[0])
    return total


def _units(feature: Feature, score: float) -> int:
    """What a reason is worth, in whole parts: so no order of adding changes the sum."""
    return round(_worth()[feature.__name__][score < 0] * score * PARTS)


def _score(total: int) -> float:
    return round(total / PARTS, 4)


def explained(feature: str) -> str:
    """What a reason means, in a sentence for users.

    Raises:
        KeyError: there is no such feature.
    """
    return _sentences()[feature]


@cache
def _start() -> int:
    return round(_worth()[START][0] * PARTS)


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
