"""One small function for each reason why two claims may be about one happening.

Each returns a score from -1 (speaks against) to 1 (speaks for) with the two values compared, or
None where nothing can be said. The docstring is the explanation that users are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from tocsin.reconcile.rarity import overlap, rarity
from tocsin.reconcile.told import ANY, folded, means_of
from tocsin.records import Kind, Reality

if TYPE_CHECKING:
    from datetime import date

    from tocsin.reconcile.told import Party, Told
    from tocsin.records import Place

Compared = tuple[float, str, str]
Feature = Callable[["Told", "Told"], Compared | None]

NEAR_KM = 15.0
FAR_KM = 40.0
REGION_KM = 400.0
RETOLD = 0.4
EXACT = 2
WIDE = 4
FEW_DEAD = 3
_DONE = {Reality.ACTUAL, Reality.NEGATED}
_TOGETHER = {Kind.CONSULT, Kind.AGREE, Kind.COOPERATE}


def answers(a: Told, b: Told) -> Compared | None:
    """One of the two confirms or denies the other in the same text."""
    if a.id == b.claim.claim.answers or b.id == a.claim.claim.answers:
        return 1.0, a.claim.claim.stance.value, b.claim.claim.stance.value
    return None


def copies(a: Told, b: Told) -> Compared | None:
    """The two stand in copies of one text, in the same sentence or in different ones."""
    if a.family != b.family or a.document.id == b.document.id:
        return None
    alike = overlap(a.words, b.words)
    return (1.0 if alike >= RETOLD else alike - 0.6), a.sentence, b.sentence


def day(a: Told, b: Told) -> Compared | None:
    """They fall on the same day, on overlapping days, or on days apart."""
    one, two = a.days or a.news_days, b.days or b.news_days
    if one is None or two is None:
        return None
    certain = 1.0 if a.days and b.days else 0.3
    gap = max((two[0] - one[1]).days, (one[0] - two[1]).days)
    if gap > 0:
        score = -0.5 if gap == 1 else -1.0
    else:
        score = 1.0 if max(_length(one), _length(two)) <= EXACT else 0.4
    return score * certain, _shown(one), _shown(two)


def place(a: Told, b: Told) -> Compared | None:
    """They are told of the same place, of places near each other, or of places far apart."""
    pairs = [(_nearness(x, y), x, y) for x, y in product(a.places, b.places)]
    if not pairs:
        return None
    score, left, right = max(pairs, key=lambda found: found[0])
    return score, left.name, right.name


def sides(a: Told, b: Told) -> Compared | None:
    """The same side did it to the same side, or another one did, or it was the other way round."""
    left, right = _named(a), _named(b)
    if not (a.actors or a.recipients) or not (b.actors or b.recipients):
        return None
    if a.claim.claim.first.kind in _TOGETHER:
        return _company(a, b), left, right
    who, whom = _match(a.actors, b.actors), _match(a.recipients, b.recipients)
    if who is None and whom is None:
        return None
    if who == -1:
        turned = _match(a.actors, b.recipients), _match(a.recipients, b.actors)
        return (-1.0 if turned == (1.0, 1.0) else -0.8), left, right
    if who is None:
        return 0.3 * (whom or 0), left, right
    return 0.6 + 0.4 * (whom or 0), left, right


def mode(a: Told, b: Told) -> Compared | None:
    """The ways in which it was done are the same, can be the same, or exclude each other."""
    one, two = a.claim.claim.first.mode, b.claim.claim.first.mode
    if one == two:
        return 1.0, one, two
    first, second = means_of(one), means_of(two)
    if ANY in first | second:
        return 0.2, one, two
    return (0.5 if first & second else -0.8), one, two


def reality(a: Told, b: Told) -> Compared | None:
    """One is told as done and the other as planned, threatened or demanded."""
    one, two = a.claim.claim.first.reality, b.claim.claim.first.reality
    if one == two or {one, two} <= _DONE:
        return None
    return -1.0, one.value, two.value


def scope(a: Told, b: Told) -> Compared | None:
    """One is a single blow, the other a war, an offensive or many blows at once."""
    if a.umbrella == b.umbrella:
        return (0.4, "many blows", "many blows") if a.umbrella else None
    names = {True: "many blows", False: "one blow"}
    return -1.0, names[a.umbrella], names[b.umbrella]


def toll(a: Told, b: Told) -> Compared | None:
    """They count the same losses, to the number."""
    one, two = _figures(a), _figures(b)
    if not one or not two:
        return None
    return (1.0 if one & two else -0.1), _counted(one), _counted(two)


def words(a: Told, b: Told) -> Compared | None:
    """Their sentences share rare words, such as the name of what was hit."""
    shared = sorted(a.words & b.words, key=lambda word: (-rarity(word), word))[:5]
    if not shared:
        return None
    return min(1.0, 2 * overlap(a.words, b.words)), " ".join(shared), " ".join(shared)


def text(a: Told, b: Told) -> Compared | None:
    """They stand in one text."""
    return (1.0, a.document.origin, a.document.origin) if a.document is b.document else None


def story(a: Told, b: Told) -> Compared | None:
    """Their reports tell one story: they share names and words that few other reports have."""
    if a.story != b.story or a.document.id == b.document.id:
        return None
    return 1.0, a.document.origin, b.document.origin


def background(a: Told, b: Told) -> Compared | None:
    """One is told as the news, the other as history."""
    one, two = a.claim.claim.first.background, b.claim.claim.first.background
    names = {True: "history", False: "news"}
    return None if one == two else (-1.0, names[one], names[two])


FEATURES: tuple[Feature, ...] = (
    answers,
    copies,
    day,
    place,
    sides,
    mode,
    reality,
    scope,
    toll,
    words,
    text,
    story,
    background,
)


def kilometres(a: Place, b: Place) -> float | None:
    """The great-circle distance of two places, or None where a coordinate is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, east = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    arc = sin(north) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(east) ** 2
    return 12742 * asin(sqrt(min(1.0, arc)))


def _nearness(a: Place, b: Place) -> float:
    if (a.geonameid and a.geonameid == b.geonameid) or folded(a.name) == folded(b.name):
        return 1.0 if min(a.precision, b.precision) < WIDE else 0.3
    if a.country and b.country and a.country != b.country and max(a.precision, b.precision) < WIDE:
        return -1.0
    distance, apart = kilometres(a, b), a.country != b.country
    if max(a.precision, b.precision) >= WIDE:
        return -0.5 if distance is not None and distance > REGION_KM and apart else 0.1
    if distance is None:
        return -0.3
    return 0.8 if distance <= NEAR_KM else 0.0 if distance <= FAR_KM else -1.0


def _match(one: tuple[Party, ...], two: tuple[Party, ...]) -> float | None:
    if not one or not two:
        return None
    return 1.0 if any(a.may_be(b) for a, b in product(one, two)) else -1.0


def _company(a: Told, b: Told) -> float:
    """Who met whom: the share of the smaller company that is in the larger one, from -1 to 1."""
    one, two = (*a.actors, *a.recipients), (*b.actors, *b.recipients)
    small, large = sorted((one, two), key=len)
    met = sum(any(x.may_be(y) for y in large) for x in small) / len(small)
    return 1.0 if met == 1 else met - 1


def _figures(told: Told) -> frozenset[tuple[str, int]]:
    return frozenset(
        (toll.harm, bound)
        for toll in told.claim.claim.tolls
        for bound in (toll.low, toll.high)
        if bound is not None and bound >= FEW_DEAD
    )


def _counted(figures: frozenset[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {harm}" for harm, count in sorted(figures))


def _named(told: Told) -> str:
    claim = told.claim
    parts = (claim.actors, claim.recipients)
    return " -> ".join(", ".join(link.target.name for link in part) or "?" for part in parts)


def _length(days: tuple[date, date]) -> int:
    return (days[1] - days[0]).days + 1


def _shown(days: tuple[date, date]) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"
