"""A claim as reconciliation looks at it: with its text, its copies, its sides and its sentence."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.reconcile.archive import words_in
from tocsin.reconcile.memo import remembered
from tocsin.records import RUNNER_UP, Document, Place, ResolvedClaim, Role, When

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from tocsin.records import Actor, Family, Link, Mention, Reading, Story

UMBRELLA = "umbrella"
ANY = "any"
NEWS_DAYS = 3
UMBRELLA_DAYS = 10
LONG_WORD = 4
NAME_WORD = 3
TOLD, NAMED = 0.6, 0.85
"""From which score on a day, or a place, is told of the claim itself and not lent by its text."""
FEW_DEAD = 3
NEXT = 1
"""How many sentences away a claim lends its mode to another."""

Days = tuple[date, date]

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
_STATE = {Role.GOV, Role.MIL, Role.LEG, Role.JUD}
_AGAINST = {Role.REB, Role.OPP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A side: its country, its camp (state, rebel or neither told) and the words of its name."""

    country: str | None
    camp: str
    names: frozenset[str]

    def may_be(self, other: Party) -> bool:
        """Whether the two can be one side: of one country and camp, or named alike."""
        if self.country and other.country:
            camps = {self.camp, other.camp}
            return self.country == other.country and camps != {"state", "rebel"}
        return bool(self.names & other.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How it was done: the claim's own mode, or one that is `lent` by the claim next to it."""

    mode: str
    lent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A resolved claim with what its comparison needs."""

    id: str
    claim: ResolvedClaim
    document: Document
    family: str
    story: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Place, ...]
    sentence: str
    words: frozenset[str]
    days: Days | None
    """First and last day, an open end closed by the publication day or the known end."""
    news_days: Days | None
    """The days of an undated claim as its publication suggests them."""
    umbrella: bool
    """Whether this is told as many blows at once: by its word, or by the time it took."""
    way: Way
    sure_day: bool
    """Whether its own sentence tells the very day."""
    sure_place: bool
    """Whether its own clause tells the place."""
    things: frozenset[str]
    """The long words for whom or what was hit, singular and plural as one."""
    figures: frozenset[tuple[str, int]]
    """The losses that it counts, where they are more than a few."""
    lead: str
    """The claim that stands for it where copies tell it in the same words; else its own id."""


def told_of(
    readings: Iterable[Reading],
    families: Iterable[Family] = (),
    stories: Iterable[Story] = (),
    *,
    homes: Mapping[str, str] | None = None,
    tales: Mapping[str, str] | None = None,
    only: Container[str] | None = None,
) -> tuple[Told, ...]:
    """All claims, or `only` those, ready to be compared; one claim of two equal texts once.

    `homes` and `tales` name the family and the story of documents where they are known already.
    Each claim stands for itself; see `tellings`.
    """
    home = {id_: family.id for family in families for id_ in family.documents} | {**(homes or {})}
    tale = {id_: story.id for story in stories for id_ in story.documents} | {**(tales or {})}
    found: dict[str, Told] = {}
    for reading in sorted(readings, key=lambda one: (one.document.origin, one.document.id)):
        for claim in reading.claims:
            if claim.id not in found and (only is None or claim.id in only):
                way = _way(claim, reading)
                found[claim.id] = _told(claim, reading.document, way, (home, tale))
    return tuple(found[id_] for id_ in sorted(found))


def means_of(mode: str) -> frozenset[str]:
    """The means that a mode can stand for (`lexicon/reconcile/modes.tsv`), else itself."""
    row = _modes().get(mode)
    return frozenset(row["means"].split()) if row else frozenset((mode,))


def scope_of(mode: str) -> str:
    """Whether a mode is one blow or an umbrella over many."""
    row = _modes().get(mode)
    return row["scope"] if row else "blow"


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence that holds `start` to `end`, by punctuation and line ends."""
    starts, ends = _stops(text)
    before = bisect_right(ends, start)
    first = ends[before - 1] if before else 0
    after = max(before, bisect_left(starts, end - 1))
    last = ends[after] if after < len(ends) else len(text)
    return first, first + len(text[first:last].rstrip())


@remembered(512)
def _stops(text: str) -> tuple[list[int], list[int]]:
    """Where the ends of sentences begin and end."""
    found = [stop.span() for stop in _SENTENCE_END.finditer(text)]
    return [start for start, _ in found], [end for _, end in found]


@remembered(65536)
def folded(name: str) -> str:
    """A name without case and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _told(
    claim: ResolvedClaim,
    document: Document,
    way: Way,
    homes: tuple[Mapping[str, str], Mapping[str, str]],
) -> Told:
    home, tale = homes
    trigger = claim.claim.first.trigger
    first, last = sentence_around(document.text, trigger.start, trigger.end)
    sentence = document.text[first:last]
    days = _days(claim.when, document.published)
    recipients = _parties(claim.recipients)
    return Told(
        id=claim.id,
        claim=claim,
        document=document,
        family=home.get(document.id, document.id),
        story=tale.get(document.id, document.id),
        actors=_parties(claim.actors),
        recipients=recipients,
        places=tuple(link.target for link in claim.places if _is_site(link)),
        sentence=sentence,
        words=frozenset(
            word for word in words_in(sentence) if len(word) >= LONG_WORD or word.isdigit()
        ),
        days=days,
        news_days=_news_days(claim, document.published),
        umbrella=_is_umbrella(claim, days),
        way=way,
        sure_day=_is_sure_day(claim.when),
        sure_place=any(_is_site(link) and link.score >= NAMED for link in claim.places),
        things=_things(recipients),
        figures=_figures(claim),
        lead=claim.id,
    )


def _days(when: When | None, published: date | None) -> Days | None:
    """Where one end is open, the publication day or the other end closes it."""
    if when is None or (when.first is None and when.last is None):
        return None
    first, last = when.first or when.last, when.last or published or when.first
    if first is None or last is None:
        return None
    return first, max(first, last)


def _news_days(claim: ResolvedClaim, published: date | None) -> Days | None:
    if published is None or claim.claim.first.background:
        return None
    return published - timedelta(NEWS_DAYS), published


def _is_umbrella(claim: ResolvedClaim, days: Days | None) -> bool:
    if claim.claim.answers is None and scope_of(claim.claim.first.mode) == UMBRELLA:
        return True
    when = claim.when
    exact = when is not None and when.first is not None and when.last is not None
    return bool(days and exact and (days[1] - days[0]).days > UMBRELLA_DAYS and _long(when))


def _is_site(link: Link[Place]) -> bool:
    """Whether it happened there, rather than being fired from there."""
    return link.part != "origin"


def _is_sure_day(when: When | None) -> bool:
    if when is None or when.precision > 1:
        return False
    scores = (reason.score for reason in when.reasons if reason.feature != RUNNER_UP)
    return min(scores, default=1.0) >= TOLD


def _way(claim: ResolvedClaim, reading: Reading) -> Way:
    """How it was done; "three were killed" beside "a strike hit the camp" was by that strike.

    A claim lends its mode to those of its kind in its own sentence and in the next ones, the
    nearest first; history lends none to the news, nor does a war to a blow.
    """
    first = claim.claim.first
    if ANY not in means_of(first.mode):
        return Way(mode=first.mode, lent=False)
    here, at = _sentence_number(reading.document.text, first.trigger.start), first.trigger.start
    near = []
    for other in reading.claims:
        beside = other.claim.first
        far = abs(_sentence_number(reading.document.text, beside.trigger.start) - here)
        if far <= NEXT and _lends(beside) and _is_alike(beside, first):
            near.append((far, abs(beside.trigger.start - at), beside.mode))
    return Way(mode=min(near)[2], lent=True) if near else Way(mode=first.mode, lent=False)


def _lends(mention: Mention) -> bool:
    return ANY not in means_of(mention.mode) and scope_of(mention.mode) != UMBRELLA


def _is_alike(one: Mention, two: Mention) -> bool:
    return one.kind is two.kind and one.background == two.background


def _sentence_number(text: str, start: int) -> int:
    return bisect_right(_stops(text)[1], start)


def _parties(links: Iterable[Link[Actor]]) -> tuple[Party, ...]:
    return tuple(
        Party(
            country=link.target.country,
            camp=_camp(link.target.role),
            names=frozenset(w for w in words_in(folded(link.target.name)) if len(w) >= NAME_WORD),
        )
        for link in links
    )


def _things(recipients: Iterable[Party]) -> frozenset[str]:
    words = (word for party in recipients for word in party.names)
    return frozenset(w.removesuffix("s") for w in words if len(w) >= LONG_WORD and w.isalpha())


def _figures(claim: ResolvedClaim) -> frozenset[tuple[str, int]]:
    return frozenset(
        (toll.harm, bound)
        for toll in claim.claim.tolls
        for bound in (toll.low, toll.high)
        if bound is not None and bound >= FEW_DEAD
    )


def _camp(role: Role) -> str:
    if role in _STATE:
        return "state"
    return "rebel" if role in _AGAINST else ""


def _long(when: When | None) -> bool:
    """A range that is meant as one: precision 5, or told from a day to a day."""
    return when is not None and when.precision in {1, 5}


@cache
def _modes() -> dict[str, dict[str, str]]:
    return {row["mode"]: row for row in rows("reconcile/modes.tsv")}
