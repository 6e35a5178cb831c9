"""Places as the event's: why they were chosen, how exact they are, which lie near each other."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import cos, hypot, radians
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import RUNNER_UP, Link, Place, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tocsin.records import Claim, Parse

COUNTRY, REGION = 6, 4
LONG = frozenset({"W", "M", "Y", "E"})
"""TIMEX3 letters of the units of time in which no blow is told: weeks and longer."""
NEAR_KM, DEGREE_KM = 250, 111.2
CLAUSE, SENTENCE = "the event's own clause", "the event's sentence"
ANSWERED = "where the answered claim has it"
NARROWED, SCENE, PARLEYS = "narrowed by the text", "where the text is set", "where talks are held"
AT_HOME = "where its doers are at home"
CHOSEN = frozenset({AT_HOME, CLAUSE, SENTENCE, ANSWERED, NARROWED, SCENE, PARLEYS})

Sited = Link[Place]


def because(links: Iterable[Sited], feature: str, score: float) -> tuple[Sited, ...]:
    """Places with why they are the event's, unless an earlier step has said so."""
    return tuple(
        link
        if any(reason.feature in CHOSEN for reason in link.reasons)
        else replace(
            link,
            score=min(link.score, score),
            reasons=(
                *link.reasons,
                Reason(feature=feature, score=score, left=link.mention.text, right=link.part),
            ),
        )
        for link in links
    )


def ahead(link: Sited, other: Sited, lead: float) -> Sited:
    """A place that a text is about, with that which it tells most of after it, and the lead."""
    reason = Reason(
        feature=RUNNER_UP, score=round(lead, 3), left=link.target.name, right=other.target.name
    )
    return replace(link, reasons=(*link.reasons, reason))


@cache
def seats() -> frozenset[str]:
    """Names of capitals and other seats of power."""
    return frozenset(row["name"] for row in rows("actors/seats.tsv"))


@cache
def listeners() -> frozenset[str]:
    """Lemmas of those to whom a statement is made: reporters, a broadcaster."""
    found: set[str] = set()
    for row in rows("actors/heads.tsv"):
        if row["role"] == "MED":
            found |= {row["name"], *row["forms"].split("|")}
    return frozenset(found)


@cache
def countries() -> frozenset[str]:
    """The names of all countries."""
    return frozenset(row["name"] for row in rows("actors/countries.tsv"))


def is_wide(claim: Claim, parse: Parse) -> bool:
    """Whether a deed is a war or has gone on for long, and so is told of no village."""
    trigger = parse.tokens[claim.first.trigger_token]
    tie = parse.tokens[trigger.head]
    length = parse.tokens[tie.head].lemma if (trigger.dep, tie.lemma) == ("pobj", "of") else ""
    return claim.first.mode in _wide() or length in _long()


def is_told_by(links: Sequence[Sited], feature: str) -> bool:
    """Whether any place was chosen for a reason."""
    return any(reason.feature == feature for link in links for reason in link.reasons)


def is_at_home(claim: Claim) -> bool:
    """Whether a deed is done in the doers' own country: a call-up, a coup."""
    return claim.first.mode in _at_home()


@cache
def _long() -> frozenset[str]:
    units = (row for row in rows("dates/units.tsv") if row["class"] == "unit")
    return frozenset(row["word"] for row in units if row["value"] in LONG)


@cache
def _at_home() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("home_modes.tsv"))


@cache
def _wide() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("wide_modes.tsv"))


def is_whole(links: Sequence[Sited]) -> bool:
    """Whether all that is named is a country or a quarter of one: "in eastern Ukraine"."""
    return all(li.target.precision > REGION and li.target.name in countries() for li in links)


def is_region(link: Sited) -> bool:
    """Whether a place is a part of a country and no town."""
    return REGION <= link.target.precision < COUNTRY and link.target.name not in countries()


def is_near(link: Sited, other: Sited) -> bool:
    """Whether two places lie within a day's march, by the equirectangular distance."""
    here, there = link.target, other.target
    if here.lat is None or here.lon is None or there.lat is None or there.lon is None:
        return False
    east = (here.lon - there.lon) * cos(radians((here.lat + there.lat) / 2))
    return DEGREE_KM * hypot(here.lat - there.lat, east) <= NEAR_KM


def is_within(links: Sequence[Sited], limit: int) -> bool:
    """Whether any place but an origin is finer than a precision."""
    return any(link.part != "origin" and link.target.precision < limit for link in links)


def exact(links: Sequence[Sited]) -> tuple[Sited, ...]:
    """Drop countries and regions where something more exact was found, origins by themselves."""
    fired = [link for link in links if link.part == "origin"]
    struck = [link for link in links if link.part != "origin"]
    kept = {id(link) for part in (fired, struck) for link in _finest(part)}
    return tuple(link for link in links if id(link) in kept)


def _finest(links: Sequence[Sited]) -> list[Sited]:
    limit = max(min((link.target.precision for link in links), default=COUNTRY), 2)
    return [link for link in links if link.target.precision <= limit]


def unique(links: list[Sited]) -> list[Sited]:
    """Each place once, as it was first named."""
    found: dict[tuple[str, float | None], Sited] = {}
    for link in links:
        found.setdefault((link.target.name, link.target.lat), link)
    return list(found.values())
