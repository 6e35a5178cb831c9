"""Places that only tell where another lies: "Pisky, 10 km north-west of Donetsk"."""

from __future__ import annotations

import re
from functools import cache

from tocsin.resolve.places_words import beside, directions

LONGEST = 80


def is_bearing(text: str, start: int) -> bool:
    """Whether the place that a name at `start` gives is some distance away from it."""
    before = text[max(0, start - LONGEST) : start]
    return _distances().search(before) is not None


@cache
def _distances() -> re.Pattern[str]:
    units = "|".join(sorted(beside("distance"), key=len, reverse=True))
    ways = "|".join(sorted(directions(), key=len, reverse=True))
    return re.compile(
        rf"\b(?:{units})\b\.?(?: ?\([^()]*\))? "
        rf"(?:(?:to the )?(?:{ways}) (?:of|from)|away from|from|outside|off)"
        r"(?: the)?(?: [a-z-]+)?(?: of)? $",
        re.IGNORECASE,
    )
