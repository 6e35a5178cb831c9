"""Numbers of a text: days, years, clock times, ordinals, and runs of number words."""

from __future__ import annotations

import re

Atom = tuple[str, int, int]

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
_MONTHS = 12
_LAST_DAY = 31
FIRST_YEAR, LAST_YEAR = 1000, 2100
_HUNDRED, _THOUSAND = 100, 1000


def iso_of(found: re.Match[str]) -> str:
    """YYYY-MM-DD; of 3/4/1999 the month comes first unless it cannot be one or dots are used."""
    if found["y"]:
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    else:
        month, day = int(found["a"]), int(found["b"])
        if month > _MONTHS or found["s"] == ".":
            month, day = day, month
        year = int(found["c"])
        if year < _HUNDRED:
            year += 1900 if year > 40 else 2000  # noqa: PLR2004
    return f"{year:04}-{month:02}-{day:02}" if month <= _MONTHS and day <= _LAST_DAY else ""


def number_of(lowered: list[str], atoms: list[Atom], at: int) -> tuple[int, str, str]:
    """Width, class and value of a piece that begins with a digit."""
    word = lowered[at]
    glued = at + 1 < len(lowered) and atoms[at + 1][1] == atoms[at][1] + len(word)
    after = lowered[at + 1] if glued else ""
    if word.isdigit() and after in _ORDINAL_ENDS:
        return 2, "ordinal", word
    if word.isdigit() and after == "s" and len(word) in {2, 3, 4} and word.endswith("0"):
        return 2, "decades", word[:-1]
    clock = _CLOCK.fullmatch(word)
    if clock and (":" in word or after.startswith(("a", "p"))):
        return (2 if after == "hrs" else 1), "clock", f"{int(clock[1]):02}:{clock[2]}"
    if after == "hrs" and word.isdigit() and len(word) == 4:  # noqa: PLR2004
        return 2, "clock", f"{word[:2]}:{word[2:]}"
    if not _NUMBER.fullmatch(word):
        return 1, "", word
    return 1, _digits(word), word.replace(",", "")


def _digits(word: str) -> str:
    if word.isdigit():
        if len(word) == 4 and FIRST_YEAR <= int(word) <= LAST_YEAR:  # noqa: PLR2004
            return "year"
        if len(word) < 3 and 0 < int(word) <= _LAST_DAY:  # noqa: PLR2004
            return "day"
    return "digits"


def is_year(run: list[int]) -> bool:
    """Whether number words say a year: nineteen ninety six, two thousand and four."""
    if len(run) < 2:  # noqa: PLR2004
        return False
    return run[:2] == [2, _THOUSAND] or (10 < run[0] <= 20 and 10 <= run[1] < _HUNDRED)  # noqa: PLR2004


def spoken(run: list[int]) -> int:
    """The number a run of number words says; "nineteen ninety six" is a year."""
    if len(run) > 1 and 10 < run[0] <= 20 and run[1] >= 10 and run[1] < _HUNDRED:  # noqa: PLR2004
        return run[0] * _HUNDRED + sum(run[1:])
    total = part = 0
    for value in run:
        if value == _THOUSAND:
            total, part = total + max(part, 1) * value, 0
        elif value == _HUNDRED:
            part = max(part, 1) * value
        else:
            part += value
    return total + part
