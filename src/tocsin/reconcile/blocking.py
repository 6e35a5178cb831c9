"""Which claims are worth comparing: those that may share a day and a country, or a place.

Two claims meet where a key of one is a probe of the other, which depends on the two alone: so
adding a claim looks at those few that it meets, and which was read first makes no difference. Only
a crowded block brings nobody together: that two claims tell of one day and country says little
where hundreds do. In one of a place and a day, all meet a few (`hubs`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from math import floor
from typing import TYPE_CHECKING

from tocsin.reconcile.hubs import Hubs, hubs_in, through_hubs
from tocsin.reconcile.memo import remembered
from tocsin.reconcile.told import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.reconcile.told import Told
    from tocsin.records import Place

LONGEST = 31
WIDE = 4
CELL = 0.5
"""Degrees of a cell of the map; places in neighbouring cells are compared."""
CROWD = 64
"""Claims that a block brings together at most; in the texts of a few weeks of one war it has 35."""
ANY_DAY = "any day"
SOME_PLACE, NO_PLACE = "placed", "open"
APART = "\t"
PLACE, OF_A_DAY = "place", 4
LED = "led"
LINK = "link"


def lead_in(block: str) -> str | None:
    """The claim that stands for one that is in this block; None where the block tells nothing."""
    sort, _, rest = block.partition(APART)
    return rest if sort == LED else None


class Standing:
    """Where claims stand and look for others, worked out once for each."""

    def __init__(self) -> None:
        """Begin with no claim."""
        self._keys: dict[str, frozenset[str]] = {}
        self._probes: dict[str, frozenset[str]] = {}

    def keys(self, one: Told) -> frozenset[str]:
        """The blocks that a claim stands in; see `keys_of`."""
        found = self._keys.get(one.id)
        if found is None:
            found = self._keys[one.id] = keys_of(one)
        return found

    def probes(self, one: Told) -> frozenset[str]:
        """The blocks in which a claim looks for others; see `probes_of`."""
        found = self._probes.get(one.id)
        if found is None:
            found = self._probes[one.id] = probes_of(one)
        return found


def pairs_of(
    told: Iterable[Told],
    beside: Iterable[Told] = (),
    crowded: frozenset[str] | None = None,
    standing: Standing | None = None,
    hubs: Hubs | None = None,
) -> Iterator[tuple[Told, Told]]:
    """Pairs worth comparing of `told`, and between them and those `beside`, each once, by ids.

    `crowded` are the blocks that bring together none but their `hubs` with all others; without it
    those of `told` alone.
    """
    standing = standing or Standing()
    mine = {one.id: one for one in told}
    others = {one.id: one for one in beside if one.id not in mine}
    held = others | mine
    keys = {id_: standing.keys(one) for id_, one in mine.items()}
    full = crowded_in(keys.values()) if crowded is None else crowded
    if hubs is None:
        hubs = hubs_in(keys, hubbed(full)) if crowded is None else {}
    beyond = {id_: keys_of(one) for id_, one in others.items()}
    through = through_hubs(keys | beyond, hubs)
    free = {id_: found - full for id_, found in keys.items()}
    probes = {id_: standing.probes(one) for id_, one in mine.items()}
    looked, stood = (frozenset().union(*some.values()) for some in (probes, free))
    looked -= full
    free |= {id_: found & looked for id_, found in beyond.items()}
    probes |= {id_: probes_of(one) & stood for id_, one in others.items()}
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for id_ in sorted(held):
        for key in free[id_]:
            blocks[key].append(id_)
    for id_ in sorted(mine):
        met = {other for probe in probes[id_] for other in blocks.get(probe, ())}
        met = {other for other in met if not free[id_].isdisjoint(probes[other])}
        for other in sorted(met | through.get(id_, set())):
            if other < id_ or other not in mine:
                yield (held[other], mine[id_]) if other < id_ else (mine[id_], held[other])


def crowded_in(keys: Iterable[Iterable[str]]) -> frozenset[str]:
    """The blocks that more claims stand in than can be told apart by it."""
    held = Counter(key for some in keys for key in some)
    return frozenset(key for key, count in held.items() if is_crowded(key, count))


def is_crowded(block: str, count: int) -> bool:
    """Whether a block that `count` claims stand in brings nobody together.

    What answers or follows a claim meets it however many do.
    """
    return count > CROWD and block.partition(APART)[0] not in {LINK, LED}


def hubbed(crowded: Iterable[str]) -> frozenset[str]:
    """Those of some crowded blocks that are met through hubs: the ones of a place and a day."""
    parted = ((block, block.split(APART)) for block in crowded)
    return frozenset(b for b, parts in parted if parts[0] == PLACE and len(parts) == OF_A_DAY)


def keys_of(one: Told) -> frozenset[str]:
    """The blocks that a claim stands in, for others to meet it there.

    One that follows another meets that one alone, and what answers it in its text.
    """
    if one.lead != one.id:
        return _tied(one) | {_key(LED, one.lead)}
    shared, days, markers = _together(one), _days(one), _markers(one)
    if one.umbrella:
        return frozenset({*shared, *(_key("umbrella", marker) for marker in markers)})
    near = [place for place in one.places if place.precision < WIDE]
    where = SOME_PLACE if near else NO_PLACE
    kind = _kind(one)
    found = set(shared)
    for place in near:
        found.add(_key(PLACE, kind, folded(place.name)))
        found |= {_key(PLACE, kind, folded(place.name), day) for day in days or (ANY_DAY,)}
        found |= {_key("cell", kind, *_cell(place), day) for day in days}
    found |= {_key("day", marker, day, where) for marker in markers for day in days or (ANY_DAY,)}
    return frozenset(found)


def probes_of(one: Told) -> frozenset[str]:
    """The blocks in which a claim looks for others; symmetric to `keys_of`.

    A claim without a day meets all of its place, one with a day those of its day and those without.
    A claim with a place meets the claims of its day that name none, or one nearby.
    """
    if one.lead != one.id:
        return _tied(one) | {_key(LINK, one.lead)}
    shared, days, markers = _together(one) | {_key(LED, one.id)}, _days(one), _markers(one)
    if one.umbrella:
        return frozenset({*shared, *(_key("umbrella", marker) for marker in markers)})
    near = [place for place in one.places if place.precision < WIDE]
    kind = _kind(one)
    found = set(shared)
    for place in near:
        name = folded(place.name)
        known = {_key(PLACE, kind, name, day) for day in (*days, ANY_DAY)}
        found |= known if days else {_key(PLACE, kind, name)}
        found |= {_key("cell", kind, *cell, day) for cell in _cells(place) for day in days}
    wheres = (NO_PLACE,) if near else (NO_PLACE, SOME_PLACE)
    found |= {
        _key("day", marker, day, where)
        for marker in markers
        for day in days or (ANY_DAY,)
        for where in wheres
    }
    return frozenset(found)


def _together(one: Told) -> frozenset[str]:
    """Where copies, reports of one story and a claim with its answer meet."""
    kind = _kind(one)
    return _tied(one) | {_key("family", one.family, kind), _key("story", one.story, kind)}


def _tied(one: Told) -> frozenset[str]:
    """Where a claim meets what it answers and what answers it."""
    answered = one.claim.claim.answers
    return frozenset(_key(LINK, id_) for id_ in (one.id, answered) if id_)


def _markers(one: Told) -> frozenset[str]:
    """A claim's kind with each country of it, and with each word of a side that has none."""
    parties = (*one.actors, *one.recipients)
    countries = {party.country for party in parties} | {place.country for place in one.places}
    named = {word for party in parties if not party.country for word in party.names}
    return frozenset(_key(_kind(one), mark) for mark in (countries | named) if mark)


def _kind(one: Told) -> str:
    return one.claim.claim.first.kind.value


@remembered(1 << 17)
def _key(*parts: str) -> str:
    """The name of a block; one string for all that stand in it."""
    return APART.join(parts)


def _days(one: Told) -> tuple[str, ...]:
    """The days of a claim and the one after; none where they are too many to tell."""
    span = one.days or one.news_days
    if span is None or (span[1] - span[0]).days > LONGEST:
        return ()
    length = (span[1] - span[0]).days + 1
    return tuple(str(span[0] + timedelta(n)) for n in range(length + 1))


def _cell(place: Place) -> tuple[str, str]:
    return _cells(place)[0]


def _cells(place: Place) -> tuple[tuple[str, str], ...]:
    """A place's own cell of the map and the eight around it."""
    if place.lat is None or place.lon is None:
        return (("", place.name),)
    north, east = floor(place.lat / CELL), floor(place.lon / CELL)
    around = ((a, b) for a in (0, -1, 1) for b in (0, -1, 1))
    return tuple((str(north + a), str(east + b)) for a, b in around)
