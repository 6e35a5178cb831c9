"""Clusters of claims to incidents: who asserts, confirms and denies, how many, where and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from tocsin.reconcile.clusters import clusters_of
from tocsin.reconcile.groups import components
from tocsin.reconcile.meeting import meetings_of
from tocsin.reconcile.parts import with_wholes
from tocsin.reconcile.stories import stories_of
from tocsin.reconcile.tellings import leads_among, led, tellings_in
from tocsin.reconcile.told import ANY, Told, folded, means_of, told_of
from tocsin.reconcile.tolls import toll_ranges
from tocsin.reconcile.voices import stems_of, voices_of
from tocsin.records import Actor, Incident, Place, Role, Stance, When

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from tocsin.records import Family, Judgement, Kind, Link, Reading, Story

WIDE = 5
Thing = TypeVar("Thing")


def incidents_of(
    readings: Iterable[Reading],
    families: Iterable[Family] = (),
    judgements: Iterable[Judgement] = (),
    stories: Iterable[Story] | None = None,
) -> tuple[Incident, ...]:
    """The incidents that all claims of `readings` tell of, by id, whatever order they come in.

    `judgements` are people's, not withdrawn; they override what the machine finds.
    """
    readings = tuple(readings)
    tales = stories_of(readings) if stories is None else stories
    plain = told_of(readings, families, tales)
    told = {one.id: one for one in led(plain, leads_among(tellings_in(plain)))}
    met = list(meetings_of(told.values()))
    scores = {(one.left, one.right): one.score for one in met}
    links = [(one.left, one.right) for one in met if one.links]
    leaning = [(one.left, one.right) for one in met if one.leans]
    followers = frozenset(one.id for one in told.values() if one.lead != one.id)
    groups = clusters_of(sorted(told), scores, links, judgements, followers, leaning)
    gathered = [tuple(told[id_] for id_ in group) for group in groups]
    return with_wholes([(incident_of(group), group) for group in gathered])


def incident_of(group: tuple[Told, ...]) -> Incident:
    """One incident from the claims of one cluster; `part_of` is left open."""
    carrying = [one for one in group if one.claim.claim.stance is not Stance.DENIES]
    speaking = carrying or list(group)
    voices = voices_of(group)
    return Incident(
        id=_id(group),
        claims=tuple(sorted(one.id for one in group)),
        kind=_kind(speaking),
        mode=_mode(speaking),
        when=_when(group),
        places=_places(group),
        actors=_parties([link for one in speaking for link in one.claim.actors]),
        recipients=_parties([link for one in speaking for link in one.claim.recipients]),
        tolls=toll_ranges([(voices[one.id], one) for one in speaking]),
        asserted_by=_voices(group, voices, Stance.ASSERTS),
        confirmed_by=_voices(group, voices, Stance.CONFIRMS),
        partly_confirmed_by=_voices(group, voices, Stance.PARTLY_CONFIRMS),
        denied_by=_voices(group, voices, Stance.DENIES),
        independent_reports=independent(carrying),
        part_of=None,
        background=all(one.claim.claim.first.background for one in group),
    )


def independent(told: Iterable[Told]) -> int:
    """How many reports are independent: neither copies of one text nor words of one first source.

    Connected components over (family, first source): two outlets that quote one ministry are one
    voice, and so are a wire story and its translation.
    """
    told = tuple(told)
    voices = voices_of(told)
    links = [(f"family {one.family}", f"source {voices[one.id]}") for one in told]
    return len(components({node for link in links for node in link}, links))


def _id(group: tuple[Told, ...]) -> str:
    """The id of the earliest claim decides, so that later reports do not rename an incident."""
    first = min(group, key=lambda one: (one.document.published or date.max, one.id))
    return "i" + blake2b(first.id.encode(), digest_size=7).hexdigest()


def _kind(told: Iterable[Told]) -> Kind:
    return _commonest((one.claim.claim.first.kind for one in told), key=lambda kind: kind.value)


def _mode(told: Iterable[Told]) -> str:
    """The commonest mode that says how; modes that fit everything only where none does."""
    modes = [one.claim.claim.first.mode for one in told]
    telling = [mode for mode in modes if ANY not in means_of(mode)]
    return _commonest(telling or modes, key=str)


def _when(group: Iterable[Told]) -> When | None:
    """The days that most claims give, the more exact first."""
    known = [one.claim.when for one in group if one.claim.when is not None]
    dated = [when for when in known if when.first or when.last]
    if not dated:
        return None
    exact = [when for when in dated if when.first and when.last]
    narrow = [when for when in exact if when.precision == min(one.precision for one in exact)]
    return _commonest(
        narrow or dated, key=lambda when: (str(when.first), str(when.last), when.text)
    )


def _places(group: Iterable[Told]) -> tuple[Place, ...]:
    """All places, the commonest first; whole countries and regions only where nothing is nearer."""
    held: defaultdict[Hashable, list[Place]] = defaultdict(list)
    for one in group:
        for place in one.places:
            held[place.geonameid or folded(place.name)].append(place)
    ranked = sorted(held.values(), key=lambda places: (-len(places), places[0].name))
    chosen = [min(places, key=lambda p: (p.precision, p.name, str(p))) for places in ranked]
    return tuple(place for place in chosen if place.precision < WIDE) or tuple(chosen)


def _parties(links: list[Link[Actor]]) -> tuple[Actor, ...]:
    """The parties, one for each country and function, under the name that is used most."""
    held: defaultdict[Hashable, list[Actor]] = defaultdict(list)
    for link in links:
        actor = link.target
        known = (actor.country, actor.role) if actor.country else folded(actor.name)
        held[known].append(actor)
    ranked = sorted(held.values(), key=lambda actors: (-len(actors), actors[0].name))
    named = [
        _commonest(_plainly_named(actors), key=lambda a: (a.name, str(a.id), a.role))
        for actors in ranked
    ]
    named = [actor for actor in named if _is_party(actor)] or named
    named = [actor for actor in named if not any(_is_within(actor, other) for other in named)]
    told = {actor.country for actor in named if actor.role is not Role.UNK}
    return tuple(a for a in named if a.role is not Role.UNK or a.country not in told)


def _plainly_named(actors: list[Actor]) -> list[Actor]:
    """Those whose name counts no losses ("49 soldiers"), or all where every name does."""
    return [actor for actor in actors if actor.id or not _counts(actor.name)] or actors


def _counts(name: str) -> bool:
    return any(word[0].isdigit() for word in name.split())


def _is_party(actor: Actor) -> bool:
    """Whether it is more than a thing that words name in passing ("this", "the talks")."""
    known = actor.country or actor.id or actor.role is not Role.UNK
    return bool(known) or any(sign.isupper() for sign in actor.name)


def _is_within(actor: Actor, other: Actor) -> bool:
    """Whether another name of this country says more: "Armenia" beside "Armenian positions"."""
    return actor.country == other.country and stems_of(actor.name) < stems_of(other.name)


def _voices(group: Iterable[Told], voices: dict[str, str], stance: Stance) -> tuple[str, ...]:
    return tuple(sorted({voices[one.id] for one in group if one.claim.claim.stance is stance}))


def _commonest(things: Iterable[Thing], key: Callable[[Thing], object]) -> Thing:
    """What occurs most; of equals the first by `key`."""
    counted = Counter(things)
    most = max(counted.values())
    return min((thing for thing, n in counted.items() if n == most), key=lambda t: str(key(t)))
