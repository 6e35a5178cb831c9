"""Records in words: parties, days, places, tolls and voices as people write them."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tocsin.records import Actor, Distance, Link, Place, ResolvedClaim, Toll, TollRange, When

STANCE_WORDS = {
    "asserts": "says",
    "confirms": "confirmed by",
    "partly-confirms": "admitted in part by",
    "denies": "denied by",
}
REALITY_WORDS = {
    "actual": "",
    "threatened": "threatened",
    "demanded": "demanded",
    "hypothetical": "possible",
    "negated": "not so",
}
ALOOF_WORDS = {
    "doubted": "kept at a distance by",
    "false": "called untrue by",
    "quoted": "in scare quotes:",
}
PRECISION_WORDS = {
    1: "exact",
    2: "within 25 km",
    3: "district",
    4: "province",
    5: "region or line",
    6: "country",
    7: "at sea or in the air",
}
ORIGIN = "origin"
UNKNOWN_DAY = "day unknown"
_PAIR = 2


def actor_words(actor: Actor) -> str:
    """A name with its country's code, unless the name is little else."""
    return f"{actor.name} ({actor.country})" if actor.country else actor.name


def sides_words(actors: Sequence[Actor], recipients: Sequence[Actor]) -> str:
    """`who -> whom`; sides that fight each other without a known attacker stand side by side."""
    who, whom = _names(actors), _names(recipients)
    if who and whom:
        return f"{who} → {whom}"
    if whom:
        return f"? → {whom}"
    return who


def _names(actors: Iterable[Actor], most: int = 3) -> str:
    """Names with their countries, each name once: `soldiers (ARM, AZE)`."""
    countries: dict[str, dict[str, None]] = {}
    for actor in actors:
        countries.setdefault(actor.name, {}).update({actor.country: None} if actor.country else {})
    names = [f"{name} ({', '.join(codes)})" if codes else name for name, codes in countries.items()]
    more = f" +{len(names) - most}" if len(names) > most else ""
    return (" and " if len(names) == _PAIR else ", ").join(names[:most]) + more


def distance_words(distance: Distance | None) -> str:
    """How a text keeps aloof from a claim, by its own words; empty where it does not."""
    if distance is None:
        return ""
    return f"{ALOOF_WORDS[distance.how.value]} “{' '.join(distance.span.text.split())}”"


def place_words(places: Iterable[Place], most: int = 4) -> str:
    """Place names, each once."""
    names = list(dict.fromkeys(place.name for place in places))
    more = f" +{len(names) - most}" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def site_words(links: Iterable[Link[Place]]) -> str:
    """Where a claim has it happen, and where fire came from: "Goris, from Sotk"."""
    held = tuple(links)
    hit = place_words(link.target for link in held if link.part != ORIGIN)
    fired = place_words(link.target for link in held if link.part == ORIGIN)
    return ", ".join(part for part in (hit, fired and f"from {fired}") if part)


def hit_first(links: Iterable[Link[Place]]) -> list[Link[Place]]:
    """The places of a claim, those that fire came from behind the others."""
    return sorted(links, key=lambda link: link.part == ORIGIN)


def day_words(day: date) -> str:
    """`13 Sep 2022`."""
    return f"{day.day} {day:%b %Y}"


def when_words(when: When | None) -> str:
    """The days of an event; unknown ones in the words of the text."""
    if when is None:
        return UNKNOWN_DAY
    first, last = when.first, when.last
    if first is None and last is None:
        return f"“{when.text}”" if when.text else UNKNOWN_DAY
    if first is None or last is None:
        known = first or last
        return f"{'since' if first else 'until'} {day_words(known)}" if known else UNKNOWN_DAY
    return _range_words(first, last)


def _range_words(first: date, last: date) -> str:
    """The shortest exact words: `13 Sep 2022`, `12–14 Sep 2022`, `Sep 2022`, `2022`."""
    if first == last:
        return day_words(first)
    is_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if is_year:
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        return f"{first:%b %Y}" if whole else f"{first.day}–{day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def bounds_words(low: int | None, high: int | None) -> str:
    """`49`, `49+` (or more), `up to 50`, `8–272`."""
    if low is None and high is None:
        return "some"
    if high is None:
        return f"{low:,}+"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def toll_words(toll: Toll) -> str:
    """`49 killed (soldiers)`; words that hold the figure themselves stand alone."""
    if any(sign.isdigit() for sign in toll.whom):
        return f"{toll.whom} {toll.harm}"
    whom = f" ({toll.whom})" if toll.whom else ""
    return f"{bounds_words(toll.low, toll.high)} {toll.harm}{whom}"


def tolls_by_voice(tolls: Iterable[TollRange]) -> list[tuple[str, tuple[str, ...]]]:
    """Each figure once, with the voices that give it: `("49 killed", ("Armenia",))`."""
    voices: dict[str, dict[str, None]] = {}
    for toll in tolls:
        figure = f"{_range_of(toll)} {toll.harm}"
        voices.setdefault(figure, {})[short_voice(toll.source)] = None
    return [(figure, tuple(names)) for figure, names in voices.items()]


def _range_of(toll: TollRange) -> str:
    """The bounds; the last word of a voice first where its words range: `105 (49–105)`."""
    bounds = bounds_words(toll.low, toll.high)
    is_later = toll.best is not None and toll.best > (toll.low or 0)
    return f"{toll.best:,} ({bounds})" if is_later and toll.low != toll.high else bounds


def short_voice(name: str) -> str:
    """A voice; one without a name by its file, without the folders."""
    start, found, path = name.partition(" of /")
    return f"{start} of {path.rsplit('/', 1)[-1]}" if found else name


def voice_words(claim: ResolvedClaim, publisher: str) -> str:
    """Whose word it is: the origin, and through whom it comes."""
    if not claim.speakers:
        return publisher
    *through, origin = [actor_words(link.target) for link in claim.speakers]
    return origin + (f", through {', '.join(through)}" if through else "")
