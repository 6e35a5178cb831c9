"""Answer a set with the predictors and have the answers scored by the scorer beside the sets."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from benchmarks.predict.run import predict
from tests.quality.sets import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.quality.sets import Sample


class UnansweredError(Exception):
    """Documents raised where they should have been answered; the message names them."""


def figures_of(each: Sample, folder: Path, *, whole: bool) -> dict[str, float]:
    """The figures of one set by measure, answered and scored in `folder`.

    Raises:
        UnansweredError: a document raised, so that the figures would hide a defect.
        subprocess.CalledProcessError: the scorer refused the predictions.
    """
    question = each.question(folder, whole=whole)
    answers = folder / f"{each.name}.predicted"
    pool = SHARED / "gold" / each.pool if each.pool else None
    failures = predict(each.task, question, answers, pool=pool)
    if failures:
        msg = f"{each.name}: no answer for " + "; ".join(f"{f.id}: {f.why}" for f in failures[:5])
        raise UnansweredError(msg)
    scored = subprocess.run(  # noqa: S603 - our own interpreter, the scorer of the sets
        [sys.executable, *each.command(question, answers)],
        capture_output=True,
        text=True,
        check=True,
    )
    return picked(json.loads(scored.stdout), [*each.measures, *each.at_most])


def picked(result: dict[str, Any], measures: Iterable[str]) -> dict[str, float]:
    """The values at dotted keys; a table of counts becomes their sum, nothing becomes 0."""
    found = {}
    for measure in measures:
        value = _at(result, measure)
        found[measure] = float(sum(value.values()) if isinstance(value, dict) else value or 0)
    return found


def _at(table: dict[str, Any], path: str) -> Any:
    """What stands at a dotted path; a key may have dots of its own ("at_0.25_false_alarms")."""
    if path in table:
        return table[path]
    for key, below in table.items():
        if path.startswith(f"{key}.") and isinstance(below, dict):
            return _at(below, path.removeprefix(f"{key}."))
    raise KeyError(path)
