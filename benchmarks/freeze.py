"""Learn the shipped weights anew: `python -m benchmarks.freeze TABLE`.

TABLE is a CSV of UCDP's country-months (unit_type, unit, month, ged_all).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import tocsin.lexicon
from benchmarks.predict.tables import countries_of, table_of
from tocsin.watch.frozen import COLUMNS, corrected, lines_of, told_features
from tocsin.watch.onsets import calm, onsets
from tocsin.watch.panel import ahead
from tocsin.watch.warning import HORIZON, SETTLING, learned, rolling, tie

HEAD = """# The shipped weights of the warning model: ridge logistic regressions on standardised
# features (watch/warning.py, features.tsv). Learned by `python -m benchmarks.freeze` from the
# {count} calm country-months of UCDP GED {first} to {last}. Source: UCDP Georeferenced Event
# Dataset (Sundberg and Melander 2013), CC BY 4.0.
# (link): mean, spread, slope and intercept of the mean log-odds.
"""


def main(table: str) -> int:
    """Write `lexicon/watch/weights.tsv`."""
    panel = countries_of(table_of(Path(table))[0])
    rows = calm(panel.values)
    rows[:SETTLING] = False
    rows[-HORIZON:] = False
    figures, flares = told_features(panel), ahead(onsets(panel.values).astype(float), HORIZON) > 0
    odds = np.full(rows.shape, np.nan)
    for months, found in rolling(panel, figures, rows, tied=False):
        odds[months] = found
    tested = rows & ~np.isnan(odds)
    warner = corrected(learned(figures, panel.values, rows), tie(odds[tested], flares[tested]))
    head = HEAD.format(count=int(rows.sum()), first=panel.steps[0].year, last=panel.steps[-1].year)
    lines = ["\t".join(("feature", "mean", "spread", *COLUMNS)), *lines_of(warner)]
    path = Path(tocsin.lexicon.__path__[0], "watch", "weights.tsv")
    path.write_text(head + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines) - 1} lines in {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
