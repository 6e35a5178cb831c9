"""An answer as JSON, GeoJSON or CSV, as the caller accepts; 304 where nothing changed."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Sequence

import msgspec
from fastapi import Request
from fastapi.responses import Response

from tocsin.serve.problems import Problem
from tocsin.serve.wire import Wire
from tocsin.store import canon

JSON = "application/json"
GEOJSON = "application/geo+json"
CSV = "text/csv"
RECORDS = "application/vnd.tocsin.records+json"
FORMATS = {"json": JSON, "geojson": GEOJSON, "csv": CSV, "records": RECORDS}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def wanted(request: Request, offered: Sequence[str]) -> str:
    """The media type that the caller likes best of those `offered`; `?format=` goes first.

    Raises:
        Problem: 406, the caller takes none of them.
    """
    asked = request.query_params.get("format")
    if asked is not None:
        if FORMATS.get(asked) not in offered:
            names = [name for name, kind in FORMATS.items() if kind in offered]
            raise Problem(406, f"format {asked[:40]!r} is none of {', '.join(names)}")
        return FORMATS[asked]
    header = request.headers.get("accept", "*/*")
    ranked = sorted(_preferences(header), key=lambda pair: -pair[1])
    for kind, quality in ranked:
        for one in offered:
            if quality > 0 and (kind in {one, "*/*", one.split("/")[0] + "/*"}):
                return one
    raise Problem(406, f"this gives {', '.join(offered)}; accept one of them")


def answer(
    request: Request, state: object, make: Callable[[], bytes], media_type: str = JSON
) -> Response:
    """`make`'s bytes, unless the caller has them: the ETag hashes `state` and what was asked."""
    asked = f"{state}|{request.url.path}?{request.url.query}|{media_type}"
    tag = f'W/"{hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:24]}"'
    headers = {"etag": tag, "vary": "accept, authorization, cookie"}
    if tag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(make(), headers=headers, media_type=media_type)


def as_json(value: object) -> bytes:
    """A JSON value in UTF-8."""
    return msgspec.json.encode(value, enc_hook=canon.as_plain)


def as_features(rows: Iterable[tuple[float, float, Wire]], more: Wire) -> bytes:
    """A GeoJSON FeatureCollection of points (longitude, latitude) with their properties."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": properties,
        }
        for lon, lat, properties in rows
    ]
    return as_json({"type": "FeatureCollection", "features": features} | more)


def as_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV (RFC 4180); a cell that a spreadsheet would run as a formula starts with a `'`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if value.startswith(FORMULA) else value
    return value


def _preferences(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.split(","):
        kind, *parameters = (one.strip() for one in part.split(";"))
        quality = 1.0
        for one in parameters:
            if one.startswith("q="):
                try:
                    quality = float(one[2:])
                except ValueError:
                    quality = 0.0
        found.append((kind.lower(), quality))
    return found
