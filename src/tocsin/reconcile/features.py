"""One small function for each reason why two claims may be about one happening.

Each returns a score from -1 (speaks against) to 1 (speaks for) with the two values compared, or
None where nothing can be said. The docstring is the explanation that users are shown. Most pairs
are weighed and shown to nobody, so values that take time to write are written by `shown` alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from tocsin.reconcile.rarity import overlap, rarity
from tocsin.reconcile.told import ANY, folded, means_of
from tocsin.records import Kind, Reality

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tocsin.reconcile.told import Party, Told
    from tocsin.records import Actor, Link, Place

Value = str | Callable[[], str]
Compared = tuple[float, Value, Value]
Feature = Callable[["Told", "Told"], Compared | None]

NEAR_KM = 15.0
FAR_KM = 40.0
REGION_KM = 400.0
RETOLD = 0.4
EXACT = 2
WIDE = 4
RAREST = 5
LENT_SAME, LENT_OTHER, LENT_FAR = 0.8, -0.3, 0.55
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
    """They fall on the same day, on overlapping days, or on days apart.

    A day that the claim's own sentence tells counts for more than one lent by its text.
    """
    one, two = a.days or a.news_days, b.days or b.news_days
    if one is None or two is None:
        return None
    certain = 1.0 if a.days and b.days else 0.3
    gap = max((two[0] - one[1]).days, (one[0] - two[1]).days)
    if gap <= 0:
        score = 1.0 if max(_length(one), _length(two)) <= EXACT else 0.4
    elif a.sure_day and b.sure_day:
        score = -1.0
    else:
        score = -0.3 if gap == 1 else -0.6
    return score * certain, partial(_span, one), partial(_span, two)


def place(a: Told, b: Told) -> Compared | None:
    """They are told of the same place, of places near each other, or of places far apart.

    A place that the claim's own clause names counts for more than one lent by its text.
    """
    pairs = [(_nearness(x, y), x, y) for x, y in product(a.places, b.places)]
    if not pairs:
        return None
    score, left, right = max(pairs, key=lambda found: found[0])
    if score < 0 and not (a.sure_place and b.sure_place):
        score *= LENT_FAR
    return score, left.name, right.name


def doer(a: Told, b: Told) -> Compared | None:
    """The same side did it, or another one; of meetings, the same sides met."""
    if _are_together(a, b):
        one, two = (*a.actors, *a.recipients), (*b.actors, *b.recipients)
        return (_company(one, two), partial(_named, a), partial(_named, b)) if one and two else None
    score = _match(a.actors, b.actors)
    if score is None:
        return None
    return score, partial(_names, a.claim.actors), partial(_names, b.claim.actors)


def victim(a: Told, b: Told) -> Compared | None:
    """It was done to the same side, or to another one."""
    score = _match(a.recipients, b.recipients)
    if score is None or _are_together(a, b):
        return None
    return score, partial(_names, a.claim.recipients), partial(_names, b.claim.recipients)


def thing(a: Told, b: Told) -> Compared | None:
    """The same word names whom or what it was done to, such as a prison or a bus."""
    shared = a.things & b.things
    return (1.0, partial(_sorted, shared), partial(_sorted, shared)) if shared else None


def mode(a: Told, b: Told) -> Compared | None:
    """The ways in which it was done are the same, can be the same, or exclude each other.

    Where a claim only says that people were killed, the claim next to it may say how.
    """
    lent = a.way.lent or b.way.lent
    if a.way.mode == b.way.mode:
        return (LENT_SAME if lent else 1.0), a.way.mode, b.way.mode
    first, second = means_of(a.way.mode), means_of(b.way.mode)
    if ANY in first | second:
        return 0.2, a.way.mode, b.way.mode
    if first & second:
        return 0.5, a.way.mode, b.way.mode
    return (LENT_OTHER if lent else -0.8), a.way.mode, b.way.mode


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
    one, two = a.figures, b.figures
    if not one or not two:
        return None
    return (1.0 if one & two else -0.1), partial(_counted, one), partial(_counted, two)


def words(a: Told, b: Told) -> Compared | None:
    """Their sentences share rare words, such as the name of what was hit."""
    shared = a.words & b.words
    if not shared:
        return None
    rarest = partial(_rarest, shared)
    return min(1.0, 2 * overlap(a.words, b.words)), rarest, rarest


def text(a: Told, b: Told) -> Compared | None:
    """They stand in one text."""
    same = a.document.id == b.document.id
    return (1.0, a.document.origin, a.document.origin) if same else None


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
    doer,
    victim,
    thing,
    mode,
    reality,
    scope,
    toll,
    words,
    text,
    story,
    background,
)


ABOUT_TEXTS: tuple[Feature, ...] = (answers, copies, text, story)
"""The reasons that look at the two texts; all others look at what is told, wherever it stands."""


def shown(value: Value) -> str:
    """A compared value as users see it."""
    return value if isinstance(value, str) else value()


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


def _are_together(a: Told, b: Told) -> bool:
    """Whether one of the two is a meeting or an accord, whose sides do the same."""
    return not _TOGETHER.isdisjoint((a.claim.claim.first.kind, b.claim.claim.first.kind))


def _match(one: tuple[Party, ...], two: tuple[Party, ...]) -> float | None:
    if not one or not two:
        return None
    return 1.0 if any(a.may_be(b) for a, b in product(one, two)) else -1.0


def _company(one: tuple[Party, ...], two: tuple[Party, ...]) -> float:
    """Who met whom: the share of the smaller company that is in the larger one, from -1 to 1.

    Of two as large as each other the lesser share, so that it does not matter which comes first.
    """
    size = min(len(one), len(two))
    pairs = ((one, two), (two, one))
    shares = [_share(few, many) for few, many in pairs if len(few) == size]
    return 1.0 if min(shares) == 1 else min(shares) - 1


def _share(few: tuple[Party, ...], many: tuple[Party, ...]) -> float:
    return sum(any(x.may_be(y) for y in many) for x in few) / len(few)


def _sorted(things: frozenset[str]) -> str:
    return " ".join(sorted(things))


def _rarest(shared: frozenset[str]) -> str:
    return " ".join(sorted(shared, key=lambda word: (-rarity(word), word))[:RAREST])


def _counted(figures: frozenset[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {harm}" for harm, count in sorted(figures))


def _named(told: Told) -> str:
    return f"{_names(told.claim.actors)} -> {_names(told.claim.recipients)}"


def _names(links: Iterable[Link[Actor]]) -> str:
    return ", ".join(link.target.name for link in links) or "?"


def _length(days: tuple[date, date]) -> int:
    return (days[1] - days[0]).days + 1


def _span(days: tuple[date, date]) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"
