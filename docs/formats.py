"""The tables of columns in docs/formats.md, written from the columns themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.export import acled, claims, ged, incidents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tocsin.export.columns import Column

TABLES: dict[str, Sequence[Column[Any]]] = {
    "incidents": incidents.COLUMNS,
    "claims": claims.COLUMNS,
    "ged": ged.COLUMNS,
    "acled": acled.COLUMNS,
}


def filled(page: str) -> str:
    """The page with every table between its marks."""
    for name, columns in TABLES.items():
        begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
        before, _, rest = page.partition(begin)
        _, _, after = rest.partition(end)
        page = f"{before}{begin}\n{_table(columns)}\n\n{end}{after}"
    return page


def _table(columns: Sequence[Column[Any]]) -> str:
    tagged = any(one.tag for one in columns)
    head = ("column", "holds", "meaning", *(("HXL",) if tagged else ()))
    lines = [_line(head), _line("---" for _ in head)]
    for one in columns:
        cells = (f"`{one.name}`", one.sort.value, one.meaning)
        lines.append(_line((*cells, *((f"`{one.tag}`",) if tagged else ()))))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
