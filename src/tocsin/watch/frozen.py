"""The shipped weights of the warning model, read from `lexicon/watch/weights.tsv`.

They were learned from UCDP's country-months 1989-2014 (CC BY 4.0) on the features that every dyad
has; `python -m benchmarks.freeze TABLE` writes the table anew.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tocsin.lexicon.tables import rows
from tocsin.watch.features import features, figures_of
from tocsin.watch.logistic import Logistic
from tocsin.watch.warning import THRESHOLDS, Warner

if TYPE_CHECKING:
    from tocsin.watch.panel import Array, Panel

GROUPS = ("deaths", "pattern", "history")
"""The groups of features that ask for no neighbours and no other units."""
INTERCEPT, CENTRE, SCALE, LINK = "(intercept)", "(centre)", "(scale)", "(link)"
COLUMNS = tuple(f"over-{level:.0f}" for level in THRESHOLDS)


def told_features(panel: Panel) -> Array:
    """The features that the shipped weights are for."""
    chosen = [i for i, one in enumerate(features()) if one.group in GROUPS]
    found: Array = figures_of(panel)[..., chosen]
    return found


@cache
def frozen_warner() -> Warner:
    """The shipped warner."""
    table = {row["feature"]: row for row in rows("watch/weights.tsv")}
    names = [one.name for one in features() if one.group in GROUPS]
    mean = np.array([float(table[name]["mean"]) for name in names])
    spread = np.array([float(table[name]["spread"]) for name in names])
    models = tuple(
        Logistic(
            mean=mean,
            spread=spread,
            weights=np.array([float(table[name][column]) for name in names]),
            intercept=float(table[INTERCEPT][column]),
        )
        for column in COLUMNS
    )
    link = table[LINK]
    return Warner(
        models=models,
        centre=np.array([float(table[CENTRE][column]) for column in COLUMNS]),
        scale=np.array([float(table[SCALE][column]) for column in COLUMNS]),
        link=Logistic(
            mean=np.array([float(link["mean"])]),
            spread=np.array([float(link["spread"])]),
            weights=np.array([float(link[COLUMNS[0]])]),
            intercept=float(link[COLUMNS[1]]),
        ),
    )


def corrected(warner: Warner, tested: Logistic) -> Warner:
    """The warner with its chances as the years that were not learned from had them."""
    slope = tested.weights / tested.spread
    link = warner.link
    return replace(
        warner,
        link=replace(
            link,
            weights=link.weights * slope,
            intercept=float(tested.intercept + slope[0] * (link.intercept - tested.mean[0])),
        ),
    )


def lines_of(warner: Warner) -> list[str]:
    """The lines of the weights' table, without its heading."""
    names = [one.name for one in features() if one.group in GROUPS]
    first = warner.models[0]
    rows_ = [
        (name, first.mean[i], first.spread[i], *(model.weights[i] for model in warner.models))
        for i, name in enumerate(names)
    ]
    rows_.append((INTERCEPT, 0.0, 0.0, *(model.intercept for model in warner.models)))
    rows_.append((CENTRE, 0.0, 0.0, *warner.centre))
    rows_.append((SCALE, 0.0, 0.0, *warner.scale))
    link = warner.link
    values = (link.mean[0], link.spread[0], link.weights[0], link.intercept, 0.0, 0.0)
    rows_.append((LINK, *values))
    return ["\t".join((name, *(f"{value:.6g}" for value in figures))) for name, *figures in rows_]
