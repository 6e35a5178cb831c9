"""What is measured, on what, and against whom: the contents of `sets.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.predict.rows import rows_of, write_rows

if TYPE_CHECKING:
    from benchmarks.predict.rows import Row

Thing = TypeVar("Thing")

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One development set; `measures` maps dotted keys of the scorer's JSON to a peer's figure.

    A scorer of its own is not told the task; `beside` is a second gold file that it needs, `pool`
    the texts that a task searches in. A sample takes the rows that share the field `together`
    all or none.
    """

    name: str
    task: str
    gold: str
    sample: int
    peer: str
    measures: dict[str, str]
    at_most: dict[str, float] = field(default_factory=dict)
    scorer: str = "score.py"
    beside: str = ""
    pool: str = ""
    together: str = ""

    def command(self, question: Path, answers: Path) -> list[str]:
        """The arguments that have the answers scored."""
        second = [str(SHARED / "gold" / self.beside)] if self.beside else []
        task = [self.task] if self.scorer == "score.py" else []
        scorer = str(SHARED / "eval" / self.scorer)
        return [scorer, *task, str(question), *second, str(answers), "--json"]

    def question(self, folder: Path, *, whole: bool) -> Path:
        """The gold file to answer: the set itself, or a fixed sample of it written to `folder`."""
        gold = SHARED / "gold" / self.gold
        if whole or not self.sample:
            return gold
        path = folder / Path(self.gold).with_suffix("" if gold.suffix == ".gz" else ".jsonl").name
        write_rows(path, self._chosen(rows_of(gold)))
        return path

    def _chosen(self, rows: list[Row]) -> list[Row]:
        if not self.together:
            return spread(rows, self.sample)
        groups: dict[object, list[Row]] = {}
        for row in rows:
            groups.setdefault(row[self.together], []).append(row)
        size = round(len(groups) * self.sample / len(rows))
        return [row for group in spread(list(groups.values()), size) for row in group]


def spread(rows: list[Thing], size: int) -> list[Thing]:
    """`size` of the rows, evenly spread over the file, the same ones every time."""
    if size >= len(rows):
        return rows
    return [rows[i * len(rows) // size] for i in range(size)]


def all_sets() -> tuple[Sample, ...]:
    """The sets of `sets.toml`, in their order."""
    table = tomllib.loads((HERE / "sets.toml").read_text("utf-8"))
    return tuple(Sample(**entry) for entry in table["sets"])
