"""The grid of half degrees on which places are counted (PRIO-GRID, Tollefsen et al. 2012)."""

from __future__ import annotations

from math import floor

SIDE = 0.5
"""Degrees."""


def cell_of(lat: float, lon: float) -> str:
    """The name of the cell that holds a point: its south-western corner.

    >>> cell_of(39.51, 46.34)
    '39.5N 46.0E'
    >>> cell_of(-1.67, -29.22)
    '2.0S 29.5W'
    """
    south, west = floor(lat / SIDE) * SIDE, floor(lon / SIDE) * SIDE
    vertical, horizontal = "S" if south < 0 else "N", "W" if west < 0 else "E"
    return f"{abs(south):.1f}{vertical} {abs(west):.1f}{horizontal}"
