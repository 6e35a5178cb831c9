"""Compare the ledger of all dispatches with `golden/ledger.toml`: families and incidents."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.examples.expectations import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.desk import Desk
    from tocsin.records import Incident


def expected() -> dict[str, Any]:
    """What the whole ledger must show."""
    return tomllib.loads((EXAMPLES / "golden/ledger.toml").read_text("utf-8"))


def families_of(desk: Desk) -> list[set[str]]:
    """The families, by the file names of their documents."""
    names = file_names(desk)
    return [{names[id_] for id_ in family.documents} for family in desk.families()]


def file_names(desk: Desk) -> dict[str, str]:
    """The file name of every document."""
    return {one.id: Path(one.origin).name for one in desk.documents()}


def missing_of(desk: Desk, wanted: dict[str, Any]) -> tuple[str, ...]:
    """What the incident that comes closest to `wanted` lacks; all of it where there is none."""
    names = file_names(desk)
    told_in = {claim.id: names[claim.claim.first.trigger.document_id] for claim in desk.claims()}
    lacking = (
        _lacking(one, wanted, {told_in[id_] for id_ in one.claims})
        for one in desk.incidents(kind=wanted["kind"])
    )
    return min(lacking, key=len, default=tuple(wanted))


def _lacking(incident: Incident, wanted: dict[str, Any], files: set[str]) -> tuple[str, ...]:
    places = {place.name for place in incident.places}
    when = incident.when
    days = [str(when.first), str(when.last)] if when else []
    checks = {
        "actors": {one.country for one in incident.actors} >= set(wanted["actors"]),
        "recipients": {one.country for one in incident.recipients} >= set(wanted["recipients"]),
        "when": bool(days) and days[0] <= wanted["when"][1] and days[1] >= wanted["when"][0],
        "places": not wanted["places_any"] or bool(places.intersection(wanted["places_any"])),
        "files": len(files.intersection(wanted["files"])) * 2 >= len(wanted["files"]),
        "only these files": files <= set(wanted["files"]),
        "asserted_by": _named(incident.asserted_by, wanted.get("asserted_by_any")),
        "denied_by": _named(incident.denied_by, wanted.get("denied_by_any")),
        "partly_confirmed_by": _named(
            incident.partly_confirmed_by, wanted.get("partly_confirmed_by_any")
        ),
        "killed": {one.low for one in incident.tolls} >= set(wanted.get("killed", ())),
    }
    return tuple(name for name, good in checks.items() if not good)


def _named(voices: Iterable[str], parts: list[str] | None) -> bool:
    """Whether one of the voices has one of the parts in its name."""
    return parts is None or any(part in voice for voice in voices for part in parts)
