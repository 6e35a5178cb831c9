"""The page of export formats, written from the columns themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.export import acled, claims, ged, incidents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tocsin.export.columns import Column

HEAD = """# Formats of exports

<!-- Written from the columns' own definitions by `make docs`. -->

`tocsin export [incidents|claims|ledger] --as FORMAT --out FILE`, with the filters of `tocsin incidents` and
`--as-of`. Beside FILE stands `FILE-metadata.json`: the ledger's schema, the program's version, the filters, the
number of records and the SHA-256 of the file. It holds no time of writing: the same export has the same bytes.

| format | of | is |
|---|---|---|
| `csv` | incidents, claims | the columns below, RFC 4180, UTF-8; several texts joined by `; ` |
| `parquet` | incidents, claims | the same columns with types: days as `date32`, several texts as lists |
| `geojson` | incidents, claims | RFC 7946, the same columns as properties; no coordinates, no geometry |
| `hxl` | incidents, claims | the CSV with HXL's row of hashtags |
| `jsonl` | incidents, claims | the records as the ledger keeps them, one a line, with their `schema` |
| `jsonl` | ledger (with `--names`) | everything that counts in canonical form: sorted, without recording times |
| `claimreview` | incidents, claims | schema.org ClaimReview, one a line; `alternateName` tells who confirms and denies |
| `ged` | incidents that UCDP would count as violence | the 49 columns of UCDP GED |
| `acled` | incidents that ACLED has a type for | the 31 columns of ACLED |

Unknown is empty, never 0. Days are civil days: no time zone moves them. A text that a spreadsheet would run as a
formula has an apostrophe before it. Names that may be of private persons are left out unless `--names` is given:
see [ethics.md](ethics.md).
"""
GED = """
What UCDP does and this program cannot know is empty: ids of conflicts, dyads and sides, and whether a conflict was
active. `code_status` says that no person coded the row. GED holds events with at least one death; here
`best` is empty where nobody counted, so filter by it.
"""
ACLED = """
ACLED gives 0 fatalities where none are told; here the cell is empty. `timestamp` is when the ledger last changed the row.
"""


def page() -> str:
    """The page."""
    return "\n".join(
        (
            HEAD,
            "## Incidents: csv, parquet, geojson, hxl\n",
            _table(incidents.COLUMNS, tagged=True),
            "\n## Claims: csv, parquet, geojson, hxl\n",
            _table(claims.COLUMNS, tagged=True),
            "\n## UCDP GED\n" + GED,
            _table(ged.COLUMNS, tagged=False),
            "\n## ACLED\n" + ACLED,
            _table(acled.COLUMNS, tagged=False),
            "",
        )
    )


def _table(columns: Sequence[Column[Any]], *, tagged: bool) -> str:
    head = ("column", "holds", "meaning", *(("HXL",) if tagged else ()))
    lines = [_line(head), _line("---" for _ in head)]
    for one in columns:
        cells = (f"`{one.name}`", one.sort.value, one.meaning)
        lines.append(_line((*cells, *((f"`{one.tag}`",) if tagged else ()))))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
