"""Incidents and claims as notebooks like them: tuples that turn into frames and show themselves."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Self

from tocsin.export import claims, incidents
from tocsin.export.cases import Case, Evidence, Told, with_evidence
from tocsin.export.columns import BETWEEN, one_line
from tocsin.export.frames import to_geodataframe, to_pandas, to_polars
from tocsin.export.parts import best_place, first_day, last_day
from tocsin.export.privacy import Screen
from tocsin.records import Incident, ResolvedClaim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.records import TollRange, When

SHOWN = 50


class Incidents(tuple[Incident, ...]):  # noqa: SLOT001 - it carries where its evidence is
    """Incidents in order, which `to_pandas` and its kin turn into frames, and notebooks show.

    Private persons' names are left out of frames unless `names` is set; see `export.privacy`.
    """

    evidence: Evidence

    @classmethod
    def of(cls, found: Iterable[Incident], evidence: Evidence) -> Self:
        """These incidents; `evidence` finds their claims and documents."""
        made = cls(found)
        made.evidence = evidence
        return made

    def to_pandas(self, *, names: bool = False) -> Any:  # noqa: ANN401 - an optional package's
        """A pandas frame with the columns of the CSV export (needs `tocsin[pandas]`)."""
        return to_pandas(incidents.COLUMNS, self._cases(names=names))

    def to_polars(self, *, names: bool = False) -> Any:  # noqa: ANN401
        """A polars frame with the columns of the CSV export (needs `tocsin[polars]`)."""
        return to_polars(incidents.COLUMNS, self._cases(names=names))

    def to_geodataframe(self, *, names: bool = False) -> Any:  # noqa: ANN401
        """A GeoPandas frame of points in WGS 84 (needs `tocsin[geopandas]`)."""
        placed = ((one, best_place(one.incident.places)) for one in self._cases(names=names))
        return to_geodataframe(incidents.COLUMNS, placed)

    def _cases(self, *, names: bool) -> Iterator[Case]:
        for case in with_evidence(((one, None) for one in self), self.evidence):
            yield case if names else Screen.case(case)

    def _repr_html_(self) -> str:
        heads = ("Day", "Where", "What", "Who → whom", "Killed", "Says", "Denies", "Reports")
        return _table(heads, (_incident(one) for one in self[:SHOWN]), len(self))


class Claims(tuple[ResolvedClaim, ...]):  # noqa: SLOT001 - same
    """Claims in order, which `to_pandas` and its kin turn into frames, and notebooks show."""

    evidence: Evidence

    @classmethod
    def of(cls, found: Iterable[ResolvedClaim], evidence: Evidence) -> Self:
        """These claims; `evidence` finds their documents."""
        made = cls(found)
        made.evidence = evidence
        return made

    def to_pandas(self, *, names: bool = False) -> Any:  # noqa: ANN401 - an optional package's
        """A pandas frame with the columns of the CSV export (needs `tocsin[pandas]`)."""
        return to_pandas(claims.COLUMNS, self._told(names=names))

    def to_polars(self, *, names: bool = False) -> Any:  # noqa: ANN401
        """A polars frame with the columns of the CSV export (needs `tocsin[polars]`)."""
        return to_polars(claims.COLUMNS, self._told(names=names))

    def to_geodataframe(self, *, names: bool = False) -> Any:  # noqa: ANN401
        """A GeoPandas frame of points in WGS 84 (needs `tocsin[geopandas]`)."""
        placed = ((one, claims.place_of(one)) for one in self._told(names=names))
        return to_geodataframe(claims.COLUMNS, placed)

    def _told(self, *, names: bool) -> Iterator[Told]:
        """Each claim with its document, by the document that its spans point into."""
        for claim in self:
            home = claim.claim.first.trigger.document_id
            for found, document in self.evidence((claim.id,)):
                if document.id == home:
                    told = Told(claim=found, document=document)
                    yield told if names else Screen((told,)).told(told)
                    break

    def _repr_html_(self) -> str:
        heads = ("Day", "Where", "What", "Who → whom", "Stance", "Voice", "Words")
        return _table(heads, (_claim(one) for one in self[:SHOWN]), len(self))


def _incident(incident: Incident) -> tuple[str, ...]:
    place = best_place(incident.places)
    return (
        _days(incident.when),
        place.name if place else "",
        f"{incident.kind.value} {incident.mode}",
        _parties([one.name for one in incident.actors], [one.name for one in incident.recipients]),
        BETWEEN.join(_figure(one) for one in incident.tolls if one.harm == "killed"),
        BETWEEN.join((*incident.asserted_by, *incident.confirmed_by)),
        BETWEEN.join(incident.denied_by),
        str(incident.independent_reports),
    )


def _claim(claim: ResolvedClaim) -> tuple[str, ...]:
    first = claim.claim.first
    place = best_place(link.target for link in claim.places)
    return (
        _days(claim.when),
        place.name if place else "",
        f"{first.kind.value} {first.mode}",
        _parties(
            [one.target.name for one in claim.actors], [one.target.name for one in claim.recipients]
        ),
        claim.claim.stance.value,
        claim.speakers[-1].target.name if claim.speakers else "the publisher",
        first.trigger.text,
    )


def _days(when: When | None) -> str:
    first, last = first_day(when), last_day(when)
    if first is None:
        return when.text if when else ""
    return first.isoformat() if first == last else f"{first} – {last}"


def _parties(left: list[str], right: list[str]) -> str:
    return " → ".join(", ".join(side) for side in (left, right) if side)


def _figure(toll: TollRange) -> str:
    bounds = [one for one in (toll.low, toll.high) if one is not None]
    words = "–".join(str(one) for one in dict.fromkeys(bounds)) or "?"
    return f"{words} ({toll.source})"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], number: int) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(one_line(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    more = f"<p>{number - SHOWN:,} more</p>" if number > SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
