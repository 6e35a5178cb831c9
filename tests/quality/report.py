"""The page docs/quality.md: every figure with its set, its peer and its command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.predict.rows import rows_of
from tests.quality.sets import SHARED

if TYPE_CHECKING:
    from tests.quality.floors import Floors
    from tests.quality.sets import Sample

HEAD = """# Quality

Written by `make quality` (fixed samples of the long sets) or `make quality FULL=1` (all of them);
do not edit. The last table says how much of each set was asked.

Measured on development sets that are not part of the project. Rules were tuned while looking at
causes of errors on them, so expect somewhat less on new texts. Peers are quoted from the sets'
documentation; where it says so, on another split or version of the same set. "-" means that nothing
is known.

| set | measure | Tocsin | floor | peer | who |
|---|---|---|---|---|---|
"""

COMMANDS = """
Each row by itself (`GOLD` is the file named in `tests/quality/sets.toml`):

    python -m benchmarks.predict TASK GOLD -o PRED
    python ../shared/eval/score.py TASK GOLD PRED

| set | task | gold | asked |
|---|---|---|---|
"""


def page(results: list[tuple[Sample, dict[str, float]]], floors: Floors, *, whole: bool) -> str:
    """The whole page in Markdown."""
    lines = [_line(each, m, figures[m], floors) for each, figures in results for m in figures]
    commands = [f"| {e.name} | {e.task} | {e.gold} | {_size(e, whole=whole)} |" for e, _ in results]
    return HEAD + "\n".join(lines) + "\n" + COMMANDS + "\n".join(commands) + "\n"


def _line(each: Sample, measure: str, figure: float, floors: Floors) -> str:
    if measure in each.at_most:
        return f"| {each.name} | {measure} | {figure:g} | at most {each.at_most[measure]:g} | - | |"
    floor = floors.get(each.name, {}).get(measure)
    peer = each.measures[measure]
    shown = "-" if floor is None else _short(floor)
    who = each.peer if peer else ""
    return f"| {each.name} | {measure} | **{_short(figure)}** | {shown} | {peer or '-'} | {who} |"


def _short(figure: float) -> str:
    return f"{figure:.3f}".removeprefix("0")


def _size(each: Sample, *, whole: bool) -> str:
    gold = SHARED / "gold" / each.gold
    if gold.suffix == ".csv":
        return f"all {len(gold.read_text('utf-8').splitlines()) - 1} rows"
    rows = rows_of(gold / "index.jsonl" if gold.is_dir() else gold)
    if whole or not each.sample:
        return f"all {len(rows)} rows"
    return f"{min(each.sample, len(rows))} of {len(rows)} rows"
