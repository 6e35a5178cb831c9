"""Drive a task's function over all rows in a few processes and keep the order."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.predict import incidents, tables, tasks
from benchmarks.predict.claims import claims, write_claims
from benchmarks.predict.muc4 import muc4
from benchmarks.predict.respun import respun
from benchmarks.predict.rows import Row, articles_of, rows_of, write_rows

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """How a task's questions are read, answered and written."""

    read: Callable[[Path], list[Row]] = rows_of
    answer: Callable[..., Row]
    write: Callable[[Path, Iterable[Row]], None] = write_rows


TASKS: dict[str, Task] = {
    "alerts": Task(read=tables.table_of, answer=tables.alerts, write=tables.write_table),
    "attribution": Task(answer=tasks.attribution),
    "case": Task(answer=tasks.case),
    "crps": Task(read=tables.table_of, answer=tables.crps, write=tables.write_draws),
    "detect": Task(read=tables.table_of, answer=tables.detect, write=tables.write_table),
    "claims": Task(read=articles_of, answer=claims, write=write_claims),
    "incidents": Task(answer=incidents.report, write=incidents.write_clusters),
    "muc4": Task(answer=muc4),
    "places": Task(answer=tasks.places),
    "places-found": Task(answer=tasks.places_found),
    "plover": Task(answer=tasks.plover),
    "plv": Task(answer=tasks.plv),
    "respun": Task(answer=respun),
    "time": Task(answer=tasks.time),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that raised, and what it raised."""

    id: str
    why: str


def predict(
    name: str,
    gold: Path,
    output: Path,
    *,
    workers: int = 2,
    pool: Path | None = None,
    sample: Callable[[Sequence[Row]], Sequence[Row]] | None = None,
) -> tuple[Failure, ...]:
    """Write the predictions of task `name` for `gold` to `output`; gives back what failed.

    `pool` holds the articles that a task searches in; `sample` chooses among the rows before
    anything is answered.

    Raises:
        KeyError: there is no such task.
        OSError: `gold` cannot be read or `output` not written.
    """
    task = TASKS[name]
    asked: Sequence[Row] = task.read(gold)
    if sample is not None:
        asked = sample(asked)
    answer = task.answer if pool is None else partial(task.answer, pool=pool)
    answers = _answers(answer, asked, workers)
    task.write(output, [answer for answer in answers if not isinstance(answer, Failure)])
    return tuple(answer for answer in answers if isinstance(answer, Failure))


def _answers(
    answer: Callable[[Row], Row], asked: Sequence[Row], workers: int
) -> list[Row | Failure]:
    safely = partial(_safely, answer)
    if workers <= 1:
        return [safely(row) for row in asked]
    chunk = max(1, min(25, len(asked) // (4 * workers)))
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(safely, asked, chunksize=chunk))


def _safely(answer: Callable[[Row], Row], row: Row) -> Row | Failure:
    try:
        return answer(row)
    except Exception as error:  # noqa: BLE001 - one bad document must not cost the others' answers
        return Failure(str(row.get("id") or row.get("pair_id")), f"{type(error).__name__}: {error}")
