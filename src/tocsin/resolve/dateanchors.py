"""What relative times count from: the day of speech, or the time a narrative last told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tocsin.resolve.almanac import civil, month_end, moved, shift_months, week_value

_NEW_YEAR_GAP = 10
_AHEAD = {-1: 6.5, 0: 1.5, 1: 0.25}


@dataclass(frozen=True, slots=True)
class Point:
    """A time as exactly as it was told: a year, perhaps with month and day; `bc` counts back."""

    year: int
    month: int | None = None
    day: int | None = None
    season: str = ""
    bc: bool = False

    @property
    def civil(self) -> date | None:
        """The civil day, where one was told."""
        if self.bc or not self.month or not self.day:
            return None
        return civil(self.year, self.month, self.day)

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        told = f"BC{self.year:04}" if self.bc else f"{self.year:04}"
        if self.season:
            return f"{told}-{self.season}"
        if self.month:
            told += f"-{self.month:02}"
            if self.day:
                told += f"-{self.day:02}"
        return told


def point_of(day: date) -> Point:
    """The point that is a whole civil day."""
    return Point(day.year, day.month, day.day)


@dataclass(slots=True)
class Context:
    """Where the reading of a text has got to: `told` is the time last told.

    `anchor` is the day of speech, None if unknown. In a narrative relative times count from `told`.
    """

    anchor: date | None
    narrative: bool
    told: Point | None = None
    day: Point | None = None
    quarter: str = ""
    sentence: int = -1
    story: tuple[Point | None, Point | None] | None = None

    @property
    def speech(self) -> Point | None:
        """What "last week" counts from."""
        if self.narrative:
            return self.told
        return point_of(self.anchor) if self.anchor else None

    @property
    def text(self) -> Point | None:
        """What "a week later" counts from."""
        return self.told or self.speech

    def enter(self, sentence: int) -> None:
        """Come to another sentence: what an aside told in the one before is over."""
        if sentence != self.sentence and self.story:
            self.told, self.day = self.story
            self.story = None
        self.sentence = sentence

    def tell(self, point: Point, *, aside: bool = False) -> None:
        """Take note that the text has come to `point`, in an aside only for this sentence."""
        if aside and self.story is None:
            self.story = (self.told, self.day)
        elif not aside:
            self.story = None
        self.told = point
        if point.day:
            self.day = point

    def year_of(self, month: int, day: int | None, direction: int) -> int | None:
        """The year of a month that is named without one."""
        if self.narrative:
            return self._narrative_year(month)
        if self.anchor is None:
            return None
        return self._news_year(self.anchor, month, day, direction)

    def _narrative_year(self, month: int) -> int | None:
        told = self.told
        if told is None:
            return None
        back = (told.month or month) - month
        if told.bc:
            return told.year - (back >= _NEW_YEAR_GAP)
        return told.year + (back >= _NEW_YEAR_GAP)

    def away(self, day: date, direction: int) -> float:
        """How far a day is from the day of speech, where the tense stretches one of the ways."""
        days = (day - self.anchor).days if self.anchor else 0
        return days * _AHEAD[direction] if days > 0 else -days

    @staticmethod
    def _news_year(anchor: date, month: int, day: int | None, direction: int) -> int:
        """The nearest year, where the tense of the clause stretches the way to the other side."""
        weight = _AHEAD[direction]

        def distance(year: int) -> float:
            days = (_middle(year, month, day) - anchor).days
            if day is None and month == anchor.month and year == anchor.year:
                return 0
            return days * weight if days > 0 else -days

        return min((anchor.year, anchor.year - 1, anchor.year + 1), key=distance)


def _middle(year: int, month: int, day: int | None) -> date:
    return civil(year, month, day or 15) or month_end(year, month)


def shifted(point: Point, unit: str, by: int, *, exact: bool = False) -> str:
    """The value `by` units away from `point`, to the grain of the unit; "" if it cannot be told."""
    if unit in {"Y", "E", "C", "50Y"}:
        return _years_away(point, {"Y": 1, "E": 10, "C": 100, "50Y": 50}[unit] * by, unit)
    if point.bc:
        return ""
    if unit == "M":
        return _months_away(point, by)
    if unit == "Q":
        return _quarters_away(point, by)
    day = point.civil
    if day is None:
        return ""
    return _days_away(day, unit, by, exact=exact)


def _years_away(point: Point, by: int, unit: str) -> str:
    year = point.year - by if point.bc else point.year + by
    if year < 1:
        return ""
    if unit == "Y" and point.season.startswith("Q"):
        return Point(year, season=point.season, bc=point.bc).value
    return Point(year, bc=point.bc).value


def _months_away(point: Point, by: int) -> str:
    if point.month is None:
        return ""
    year, month = shift_months(point.year, point.month, by)
    return Point(year, month).value


def _quarters_away(point: Point, by: int) -> str:
    if point.month is None:
        return ""
    year, month = shift_months(point.year, point.month, 3 * by)
    return f"{year:04}-Q{(month + 2) // 3}"


def _days_away(day: date, unit: str, by: int, *, exact: bool) -> str:
    days = {"D": 1, "N": 1, "W": 7, "2W": 14, "WE": 7}.get(unit)
    if days is None:
        return ""
    there = moved(day, days * by)
    if there is None:
        return ""
    if unit == "N":
        return there.isoformat() + "TNI"
    if unit == "WE":
        return week_value(there) + "-WE"
    if unit in {"W", "2W"} and not exact:
        return week_value(there)
    return there.isoformat()
