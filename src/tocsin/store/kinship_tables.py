"""The tables of what belongs together: an index over the ledger that can be made anew from it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Integer, MetaData, Table, Text

metadata = MetaData()
SQL = {"mark": BigInteger, "score": Float}
WHOLE = {
    *("reached", "number", "week", "runs", "document", "held", "weeks", "binds", "links"),
    *("names", "words", "whole"),
}


def _table(name: str, *columns: str) -> Table:
    """A table whose columns are text, but for those known to be numbers."""
    kinds = (SQL.get(name, Integer if name in WHOLE else Text) for name in columns)
    made = (Column(name, kind()) for name, kind in zip(columns, kinds, strict=True))
    return Table(f"tocsin_kinship_{name}", metadata, *made)


state = _table("state", "name", "reached")
documents = _table("documents", "number", "id", "origin", "week", "runs", "brief")
marks = _table("marks", "mark", "document")
weeks = _table("weeks", "mark", "week", "held")
totals = _table("totals", "mark", "weeks", "held")
blocks = _table("blocks", "block", "claim")
ties = _table("ties", "sort", "left_id", "right_id", "score", "binds", "links", "names", "words")
groups = _table("groups", "sort", "member", "home")
extents = _table(
    "extents",
    "incident",
    "kind",
    "country",
    "whole",
    "first_day",
    "last_day",
    "part_of",
    "payload",
)
drafts = _table("drafts", "sort", "id", "payload")
EVERY = (state, documents, marks, weeks, totals, blocks, ties, groups, extents, drafts)
