"""Two sides, how their days went, and the bell that rings when they leave their normal state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from tocsin.records.entity import Reason


class Sort(StrEnum):
    """What a series is about."""

    DYAD = "dyad"
    ACTOR = "actor"
    COUNTRY = "country"
    CELL = "cell"


class Step(StrEnum):
    """How long one point of a series is; a week begins on its Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class State(StrEnum):
    """How it stands between two sides."""

    QUIET = "quiet"
    SIMMERING = "simmering"
    FLARING = "flaring"
    WAR = "war"
    COOLING = "cooling"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Dyad:
    """Two sides in no order: `a` sorts before `b`.

    A state is its ISO 3166 alpha-3 code, an armed group its name, and the people of a country whom
    their own state or a group attacks are `civilians (XXX)`.
    """

    a: str
    b: str

    def __post_init__(self) -> None:
        """Refuse an unsorted pair, so that one dyad has one spelling.

        Raises:
            ValueError: `a` sorts after `b`.
        """
        if self.a > self.b:
            msg = f"dyad sides must be sorted: {self.b!r} before {self.a!r}"
            raise ValueError(msg)

    @property
    def name(self) -> str:
        """`ARM - AZE`, the name of the dyad's series."""
        return f"{self.a} - {self.b}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Subject:
    """Whom or where a series is about: a dyad's, actor's, country's or grid cell's name.

    A cell is named by its south-western corner in whole half degrees: `39.5N 46.0E`.
    """

    sort: Sort
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One day, week or month of a series; an incident of several days is spread over them.

    `day` is the first day. `events` are acts of violence; `low`, `best` and `high` the deaths as
    the voices tell them; `disputed` is the share of the step's incidents that somebody denies.
    `reports` are the texts published in the step, `outlets` how many published them: a louder press
    is not a worse war.
    """

    day: date
    events: float
    low: float
    best: float
    high: float
    accusations: float
    threats: float
    mobilisations: float
    breakdowns: float
    talks: float
    disputed: float
    reports: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The points of one subject without gaps, oldest first; `source` is `ledger` or a label."""

    subject: Subject
    step: Step
    source: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A flare or a war of the past, its days and its deaths as far as known."""

    state: State
    first: date
    last: date
    deaths: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A sentence behind an alert: whose word it is, where it was read, what it says."""

    incident: str
    claim: str
    document: str
    outlet: str | None
    published: date | None
    voice: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A dyad that left its normal state on `day`: observed against expected, and why.

    `probability` is the chance of a flare within the next three months as the warning model sees
    it, None where a detector rang that tells none. `after` is the earlier war of a re-ignition.
    """

    id: str
    dyad: Dyad
    day: date
    detector: str
    state: State
    observed: float
    expected: float
    score: float
    probability: float | None
    after: Episode | None
    reasons: tuple[Reason, ...]
    incidents: tuple[str, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Deaths of one month ahead as equally likely draws, told at the end of `made_on`.

    `method` names the model, or the baseline where no model beats it.
    """

    subject: Subject
    month: date
    made_on: date
    method: str
    draws: tuple[int, ...]

    def quantile(self, share: float) -> int:
        """The smallest draw that at least `share` (0 to 1) of the draws do not exceed.

        Raises:
            ValueError: `share` lies outside 0 to 1, or there are no draws.
        """
        if not 0 <= share <= 1 or not self.draws:
            msg = f"no quantile {share} of {len(self.draws)} draws"
            raise ValueError(msg)
        return sorted(self.draws)[max(0, ceil(share * len(self.draws)) - 1)]
