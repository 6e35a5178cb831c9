"""Where sun and moon stand: the new moons, moon days and years of lunisolar calendars.

Longitudes by the larger terms of Meeus, Astronomical Algorithms (1998), chapters 25 and 47; good to
some minutes of time, and so to the day except where a new moon falls within minutes of midnight.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import floor, radians, sin

_J2000 = 2451545.0
_CENTURY = 36525.0
_MEAN_MONTH = 29.530588861
_DAY_ZERO = 1721424.5  # the midnight before day 0 of date.toordinal, as a Julian day
_TERMS = (  # degrees; then multiples of D, M, M' and F
    (6.288774, 0, 0, 1, 0), (1.274027, 2, 0, -1, 0), (0.658314, 2, 0, 0, 0),
    (0.213618, 0, 0, 2, 0), (-0.185116, 0, 1, 0, 0), (-0.114332, 0, 0, 0, 2),
    (0.058793, 2, 0, -2, 0), (0.057066, 2, -1, -1, 0), (0.053322, 2, 0, 1, 0),
    (0.045758, 2, -1, 0, 0), (-0.040923, 0, 1, -1, 0), (-0.034720, 1, 0, 0, 0),
    (-0.030383, 0, 1, 1, 0), (0.015327, 2, 0, 0, -2), (-0.012528, 0, 0, 1, 2),
    (0.010980, 0, 0, 1, -2), (0.010675, 4, 0, -1, 0), (0.010034, 0, 0, 3, 0),
    (0.008548, 4, 0, -2, 0), (-0.007888, 2, 1, -1, 0), (-0.006766, 2, 1, 0, 0),
    (-0.005163, 1, 0, -1, 0), (0.004987, 1, 1, 0, 0), (0.004036, 2, -1, 1, 0),
)  # fmt: skip
_SOLSTICE = 270.0
_SIGN = 30.0
_YEAR = 365.2422


def sun_at(moment: float) -> float:
    """The apparent longitude of the sun in degrees at a moment (a Julian day, dynamical time)."""
    t = (moment - _J2000) / _CENTURY
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * t)
    longitude = 280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre
    return (longitude - 0.00569 - 0.00478 * sin(node)) % 360


def moon_at(moment: float) -> float:
    """The apparent longitude of the moon in degrees at a moment (a Julian day, dynamical time)."""
    t = (moment - _J2000) / _CENTURY
    arguments = (
        radians(297.8501921 + 445267.1114034 * t - 0.0018819 * t * t),
        radians(357.5291092 + 35999.0502909 * t - 0.0001536 * t * t),
        radians(134.9633964 + 477198.8675055 * t + 0.0087414 * t * t),
        radians(93.2720950 + 483202.0175233 * t - 0.0036539 * t * t),
    )
    shrink = 1 - 0.002516 * t - 0.0000074 * t * t
    waves = sum(
        size
        * (shrink ** abs(times[1]))
        * sin(sum(n * angle for n, angle in zip(times, arguments, strict=True)))
        for size, *times in _TERMS
    )
    node = radians(125.04 - 1934.136 * t)
    mean = 218.3164477 + 481267.88123421 * t - 0.0015786 * t * t
    return (mean + waves - 0.00478 * sin(node)) % 360


def phase_at(moment: float) -> float:
    """How many degrees the moon is ahead of the sun: 0 new, 180 full."""
    return (moon_at(moment) - sun_at(moment)) % 360


@lru_cache(maxsize=1024)
def new_moon(number: int) -> float:
    """The moment of the new moon `number`, counted from January 2000."""
    moment = 2451550.09766 + _MEAN_MONTH * number
    for _ in range(6):
        ahead = (phase_at(moment) + 180) % 360 - 180
        moment -= ahead * _MEAN_MONTH / 360
    return moment


def day_at(moment: float, zone: float) -> date:
    """The civil day of a moment in a zone (hours ahead of Greenwich)."""
    return date.fromordinal(floor(moment - _behind(moment) + zone / 24 - _DAY_ZERO))


def moment_of(day: date, hour: float, zone: float) -> float:
    """The moment of an hour of a civil day in a zone."""
    moment = day.toordinal() + _DAY_ZERO + (hour - zone) / 24
    return moment + _behind(moment)


def _behind(moment: float) -> float:
    """Days by which civil time is behind dynamical time (Espenak and Meeus, 1986-2050)."""
    year = 2000 + (moment - _J2000) / 365.25
    return (62.92 + 0.32217 * (year - 2000) + 0.005589 * (year - 2000) ** 2) / 86400


def months_from(day: date, zone: float) -> int:
    """The number of the last new moon on or before a civil day."""
    number = floor((day.toordinal() + _DAY_ZERO - 2451550.09766) / _MEAN_MONTH) + 1
    while day_at(new_moon(number), zone) > day:
        number -= 1
    return number


@lru_cache(maxsize=256)
def lunar_new_year(year: int, zone: float = 8) -> int:
    """The number of the new moon with which the Chinese year that begins in `year` begins.

    The winter solstice lies in month 11; in a year of 13 months the first without a new sign of the
    sun is a leap month (rules of 1645, as in GB/T 33661-2017).
    """
    eleventh = _month_of_solstice(year - 1, zone)
    long_year = _month_of_solstice(year, zone) - eleventh == 13  # noqa: PLR2004 -- months of a leap year
    if long_year and any(_is_signless(eleventh + ahead, zone) for ahead in (1, 2)):
        return eleventh + 3
    return eleventh + 2


def _month_of_solstice(year: int, zone: float) -> int:
    """The new moon whose month holds the winter solstice of a year."""
    return months_from(sun_day(year, _SOLSTICE, zone), zone)


def sun_day(year: int, longitude: float, zone: float) -> date:
    """The day of a civil year on which the sun comes to a longitude: 0 spring, 270 winter."""
    moment = moment_of(date(year, 3, 20), 12, zone) + (longitude % 360) * _YEAR / 360
    if longitude >= _SOLSTICE + 10:
        moment -= _YEAR
    for _ in range(4):
        moment += ((longitude - sun_at(moment) + 180) % 360 - 180) * _YEAR / 360
    return day_at(moment, zone)


def _is_signless(number: int, zone: float) -> bool:
    """Whether the sun comes to no new sign between a new moon's day and the next one's."""
    starts = (day_at(new_moon(each), zone) for each in (number, number + 1))
    first, last = (int(sun_at(moment_of(day, 0, zone)) // _SIGN) for day in starts)
    return first == last


def chinese_day(year: int, month: int, day: int, zone: float = 8) -> date:
    """A day of the Chinese calendar in the year that begins in civil `year`, in no leap month."""
    first, number = lunar_new_year(year, zone), month - 1
    last = lunar_new_year(year + 1, zone)
    if last - first == 13:  # noqa: PLR2004 -- months of a leap year
        leap = next(ahead for ahead in range(1, 13) if _is_signless(first + ahead, zone))
        number += leap <= number
    return day_at(new_moon(first + number), zone) + timedelta(days=day - 1)


_INDIA = 5.5
_TITHI = 12.0
_CHAITRA = 75  # days from 1 January to about the middle of the first month's beginnings
_LAST_OF_YEAR = 10


def _sidereal_sign(moment: float) -> int:
    """The sign of the zodiac of fixed stars in which the sun stands (Lahiri's ayanamsa)."""
    years = (moment - _J2000) / 365.25
    return int(((sun_at(moment) - 23.857 - years * 50.29 / 3600) % 360) // _SIGN)


def hindu_day(year: int, month: int, tithi: int, hour: float) -> date:
    """The day in civil `year` on which a moon day of a Hindu month rules at an hour in India.

    `month` 1 is Chaitra, months run from new moon to new moon (amanta) and are named for the sign
    that the sun enters in them; `tithi` is 1 to 30, 15 the full and 30 the new moon.
    """
    ahead = _CHAITRA + 30 * (month - 1) - 365 * (month > _LAST_OF_YEAR)
    number = months_from(date(year, 1, 1) + timedelta(days=ahead), _INDIA)
    number = next(
        each
        for each in range(number - 2, number + 3)
        if _sidereal_sign(new_moon(each)) == (month - 2) % 12
        and _sidereal_sign(new_moon(each + 1)) == month - 1
    )
    day = day_at(new_moon(number) + (tithi - 0.5) * _MEAN_MONTH / 30, _INDIA)
    near = (day + timedelta(days=by) for by in (-1, 0, 1, -2, 2))
    return next((each for each in near if _tithi_at(each, hour) == tithi), day)


def _tithi_at(day: date, hour: float) -> int:
    """The moon day, 1 to 30, that rules at an hour in India."""
    return int(phase_at(moment_of(day, hour, _INDIA)) // _TITHI) + 1
