"""Compare what is read from a dispatch with what its golden file expects, field by field."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tocsin.records import Actor, Link, Reading, ResolvedClaim

EXAMPLES = Path(__file__).parents[2] / "examples"
PUBLISHER = "publisher"
NO_COUNTRY = "-"


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """One claim of a golden file, with the fields of the best matching claim that are wrong.

    `wrong` is None where no claim of this kind has the trigger.
    """

    words: str
    optional: bool
    wrong: tuple[str, ...] | None


def golden(name: str) -> dict[str, Any]:
    """The golden file of a dispatch."""
    return tomllib.loads((EXAMPLES / f"golden/{name}.toml").read_text("utf-8"))


def compare(reading: Reading, expected: dict[str, Any]) -> list[Expectation]:
    """Every expectation with what is wrong about the claim that comes closest to it."""
    wanted = expected["claims"]
    pairs = sorted(
        (len(_wrong(read, claim)), number, place)
        for number, claim in enumerate(wanted)
        for place, read in enumerate(reading.claims)
        if _is_about(read, claim)
    )
    taken: dict[int, int] = {}
    for _, number, place in pairs:
        if number not in taken and place not in taken.values():
            taken[number] = place
    return [
        Expectation(
            words=f"{claim['kind']} {claim['trigger']} {claim['stance']}",
            optional=claim.get("optional", False),
            wrong=_wrong(reading.claims[taken[number]], claim) if number in taken else None,
        )
        for number, claim in enumerate(wanted)
    ]


def _is_about(claim: ResolvedClaim, expected: dict[str, Any]) -> bool:
    kinds = {expected["kind"], expected.get("kind_or")}
    words = {expected["trigger"], expected.get("trigger_or", expected["trigger"])}
    triggers = {mention.trigger.text for mention in claim.claim.mentions}
    return claim.claim.first.kind.value in kinds and any(
        word in trigger or trigger in word for word in words for trigger in triggers
    )


def _wrong(claim: ResolvedClaim, expected: dict[str, Any]) -> tuple[str, ...]:
    checks = {
        "stance": claim.claim.stance.value == expected["stance"],
        "reality": claim.claim.first.reality.value == expected.get("reality", "actual"),
        "background": claim.claim.first.background == expected.get("background", False),
        "actors": expected.get("actors_any", False)
        or _countries(claim.actors) == set(expected["actors"]),
        "recipients": expected.get("recipients_any", False)
        or _countries(claim.recipients) == set(expected["recipients"]),
        "source": _source(claim) in {expected["source"], expected.get("source_or")},
        "when": "when" not in expected or _days(claim) == expected["when"],
        "places": _names(claim) >= set(expected.get("places", ())),
        "killed": _killed(claim, expected),
    }
    return tuple(name for name, good in checks.items() if not good)


def _countries(links: Iterable[Link[Actor]]) -> set[str]:
    return {link.target.country for link in links if link.target.country}


def _names(claim: ResolvedClaim) -> set[str]:
    """Places as the text names them, and their own names."""
    return {name for link in claim.places for name in (link.mention.text, link.target.name)}


def _source(claim: ResolvedClaim) -> str:
    return (claim.speakers[-1].target.country or NO_COUNTRY) if claim.speakers else PUBLISHER


def _days(claim: ResolvedClaim) -> list[str | None] | None:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return [iso(claim.when.first), iso(claim.when.last)] if claim.when else None


def _killed(claim: ResolvedClaim, expected: dict[str, Any]) -> bool:
    tolls = [
        [toll.low, toll.high]
        for mention in claim.claim.mentions
        for toll in mention.tolls
        if toll.harm == "killed"
    ]
    if "killed" in expected:
        return expected["killed"] in tolls
    if "killed_at_least" in expected:
        return expected["killed_at_least"] in [low for low, _ in tolls]
    return True
