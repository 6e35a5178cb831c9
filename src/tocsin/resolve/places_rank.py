"""Choose among the places that names can mean: the names of one text vote for each other."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tocsin.resolve.gazetteer import Candidate
from tocsin.resolve.places_words import features

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROUNDS = 3
SHARPNESS = 1.8
UNMISTAKABLE = 7
NEGLIGIBLE = 0.03
TRUSTED = 0.35
NEIGHBOURLY = 0.7
SETTLED, OUTRIGHT, ACTING = 0.8, 3.0, 0.7
AREAS = frozenset({"country", "admin1", "continent", "region", "sea"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each kind of support is worth, in powers of ten of population."""

    size: float = 1.0
    near: float = 2.6
    division: float = 2.0
    country: float = 3.0
    alias: float = -0.7
    sound: float = -1.5
    fought: float = 0.8
    wanted: float = 2.5
    namesake: float = -1.7
    listed: float = 1.5


@dataclass(slots=True, kw_only=True)
class Sense:
    """All mentions of one name in a text, which mean one place.

    `name` is its key, `wanted` the kind of place that a word beside the name asks for, `count` the
    mentions, `listed` what it stands in a list with, `outright` whether it is ever named as a place
    and not only as who acts or whose something is ("Iraqi officials").
    """

    candidates: tuple[Candidate, ...]
    name: str = ""
    wanted: str | None = None
    count: int = 1
    outright: bool = True
    listed: list[Sense] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate, or None when there is none."""
        if not self.candidates:
            return None
        return self.candidates[self._order()[0]]

    @property
    def second(self) -> Candidate | None:
        """The next likeliest, or None when there is none."""
        return self.candidates[self._order()[1]] if len(self.candidates) > 1 else None

    @property
    def lead(self) -> float:
        """By how much the likeliest share exceeds the next, from 0 to 1."""
        first, second = (*sorted(self.shares, reverse=True), 0.0)[:2]
        return first - second

    def _order(self) -> list[int]:
        return sorted(range(len(self.scores)), key=self.scores.__getitem__, reverse=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How far the other names of the text speak for a place, each from 0 to 1."""

    near: float
    division: float
    country: float


def rank(senses: Sequence[Sense], weights: Weights | None = None) -> None:
    """Give every sense the shares and scores of its candidates, by relaxation.

    In each round a candidate's score is its own likelihood (size, kind, how the name fits) plus
    the support of the other names: within about 150 km, in the same first-order division, in the
    same country. A place whose name only sounds the same must lie in a country that other names
    speak for, or be the only one of a long name; what stands in a list with others lies near them.
    Shares are the scores' soft maximum and are the votes of the next round.
    """
    weights = weights or Weights()
    own = [_own(sense, weights) for sense in senses]
    for sense, scores in zip(senses, own, strict=True):
        sense.scores, sense.shares = scores, _shares(scores)
    for _ in range(ROUNDS):
        votes = Votes(senses)
        for number, sense in enumerate(senses):
            sense.scores = [
                score
                + _worth(votes.support(number, candidate), weights)
                + weights.listed * _beside(candidate, sense.listed)
                for candidate, score in zip(sense.candidates, own[number], strict=True)
            ]
        for sense in senses:
            sense.shares = _shares(sense.scores)
    votes = Votes(senses)
    for number, sense in enumerate(senses):
        best = sense.best
        sole = len(sense.candidates) == 1 and len(sense.name) >= UNMISTAKABLE
        if best and not best.match and not sole and votes.support(number, best).country < TRUSTED:
            sense.candidates, sense.scores, sense.shares = (), [], []


def _beside(candidate: Candidate, listed: Sequence[Sense]) -> float:
    """How much of what stands in a list with a name lies within a day's walk, from 0 to 1."""
    if not listed or candidate.feature in AREAS:
        return 0.0
    narrowing = math.cos(math.radians(candidate.lat))
    near = 0.0
    for sense in listed:
        for other, share in zip(sense.candidates, sense.shares, strict=True):
            east = (other.lon - candidate.lon) * narrowing
            if share > NEGLIGIBLE and math.hypot(other.lat - candidate.lat, east) < NEIGHBOURLY:
                near += share
    return near / len(listed)


def _own(sense: Sense, weights: Weights) -> list[float]:
    towns = {division_of(c.code) for c in sense.candidates if kind_of(c.feature) == "settlement"}
    return [
        likelihood(c, sense.wanted, weights)
        + (weights.namesake if c.feature == "admin1" and c.code in towns else 0.0)
        for c in sense.candidates
    ]


def likelihood(candidate: Candidate, wanted: str | None, weights: Weights) -> float:
    """What speaks for a place before the rest of the text is read."""
    score = weights.size * math.log10(candidate.population + 100)
    score += features()[candidate.feature].weight
    score += (weights.sound, weights.alias, 0.0, weights.fought)[candidate.match]
    if wanted and wanted in {candidate.feature, kind_of(candidate.feature)}:
        score += weights.wanted
    return score


def kind_of(feature: str) -> str:
    """The kind of a feature without the difference between a capital and another settlement."""
    return "settlement" if feature == "capital" else feature


def division_of(code: str) -> str:
    """The first-order part of a division code."""
    return ".".join(code.split(".")[:2])


class Votes:
    """Where the names of a text lie by their present shares: by cell, division and country."""

    def __init__(self, senses: Sequence[Sense]) -> None:
        """Count the votes of all senses."""
        self._by_key: dict[object, dict[int, float]] = defaultdict(dict)
        self._total: dict[object, float] = defaultdict(float)
        for number, sense in enumerate(senses):
            for key, share in _cast(sense):
                self._by_key[key][number] = share
                self._total[key] += share

    def support(self, number: int, candidate: Candidate) -> Support:
        """The support that a candidate of sense `number` gets from the other senses."""
        return Support(
            near=self._others(number, _cell(candidate)) if candidate.feature not in AREAS else 0.0,
            division=self._others(number, division_of(candidate.code))
            if "." in candidate.code
            else 0.0,
            country=self._others(number, candidate.country) if candidate.country else 0.0,
        )

    def _others(self, number: int, key: object) -> float:
        if key not in self._total:
            return 0.0
        mass = self._total[key] - self._by_key[key].get(number, 0.0)
        return mass / (mass + 1.0)


def _cast(sense: Sense) -> Iterator[tuple[object, float]]:
    votes: dict[object, float] = defaultdict(float)
    strength = (1 + 0.3 * math.log(sense.count)) * _say(sense)
    for candidate, share in zip(sense.candidates, sense.shares, strict=True):
        if share < NEGLIGIBLE:
            continue
        for key in _keys(candidate):
            votes[key] += share * strength
    yield from votes.items()


def _say(sense: Sense) -> float:
    """What a country's own name weighs: it says where a text is set, its adjective who acts."""
    best = sense.best
    if best is None or best.feature != "country" or max(sense.shares) < SETTLED:
        return 1.0
    return OUTRIGHT if sense.outright else ACTING


def _keys(candidate: Candidate) -> Iterable[object]:
    if candidate.country:
        yield candidate.country
    if "." in candidate.code:
        yield division_of(candidate.code)
    if candidate.feature not in AREAS:
        row, column = _cell(candidate)
        for up in (-1, 0, 1):
            for along in (-1, 0, 1):
                yield row + up, column + along


def _cell(candidate: Candidate) -> tuple[int, int]:
    narrowing = max(math.cos(math.radians(candidate.lat)), 0.2)
    return round(candidate.lat), round(candidate.lon * narrowing)


def _worth(support: Support, weights: Weights) -> float:
    return (
        weights.near * support.near
        + weights.division * support.division
        + weights.country * support.country
    )


def _shares(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    best = max(scores)
    raised = [math.exp(SHARPNESS * (score - best)) for score in scores]
    total = sum(raised)
    return [part / total for part in raised]
