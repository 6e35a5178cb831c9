"""Calendar arithmetic on civil dates: months, weeks, movable feasts and other calendars."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = 12
_WEEK = 7


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + month // MONTHS, month % MONTHS + 1, 1)
    return following - timedelta(days=1)


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month `by` months away."""
    count = year * MONTHS + month - 1 + by
    return count // MONTHS, count % MONTHS + 1


def civil(year: int, month: int, day: int) -> date | None:
    """The date, or None where no such day exists."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved(day: date, by: int) -> date | None:
    """The day `by` days away, or None beyond the years 1 to 9999."""
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return None


def back(day: date, unit: str, amount: int) -> date | None:
    """The day `amount` units (D, W, M, Y) before `day`; the last of a shorter month."""
    if unit in {"D", "W"}:
        return moved(day, -amount * (_WEEK if unit == "W" else 1))
    if unit not in {"M", "Y"}:
        return None
    year, month = shift_months(day.year, day.month, -amount * (MONTHS if unit == "Y" else 1))
    if year < 1:
        return None
    return date(year, month, min(day.day, month_end(year, month).day))


def week_value(day: date) -> str:
    """The ISO 8601 week of a day, such as 2009-W12."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def weekday_near(day: date, weekday: int, direction: int) -> date:
    """The nearest `weekday` (1 Monday .. 7) before (-1), after (1), or up to `day` (0)."""
    back = (day.isoweekday() - weekday) % _WEEK
    if direction > 0:
        return day + timedelta(days=(_WEEK - back))
    if direction < 0 and back == 0:
        return day - timedelta(days=_WEEK)
    return day - timedelta(days=back)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar as a Gregorian date (Meeus, chapter 8)."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` (from 1; -1 the last) `weekday` of a month."""
    if nth < 0:
        return weekday_near(month_end(year, month), weekday, 0)
    first = weekday_near(date(year, month, 1) - timedelta(days=1), weekday, 1)
    return first + timedelta(days=_WEEK * (nth - 1))


def from_islamic(year: int, month: int, day: int) -> date:
    """A tabular Hijri date (30-year cycle, epoch 16 July 622 Julian) in the civil calendar."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(227014 + days)


def islamic_year(day: date) -> int:
    """The tabular Hijri year in which a civil day falls."""
    year = (30 * (day.toordinal() - 227015) + 10646) // 10631
    return year if from_islamic(year + 1, 1, 1) > day else year + 1


def from_iranian(year: int, month: int, day: int) -> date:
    """A solar Hijri date in the civil calendar by the 33-year cycle of leap years (1800-2200)."""
    leaps = (8 * year + 21) // 33
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)  # noqa: PLR2004
    return date.fromordinal(226894 + 365 * (year - 1) + leaps + before + day)
