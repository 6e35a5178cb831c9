"""Data frames for notebooks: pandas, polars and GeoPandas, where they are installed."""

from __future__ import annotations

import importlib
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from tocsin.errors import MissingPartError
from tocsin.export.columns import Column, Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tocsin.records import Place

Row = TypeVar("Row")
PANDAS = {
    Sort.TEXT: "string",
    Sort.INTEGER: "Int64",
    Sort.NUMBER: "Float64",
    Sort.FLAG: "boolean",
    Sort.DAY: "object",
    Sort.SEVERAL: "object",
}


def to_pandas(columns: Sequence[Column[Row]], found: Iterable[Row]) -> Any:  # noqa: ANN401
    """A pandas frame; days are `datetime.date`, so that no time zone moves them.

    Raises:
        MissingPartError: pandas is not installed.
    """
    pandas = _module("pandas")
    return pandas.DataFrame(
        {
            name: pandas.Series(cells, dtype=PANDAS[sort])
            for name, sort, cells in _cells(columns, found)
        }
    )


def to_polars(columns: Sequence[Column[Row]], found: Iterable[Row]) -> Any:  # noqa: ANN401
    """A polars frame; days are dates, several texts are lists.

    Raises:
        MissingPartError: polars is not installed.
    """
    polars = _module("polars")
    types = {
        Sort.TEXT: polars.String,
        Sort.INTEGER: polars.Int64,
        Sort.NUMBER: polars.Float64,
        Sort.FLAG: polars.Boolean,
        Sort.DAY: polars.Date,
        Sort.SEVERAL: polars.List(polars.String),
    }
    held = list(_cells(columns, found))
    return polars.DataFrame(
        {name: cells for name, _, cells in held},
        schema={name: types[sort] for name, sort, _ in held},
    )


def to_geodataframe(
    columns: Sequence[Column[Row]], found: Iterable[tuple[Row, Place | None]]
) -> Any:  # noqa: ANN401
    """A GeoDataFrame of points in WGS 84; what has no coordinates has no geometry.

    Raises:
        MissingPartError: GeoPandas is not installed.
    """
    geopandas, shapely = _module("geopandas"), _module("shapely")
    held = list(found)
    points = [
        shapely.Point(place.lon, place.lat) if place and place.lon is not None else None
        for _, place in held
    ]
    frame = to_pandas(columns, [row for row, _ in held])
    return geopandas.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def _cells(
    columns: Sequence[Column[Row]], found: Iterable[Row]
) -> Iterable[tuple[str, Sort, list[object]]]:
    rows = list(found)
    return ((one.name, one.sort, [_plain(one.of(row)) for row in rows]) for one in columns)


def _plain(cell: object) -> object:
    """A cell as frames hold it; a moment would be no civil day."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    return list(cell) if isinstance(cell, tuple) else cell


def _module(name: str) -> Any:  # noqa: ANN401 - an optional package
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        extra = {"shapely": "geopandas"}.get(name, name)
        msg = f"{name} is missing: pip install 'tocsin[{extra}]'"
        raise MissingPartError(msg) from error
