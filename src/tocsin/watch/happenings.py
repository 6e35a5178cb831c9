"""Incidents as the watch counts them: on which days, between whom, at what cost, known since when.

Everything that is told carries the day on which it could be known (the report's publication), so
that a look back counts only what was in print by then.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from tocsin.records import Dyad, Reality, Stance
from tocsin.watch.cells import cell_of
from tocsin.watch.sides import dyads_of
from tocsin.watch.signals import Signal, counts, signal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tocsin.records import Document, Incident, Reading, ResolvedClaim, Toll

KILLED = "killed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """Killed people, UCDP's low, best and high estimate."""

    low: float
    best: float
    high: float


NONE = Deaths(low=0.0, best=0.0, high=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One claim of an incident: who says it, known since when (None: no date), what it costs."""

    claim: str
    known: date | None
    voice: str
    asserts: bool
    denies: bool
    deaths: Deaths | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A dated incident that tells the watch something; `first` to `last` are inclusive days."""

    id: str
    signal: Signal
    first: date
    last: date
    dyads: tuple[Dyad, ...]
    countries: tuple[str, ...]
    cells: tuple[str, ...]
    part_of: str | None
    words: tuple[Word, ...]

    def as_known(self, day: date) -> Happening | None:
        """What was in print at the end of `day`; None if nothing was, or only denials."""
        words = tuple(one for one in self.words if one.known is not None and one.known <= day)
        known = self.first <= day and any(one.asserts for one in words)
        return replace(self, words=words, last=min(self.last, day)) if known else None

    @property
    def is_disputed(self) -> bool:
        """Whether somebody denies it."""
        return any(one.denies for one in self.words)

    @property
    def deaths(self) -> Deaths:
        """Over the voices that give a figure: the lowest, the median and the highest.

        The last word of a voice counts; what it says of several groups was added up before.
        """
        last: dict[str, Deaths] = {
            one.voice: one.deaths for one in self.words if one.deaths is not None
        }
        if not last:
            return NONE
        return Deaths(
            low=min(one.low for one in last.values()),
            best=median(one.best for one in last.values()),
            high=max(one.high for one in last.values()),
        )


def happenings_of(
    incidents: Iterable[Incident], readings: Iterable[Reading]
) -> tuple[Happening, ...]:
    """The incidents that have a day and a signal, by id; the claims are found in `readings`."""
    told = {claim.id: (claim, one.document) for one in readings for claim in one.claims}
    found = (_happening(one, told) for one in incidents)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.id))


def settled(happenings: Iterable[Happening]) -> tuple[tuple[Happening, float, Deaths], ...]:
    """Each with the number of events and deaths it adds to those of its parts.

    A battle whose skirmishes are known is no event of its own, and costs what they do not explain.
    """
    happenings = tuple(happenings)
    parts: defaultdict[str, list[Deaths]] = defaultdict(list)
    for one in happenings:
        if one.part_of is not None:
            parts[one.part_of].append(one.deaths)
    return tuple(
        (one, 0.0 if one.id in parts else 1.0, _rest(one.deaths, parts.get(one.id, [])))
        for one in happenings
    )


def _rest(whole: Deaths, parts: list[Deaths]) -> Deaths:
    return Deaths(
        low=max(0.0, whole.low - sum(one.low for one in parts)),
        best=max(0.0, whole.best - sum(one.best for one in parts)),
        high=max(0.0, whole.high - sum(one.high for one in parts)),
    )


def _happening(
    incident: Incident, told: Mapping[str, tuple[ResolvedClaim, Document]]
) -> Happening | None:
    signal, when = signal_of(incident.kind, incident.mode), incident.when
    if signal is None or when is None:
        return None
    first, last = when.first or when.last, when.last or when.first
    if first is None or last is None:
        return None
    claims = [told[id_] for id_ in incident.claims if id_ in told]
    words = sorted((_word(*one) for one in claims), key=_order)
    parties = {one.country for one in (*incident.actors, *incident.recipients)}
    countries = parties | {one.country for one in incident.places}
    cells = {
        cell_of(one.lat, one.lon)
        for one in incident.places
        if one.lat is not None and one.lon is not None
    }
    return Happening(
        id=incident.id,
        signal=signal,
        first=first,
        last=last,
        dyads=dyads_of(incident.actors, incident.recipients),
        countries=tuple(sorted(code for code in countries if code)),
        cells=tuple(sorted(cells)),
        part_of=incident.part_of,
        words=tuple(words),
    )


def _order(word: Word) -> tuple[bool, date | None, str]:
    return word.known is None, word.known, word.claim


def _word(claim: ResolvedClaim, document: Document) -> Word:
    first = claim.claim.first
    denies = claim.claim.stance is Stance.DENIES or first.reality is Reality.NEGATED
    voice = claim.speakers[-1].target.name if claim.speakers else document.outlet
    killed = [one for one in claim.claim.tolls if one.harm == KILLED and not one.cumulative]
    return Word(
        claim=claim.id,
        known=document.published or (claim.when.last if claim.when else None),
        voice=voice or document.origin,
        asserts=not denies and counts(first.kind, first.mode, first.reality),
        denies=denies,
        deaths=None if denies or not killed else _deaths(killed),
    )


def _deaths(tolls: list[Toll]) -> Deaths:
    """The sum over disjoint groups; an open bound is as good as the other bound."""
    low = sum(one.low if one.low is not None else 0 for one in tolls)
    high = sum(one.high if one.high is not None else one.low or 0 for one in tolls)
    best = sum(one.low if one.low is not None else one.high or 0 for one in tolls)
    return Deaths(low=float(low), best=float(max(best, low)), high=float(max(high, low, best)))
