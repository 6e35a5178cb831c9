"""The floors that quality may not fall below; the change that earns it raises them by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.quality.sets import HERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.quality.sets import Sample

SLACK = 0.005

Figures = dict[str, float]
Floors = dict[str, Figures]


def floors_of(run: str) -> Floors:
    """The floors of a `sample` or a `whole` run: set -> measure -> least value."""
    found: dict[str, Floors] = json.loads((HERE / "floors.json").read_text("utf-8"))
    return found[run]


def complaints(each: Sample, figures: Mapping[str, float], floors: Floors) -> list[str]:
    """What fell below its floor (less `SLACK`) or rose above what is allowed."""
    fallen = [
        f"{each.name} {measure}: {figures[measure]:.3f} is below its floor {floor:.3f}"
        for measure, floor in floors.get(each.name, {}).items()
        if figures[measure] < floor - SLACK
    ]
    risen = [
        f"{each.name} {measure}: {figures[measure]:g} is more than {limit:g}"
        for measure, limit in each.at_most.items()
        if figures[measure] > limit
    ]
    return fallen + risen
