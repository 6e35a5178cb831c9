"""JSONL, GeoJSON and ClaimReview: one JSON object a record."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, BinaryIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tocsin.export.cases import Case, Told
    from tocsin.export.columns import Cell, Column
    from tocsin.records import Place

Row = TypeVar("Row")
Object = dict[str, object]

CONTEXT = "https://schema.org"
WGS84 = 6  # digits behind the point: about ten centimetres


def line_of(value: object) -> bytes:
    """One JSON value as a canonical line: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def write_lines(out: BinaryIO, values: Iterable[object]) -> int:
    """Write one JSON value a line; how many."""
    number = 0
    for value in values:
        out.write(line_of(value))
        number += 1
    return number


def write_features(
    out: BinaryIO,
    columns: Sequence[Column[Row]],
    found: Iterable[tuple[Row, Place | None]],
    schema: str,
) -> int:
    """Write a GeoJSON FeatureCollection (RFC 7946); what has no coordinates has no geometry."""
    head = json.dumps({"type": "FeatureCollection", "schema": schema})[:-1]
    out.write(f'{head}, "features": [\n'.encode())
    number = 0
    for row, place in found:
        properties = {column.name: _plain(column.of(row)) for column in columns}
        feature = {
            "type": "Feature",
            "id": properties["id"],
            "geometry": _point(place),
            "properties": properties,
        }
        out.write((b",\n" if number else b"") + line_of(feature)[:-1])
        number += 1
    out.write(b"\n]}\n")
    return number


def _plain(cell: Cell) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return list(cell) if isinstance(cell, tuple) else cell


def _point(place: Place | None) -> Object | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [round(place.lon, WGS84), round(place.lat, WGS84)]}


def review_of_case(case: Case) -> Object | None:
    """An incident as schema.org's ClaimReview: the oldest sentence, and how voices stand to it.

    It rates nothing as true or false: `alternateName` tells who confirms and who denies.
    """
    if not case.told:
        return None
    incident = case.incident
    standing = (
        ("Denied by", incident.denied_by),
        ("Confirmed by", incident.confirmed_by),
        ("Partly confirmed by", incident.partly_confirmed_by),
    )
    words = "; ".join(f"{word} {', '.join(names)}" for word, names in standing if names)
    works = [_work(told) for told in {one.document.id: one for one in case.told}.values()]
    rating = words or "Neither confirmed nor denied"
    return _review(case.told[0], rating, incident.asserted_by, works) | {"identifier": incident.id}


def review_of_claim(told: Told) -> Object:
    """A claim as schema.org's ClaimReview, rated by the stance of its own voice."""
    voices = tuple(link.target.name for link in told.claim.speakers[-1:])
    outlet = (told.document.outlet,) if told.document.outlet else ()
    rated = {
        "asserts": "Asserted",
        "confirms": "Confirmed",
        "partly-confirms": "Partly confirmed",
        "denies": "Denied",
    }[told.claim.claim.stance.value]
    review = _review(told, f"{rated} by this voice", voices or outlet, [_work(told)])
    return review | {"identifier": told.claim.id}


def _review(told: Told, rating: str, voices: tuple[str, ...], works: list[Object]) -> Object:
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "claimReviewed": " ".join(told.sentence.split()),
        "author": {"@type": "SoftwareApplication", "name": "Tocsin"},
        "itemReviewed": {
            "@type": "Claim",
            "author": [{"@type": "Thing", "name": name} for name in voices],
            "datePublished": _day(told),
            "firstAppearance": _work(told),
            "appearance": works,
        },
        "reviewRating": {"@type": "Rating", "alternateName": rating},
    }


def _work(told: Told) -> Object:
    document = told.document
    work: Object = {
        "@type": "CreativeWork",
        "url": document.origin,
        "headline": told.title,
        "datePublished": _day(told),
        "publisher": {"@type": "Organization", "name": document.outlet}
        if document.outlet
        else None,
    }
    return {key: value for key, value in work.items() if value is not None}


def _day(told: Told) -> str | None:
    return told.document.published.isoformat() if told.document.published else None


def reviews(found: Iterable[Row], of: Callable[[Row], Object | None]) -> Iterable[Object]:
    """The reviews that there are."""
    return (review for review in map(of, found) if review)
